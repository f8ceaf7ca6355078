"""The server hands out voices: a clip for ever, the list of a language anew each time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest

from sync_server.config import Config
from sync_server.http.asgi import create_app

CLIP = "audio/fa_AF/0123456789abcdef.mp3"


@pytest.mark.parametrize(
    ("path", "keeping"),
    [
        (CLIP, "public, max-age=31536000, immutable"),
        ("audio/ar.json", "no-cache"),
        ("audio/ar/newest.mp3", "no-cache"),
        ("index.html", "no-cache"),
    ],
)
def test_only_what_is_named_by_its_content_is_kept_for_ever(tmp_path: Path, path: str, keeping: str) -> None:
    web = tmp_path / "web"
    (web / path).parent.mkdir(parents=True)
    (web / path).write_bytes(b"sound")
    app = create_app(Config(tmp_path / "data", web, "https://uren.example.be"))

    async def fetch() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://uren.example.be") as client:
            return await client.get(f"/{path}")

    answer = asyncio.run(fetch())
    assert (answer.status_code, answer.headers["cache-control"]) == (200, keeping)
    if path == CLIP:
        assert answer.headers["content-type"] == "audio/mpeg"
