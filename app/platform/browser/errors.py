"""JavaScript's errors as errors of the shell. Import only in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pyodide.ffi import JsException

from app.platform.errors import PlatformError


@contextmanager
def platform_error(code: str) -> Iterator[None]:
    """Whatever the browser raises inside becomes a PlatformError with this code."""
    try:
        yield
    except JsException as error:
        raise PlatformError(code, str(error)) from error
