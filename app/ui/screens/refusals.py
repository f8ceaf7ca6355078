"""The picture and sentence of each refusal, and what to do about it, for every role."""

from __future__ import annotations

from app.platform.errors import START_AGAIN

ODD = ("again", "Something went another way. Try once more.")
REFUSAL = {
    "odd": ODD,
    START_AGAIN: ODD,
    "not-ours": ("other_code", "This is another code. Look for the code on the screen."),
    "bad-code": ("broken_code", "The code is not whole. Scan it once more."),
    "bad-key": ("other_code", "This code does not fit. Scan the code on the screen."),
    "bad-signature": ("other_code", "This code does not fit. Scan the code on the screen."),
    "not-trusted": ("other_code", "This code does not fit. Scan the code on the screen."),
    "old-list": ("again", "Something went another way. Try once more."),
    "newer-app": ("cloud_off", "This code is newer. Open the app once with internet."),
    "other-meeting": ("other_phone", "This code is of another meeting. Show your code again."),
    "same-person": ("other_phone", "A buddy is somebody else. Take your buddy's phone."),
    "other-week": ("old_code", "That was a while ago. Choose the day again."),
    "two-codes": ("two_codes", "Two codes at once. Come closer to one."),
    "no-camera": ("camera_off", "No camera here. Choose a photo of the code."),
    "insecure": ("camera_off", "No camera here. Choose a photo of the code."),
    "camera": ("camera_off", "No camera here. Choose a photo of the code."),
    "denied": ("camera_off", "The camera is closed. Open it in the settings."),
    "busy": ("camera_taken", "Another app has the camera. Close it, then scan."),
    "storage-full": ("phone_full", "Your phone is full. Delete something, then scan again."),
    "storage-blocked": ("storage_blocked", "This window keeps nothing. Open a normal window."),
    "storage-lost": ("two_windows", "The app is open in another window. Go there."),
    "no-keys": ("old_phone", "This browser is too old. Take another phone or browser."),
    "offline": ("cloud_off", "No internet now. Open this link once with internet."),
    "server-odd": ("again", "Something went another way. Try once more."),
    "newer-database": ("cloud_off", "A newer app was here. Open the app with internet."),
    "damaged-database": ("phone_broken", "We cannot open your moments. Ask your counsellor for help."),
    "used": ("used_link", "This link was used already. Ask for a new one."),
    "expired": ("old_code", "This link is too old. Ask for a new one."),
    "cancelled": ("old_code", "This link is too old. Ask for a new one."),
    "stolen-key": ("old_phone", "This browser is too old. Take another phone or browser."),  # what to do is the same
    "unknown-invitation": ("used_link", "This link was used already. Ask for a new one."),
    "card-needs-internet": ("cloud_off", "A card needs internet, once. Go online for a moment."),
    "no-card-seen": ("other_code", "This is another code. Scan your card."),
    "torn-card": ("card_torn", "The card is not whole. Tap its ten pictures."),
    "wrong-pictures": ("pictures_wrong", "These pictures do not fit. Look at your card again."),
    "no-card": ("card_unknown", "We do not know this card. Ask your counsellor for help."),
    "wrong-card": ("card_unknown", "We do not know this card. Ask your counsellor for help."),
    "old-card": ("card_old", "There is a newer card. Scan that one."),
    "other-region": ("card_elsewhere", "This card is of another place. Open the app of that place."),
    "too-many": ("card", "Take a break now. Come back in an hour."),
    "stay-two": ("both_phones", "These hours stay apart. Ask your counsellor for help."),
    "card-busy": ODD,
    "card-offline": ("cloud_off", "No internet now. Go online, then once more."),
    "phone-odd": ("broken_code", "The codes are not whole. Scan your old phone once more."),
    "phone-other": ("other_code", "This is another code. Look on your old phone."),
    "phone-region": ("card_elsewhere", "These hours are of another place. Open the app of that place."),
    "file-alone": ("hours_file", "First your card or your old phone. Then this file."),
    "file-other": ("somebody_else", "This file is of somebody else. Choose your own file."),
    "file-odd": ("list", "There are no hours in this file. Choose another file."),
    "not-yet": ("coming_back", "Your moments are coming back. Go online for a moment."),
}

# The picture of what to do about a refusal, where the refusal's own picture does not show it.
WAY_ON = {
    "not-ours": "right_code",
    "bad-code": "scan",
    "bad-key": "right_code",
    "bad-signature": "right_code",
    "not-trusted": "right_code",
    "newer-app": "go_online",
    "other-meeting": "code_again",
    "same-person": "buddy_phone",
    "other-week": "calendar",
    "two-codes": "code_on_wall",
    "no-camera": "photo",
    "insecure": "photo",
    "camera": "photo",
    "denied": "settings",
    "busy": "scan",
    "storage-full": "scan",
    "storage-blocked": "right_window",
    "storage-lost": "right_window",
    "no-keys": "on_phone",
    "stolen-key": "on_phone",
    "offline": "go_online",
    "newer-database": "go_online",
    "damaged-database": "counsellor",
    "used": "counsellor",
    "expired": "counsellor",
    "cancelled": "counsellor",
    "unknown-invitation": "counsellor",
    "card-needs-internet": "go_online",
    "no-card-seen": "card_scans",
    "torn-card": "ten_pictures",
    "wrong-pictures": "ten_pictures",
    "no-card": "counsellor",
    "wrong-card": "counsellor",
    "old-card": "card_new",
    "other-region": "new_place",
    "too-many": "clock",
    "stay-two": "counsellor",
    "card-offline": "go_online",
    "phone-odd": "old_phone_code",
    "file-other": "hours_file",
    "file-odd": "hours_file",
    "phone-other": "old_phone_code",
    "phone-region": "new_place",
    "file-alone": "card_scans",
    "not-yet": "go_online",
}

# The refusals that have other words for a buddy.
BUDDY_REFUSAL = {
    "not-ours": ("other_code", "This is another code. Look on the other phone."),
    "other-meeting": ("not_this_buddy", "This code is for another buddy."),
    "same-person": ("phone", "You need two phones, of two people."),
    "other-week": ("old_code", "That was a while ago. The other phone chooses again."),
}
BUDDY_WAY_ON = {"not-ours": "right_phone", "other-meeting": "other_buddy", "same-person": "two_phones"}
FOR_OTHERS = frozenset({"other-meeting"})  # a code for another buddy: another scan of it is refused again

# The refusals that have other words for a counsellor.
COUNSELLOR_REFUSAL = {
    "not-ours": ("list", "This file is no proof. Ask for it once more."),
    "bad-code": ("broken_code", "This proof is incomplete. Ask for it once more."),
    "newer-app": ("new_place", "This proof is newer. Open this page once with internet."),
}

# All sentences by their context: "refusal" for newcomers and buddies, "counsellor" for counsellors.
SENTENCES = tuple(dict.fromkeys(text for _, text in [*REFUSAL.values(), *BUDDY_REFUSAL.values(), ODD]))
COUNSELLOR_SENTENCES = tuple(text for _, text in COUNSELLOR_REFUSAL.values())


def refusal(code: str) -> tuple[str, str]:
    """Picture and msgid of a refusal code. An unknown code gets a kind sentence, too."""
    return REFUSAL.get(code, ODD)


def buddy_onward(code: str) -> tuple[str, tuple[str, str], str]:
    """Key, word and picture of what a buddy can do after a refusal: scan again, go home where another scan cannot help, or
    start the app again.
    """
    if code == START_AGAIN:
        return code, ("common", "Once more"), "again"
    return ("home", ("saved", "Good"), "home") if code in FOR_OTHERS else ("scan", ("home", "Scan"), "scan")
