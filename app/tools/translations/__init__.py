"""The translators' workshop: `./build.sh locales`. Never part of the app itself: it needs Babel and fontTools.

extract.py     the texts that the code asks for, read from its source
catalogues.py  the .po files that translators edit
compile.py     the .mo files that the app reads, made from them: all that running needs of this folder
rules.py       what a good text is; forbidden.py and terms.py hold the words
gaps.py        what is missing or against a rule, as a table
web_page.py    the few texts of the page around the app
sheet.py       one language to print, for a reviewer without a computer
calendar.py    the days and months of app/ui/dates.py
"""
