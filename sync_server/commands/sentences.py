"""What the command line prints for each refusal: one sentence that says what to do."""

from __future__ import annotations

from sync_server.errors import CommandRefusal, ServerRefusal

SENTENCES = {
    "bad-request": "This is not what the server takes here: send it as sync_server/REFERENCE.md says.",
    "too-large": "This is more than the server takes at once: send it in parts.",
    "not-allowed": "Only a phone that the server knows may ask this, over a fresh word of the server: ask for one, sign it.",
    "unknown-base": "The server does not hold what this builds on: send everything again.",
    "bad-cursor": "There is no such place in the log: begin at 0.",
    "unknown-invitation": "This region never made that invitation: make a new one.",
    "used": "The invitation was used already: see display-list or buddy-list, and revoke the device if it is a wrong one.",
    "expired": "The invitation is too old: make a new one.",
    "cancelled": "The invitation was taken back already.",
    "region-exists": "This data folder has a region already: go on with it, or set VEERTIG_DATA to another folder.",
    "unknown-organisation": "No organisation has this name: take one of organisation-list, or use organisation-add first.",
    "taken": "Another organisation has exactly this name: if they are one, use organisation-merge; else choose another name.",
    "like-another": "This looks like a name that is there: correct it, or say --different if it is another organisation.",
    "ended": "This organisation takes part no longer: bring it back with organisation-add and its name, then do this again.",
    "merged": "These are one organisation already: see organisation-list.",
    "bad-file": "Nothing was taken from this file: correct these lines and import it again.",
    "too-many-names": "A file has at most 10,000 lines and 4 MB, and a region 5,000 organisations: nothing was changed.",
    "bad-name": "A name has 1 to 80 characters that all show, no two spaces together, and no word that mixes look-alike letters"
    " of two scripts: type it anew.",
    "bad-label": "A label has at most 40 characters that all show: choose another one, such as entrance.",
    "bad-origin": "Set VEERTIG_ORIGIN to how phones reach this server: https, the host and nothing behind it, such as"
    " https://uren.example.be (http only for localhost).",
    "bad-activities": "Name one to eight activities that are known, each once: choose again.",
    "bad-planned": "Planned minutes are a number from 0 (nothing planned) to 1440 (a day): choose again.",
    "bad-days": "An invitation is open for 1 to 400 days: choose again.",
    "bad-times": "An invitation can be used 1 to 100 times: choose again.",
    "bad-kind": "Choose one of the four kinds.",
    "bad-from": "Choose a day from 2020 on that is not more than a year ahead, written as 2026-09-01.",
    "too-many-agreements": "An organisation has at most 256 agreements: use offer-drop for those that were never right.",
    "no-agreement": "Nothing was agreed about this activity from that day on: look in offer-list.",
    "bad-policy": "Minutes are 1 to 1440, the target 600 to 100000 (40 hours are 2400), levels 0 to 4, each once, one or more.",
    "bad-date": "This day is over or more than five years ahead: give one from today on, such as 2027-06-30.",
    "poster-over": "This poster is over already: make a new one with poster-make.",
    "unknown-poster": "No poster has this number: see poster-list.",
    "long-address": "VEERTIG_ORIGIN makes a code too fine to be read from afar: 36 letters after https:// at most.",
    "no-letters": "This has letters that the fonts in assets/fonts lack, so it cannot be printed: write it in another script.",
    "stolen-key": "This device's key was said to be stolen: open an invitation with another browser or another device.",
    "future-date": "This day is still to come: say since which day.",
    "wrong-root": "This is neither the root in use nor the one it announced: take the medium of one of these.",
    "bad-renewal": "This is no answer to the last request: begin again with region-renew-request.",
    "list-broken": "Phones would refuse the trust list that this makes, so nothing was changed: undo or leave out what is new.",
    "no-region": "There is no region here, or its keys are not in its folder: run region-create once, or set VEERTIG_DATA.",
    "not-found": "Nothing here is called that: look it up with display-list, buddy-list or invitation-list.",
    "bad-method": "This address does not take that method: see the table in sync_server/REFERENCE.md.",
    "too-slow": "The request did not come in time: send it again.",
    "head-too-large": "The address or a header is too long: send a shorter one.",
    "too-many": "This has had its share for now: come again after the time in Retry-After.",
    "busy": "The database is busy: end what holds it, or do this again in a moment.",
    "cannot-write": "The disk is full or refuses to write: make room, look whose the data folder is, and do this again.",
    "broken-database": "The database is broken: put the last backup back.",
    "clock-odd": "This machine's clock cannot be right: set it; if it is right, use clock-confirm.",
    "erased": "This person or device was erased here, so its records are not taken again: nothing is to be done.",
    "no-card": "No card of this region lies here: ask the person for the whole card, or for another phone that has the hours.",
    "old-card": "The person made a newer card: take that one.",
    "came-back": "The person came back with another phone after this wish, so nothing was erased: nothing is to be done.",
    "wrong-key": "A private key is none, or not the one that phones believe: take the right file, or restore a backup.",
    "broken-backup": "This is no whole backup: take another one.",
    "holds-region": "The folder holds a region already: use --replace if the backup shall take its place.",
    "in-use": "Another process works with the data folder: stop the server, or wait for the command.",
    "bad-target": "What has this name is no backup, so it is not overwritten: choose another name.",
    "other-root": "This is not the root key of the region in the backup: give the right one with --root.",
    "server-odd": "Something went wrong in the server: look in its log.",
}


def sentence(refusal: ServerRefusal) -> str:
    """The sentence of a refusal with its code, and below it the lines of `about`."""
    if isinstance(refusal, CommandRefusal):
        return f"{refusal.sentence} ({refusal.code})"
    first = f"{SENTENCES.get(refusal.code, 'This cannot be done.')} ({refusal.code})"
    return "\n".join([first, *(f"    {line}" for line in refusal.about.splitlines())])
