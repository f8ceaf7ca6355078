"""The parts of Python's standard library that the web app leaves out: 3 MB that it never imports.

Take care before you add more: httpx needs `http.cookiejar`, and everything needs `traceback`.
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


def is_dropped(name: str) -> bool:
    """Whether the web app leaves out the file with this path inside the standard library."""
    return _DROPPED.match(name) is not None
