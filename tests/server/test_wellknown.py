"""Who may open this server's links: said to Android and to iPhones, through the whole server."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.protocol import qr_text
from app.tools.native_build import check
from sync_server.__main__ import main
from sync_server.config import from_environment
from sync_server.errors import BadSetting
from sync_server.http import wellknown
from sync_server.http.asgi import create_app
from tests.people import token

ANDROID, APPLE = "/.well-known/assetlinks.json", "/.well-known/apple-app-site-association"
PLAY, OWN = ":".join(["0A"] * 32), ":".join(["FE"] * 32)
TEAM = "A1B2C3D4E5"


def ask(folder: Path, path: str, **settings: str) -> httpx.Response:
    """What a phone's system hears from a server with these settings."""
    config = from_environment({"VEERTIG_DATA": str(folder / "data"), "VEERTIG_WEB": str(folder / "web"), **settings})

    async def story() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=create_app(config)), base_url="http://x") as http:
            return await http.get(path)

    return asyncio.run(story())


def test_android_learns_which_signed_app_may_open_our_links(tmp_path: Path) -> None:
    answer = ask(tmp_path, ANDROID, VEERTIG_ANDROID_FINGERPRINT=f"{PLAY}, {OWN}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"
    [statement] = answer.json()
    assert statement["relation"] == ["delegate_permission/common.handle_all_urls"]
    assert statement["target"] == {
        "namespace": "android_app",
        "package_name": "be.veertig.app",
        "sha256_cert_fingerprints": [PLAY, OWN],
    }


def test_an_iphone_opens_scanned_links_in_the_app_and_leaves_displays_to_the_browser(tmp_path: Path) -> None:
    answer = ask(tmp_path, APPLE, VEERTIG_APPLE_TEAM=TEAM)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    [details] = answer.json()["applinks"]["details"]
    assert details["appIDs"] == [f"{TEAM}.be.veertig.app"]

    def opens(route: str) -> bool:
        patterns: list[dict[str, Any]] = details["components"]
        return any(re.fullmatch(one["#"].replace("*", ".*"), route) for one in patterns)

    assert opens(qr_text.to_route(qr_text.SESSION, token()))
    assert not opens(qr_text.to_route(qr_text.ENROLMENT, b"invitation"))
    assert not opens("")


def test_a_server_that_was_told_nothing_claims_nothing(tmp_path: Path) -> None:
    assert ask(tmp_path, ANDROID, VEERTIG_APPLE_TEAM=TEAM).status_code == 404
    assert ask(tmp_path, APPLE, VEERTIG_ANDROID_FINGERPRINT=PLAY).status_code == 404


def test_a_forgotten_file_in_the_web_folder_does_not_speak_for_the_region(tmp_path: Path) -> None:
    (tmp_path / "web" / ".well-known").mkdir(parents=True)
    (tmp_path / "web" / ".well-known" / "assetlinks.json").write_text("[]")
    assert ask(tmp_path, ANDROID).status_code == 404


@pytest.mark.parametrize(
    "setting",
    [PLAY.lower(), PLAY[:-3], PLAY.replace(":", ""), f"{PLAY}:00", f"{PLAY},", f"{PLAY} {OWN}", "sha256"],
)
def test_a_fingerprint_that_cannot_be_right_stops_the_server(setting: str) -> None:
    with pytest.raises(BadSetting, match="VEERTIG_ANDROID_FINGERPRINT"):
        from_environment({"VEERTIG_ANDROID_FINGERPRINT": setting})


@pytest.mark.parametrize("setting", [TEAM.lower(), TEAM[1:], f"{TEAM}.be.veertig.app", f" {TEAM}"])
def test_a_team_that_cannot_be_right_stops_the_server(setting: str) -> None:
    with pytest.raises(BadSetting, match="VEERTIG_APPLE_TEAM"):
        from_environment({"VEERTIG_APPLE_TEAM": setting})


def test_whoever_starts_it_with_such_a_setting_is_told_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VEERTIG_APPLE_TEAM", "ours")
    assert main(["serve"]) == 1
    assert "VEERTIG_APPLE_TEAM" in capsys.readouterr().err


def test_the_app_that_is_named_is_the_app_that_is_built() -> None:
    assert wellknown.APP == check.ID


SERVER = Path(wellknown.__file__).parent.parent


def test_every_setting_is_explained() -> None:
    source = (SERVER / "config.py").read_text()
    page = (SERVER / "README.md").read_text()
    settings = set(re.findall(r'"(VEERTIG_[A-Z_]+)"', source))
    assert len(settings) == 8
    assert [name for name in settings if f"`{name}`" not in page] == []
