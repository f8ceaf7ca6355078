"""Stories of connections: slow ones are let go, odd ones are refused in our words, and beside them phones are served."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn

from sync_server.http import connection
from sync_server.http.connection import serve_options
from tests.server.test_server import Town

HEALTH = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n\r\n"
Story = Callable[[int], Awaitable[None]]


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[int]:
    """The server behind a real socket; its port."""
    town = Town(folder)
    (folder / "web" / "large.bin").write_bytes(random.Random(1).randbytes(8 << 20))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(town.app, **serve_options()))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield int(listening.getsockname()[1])
    server.should_exit = True
    await asyncio.wait_for(serving, 12)


def play(folder: Path, story: Story) -> None:
    async def whole() -> None:
        async with running(folder) as port:
            await story(port)

    asyncio.run(whole())


async def say(port: int, *parts: bytes, pause: float = 0, arrived: asyncio.Semaphore | None = None) -> bytes:
    """Everything that comes back until the server closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    if arrived:
        arrived.release()
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def is_well(port: int) -> bool:
    return (await asyncio.wait_for(say(port, HEALTH.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")), 5)).startswith(
        b"HTTP/1.1 200"
    )


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, sooner."""
    for name, seconds in (("HEAD", 0.4), ("BODY", 0.6), ("READING", 0.8)):
        monkeypatch.setattr(connection, name, seconds)


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "parts",
    [
        (b"",),
        (b"GET / HT",),
        (b"POST /v1/push HTTP/1.1\r\n",),
        (b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n", b"{"),
        (b"POST /v1/push HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n{\r\n"),
        (b"POST /v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n", b"{"),  # answered before it is asked
        (b"POST /v1/nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n", b"{}"),  # and asked to the end afterwards
        (HEALTH, b"GET /v1/hea"),  # a second one on the same connection
        (HEALTH, b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"),
    ],
)
def test_who_says_nothing_more_is_let_go_and_meanwhile_others_are_served(tmp_path: Path, parts: tuple[bytes, ...]) -> None:
    async def story(port: int) -> None:
        arrived = asyncio.Semaphore(0)
        slow = [asyncio.create_task(say(port, *parts, pause=0.05, arrived=arrived)) for _ in range(40)]
        for _ in slow:
            await arrived.acquire()
        assert await is_well(port)
        done, waiting = await asyncio.wait(slow, timeout=4)
        assert (len(done), len(waiting)) == (40, 0)

    play(tmp_path, story)


@pytest.mark.usefixtures("hasty")
def test_who_drips_is_let_go_too(tmp_path: Path) -> None:
    async def story(port: int) -> None:
        drops = [bytes([letter]) for letter in b"GET /v1/health HTTP/1.1\r\nHost: " + b"x" * 40]
        began = asyncio.get_running_loop().time()
        assert await asyncio.wait_for(say(port, *drops, pause=0.05), 8) == b""
        assert asyncio.get_running_loop().time() - began < 4

    play(tmp_path, story)


@pytest.mark.usefixtures("hasty")
def test_who_does_not_read_his_answer_is_let_go(tmp_path: Path) -> None:
    async def story(port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1024)
        writer.write(b"GET /large.bin HTTP/1.1\r\nHost: x\r\n\r\n")
        await asyncio.sleep(2.5)  # the socket's own buffers are full, and nothing moves
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(8 << 20)
        writer.close()

    play(tmp_path, story)


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (b"rubbish\r\n\r\n", 400, "bad-request"),
        (b"GET / HTTP/9.9\r\n\r\n", 400, "bad-request"),
        (b"GET http://[::1 HTTP/1.1\r\n\r\n", 400, "bad-request"),
        (b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", 400, "bad-request"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/push HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/push HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400, "bad-request"),
        (b"POST /v1/push HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "bad-request"),
        (b"GET / HTTP/1.1\r\nCookie: " + b"x" * 200_000 + b"\r\n\r\n", 431, "head-too-large"),
        (b"GET / HTTP/1.1\r\nCookie: " + b"x" * 2_000_000, 431, "head-too-large"),
        (b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n", 431, "head-too-large"),
        (b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 30_000 + b"\r\n", 431, "head-too-large"),
    ],
)
def test_what_is_no_request_is_refused_in_our_words(
    tmp_path: Path, asked: bytes, status: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(port: int) -> None:
        told = await asyncio.wait_for(say(port, asked), 8)
        if told or len(asked) < 10_000:  # who is still talking when it is refused may find the line broken instead
            head, _, body = told.partition(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 %d " % status), head
            assert json.loads(body) == {"code": code}
        assert await is_well(port)

    with caplog.at_level(logging.INFO):
        play(tmp_path, story)
    assert {record.getMessage() for record in caplog.records if record.levelno > logging.INFO} == set()


def test_odd_requests_are_never_a_fault_and_leave_nothing_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    dice = random.Random(7)
    pieces = [
        *(b"GET ", b"POST ", b"HEAD ", b"OPTIONS ", b"/v1/push", b"/%00", b"/..", b"*", b"http://x", b"//", b" HTTP/1.1\r\n"),
        *(b" HTTP/1.0\r\n", b"Host: \xff\r\n", b"Host: [::1\r\n", b"Content-Length: 7\r\n", b"Expect: 100-continue\r\n"),
        *(b"Range: bytes=-\r\n", b"Transfer-Encoding: chunked\r\n", b"Connection: upgrade\r\n", b"Upgrade: h2c\r\n"),
        *(b"\r\n", b"\r\n\r\n", b"{}", b"\x00", b"secret-of-amina", b"\x1b[2J"),
    ]

    async def story(port: int) -> None:
        for _ in range(150):
            asked = [b"".join(dice.choices(pieces, k=dice.randint(1, 12))) + b"\r\n\r\n" for _ in range(6)]
            for told in await asyncio.gather(*(hurried(port, one) for one in asked)):
                assert b"HTTP/1.1 5" not in told, (asked, told)
        assert await is_well(port)

    async def hurried(port: int, asked: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(asked)
        if writer.can_write_eof():
            writer.write_eof()
        try:
            return await asyncio.wait_for(reader.read(4096), 0.1)
        except (TimeoutError, ConnectionError):
            return b""
        finally:
            writer.transport.abort()  # hangs up, whatever was begun

    with caplog.at_level(logging.INFO):
        play(tmp_path, story)
    told = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert [one for one in told if one not in ("started", "stopped")] == []


def test_one_address_has_so_many_connections_and_leaves_room_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST_OF_ONE", 5)
    monkeypatch.setattr(connection, "sender", lambda scope, proxies: "203.0.113.9")  # this machine's own counts as nobody

    async def story(port: int) -> None:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(5)]
        await asyncio.sleep(0.1)
        assert await say(port, HEALTH) == b""
        held.pop()[1].close()
        await asyncio.sleep(0.1)
        assert await is_well(port)
        for _, writer in held:
            writer.close()
        await asyncio.sleep(0.1)
        assert connection.Connection._of_sender == {}

    play(tmp_path, story)
