"""The translators' workshop: `./build.sh locales`. Never part of the app itself: it needs Babel and fontTools.

extract.py     the texts that the code asks for, read from its source; constants.py: which texts an expression can be
catalogues.py  the .po files that translators edit
compile.py     makes the .mo files that the app reads; to run the app, nothing else of this folder is needed
rules.py       the rules for a good text; forbidden.py and terms.py hold the words
gaps.py        the texts that are missing or break a rule, as a table
web_page.py    the few texts of the page around the app, shown before Python runs
sheet.py       a page of one language to print, for a reviewer without a computer
calendar.py    writes the days and months of app/ui/dates.py
"""
