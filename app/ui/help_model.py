"""The pages of help for newcomers and buddies, and where "back" leads from each. Pure.

Every page is part of the app and needs no network. Pictures show for whom the app is made; the accessibility statement that the
law asks for is one tap further.
"""

from __future__ import annotations

from app.ui.taps import Meaning

HELP, FOR_ALL, STATEMENT = "help", "for-all", "statement"
DIAGNOSIS, GIVE = "diagnosis", "give-diagnosis"  # the page of unforeseen faults, for whoever helps; and its one action
HOW_SCAN, HOW_BUDDY, HOW_TELL, HOW_SIGN = "how-scan", "how-buddy", "how-tell", "how-sign"
SETTINGS = "settings"
FOR_EVERYBODY = (FOR_ALL, STATEMENT, DIAGNOSIS)
FOR_NEWCOMERS, FOR_BUDDIES = (HOW_SCAN, HOW_BUDDY, HOW_TELL), (HOW_SIGN,)
NEWCOMERS, BUDDIES = (HELP, *FOR_NEWCOMERS, *FOR_EVERYBODY), (HELP, *FOR_BUDDIES, *FOR_EVERYBODY)
PAGES = (*NEWCOMERS, *FOR_BUDDIES)


def leads_to(screen: str, meaning: Meaning) -> str:
    """The screen to which a tap with this `meaning` leads from `screen`; "" when neither is about help."""
    if isinstance(meaning, str) and meaning in PAGES:
        return meaning
    if meaning == "back" and screen in PAGES:
        return {HELP: SETTINGS, STATEMENT: FOR_ALL}.get(screen, HELP)
    return ""
