"""Everything that devices do differently, behind small interfaces. `Platform` lists them.

Two shells implement them: `app.platform.browser.shell` (the installable web app: Pyodide in a worker) and
`app.platform.phone.shell` (phones and desktops). `absent` stands in for what a shell does not have. Rules:

1. A method that may wait is async; the browser has one thread.
2. `Storage.flush()` returns only when everything that was committed survives a killed process. Screens say "saved" after it.
3. A shell never decides what a failure means. It raises `PlatformError` with a stable `code`, and nothing else.
4. What the app only lets a shell know (`at_home`, `screens`, `settle_in`, `stay_awake`) never fails.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.platform import absent
from app.platform.sharers import Alone

if TYPE_CHECKING:
    import httpx

    from app.platform.camera import Scanner
    from app.platform.card_cipher import CardCipher
    from app.platform.clock import ClockReading
    from app.platform.desk import Desk
    from app.platform.files import Files
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.left_wishes import LeftWishes
    from app.platform.own_parts import OwnParts
    from app.platform.page import HomeSnapshot, LightChain, LightPageState, Wishes
    from app.platform.quota import StorageQuota
    from app.platform.sharers import Sharers
    from app.platform.speaker import Speaker
    from app.platform.storage import Storage


@dataclass(frozen=True, slots=True)
class Platform:
    """One shell, ready to use. `role` as in `app.platform.roles`; each role has its own storage and key."""

    role: str
    origin: str  # scheme://host[:port] of the server
    storage: Storage
    quota: StorageQuota
    signer: Signer
    verifier: SignatureVerifier
    scanner: Scanner
    speaker: Speaker
    clock: Callable[[], ClockReading]
    transport: Callable[[], httpx.AsyncBaseTransport]
    on_link: Callable[[Callable[[str], Awaitable[None]]], None]  # a link was opened while the app runs: "/s/<digits>"
    on_wake: Callable[[Callable[[], Awaitable[None]]], None]  # first screen shown, network back, in front again
    set_language: Callable[[str], Awaitable[None]]  # the language of the shell's own few words
    go: Callable[[str], Awaitable[None]]  # open a route in the role it belongs to
    # Start the app again, and open the link that this text holds then; "" for none.
    start_again: Callable[[str], Coroutine[object, object, None]] = absent.no_new_start
    on_scan: Callable[[Callable[[], Awaitable[None]]], None] = absent.no_scan_outside  # asked for outside the app's screens
    at_home: Callable[[HomeSnapshot | None], None] = absent.no_home_snapshot  # home is drawn now, or another screen (None)
    # How the app gets onto the phone's home screen: "prompt" (`install` makes the browser ask), "share" (by hand), "" (not),
    # or "card": it cannot, and this phone deletes a page that nobody opens for a week.
    on_installable: Callable[[Callable[[str], Awaitable[None]]], None] = absent.no_install_offer
    install: Callable[[], Awaitable[None]] = absent.no_install
    on_back: Callable[[Callable[[], Awaitable[None]]], None] = absent.no_way_back  # the device's own "back" was used
    screens: Callable[[int], None] = absent.no_screens  # after how many steps back the role's first screen comes
    on_wishes: Callable[[Callable[[Wishes], Awaitable[None]]], None] = absent.no_wishes
    light_page_state: Callable[[], Awaitable[LightPageState]] = absent.no_light_page
    # What a newcomer's light page wrote, after which it writes nothing more; and the end of it, once the app has it durably.
    light_chain: Callable[[], Awaitable[LightChain]] = absent.no_light_chain
    forget_light_chain: Callable[[], Awaitable[None]] = absent.nothing_to_forget
    files: Files = field(default_factory=absent.NoFiles)
    desk: Desk = field(default_factory=absent.NoDesk)  # a counsellor's: several files, a line to copy, a page that prints
    picture: Callable[[str], Awaitable[str]] = absent.no_picture  # the SVG of a picture of `assets/icons`; "" if it is not here
    left_wishes: LeftWishes = field(default_factory=absent.NoLeftWishes)
    card_cipher: CardCipher = field(default_factory=absent.NoCardCipher)
    settle_in: Callable[[], None] = absent.no_settling  # this role has kept something here: from now on the icon opens it
    stay_awake: Callable[[bool], None] = absent.no_staying_awake  # whether the screen stays on, where the device allows it
    # Several newcomers who share this device: who they are, and how the app starts again for one of them. Card and hours of
    # another person than the one here: `sharers.keep` somebody new and `sharers.switch` to it, with the text of the card as
    # its `hand`.
    sharers: Sharers = field(default_factory=Alone)
    # What belongs to the newcomer of this slot alone; None where everything belongs to one.
    parts_of: Callable[[int], OwnParts] | None = None
    # Everything of the newcomer who uses the app leaves this device, durably: data, key, recovery secret and what stands beside
    # them; the others on this device stay. Then only `start_again("")` is left to call. Raises PlatformError: begun and not yet
    # done, the next start goes on with it.
    forget_all: Callable[[], Awaitable[None]] = absent.nobody_forgotten
    release: str = ""  # which build of the app this is; a person who helps asks for it

    def of_sharer(self, slot: int) -> Platform:
        """This shell with the data and the key of the newcomer of `slot`, who uses the app from now on."""
        if self.parts_of is None:
            return self
        own = self.parts_of(slot)
        self.sharers.slot = slot
        return replace(
            self,
            storage=own.storage,
            quota=own.quota,
            signer=own.signer,
            light_chain=own.light_chain,
            forget_light_chain=own.forget_light_chain,
        )
