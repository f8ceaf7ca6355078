"""Each rule of the specification left out on purpose: one small change of the source that drops it.

`without(rule, names)` runs the named vectors against the protocol as it would be without the rule, and says which notice.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

APP = Path(__file__).parents[2] / "app"
PROTOCOL, RECORDS = APP / "protocol", APP / "records"
RUNNER = "tests.vectors.verdicts"
SCANS, OPEN = "scan_rules.py", "open_visits.py"  # the files of ours outside of app/protocol that the specification speaks of
ANEW = ("app.protocol", "app.records.scan_rules", "app.records.open_visits", "tests.vectors.steps", RUNNER)


@dataclass(frozen=True, slots=True)
class Rule:
    """In `file` of app/protocol, or `SCANS` or `OPEN`, the text `old`, which stands there once, becomes `new`."""

    id: str
    leaving_out: str
    file: str
    old: str
    new: str


RULES = (
    Rule("V1", "undefined is refused", "cbor.py", "number in (20, 21, 22):\n            return (False, True, None)[number - 20]", "number in (20, 21, 22, 23):\n            return (False, True, None, None)[number - 20]"),
    Rule("V1", "integers end at -2^63", "cbor.py", "if number >= 1 << 63:", "if False:"),
    Rule("V2", "the shortest form", "cbor.py", "if number < _SMALLEST[size]:", "if False:"),
    Rule("V3", "definite lengths", "cbor.py", "size = _SIZES.get(extra)\n        if size is None or major == 7:", "size = _SIZES.get(extra, 0)\n        if extra == 31:\n            return (0, 0)\n        if major == 7:"),
    Rule("V4", "keys rise", "cbor.py", "if major != 0 or key <= last:", "if major != 0:"),
    Rule("V4", "keys are unsigned", "cbor.py", "if major != 0 or key <= last:", "if key <= last:"),
    Rule("V5", "nothing follows", "cbor.py", "if reader.at != len(data):", "if False:"),
    Rule("V6", "lengths stay inside", "cbor.py", "if self.at == len(self.data):", "if False:"),
    Rule("V7", "four levels", "cbor.py", "if depth > self.limits.depth or self.items > self.limits.items:", "if self.items > self.limits.items:"),
    Rule("V7", "64 items", "cbor.py", "if depth > self.limits.depth or self.items > self.limits.items:", "if depth > self.limits.depth:"),
    Rule("V7", "keys are items", "cbor.py", "self._count(depth + 1)\n            major, key", "major, key"),
    Rule("V7", "2,048 bytes", "cbor.py", "if len(data) > limits.size:", "if False:"),
    Rule("T1", "hidden characters", "text.py", "unicodedata.category(char) in _HIDDEN or ", ""),
    Rule("T1", "later characters, on a later Python", "text.py", "unicodedata.category(char) in _HIDDEN or _in(ord(char), _LATER)", "unicodedata.category(char) in _HIDDEN and not _in(ord(char), _LATER)"),
    Rule("T1", "the first plane", "text.py", 'char > "\\uffff" or ', ""),
    Rule("T2", "joiners only in Arabic script", "text.py", "if not _between_arabic_letters(text, index):", "if False:"),
    Rule("T2", "letters and marks only", "text.py", 'unicodedata.category(char) in ("Lo", "Mn") and ', ""),
    Rule("T3", "no mark first", "text.py", 'if unicodedata.category(text[0]).startswith("M"):', "if False:"),
    Rule("T4", "NFC", "text.py", 'if not unicodedata.is_normalized("NFC", text):', "if False:"),
    Rule("E1", "an array of four", "envelope.py", "if type(outer) is not list or len(outer) != 4:", "if type(outer) is not list or len(outer) < 4:"),
    Rule("E2", "the header", "envelope.py", "if len(protected) != len(_PROTECTED) + KEY_ID_SIZE or not protected.startswith(_PROTECTED):", "if False:"),
    Rule("E3", "an empty unprotected header", "envelope.py", " or unprotected != {}", ""),
    Rule("E4", "the payload is a map", "envelope.py", 'if type(fields) is not dict:\n        raise Malformed("payload is not a map")', "if type(fields) is list:\n        fields = dict(enumerate(fields, 1))"),
    Rule("E5", "64 bytes of signature", "envelope.py", 'if len(signature) != SIGNATURE_SIZE:\n        raise Malformed("a signature has 64 bytes")\n    if len(protected)', "if len(protected)"),
    Rule("E6", "a signing name each", "envelope.py", 'f"veertig/1/{kind}".encode()', 'b"veertig/1/session"'),
    Rule("E7", "the signature", "ed25519.py", "return False\n    return True", "return True\n    return True"),
    Rule("E8", "the signature is not in the id", "envelope.py", "hashlib.sha256(self.signed_bytes)", "hashlib.sha256(self.signed_bytes + self.signature)"),
    Rule("E9", "the first 8 bytes of SHA-256", "keys.py", "digest()[:KEY_ID_SIZE]", "digest()[-KEY_ID_SIZE:]"),
    Rule("E9", "only keys with this id", "envelope.py", " if key_id(public) == self.key]", "]"),
    Rule("E10", "another algorithm is newer", "envelope.py", "if shaped and header[1] != EDDSA:", "if False:"),
    Rule("E10", "only if well shaped", "envelope.py", " and type(header[4]) is bytes", ""),
    Rule("V7", "small limits for small messages", "fields.py", "envelope.open_envelope(kind, data, limits)", "envelope.open_envelope(kind, data, cbor.LARGE)"),
    Rule("E11", "the size of all", "envelope.py", "cbor.CborLimits(limits.size, 2, 8)", "cbor.CborLimits(1 << 30, 2, 8)"),
    Rule("K1", "small order", "keys.py", "if point == (0, 1):", "if False:"),
    Rule("K1", "y below p", "keys.py", "if y >= _P:", "if False:"),
    Rule("K1", "on the curve", "keys.py", 'if (x * x - square) % _P:\n        raise BadKey("not on the curve")', "if False:\n        pass"),
    Rule("K1", "32 bytes", "keys.py", "if len(public) != KEY_SIZE:", "if False:"),
    Rule("F1", "ranges", "fields.py", "if type(value) is not int or not low <= value <= high:", "if type(value) is not int:"),
    Rule("F1", "true is no number", "fields.py", "if type(value) is not int or not low <= value <= high:", "if not isinstance(value, int) or not low <= value <= high:"),
    Rule("F1", "sizes", "fields.py", "or not low <= len(value) <= (low if high is None else high)", ""),
    Rule("F1", "the type of the kind", "fields.py", "if fields.integer(1) != type:", "if fields.integer(1) < 0:"),
    Rule("F1", "texts have a length", "fields.py", "or not 0 < len(value) <= most", ""),
    Rule("F1", "arrays have a length", "fields.py", "if type(value) is not list or len(value) > most:", "if type(value) is not list:"),
    Rule("F2", "later fields", "fields.py", "if unknown:", "if False:"),
    Rule("F3", "from 64 on", "fields.py", "FIRST_IGNORED = 64", "FIRST_IGNORED = 65"),
    Rule("F4", "own key in meetings", "meeting.py", "if key_id(public) != outer.key:", "if False:"),
    Rule("F4", "own key of a device", "record.py", "if isinstance(body, Device) and key_id(body.public) != outer.key:", "if False:"),
    Rule("F4", "own key in wishes to be forgotten", "forget.py", "if key_id(wish.public) != outer.key:", "if False:"),
    Rule("F4", "own key in enrolments", "enrolment.py", "if key_id(enrolment.public) != outer.key:", "if False:"),
    Rule("F5", "never false", "trust_entries.py", "if poster and fields.value(7) is not True:", "if poster and fields.value(7) is None:"),
    Rule("F6", "never empty", "fields.py", "if not value:\n            raise", "if False:\n            raise"),
    Rule("F7", "the type decides", "token.py", "if kind == poster_token.TYPE:", "if kind == display_token.TYPE + 1000:"),
    Rule("F7", "other types are newer", "token.py", "raise Newer", "raise NotImplementedError"),
    Rule("R1", "the one before", "record.py", "if fields.has(3) != (number > 0):", "if False:"),
    Rule("R2", "a device at 0 and only there", "record.py", "if (number == 0) != (kind == Device.TYPE):", "if False:"),
    Rule("R3", "8 to 15 are kept free", "record.py", "if any(number == 0 or 7 < number < 16 for number in payload):", "if False:"),
    Rule("R3", "later kinds are kept", "record.py", "return Record(outer, position, Unknown(kind))", "fields.done()\n        return Record(outer, position, Unknown(kind))"),
    Rule("R4", "true or absent", "record.py", "if fields.value(HELPED) is not True:", "if False:"),
    Rule("R4", "1 is not true", "record.py", "if fields.value(HELPED) is not True:", "if not fields.value(HELPED):"),
    Rule("R3", "0 is kept free", "record.py", "number == 0 or 7", "7"),
    Rule("L1", "https", "qr_text.py", 'if scheme == "http" and host', "if False and host"),
    Rule("L1", "the whole text", "qr_text.py", "match = _TEXT.fullmatch(text)", "match = _TEXT.match(text)"),
    Rule("L2", "no leading zero", "qr_text.py", ' or digits[0] == "0"', ""),
    Rule("L2", "the marker", "qr_text.py", "if raw[0] != 1:", "if not raw:"),
    Rule("L2", "3,000 digits", "qr_text.py", "len(digits) > MOST_DIGITS or ", ""),
    Rule("L3", "other letters are newer", "qr_text.py", "if letter not in LETTERS:", "if False:"),
    Rule("B1", "one region", "trust.py", "if parsed.region != trust.region or list_envelope", "if list_envelope"),
    Rule("B1", "both signatures", "trust.py", "if all(answers)", "if any(answers)"),
    Rule("B2", "never lower", "trust.py", "if offered.rank < held.rank:", "if False:"),
    Rule("B2", "one list a version", "trust.py", "if offered.rank == held.rank and offered.ids != held.ids:", "if False:"),
    Rule("B2", "one region for ever", "trust.py", "if offered.certificate.region != held.certificate.region:", "if False:"),
    Rule("B2", "by id", "trust.py", "return self.certificate_envelope.id, self.list_envelope.id", "return self.certificate_envelope.data, self.list_envelope.data"),
    Rule("B2", "the serial goes first", "trust.py", "return self.certificate.serial, self.trust_list.version", "return self.trust_list.version, self.certificate.serial"),
    Rule("B3", "the next root takes over", "trust.py", "return Roots(signer, certificate.next_root)", "return Roots(self.current, certificate.next_root or self.next)"),
    Rule("B4", "expired lists stay", "trust.py", "if signer is None:", "if signer is None or offered.certificate.end < 2:"),
    Rule("B5", "from and until", "trust_entries.py", "return self.start <= time < self.end and ", "return "),
    Rule("B5", "revoked", "trust_entries.py", " and (self.revoked is None or time < self.revoked)", ""),
    Rule("B5", "any entry", "moments.py", "[display for display in fitting if", "[display for display in fitting[:1] if"),
    Rule("B5", "forged is false", "moments.py", "return Verdict.FALSE, None", "return Verdict.UNKNOWN, None"),
    Rule("B6", "posters and displays apart", "moments.py", " if display.poster == poster]", "]"),
    Rule("B7", "the list key's window", "certificate.py", " if key.good_at(certificate.start)", ""),
    Rule("B7", "former list keys", "trust.py", "return (present, *self.trust_list.former)", "return (present,)"),
    Rule("B7", "one region", "certificate.py", "certificate.region == trust.region and ", ""),
    Rule("B7", "revoked, the earliest", "trust_list.py", "and revocation.stops(time) for revocation in self.revoked)", "and revocation.stops(time) for revocation in self.revoked[-1:])"),
    Rule("B8", "two people", "judging.py", "if not holds or not pair.between_two(keys):", "if not holds:"),
    Rule("B8", "both signatures", "judging.py", "if not holds or not pair.between_two(keys):", "if not pair.between_two(keys):"),
    Rule("B8", "a buddy's role", "judging.py", "candidate.role == BUDDY and ", ""),
    Rule("B8", "the buddy's own certificate", "judging.py", " and candidate.public == answer.public", ""),
    Rule("B8", "both signatures, not one", "judging.py", "all(_answers(pair.checks(), holds))", "any(_answers(pair.checks(), holds))"),
    Rule("B9", "the record named", "receipt.py", "if receipt.record != record:", "if False:"),
    Rule("B9", "a good receipt key", "receipt.py", " if key.good_at(receipt.time)", ""),
    Rule("B10", "received before", "moments.py", "received is None or received >= stolen", "received is None or received > stolen"),
    Rule("B10", "or never", "moments.py", "received is None or received >= stolen", "received is not None and received >= stolen"),
    Rule("B10", "any entry", "moments.py", "if in_time:", "if in_time == good and good:"),
    Rule("B10", "the earliest receipt", "judging.py", "min(content.time, times.get(content.record, content.time))", "max(content.time, times.get(content.record, content.time))"),
    Rule("B10", "receipts that count", "judging.py", "if receipt.believed(data, content.record, receipt_keys, holds):", "if content:"),
    Rule("B10", "in a record or from the buddy", "judging.py", "min(received_at[record.id], times.get(id, received_at[record.id]))", "received_at[record.id]"),
    Rule("B10", "a record of the meeting", "judging.py", "if isinstance(record.body, Met) and record.id in received_at:", "if False:"),
    Rule("B10", "the earliest theft", "trust_list.py", "return min((time for", "return max((time for"),
    Rule("B10", "a stolen buddy", "judging.py", "return Verdict.LATE if late else Verdict.TRUSTED", "return Verdict.TRUSTED"),
    Rule("B11", "back again", "trust_entries.py", " and (self.believed_again is None or time < self.believed_again)", ""),
    Rule("B11", "from then on", "trust_entries.py", "time < self.believed_again", "False"),
    Rule("C18", "at most as if trusted", "moments.py", "min(trusted, max(unknown, late))", "max(unknown, late)"),
    Rule("C18", "at least as if unknown", "moments.py", "min(trusted, max(unknown, late))", "min(trusted, late)"),
    Rule("C18", "the policy", "moments.py", "min(trusted, max(unknown, late))", "unknown"),
    Rule("C18", "nothing unknown in it", "moments.py", "Verdict.LATE if set(verdicts) <= {Verdict.TRUSTED, Verdict.LATE} else Verdict.UNKNOWN", "Verdict.LATE if Verdict.LATE in verdicts else Verdict.UNKNOWN"),
    Rule("M1", "this meeting", "meeting.py", "if answered.proposal != proposal_envelope.id:", "if False:"),
    Rule("M1", "this buddy", "meeting.py", "if proposed.buddy is not None and proposed.buddy != answer_envelope.key:", "if False:"),
    Rule("M2", "two keys", "meeting.py", "if answered.public == proposed.public:", "if False:"),
    Rule("M3", "a week back, a day ahead", "meeting.py", "if not now - MOST_DAYS_BACK * DAY <= proposal.start <= now + DAY:", "if False:"),
    Rule("M4", "taken back", "person.py", " or pair.answer_envelope.id in withdrawn", ""),
    Rule("M4", "by the giver", "judging.py", " and givers.get(withdrawal.answer) == withdrawal.public", ""),
    Rule("M4", "this answer", "judging.py", "withdrawal.answer\n        for outer, withdrawal in withdrawals\n        if holds(outer.check(withdrawal.public)) and givers.get(withdrawal.answer) == withdrawal.public", "answer for outer, withdrawal in withdrawals for answer in givers if holds(outer.check(withdrawal.public)) and givers[answer] == withdrawal.public"),
    Rule("M4", "signed", "judging.py", "if holds(outer.check(withdrawal.public)) and", "if"),
    Rule("C1", "signed by a device", "judging.py", "if any(_answers(record.envelope.checks(keys), holds))", "if record"),
    Rule("C1", "the device signed itself", "judging.py", " and holds(record.envelope.check(record.body.public))", ""),
    Rule("C1", "of this person", "judging.py", " and record.body.person == person]", "]"),
    Rule("C1", "all that are given", "record.py", "by_id = {record.id: record for record in records}", "by_id = {record.id: record for record in list(records)[:4]}"),
    Rule("C2", "voids", "record.py", " if id not in taken_back}", "}"),
    Rule("C2", "voids stay", "record.py", "taken_back = voided(by_id.values())", "taken_back = voided(void for void in by_id.values() if void.id not in voided(by_id.values()))"),
    Rule("C3", "the same place", "moments.py", "arrival.same_place(key, token) and ", ""),
    Rule("C3", "the same session", "moments.py", " and session == self.session", ""),
    Rule("C3", "the same kind", "moments.py", " and type(token) is type(self.token)", ""),
    Rule("C3", "false tokens", "moments.py", " or verdicts.get(id) is Verdict.FALSE", ""),
    Rule("C4", "the phone kept running", "moments.py", "return begin.wall + boot - begin.boot", "return wall"),
    Rule("C4", "the same start", "moments.py", " and begin.boot_id == boot_id", ""),
    Rule("C5", "level 4", "moments.py", "(hours.SCANNED, hours.IN_AND_OUT)", "(hours.SCANNED, hours.SCANNED)"),
    Rule("C5", "level 1", "moments.py", "(hours.POSTER, hours.POSTER) if poster", "(hours.SCANNED, hours.IN_AND_OUT) if poster"),
    Rule("C5", "both trusted", "moments.py", "level_of(_weakest(check_in_verdict, verdicts.get(out)), check_out_level)", "level_of(_weakest(check_in_verdict), check_out_level)"),
    Rule("C5", "each way out", "moments.py", "ends[level] = max(end, ends.get(level, 0))\n    for minutes", "ends = {level: max(end, *ends.values(), 0)}\n    for minutes"),
    Rule("C6", "as planned", "moments.py", "min(minutes, arrival.token.planned or minutes)", "minutes"),
    Rule("C6", "nothing planned", "moments.py", "min(minutes, arrival.token.planned or minutes)", "min(minutes, arrival.token.planned)"),
    Rule("C6", "level 3", "moments.py", "level = level_of(_weakest(check_in_verdict), stayed_level)\n        end", "level = check_out_level\n        end"),
    Rule("C7", "declared is level 0", "person.py", "record.body.start, end, hours.DECLARED", "record.body.start, end, hours.SCANNED"),
    Rule("C8", "the person's own", "person.py", " or proposal.public not in keys", ""),
    Rule("B8", "false meetings", "person.py", "verdict is Verdict.FALSE or ", ""),
    Rule("C8", "level 2", "person.py", "Verdict.TRUSTED: hours.CO_SIGNED", "Verdict.TRUSTED: hours.SCANNED"),
    Rule("C8", "level 1", "person.py", "Verdict.UNKNOWN: hours.POSTER", "Verdict.UNKNOWN: hours.DECLARED"),
    Rule("C8", "taken back", "person.py", "if pair.id in void_ids or", "if"),
    Rule("C8", "one of two records", "person.py", " - {pair.id for pair in meetings(remaining)}", ""),
    Rule("C8", "sent by the buddy", "person.py", "(*meetings(remaining), *pairs)", "meetings(remaining)"),
    Rule("C9", "others have no piece", "person.py", "if isinstance(record.body, Declared):", "if hasattr(record.body, 'version') or isinstance(record.body, Declared):\n            record = Record(record.envelope, record.position, Declared(1, 0, 1)) if not isinstance(record.body, Declared) else record"),
    Rule("C10", "a started minute counts", "hours.py", "-(-(end - start) // 60)", "(end - start) // 60"),
    Rule("C10", "the grid", "hours.py", "interval.start // 60, 0", "-(-interval.start // 60), 0"),
    Rule("C11", "a cap on a piece", "hours.py", "first + min(length, policy.session)", "first + length"),
    Rule("C12", "levels that count", "hours.py", " if interval.level in policy.levels else 0", ""),
    Rule("C13", "once", "hours.py", "if minute in taken:\n                continue", "if False:\n                continue"),
    Rule("C13", "the higher level first", "hours.py", "(-interval.level, interval.start, interval.id)", "(interval.start, interval.id)"),
    Rule("C13", "then the earlier", "hours.py", "(-interval.level, interval.start, interval.id)", "(-interval.level, interval.id)"),
    Rule("C13", "then the smaller id", "hours.py", "(-interval.level, interval.start, interval.id)", "(-interval.level, interval.start, [-part for part in interval.id])"),
    Rule("C13", "in rising order", "hours.py", "in range(first, first + min(length, policy.session)):", "in reversed(range(first, first + min(length, policy.session))):"),
    Rule("C14", "a cap on a day", "hours.py", "if days[day] >= policy.day:", "if False:"),
    Rule("C15", "without a list", "moments.py", "trust.displays_with(key) if trust else []", "trust.displays_with(key)"),
    Rule("C16", "Brussels", "brussels.py", "return (time + offset(time)) // DAY", "return time // DAY"),
    Rule("C16", "summer time", "brussels.py", "return 7200 if _last", "return 3600 if _last"),
    Rule("C16", "winter time", "brussels.py", " else 3600", " else 7200"),
    Rule("C15", "600 a moment", "hours.py", "session: int = 600", "session: int = 1440"),
    Rule("C15", "720 a day", "hours.py", "day: int = 720", "day: int = 1440"),
    Rule("C17", "only a minute nobody has", "hours.py", "if minute in taken:\n                continue\n            day = day_of.get(minute // 60, -1)\n", "day = brussels.day(minute * 60)\n            if minute in taken and days[day] < policy.day:\n                continue\n            day = day_of.get(minute // 60, -1)\n"),
    Rule("C17", "longer than allowed", "hours.py", "if length > policy.session:", "if False:"),
    Rule("N1", "the running clock", "times.py", "if same and boot is not None", "if False and boot is not None"),
    Rule("N1", "the same start", "times.py", "same = reading.boot_id is not None and reading.boot_id == anchor.at.boot_id", "same = True"),
    Rule("N1", "not before the anchor", "times.py", "return Now(max(reading.wall, anchor.time), False)", "return Now(reading.wall, False)"),
    Rule("N1", "forwards", "times.py", " and boot >= before", ""),
    Rule("N2", "the later present", "times.py", "if anchor is not None and now(reading, anchor).sure and now(reading, anchor).time >= time:", "if False:"),
    Rule("N2", "never back", "times.py", "if anchor is not None and anchor.time > time:", "if False:"),
    Rule("N3", "clocks", "times.py", "if abs(happened - wall) > SLACK:", "if False:"),
    Rule("N3", "receipts", "times.py", "if seen is not None and happened + SLACK < seen:", "if False:"),
    Rule("N3", "arrival", "times.py", "if received is not None and happened > received + SLACK:", "if False:"),
    Rule("G1", "leaves and nodes apart", "log.py", 'hashlib.sha256(b"\\x01" + left + right)', 'hashlib.sha256(b"\\x00" + left + right)'),
    Rule("G1", "the whole path", "log.py", "return last == 0 and value == head.root", "return value == head.root or last > 0"),
    Rule("G1", "inside", "log.py", "if not 0 <= index < head.size:", "if index < 0:"),
    Rule("G2", "the past", "log.py", "return last == 0 and first == earlier.root and second == later.root", "return last == 0 and second == later.root"),
    Rule("G2", "the present", "log.py", "return last == 0 and first == earlier.root and second == later.root", "return last == 0 and first == earlier.root"),
    Rule("G2", "it never shrinks", "log.py", " or not earlier.size <= later.size", ""),
    Rule("G2", "equal sizes", "log.py", "return not proof and earlier.root == later.root", "return not proof"),
    Rule("G2", "from nothing", "log.py", "return not proof and earlier.root == EMPTY", "return not proof"),
    Rule("P1", "the form", "proof.py", "if fields.integer(1) != FORM:", "if fields.integer(1) < 0:"),
    Rule("P1", "later fields", "proof.py", "    fields.done()\n", ""),
    Rule("P1", "messages only", "proof.py", "if any(type(value) is not bytes or not 0 < len(value) <= cbor.SMALL.size for value in values):", "if False:"),
    Rule("P1", "of a size", "proof.py", "if any(type(value) is not bytes or not 0 < len(value) <= cbor.SMALL.size for value in values):", "if any(type(value) is not bytes for value in values):"),
    Rule("P1", "at most 5,000", "proof.py", "fields.array(3, MOST)", "fields.array(3, 9_000)"),
    Rule("P1", "the form first", "proof.py", "if fields.integer(1) != FORM:\n        raise Newer(\"a proof of another form\")\n    person = fields.raw(2, PERSON_SIZE)", "person = fields.raw(2, PERSON_SIZE)\n    if fields.integer(1) != FORM:\n        raise Newer(\"a proof of another form\")"),
    Rule("P2", "a list key's size", "proof.py", "fields.raw(7, 1, cbor.SMALL.size)", "fields.raw(7, 1, cbor.LARGE.size)"),
    Rule("P3", "spaces, tabs and CR", "proof.py", 'line.rstrip(" \\t\\r")', "line.rstrip()"),
    Rule("P3", "at the end of a line", "proof.py", 'line.rstrip(" \\t\\r")', 'line.strip(" \\t\\r")'),
    Rule("P3", "LF", "proof.py", '[:LONGEST_TEXT].split("\\n")', "[:LONGEST_TEXT].splitlines()"),
    Rule("P2", "a list and its key", "proof.py", "if fields.has(7) != fields.has(8):", "if False:"),
    Rule("P3", "the line that begins it", "proof.py", "if BEGIN not in lines:", "if BEGIN not in text:"),
    Rule("P3", "the end", "proof.py", 'if END not in inside:\n        raise Malformed("a proof without end")', 'if END not in inside:\n        inside += [END]'),
    Rule("P3", "one spelling", "proof.py", "if base64.b64encode(data).decode() != encoded:", "if False:"),
    Rule("P5", "its own list", "trust.py", "return accept(held, offered), roots.after(", "return held or accept(held, offered), roots.after("),
    Rule("P5", "only if it is admitted", "trust.py", "if signer is None:", "signer = signer or roots.current\n    if False:"),
    Rule("P5", "copies apart", "proof.py", "len(set(proof.records) - {record.envelope.data for record in believed})", "len([data for data in proof.records if data not in {record.envelope.data for record in believed}])"),
    Rule("P4", "no gap", "proof.py", "gaps += bool(position.number and not follows and not joined)", "gaps += 0"),
    Rule("P4", "one by one", "proof.py", "before.position.number == position.number - 1 and ", ""),
    Rule("P4", "one key", "proof.py", " and before.envelope.key == record.envelope.key", ""),
    Rule("S1", "a false token", SCANS, "if verdict is Verdict.FALSE:", "if False:"),
    Rule("S2", "of this place", SCANS, "visit.display == key and visit.session ==", "visit.session =="),
    Rule("S2", "of this session or poster", SCANS, "visit.display == key and visit.session == (token.poster if isinstance(token, PosterToken) else token.session)", "visit.display == key"),
    Rule("S2", "begun not later", SCANS, "here if poster else [visit for visit in here if visit.start <= time]", "here"),
    Rule("S2", "the newest", SCANS, "visit = before[-1]", "visit = before[0]"),
    Rule("S3", "a second look", SCANS, "if time < since + SAME_LOOK:", "if time <= since:"),
    Rule("S3", "two minutes", SCANS, "SAME_LOOK = 120", "SAME_LOOK = 121"),
    Rule("S3", "just before a visit", SCANS, "if soon and not poster:", "if False:"),
    Rule("S3", "ten minutes before", SCANS, "if time < visit.start < time + MOVES_THE_END", "if time < visit.start <= time + MOVES_THE_END"),
    Rule("S3", "a poster's clock set back", SCANS, "if poster and time <= since - SAME_LOOK:", "if False:"),
    Rule("S4", "elsewhere", SCANS, "if _was_elsewhere(visit, visits, since, time):", "if False:"),
    Rule("S4", "also on the way out", OPEN, "for time, clock in other.scans", "for time, clock in other.scans[:1]"),
    Rule("S4", "after the way out or the beginning", SCANS, "since < at <= time", "at <= time"),
    Rule("S4", "not after the scan", SCANS, "since < at <= time", "since < at"),
    Rule("S4", "another key", SCANS, "if other.display != visit.display]", "if True]"),
    Rule("S4", "not what was told", OPEN, "for time, clock in other.scans", "for time, clock in [*other.scans, (other.end or 0, last)]"),
    Rule("S4", "by the phone's clock, too", OPEN, " if clock >= last]", "]"),
    Rule("S5", "the longest", SCANS, "goes_on = time <= since + (OPEN_FOR if poster else longest(visit.planned))", "goes_on = True"),
    Rule("S5", "at a poster", SCANS, "(OPEN_FOR if poster else longest(visit.planned))", "longest(visit.planned)"),
    Rule("S6", "ten minutes", SCANS, "time < since + MOVES_THE_END", "time <= since + MOVES_THE_END"),
    Rule("S6", "the same activity", SCANS, "again and time <", "time <"),
    Rule("S6", "a poster", SCANS, "time <= since + BACK_AGAIN if poster else ", ""),
    Rule("S7", "came again", SCANS, "    if not came:\n        return Came()", "    if not came:\n        return None"),
    Rule("S8", "twelve hours", SCANS, "if not visit.start < time <= visit.start + OPEN_FOR:", "if not visit.start < time:"),
    Rule("S8", "the newest", SCANS, "for visit in reversed(visits):", "for visit in visits:"),
    Rule("S8", "for its longest", SCANS, "visit.end < time <= visit.start + most and ", "visit.end < time and "),
    Rule("S8", "nobody was elsewhere", SCANS, " and not _was_elsewhere(visit, visits, visit.end, time)", ""),
    Rule("S8", "only what is open", SCANS, "if visit.end is None and not _same_place(visit, token, key) and same_organisation", "if not _same_place(visit, token, key) and same_organisation"),
    Rule("S8", "one organisation", SCANS, " and same_organisation(key, visit.display):", ":"),
    Rule("S9", "several displays of one organisation are one place", SCANS, " or _beside(visit, token, key, same_organisation)]", "]"),
    Rule("S9", "with one activity", SCANS, "return visit.activity == token.activity and same", "return same"),
    Rule("S9", "of one organisation", SCANS, "visit.activity == token.activity and same_organisation(key, visit.display)", "visit.activity == token.activity"),
    Rule("S9", "displays only", SCANS, "if visit.poster or isinstance(token, PosterToken) or", "if isinstance(token, PosterToken) or"),
    Rule("S9", "a check-out only where the session is the same", SCANS, "if goes_on and not _same_place(visit, token, key):", "if False:"),
    Rule("S9", "not cut at the planned length", SCANS, "max(visit.end, visit.reported or 0)", "visit.end"),
    Rule("S10", "the clock that nobody can set", SCANS, "return poster_time(visit.came, reading.wall, reading.boot, reading.boot_id)", "return reading.wall"),
    Rule("P4", "a chain that began under another person", "proof.py", "and not follows and not joined)", "and not follows)"),
    Rule("P4", "began with what is named", "proof.py", " and (record.envelope.key, position.before) in begun", ""),
    Rule("P4", "joining is no fork", "proof.py", "if not (isinstance(record.body, Device) and record.body.began)]", "if True]"),
    Rule("P4", "no fork", "proof.py", "return gaps, sum(times > 1 for times in positions.values())", "return gaps, 0"),
    Rule("F8", "agreements rise", "agreement.py", "if any(later <= earlier for", "if any(False for"),
    Rule("F8", "each once", "agreement.py", "if any(later <= earlier for", "if any(later < earlier for"),
    Rule("F1", "true, false or left out", "agreement.py", "if type(flag) is not bool:", "if False:"),
    Rule("F1", "a version is left out or more than 0", "hours.py", "fields.integer(VERSION, 1)", "fields.integer(VERSION, 0)"),
    Rule("A1", "good then", "terms.py", " and display.key.good_at(time)), None)", "), None)"),
    Rule("A1", "posters and displays apart", "terms.py", "if display.poster == poster and", "if"),
    Rule("A1", "the first of the list", "terms.py", "for display in known if display.poster", "for display in known[::-1] if display.poster"),
    Rule("A2", "the last to begin", "terms.py", "max((candidate", "min((candidate"),
    Rule("A2", "good at the answer", "terms.py", " and certificate.good_at(candidate, answer.time, trust)", ""),
    Rule("A2", "the buddy's own certificate", "terms.py", " and candidate.public == answer.public", ""),
    Rule("A3", "the last that began", "agreement.py", "return max(begun", "return min(begun"),
    Rule("A3", "from its first second", "agreement.py", "agreement.start <= time", "agreement.start < time"),
    Rule("A3", "of this activity", "agreement.py", "agreement.activity == activity and ", ""),
    Rule("A3", "agreed before offered", "terms.py", "    if agreed:\n        return agreed\n", ""),
    Rule("A3", "offered before usual", "terms.py", "if offer is None:", "if True:"),
    Rule("A3", "at the meeting's start", "terms.py", "proposal.activity, proposal.start)", "proposal.activity, pair.answer.time)"),
    Rule("A3", "a certified buddy's kind", "terms.py", "agreed or Terms(ActivityType.BUDDY, organisation=organisation)", "agreed or Terms(usual_type(proposal.activity), organisation=organisation)"),
    Rule("A3", "kinds of later versions", "terms.py", "type_of(agreed.kind) or usual_type(activity)", "type_of(agreed.kind) or ActivityType.BUDDY"),
    Rule("A4", "one no is enough", "terms.py", "if False in self.needed:", "if all(one is False for one in self.needed):"),
    Rule("A4", "what is open is open", "terms.py", "if None in self.needed else", "if all(one is None for one in self.needed) else"),
    Rule("A4", "papers where they matter", "terms.py", "self.kind in NEED_PAPERS or ", ""),
    Rule("A4", "papers that lack, everywhere", "terms.py", " or self.papers is False else ()", " else ()"),
    Rule("W1", "the whole text", "handover.py", "_TEXT.fullmatch(text)", "_TEXT.match(text)"),
    Rule("W1", "the form of the code", "handover.py", "if message[:1] != bytes((FORM,)):", "if not message:"),
    Rule("W1", "data in each part", "handover.py", "if len(message) <= _HEAD:", "if len(message) < _HEAD:"),
    Rule("W1", "no part beyond the last", "handover.py", "if index >= count:", "if index > count:"),
    Rule("W2", "of one handover", "handover.py", "(part.id, part.count) == (last.id, last.count)", "part.count == last.count"),
    Rule("W2", "of one count", "handover.py", "(part.id, part.count) == (last.id, last.count)", "part.id == last.id"),
    Rule("W2", "each part", "handover.py", "if len(together) == read[at - 1].count:", "if together:"),
    Rule("W2", "in the order of the index", "handover.py", "for index in sorted(together)", "for index in together"),
    Rule("W2", "the hash", "handover.py", "if _id_of(whole) != read[at - 1].id:", "if False:"),
    Rule("W2", "the later of two", "handover.py", "range(len(read), 0, -1)", "range(1, len(read) + 1)"),
    Rule("W3", "the form first", "handover.py", "if fields.integer(1) != FORM:", "if fields.integer(1) < 0:"),
    Rule("W3", "later fields", "handover.py", "    fields.done()\n", ""),
    Rule("W3", "the size of the region", "handover.py", "fields.raw(2, REGION_SIZE)", "fields.raw(2, 1, REGION_SIZE)"),
    Rule("W3", "the size of the secret", "handover.py", "fields.raw(3, PERSON_SECRET_SIZE)", "fields.raw(3, 1, PERSON_SECRET_SIZE)"),
    Rule("W4", "one stream and all of it", "packed.py", "if not opener.eof or opener.unused_data:", "if False:"),
    Rule("W4", "records of a size", "handover.py", "any(not 0 < len(record) <= cbor.SMALL.size for record in records)", "False"),
    Rule("W4", "never empty", "handover.py", "if not records or any(", "if any("),
    Rule("W4", "at most 5,000", "handover.py", "MOST_RECORDS = 5_000", "MOST_RECORDS = 9_000"),
    Rule("W4", "at most so many bytes", "handover.py", "MOST_RECORDS, cbor.LARGE.size)", "MOST_RECORDS, 4 * cbor.LARGE.size)"),
    Rule("H1", "the whole text", "card.py", "_TEXT.fullmatch(text)", "_TEXT.match(text)"),
    Rule("H1", "16 bytes", "card.py", "if len(data) != REGION_SIZE + _NUMBER_SIZE:", "if len(data) < REGION_SIZE + _NUMBER_SIZE:"),
    Rule("H1", "60 bits", "card.py", "if number >> BITS * LENGTH:", "if False:"),
    Rule("H1", "the first picture is the highest", "card.py", "BITS * (LENGTH - 1 - at)", "BITS * at"),
    Rule("H2", "in their order", "card.py", "return bytes(card.pictures)", "return bytes(sorted(card.pictures))"),
    Rule("H2", "of a region", "card.py", 'b"veertig/1/card" + region', 'b"veertig/1/card" + bytes(8)'),
    Rule("H2", "600,000 rounds", "card.py", "ROUNDS = 600_000", "ROUNDS = 1_000"),
    Rule("H3", "place and key apart", "card.py", 'b"veertig/1/card-key"', 'b"veertig/1/card-place"'),
    Rule("H4", "the region is authenticated", "card.py", 'b"veertig/1/card" + region', 'b"veertig/1/card"'),
)  # fmt: skip


def without(rule: Rule, names: Iterable[str]) -> list[str]:
    """The vectors that notice that the rule is gone."""
    runner = _runner(rule)
    return [name for name in names if _notices(runner, name)]


def _notices(runner: ModuleType, name: str) -> bool:
    try:
        return bool(runner.problem(name, runner.load(name)))
    except Exception:
        return True


def _runner(rule: Rule) -> ModuleType:
    """tests.vectors.verdicts on a protocol of its own, whose source is changed; the one everybody uses stays as it is."""
    kept = {name: module for name, module in sys.modules.items() if name.startswith(ANEW)}
    for name in kept:
        del sys.modules[name]
        parent, _, child = name.rpartition(".")
        if parent in sys.modules:
            delattr(sys.modules[parent], child)  # else `from parent import child` gives the unchanged module
    finder = _Finder(rule)
    sys.meta_path.insert(0, finder)
    try:
        return importlib.import_module(RUNNER)
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.startswith(ANEW)]:
            del sys.modules[name]
        sys.modules.update(kept)
        for name, module in kept.items():
            parent, _, child = name.rpartition(".")
            setattr(sys.modules[parent], child, module)


class _Source(importlib.abc.SourceLoader):
    def __init__(self, rule: Rule) -> None:
        self._rule, self._path = rule, (RECORDS if rule.file in (SCANS, OPEN) else PROTOCOL) / rule.file

    def get_filename(self, fullname: str) -> str:
        return str(self._path)

    def get_data(self, path: str) -> bytes:
        source = self._path.read_text()
        assert source.count(self._rule.old) == 1, (
            f"{self._rule.file}: {self._rule.old!r} stands there {source.count(self._rule.old)} times"
        )
        return source.replace(self._rule.old, self._rule.new).encode()


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, rule: Rule) -> None:
        folder = "app.records" if rule.file in (SCANS, OPEN) else "app.protocol"
        self._name, self._source = f"{folder}.{rule.file.removesuffix('.py')}", _Source(rule)

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> Any:
        return importlib.util.spec_from_loader(fullname, self._source) if fullname == self._name else None
