"""What people and their phones signed: judged, kept, counted out again."""
