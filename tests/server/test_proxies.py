"""The example files for Caddy, nginx and systemd, as they stand: only names, ports and certificates are this machine's."""

from __future__ import annotations

import configparser
import datetime
import os
import re
import shlex
import signal
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.protocol.record import CheckIn
from app.tools import lacking
from sync_server.http.api import to_text
from tests.browser.drive import Server, free_port, region, wait_for
from tests.people import Phone, token

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).resolve().parent.parent.parent
EXAMPLES = REPOSITORY / "sync_server" / "examples"
TOO_LARGE = 1_200_000  # bytes


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with region(tmp_path / "data") as one:
        yield one


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that it signed itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return chain, secret


@contextmanager
def running(command: list[str], folder: Path) -> Iterator[None]:
    env = {**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    process = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def ask(port: int, path: str, body: bytes | None = None, trusted: Path | None = None) -> tuple[int, Message, bytes]:
    """Status, headers and body of what https://localhost:port answers."""
    context = ssl.create_default_context(cafile=str(trusted))
    request = urllib.request.Request(f"https://localhost:{port}{path}", body)
    try:
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def sent_away(port: int, trusted: Path) -> bool:
    """Is a body that is far too large refused? Who answers before all of it came may close the line at once."""
    try:
        return ask(port, "/v1/push", b" " * TOO_LARGE, trusted)[0] == 413
    except OSError as error:
        return isinstance(error, ConnectionError) or isinstance(error.__cause__ or getattr(error, "reason", None), OSError)


def serves_a_region(port: int, server: Server, trusted: Path) -> None:
    """A phone's push arrives, the app and safe headers come, large bodies are sent away."""

    def answers() -> bool:
        try:
            return ask(port, "/v1/health", trusted=trusted)[0] == 200
        except OSError:
            return False

    wait_for(answers, "the proxy to answer", 30)
    phone = Phone("amina")
    phone.write(CheckIn(token()))
    records = ",".join(f'"{to_text(one.envelope.data)}"' for one in phone.records)
    status, headers, _ = ask(port, "/v1/push", f'{{"records":[{records}]}}'.encode(), trusted)
    assert (status, len(server.records())) == (200, 2)
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    status, headers, _ = ask(port, "/", trusted=trusted)
    assert status == 200
    assert "default-src" in headers["Content-Security-Policy"]
    assert sent_away(port, trusted)
    assert ask(port, "/%00", trusted=trusted)[0] in (400, 404)


def test_nginx_as_in_the_example(server: Server, certificate: tuple[Path, Path], tmp_path: Path) -> None:
    port, (chain, secret) = free_port(), certificate
    text = (EXAMPLES / "nginx.conf").read_text()
    for theirs, ours in (
        ("443 ssl", f"127.0.0.1:{port} ssl"),
        ("uren.example.be", "localhost"),
        ("/etc/ssl/veertig/fullchain.pem", str(chain)),
        ("/etc/ssl/veertig/privkey.pem", str(secret)),
        ("/var/log/nginx/veertig.log", str(tmp_path / "nginx.log")),
        ("127.0.0.1:8000", f"127.0.0.1:{server.port}"),
    ):
        assert theirs in text
        text = text.replace(theirs, ours)
    (tmp_path / "veertig.conf").write_text(text)
    folders = "".join(f"{one}_temp_path {tmp_path / one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    frame = f"daemon off; pid {tmp_path / 'pid'}; error_log {tmp_path / 'start.log'}; events {{}} http {{ {folders}"
    (tmp_path / "nginx.conf").write_text(f"{frame} include {tmp_path / 'veertig.conf'}; }}")
    with running([lacking.nginx(), "-e", str(tmp_path / "start.log"), "-c", str(tmp_path / "nginx.conf")], tmp_path):
        serves_a_region(port, server, chain)
    assert (tmp_path / "nginx.log").read_text() == ""


def test_caddy_as_in_the_example(server: Server, certificate: tuple[Path, Path], tmp_path: Path) -> None:
    port, (chain, secret) = free_port(), certificate
    text = (EXAMPLES / "Caddyfile").read_text()
    for theirs, ours in (
        ("admin off\n", "admin off\n\tauto_https disable_redirects\n"),
        ("uren.example.be {\n", f"https://localhost:{port} {{\n\tbind 127.0.0.1\n\ttls {chain} {secret}\n"),
        ("127.0.0.1:8000", f"127.0.0.1:{server.port}"),
    ):
        assert theirs in text
        text = text.replace(theirs, ours)
    (tmp_path / "Caddyfile").write_text(text)
    with running([lacking.caddy(), "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")], tmp_path):
        serves_a_region(port, server, chain)


def test_the_unit_for_systemd_starts_the_server_and_ends_it_in_time(tmp_path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read_string((EXAMPLES / "veertig.service").read_text())
    service = unit["Service"]
    assert (service["User"], service["StateDirectoryMode"], service["Restart"]) == ("veertig", "0700", "always")
    assert service["EnvironmentFile"] == "/etc/veertig.env"
    lines = (EXAMPLES / "veertig.env").read_text().splitlines()
    settings = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    assert settings["VEERTIG_DATA"] == f"/var/lib/{service['StateDirectory']}"
    port = free_port()
    words = shlex.split(service["ExecStart"].replace("8000", str(port)))
    words[0] = sys.executable if words[0] == "/srv/veertig/.venv/serve/bin/python" else words[0]
    env = {**os.environ, **settings, "VEERTIG_DATA": str(tmp_path)}
    subprocess.run([*words[:3], "region-create"], cwd=REPOSITORY, env=env, check=True, capture_output=True)
    process = subprocess.Popen(words, cwd=REPOSITORY, env=env)

    def answers() -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    wait_for(answers, "the server to answer", 60)
    saved = tmp_path / "day.backup"
    nightly = configparser.ConfigParser(interpolation=None)
    nightly.read_string((EXAMPLES / "veertig-backup.service").read_text())
    shell = nightly["Service"]["ExecStart"].replace("/srv/veertig/.venv/serve/bin/python", sys.executable).replace("%%", "%")
    shell = re.sub(r"/var/backups/veertig/day-\$\(date \+%d\)\.backup", str(saved), shell)
    for _ in range(2):  # a month later the same name is used again
        subprocess.run(shlex.split(shell), cwd=REPOSITORY, env=env, check=True, capture_output=True)
    subprocess.run([*words[:3], "backup-check", str(saved)], cwd=REPOSITORY, env=env, check=True, capture_output=True)
    process.send_signal(signal.SIGTERM)
    process.wait(int(service["TimeoutStopSec"]))
