"""Every refusal of the protocol (README.md, 14). `code` never changes: it is sent, and it picks a picture and a sentence.

* ProtocolError
  x NotOurs        not-ours        the text is no link of ours: another QR code
  x Malformed      bad-code        the bytes are not one of our messages, or not spelled in the one way allowed
  x Newer          newer-app       a newer version wrote this; an update may understand it
  x BadKey         bad-key         a public key that is not canonical, of small order, or not the key that signed
  x BadSignature   bad-signature   the bytes are one of our messages, but this key did not sign them
  x NotTrusted     not-trusted     signed, but not by a key that may sign this, or not at that time
  x OldList        old-list        a trust list older than the one already accepted
  x OtherMeeting   other-meeting   an answer to another meeting, or meant for another buddy
  x SamePerson     same-person     the same person on both sides of a meeting
  x OtherWeek      other-week      a proposal for a meeting of more than eight days ago, or of more than a day ahead
"""

from __future__ import annotations


class CodedError(Exception):
    """An error or a refusal that was foreseen. Its `code` never changes; a screen finds picture and sentence by it."""

    code: str


class ProtocolError(CodedError):
    """A refusal by the protocol. The exception's text is for developers, never for people."""

    code = "bad-code"


class NotOurs(ProtocolError):
    """The text is no link of ours."""

    code = "not-ours"


class Malformed(ProtocolError):
    """The bytes are not one of our messages, or not spelled in the one way."""

    code = "bad-code"


class Newer(ProtocolError):
    """A newer version wrote this."""

    code = "newer-app"


class BadKey(ProtocolError):
    """A public key is not canonical, is of small order, or is not the key that signed."""

    code = "bad-key"


class BadSignature(ProtocolError):
    """The bytes are one of our messages, but this key did not sign them."""

    code = "bad-signature"


class NotTrusted(ProtocolError):
    """It is signed, but not by a key that may sign it."""

    code = "not-trusted"


class OldList(ProtocolError):
    """The trust list is older than the one that is held."""

    code = "old-list"


class OtherMeeting(ProtocolError):
    """The answer is to another meeting, or the proposal is meant for another buddy."""

    code = "other-meeting"


class SamePerson(ProtocolError):
    """One person stands on both sides of a meeting."""

    code = "same-person"


class OtherWeek(ProtocolError):
    """The proposal is for a meeting of another week (M3)."""

    code = "other-week"


CODES = (
    *("not-ours", "bad-code", "newer-app", "bad-key", "bad-signature", "not-trusted", "old-list"),
    *("other-meeting", "same-person", "other-week"),
)
