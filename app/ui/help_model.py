"""Help, for newcomers and buddies: which pages there are, and where back leads. Pure; both apps ask it the same.

Every page is in the app itself, so that it is there without network. For whom it is made is shown in pictures; the
accessibility statement that the law asks for is one tap further, for those who want it.
"""

from __future__ import annotations

HELP, FOR_ALL, STATEMENT = "help", "for-all", "statement"
DIAGNOSIS, GIVE = "diagnosis", "give-diagnosis"  # what went another way, for whoever helps; and its one action
HOW_SCAN, HOW_BUDDY, HOW_TELL, HOW_SIGN = "how-scan", "how-buddy", "how-tell", "how-sign"
SETTINGS = "settings"
FOR_EVERYBODY = (FOR_ALL, STATEMENT, DIAGNOSIS)
FOR_NEWCOMERS, FOR_BUDDIES = (HOW_SCAN, HOW_BUDDY, HOW_TELL), (HOW_SIGN,)
NEWCOMERS, BUDDIES = (HELP, *FOR_NEWCOMERS, *FOR_EVERYBODY), (HELP, *FOR_BUDDIES, *FOR_EVERYBODY)
PAGES = (*NEWCOMERS, *FOR_BUDDIES)


def leads_to(screen: str, key: str) -> str:
    """The screen that a tap here leads to; "" when it is not about help."""
    if key in PAGES:
        return key
    if key == "back" and screen in PAGES:
        return {HELP: SETTINGS, STATEMENT: FOR_ALL}.get(screen, HELP)
    return ""
