"""What is printed for a region: posters that hang for a year, and pages that invite a tablet or a buddy's phone."""
