"""Bytes as text inside JSON: base64url without padding (RFC 4648, section 5), in its one spelling."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from app.protocol.errors import Malformed


def encode(data: bytes) -> str:
    """The base64url text of `data`, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: Any) -> bytes:
    """The bytes that `text` spells. Raises Malformed when it is no base64url text, or another spelling of the same bytes."""
    if not isinstance(text, str):
        raise Malformed("text expected")
    try:
        data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Malformed("not base64url") from error
    if encode(data) != text:
        raise Malformed("not the one spelling of base64url")
    return data
