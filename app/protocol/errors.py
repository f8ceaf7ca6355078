"""Everything the protocol can refuse, and why. `code` is stable: it crosses the wire and picks a picture and a sentence.

* ProtocolError
  x NotOurs        not-ours        the text is no link of ours: another QR code
  x Malformed      bad-code        the bytes are not one of our messages, or not spelled in the one way allowed
  x Newer          newer-app       a newer version wrote this; an update may understand it
  x BadKey         bad-key         a public key that is not canonical or of small order
  x BadSignature   bad-signature   the bytes are one of our messages, but this key did not sign them
  x NotTrusted     not-trusted     signed, but not by a key that may sign this, or not at that time
  x OldList        old-list        a trust list older than the one already accepted
  x OtherMeeting   other-meeting   an answer to another meeting, or meant for another buddy
  x SamePerson     same-person     the same person on both sides of a meeting
  x OtherWeek      other-week      a proposal for a meeting of more than a week ago, or of a day that has yet to come
"""

from __future__ import annotations


class CodedError(Exception):
    """Whatever was foreseen: an error or a refusal with a stable `code`, by which a screen finds picture and sentence."""

    code: str


class ProtocolError(CodedError):
    """A refusal with a stable `code`; the text is for developers, never for people."""

    code = "bad-code"


class NotOurs(ProtocolError):
    code = "not-ours"


class Malformed(ProtocolError):
    code = "bad-code"


class Newer(ProtocolError):
    code = "newer-app"


class BadKey(ProtocolError):
    code = "bad-key"


class BadSignature(ProtocolError):
    code = "bad-signature"


class NotTrusted(ProtocolError):
    code = "not-trusted"


class OldList(ProtocolError):
    code = "old-list"


class OtherMeeting(ProtocolError):
    code = "other-meeting"


class SamePerson(ProtocolError):
    code = "same-person"


class OtherWeek(ProtocolError):
    code = "other-week"


CODES = (
    *("not-ours", "bad-code", "newer-app", "bad-key", "bad-signature", "not-trusted", "old-list"),
    *("other-meeting", "same-person", "other-week"),
)
