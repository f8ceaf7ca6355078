"""What the newcomer's decisions ask about everything of mine, done: one file with all of it, and removing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.newcomer import everything, mine, share_proof
from app.records import proof_file
from app.sync import leaving

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.platform import Platform
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client
    from app.ui.texts import Texts


class MineWork:
    """Everything of one newcomer. `send` tells the app what happened."""

    def __init__(self, store: Store, platform: Platform, trust: Trust, send: Callable[[share_proof.Handed], None]) -> None:
        self._store, self._platform, self._trust, self._send = store, platform, trust, send

    async def do(self, effect: mine.Effect, model: NewcomerModel, texts: Texts) -> None:
        """Do what this effect asks for. Raises StoreError or PlatformError."""
        match effect:
            case mine.HandEverything():
                await self._hand(model, texts)
            case mine.Leave(far):
                listed = self._trust.trust_list
                await leaving.begin(self._store, self._platform, listed.region if listed else None, far=far)
                await self.finish()

    async def finish(self) -> None:
        """Go on with leaving, also when an earlier start began it. Raises PlatformError."""
        await leaving.finish(self._store, self._platform)

    async def _hand(self, model: NewcomerModel, texts: Texts) -> None:
        """Hand over one file with everything: to read, to print, and as the proof."""
        platform, listed = self._platform, self._trust.trust_list
        version = listed.policy.version if listed else 0
        proof = proof_file.as_text(proof_file.gather(self._store), platform.origin, version)
        drawn = {name: await platform.picture(name) for name in everything.pictures(model)}
        text = everything.as_page(model, texts, proof, drawn)
        title = texts("settings", "Everything of mine")
        self._send(share_proof.Handed(await platform.files.hand_over(everything.FILE, text, title)))


async def send_wishes(platform: Platform, client: Callable[[], Client]) -> None:
    """Send what people who left this phone asked of the region. Raises PlatformError."""
    await leaving.send_wishes(platform.left_wishes, client)
