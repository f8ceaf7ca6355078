"""`python -m tests.browser.small_disk FOLDER`: the real app on a real file system that gets full. FOLDER is on a small one:

    mount -t tmpfs -o size=400m tmpfs FOLDER

Prints what the person sees at each step. It fills the disk, so it is run by hand, on a file system of its own.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.drive import Phone, Server, by_key
from tests.browser.faults import Ripe, files, follow, link, rows, save

LEFT = (6 << 20, 1 << 20, 96 << 10, 0, 0)  # bytes left free, less and less
SETTLE = 12_000  # ms; a full phone may never answer, and the app waits ten seconds for it


def free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def fill(folder: Path, left: int) -> None:
    """Leave so many bytes."""
    with (folder / "filler").open("ab", buffering=0) as file:
        while (more := free(folder) - left) > 0:
            try:
                file.write(b"z" * min(more, 1 << 20))
            except OSError:
                return


def seen(phone: Phone) -> str:
    keys = ("saved", "message", "safety-full", "safety-here", "safety-back", "floor")
    return " ".join(key for key in keys if phone.page.locator(by_key(key)).count())


def kept(phone: Phone) -> int:
    """Records in the file, 0 when the browser dropped it: that is what this program is for."""
    data = files(phone.page).get("veertig.db")
    return int(rows(data, "SELECT count(*) FROM records")[0][0]) if data else 0


def main(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as elsewhere, sync_playwright() as playwright:
        server = Server(Path(elsewhere) / "server")
        server.command("region-create")
        server.start()
        ripe = Ripe(playwright, server, folder)
        profile, number = ripe.profile(), 1
        try:
            with ripe.phone(profile) as phone:
                phone.open()
                save(phone, number)
                phone.go_home()
                before = kept(phone)
                for left in LEFT:
                    fill(folder, left)
                    number += 1
                    follow(phone.page, link(server, number))
                    phone.page.wait_for_timeout(SETTLE)
                    new = f"{kept(phone) - before} of {number - 1} new records"
                    print(f"{left >> 10} kB left: sees {seen(phone)}; {new}; {free(folder) >> 10} kB free")
                    if not phone.page.locator(by_key("floor")).count():
                        phone.tap("home" if phone.page.locator(by_key("saved")).count() else "back")
                        phone.page.wait_for_timeout(SETTLE)
                        print(f"   home: {seen(phone)}")
                count = kept(phone)
            (folder / "filler").unlink()
            with ripe.phone(profile) as phone:
                phone.open()
                print(f"room again, started anew: {kept(phone)} records, {count} before; sees {seen(phone)}")
                save(phone, number + 1)
                print(f"saved again: {kept(phone)} records; the server has {len(server.records())}")
        finally:
            server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
