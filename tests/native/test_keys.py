"""The key of a phone: in the phone's own safe, never gone before it can be found again, replaced when the system lost it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from app.platform.errors import PlatformError
from app.platform.phone.keys import FileSigner, SafeSigner
from app.platform.phone.safe import PhoneSafe
from app.protocol.ed25519 import verify
from app.protocol.envelope import SignatureCheck
from tests.native.headless import Answer, Client, running

BAD_PADDING = "PlatformException(Exception encountered, read, javax.crypto.BadPaddingException: error:1e000065)"


class Vault:
    """What the system's safe keeps, with the moods of real ones. Given to the app through Flet's own plug-in."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.throws = 0  # how many of the next calls throw
        self.puts = 0

    def _mood(self) -> None:
        if self.throws:
            self.throws -= 1
            raise RuntimeError(BAD_PADDING)

    def _get(self, asked: dict[str, str]) -> str | None:
        self._mood()
        return self.kept.get(asked["key"])

    def _set(self, asked: dict[str, str]) -> None:
        self._mood()
        self.puts += 1
        self.kept[asked["key"]] = asked["value"]

    @property
    def answers(self) -> dict[tuple[str, str], Answer]:
        return {("SecureStorage", "get"): self._get, ("SecureStorage", "set"): self._set}


def start(folder: Path, vault: Vault, kept: list[bool] | None = None, *, asked: bool = True) -> bytes:
    """The app starts, signs something, and is closed; the public half of the key it signed with."""
    kept = [] if kept is None else kept
    used: list[bytes] = []
    before = len(list(folder.iterdir()))

    async def story() -> None:
        client: Client
        async with running(lambda page: None, answers=vault.answers) as client:
            signer = SafeSigner(folder / "device.key", PhoneSafe("phone.key"))
            if asked:
                kept.append(await signer.is_kept())
            assert len(list(folder.iterdir())) == before  # asking makes none
            first, second, signature = await asyncio.gather(signer.public_key(), signer.public_key(), signer.sign(b"hello"))
            assert first == second
            assert verify(SignatureCheck(first, signature, b"hello"))
            assert not client.crashes
            used.append(first)

    asyncio.run(story())
    return used[0]


def seeds(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if file.suffix != ".public"]


def test_a_key_moves_into_the_safe_when_a_second_start_found_it_there(tmp_path: Path) -> None:
    vault = Vault()
    first = start(tmp_path, vault)
    assert (tmp_path / "device.key").exists()  # the safe took it, but nobody knows yet whether it gives it back
    assert start(tmp_path, vault) == first
    assert seeds(tmp_path) == []
    assert start(tmp_path, vault) == first
    assert vault.puts == 1


def test_each_start_knows_whether_there_is_a_key_of_an_earlier_one(tmp_path: Path) -> None:
    vault, kept = Vault(), list[bool]()
    for _ in range(3):
        start(tmp_path, vault, kept)
    lose(vault)
    start(tmp_path, vault, kept)
    assert kept == [False, True, True, False]


def test_only_this_user_may_read_the_file(tmp_path: Path) -> None:
    start(tmp_path, Vault())
    assert (tmp_path / "device.key").stat().st_mode & 0o077 == 0


def lose(vault: Vault) -> None:
    vault.kept.clear()


def throw_for_ever(vault: Vault) -> None:
    vault.throws = 1_000


def keep_rubbish(vault: Vault) -> None:
    vault.kept["phone.key"] = "not a key"


@pytest.mark.parametrize("mishap", [lose, throw_for_ever, keep_rubbish])
def test_a_phone_whose_system_lost_the_key_goes_on_with_a_new_one(tmp_path: Path, mishap: Callable[[Vault], None]) -> None:
    vault = Vault()
    old = start(tmp_path, vault)
    assert start(tmp_path, vault) == old
    mishap(vault)
    new = start(tmp_path, vault)
    assert new != old
    assert start(tmp_path, vault) == new
    vault.throws = 0
    assert [start(tmp_path, vault) for _ in range(3)] == [new] * 3
    assert seeds(tmp_path) == []  # and the new one found its way into the safe


def test_a_safe_that_throws_once_costs_nothing(tmp_path: Path) -> None:
    vault = Vault()
    old = start(tmp_path, vault)
    start(tmp_path, vault)
    vault.throws = 1
    assert start(tmp_path, vault, asked=False) == old


def test_a_phone_without_a_working_safe_keeps_its_key_in_the_file(tmp_path: Path) -> None:
    vault = Vault()
    vault.throws = 1_000
    first = start(tmp_path, vault)
    assert [start(tmp_path, vault) for _ in range(2)] == [first] * 2
    assert seeds(tmp_path) == ["device.key"]


def test_a_key_of_before_the_safe_moves_into_it(tmp_path: Path) -> None:
    old = asyncio.run(FileSigner(tmp_path / "device.key").public_key())
    vault = Vault()
    assert [start(tmp_path, vault) for _ in range(3)] == [old] * 3
    assert seeds(tmp_path) == []


def test_files_copied_to_another_phone_do_not_carry_the_key(tmp_path: Path) -> None:
    """Otherwise two phones would write one chain."""
    vault, copy = Vault(), tmp_path / "copy"
    old = tmp_path / "old"
    old.mkdir()
    first = start(old, vault)
    start(old, vault)
    copy.mkdir()
    for file in old.iterdir():
        (copy / file.name).write_bytes(file.read_bytes())
    assert start(copy, Vault()) != first


def test_an_app_that_was_installed_anew_does_not_take_up_the_key_that_the_keychain_still_has(tmp_path: Path) -> None:
    vault = Vault()
    before, anew = tmp_path / "before", tmp_path / "anew"
    before.mkdir()
    anew.mkdir()
    old = start(before, vault)
    start(before, vault)
    new = start(anew, vault)
    assert new != old
    assert [start(anew, vault) for _ in range(2)] == [new] * 2


def test_a_safe_that_never_answers_does_not_keep_anybody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        async def get(self) -> str | None:
            await asyncio.Event().wait()
            return None

        async def drop(self) -> None:
            raise AssertionError

        async def put(self, secret: str) -> None:
            await asyncio.Event().wait()

    monkeypatch.setattr("app.platform.phone.keys.PATIENCE", 0.05)
    signer = SafeSigner(tmp_path / "device.key", Silent())
    assert len(asyncio.run(asyncio.wait_for(signer.public_key(), 5))) == 32


def test_a_key_that_cannot_be_kept_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    with pytest.raises(PlatformError, match="no-keys"):
        asyncio.run(FileSigner(tmp_path / "file" / "device.key").public_key())


def test_one_role_sees_the_keys_of_the_others_whether_the_safe_has_them_or_a_file(tmp_path: Path) -> None:
    phone, buddy, vault = tmp_path / "phone", tmp_path / "buddy", Vault()
    for folder in (phone, buddy):
        folder.mkdir()
    own = start(phone, vault)
    second = FileSigner(buddy / "device.key")
    assert asyncio.run(second.others()) == [own]
    assert start(phone, vault) == own  # by now the safe has it
    assert not (phone / "device.key").exists()
    assert asyncio.run(second.others()) == [own]
    public = asyncio.run(second.public_key())
    assert asyncio.run(SafeSigner(phone / "device.key", PhoneSafe("phone.key")).others()) == [public]
