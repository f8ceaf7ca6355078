"""The parts of Python's standard library and of the packages that the web app leaves out: 4 MB that it never imports.

Take care before you add more: httpx needs `http.cookiejar`, and everything needs `traceback`. A test holds that nothing which
our modules import is left out; what a package imports later shows only in a browser.
"""

from __future__ import annotations

import re

_TOOLS = (
    "antigravity bdb cProfile cgi cgitb cmd code compileall doctest ensurepip idlelib lib2to3 modulefinder pdb pickletools "
    "profile pstats py_compile pydoc pydoc_data test this trace tracemalloc turtle turtledemo unittest venv _pyrepl"
)
_SYSTEM = (
    "curses dbm distutils pty tkinter tty webbrowser multiprocessing plistlib socketserver "
    "_aix_support _android_support _ios_support _osx_support"
)
_NETWORK = "ftplib imaplib mailbox nntplib poplib smtplib telnetlib wsgiref xmlrpc http/server"
_DOUBLES = "_pydecimal _pyio concurrent/futures/interpreter concurrent/futures/process concurrent/interpreters sqlite3/dump"
_ENCODINGS = r"encodings/(big5|cp7|cp8|euc_|gb|hz|iso2022|iso8859_1[0-6]|johab|koi8|kz|mac_|ptcp|shift|tis)\w*"
_DROPPED = re.compile("(" + "|".join([*f"{_TOOLS} {_SYSTEM} {_NETWORK} {_DOUBLES}".split(), _ENCODINGS]) + r")(/|\.py$)")


# Programs, helpers for tests, and ways of other systems, of trio, HTTP/2 and SOCKS. Flet's list of icons is read when an icon
# is asked for by name; our pictures are files of our own.
_PACKAGES = (
    "anyio/_backends/_trio anyio/functools anyio/itertools anyio/pytest_plugin anyio/to_interpreter anyio/to_process "
    "click/_termui_impl click/_winconsole click/shell_completion click/testing click_default_group "
    "dateutil/rrule dateutil/tz/win "
    "flet/controls/cupertino/cupertino_icons.json flet/controls/material/icons.json flet/pytest_plugin flet/testing "
    "flet/utils/griffe_deprecations "
    "httpcore/_async/http2 httpcore/_async/socks_proxy httpcore/_backends/trio httpcore/_sync/http2 httpcore/_sync/socks_proxy "
    "idna/cli qrcode/console_scripts qrcode/image/styledpil qrcode/image/styles/colormasks sqlite_utils/cli tabulate"
)
_UNUSED = re.compile("(" + "|".join(re.escape(name) for name in _PACKAGES.split()) + r")(/|\.pyc?$|$)")


def is_dropped(name: str) -> bool:
    """Whether the web app leaves out the file with this path inside the standard library."""
    return _DROPPED.match(name) is not None


def is_unused(name: str) -> bool:
    """Whether the web app leaves out the file with this path among the packages."""
    return _UNUSED.match(name) is not None
