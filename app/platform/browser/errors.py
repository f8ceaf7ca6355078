"""JavaScript's errors as errors of the shell. Import only in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import js
from pyodide.ffi import JsException

from app.platform.browser.bridge import BridgeError
from app.platform.errors import PlatformError


@contextmanager
def platform_error(code: str) -> Iterator[None]:
    """Whatever the browser raises inside becomes a PlatformError with this code."""
    try:
        yield
    except JsException as error:
        raise PlatformError(code, str(error)) from error


@contextmanager
def storage_error() -> Iterator[None]:
    """Whatever the browser's storage raises inside, here or on the page, becomes a PlatformError whose code says what it means
    for the person.
    """
    try:
        yield
    except (JsException, BridgeError) as error:
        raise PlatformError(fault_of(str(error)), str(error)) from error


def fault_of(text: str) -> str:
    """The code of a storage error with this text, such as "QuotaExceededError: no room" (app/web_shell/storage_faults.js)."""
    return str(js.veertig.faultOf(text))
