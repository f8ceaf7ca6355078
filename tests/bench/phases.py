"""`python -m tests.bench.phases [ROUNDS]`: processor time of a first visit, of the web app and of the plain hello.

A new profile each time, over loopback. The ratio is the processor time of all of the browser's processes (Linux: /proc) until
the screen is there, without a trace. The table is of one more visit of each, with a trace of Chromium: the time of each thread,
and of what takes most of it. A trace costs time itself.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from app.tools.web_build.build import REPOSITORY
from app.tools.web_build.cache import Cache
from tests.bench import watch
from tests.bench.plain_site import HERE, build_plain
from tests.bench.row import Row
from tests.bench.use import family
from tests.bench.web_start import start
from tests.web.serving import serving

SEEN = {"hello": "hello", "app": "whole"}  # what ends the visit
CATEGORIES = ("toplevel", "v8", "v8.wasm", "blink", "loading", "disabled-by-default-v8.compile", "disabled-by-default-v8.gc")
THREADS = {
    "CrRendererMain": "page",
    "DedicatedWorker thread": "Python's worker",
    "ServiceWorker thread": "service worker",
    "ThreadPoolForegroundWorker": "compilers and other helpers of the page",
    "Compositor": "compositor",
}
BROWSER = "browser's own processes"
FEW = 40  # ms; a line of the table stands for more than that
TICK = os.sysconf("SC_CLK_TCK")  # 1/s


def rows(rounds: int = 3) -> list[Row]:
    """The ratio as a row; prints the table."""
    used: dict[str, list[float]] = {kind: [] for kind in SEEN}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build_plain(HERE / "hello", folder / "hello", Cache(REPOSITORY / "build" / "cache"))
        sites = {"hello": folder / "hello", "app": REPOSITORY / "build" / "web"}
        for number in range(rounds):
            for kind, site in sites.items():
                used[kind].append(visit(playwright, folder / f"{kind}-{number}", site, SEEN[kind]))
        tables = {kind: traced(playwright, folder / f"{kind}-traced", site, SEEN[kind]) for kind, site in sites.items()}
    print(table(tables["app"], tables["hello"]))
    for kind, seconds in used.items():
        print(f"{kind}: {statistics.median(seconds):.1f} s of processor time ({min(seconds):.1f}-{max(seconds):.1f})")
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)
    ratio = statistics.median(used["app"]) / statistics.median(used["hello"])
    return [Row("first visit over loopback, processor time / plain hello", 0.7, ratio)]


def visit(playwright: Playwright, profile: Path, place: Path, seen: str) -> float:
    """Seconds of processor time of the whole browser, from its start until `seen`."""
    with serving(place) as site:
        tab = start(playwright, profile, site.origin)
        watch.until(tab.page, seen)
        seconds = processor_time(profile)
        tab.page.context.close()
    return seconds


def processor_time(profile: Path) -> float:
    """Seconds that the processes of the browser on this profile have used, with those of their children that have ended."""
    roots = subprocess.run(
        ["pgrep", "-f", f"user-data-dir={profile}"], capture_output=True, text=True, check=True
    ).stdout.split()
    ticks = 0
    for pid in {pid for root in roots for pid in family(root)}:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has just ended; its parent has its time
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / TICK


def traced(playwright: Playwright, profile: Path, place: Path, seen: str) -> Counter[tuple[str, str]]:
    """Milliseconds of processor time by thread and kind of work; the kind "" is the whole thread."""
    with serving(place) as site:
        tab = start(playwright, profile, "about:blank")
        events: list[dict[str, Any]] = []
        session = tab.page.context.new_cdp_session(tab.page)
        session.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
        session.on("Tracing.tracingComplete", lambda _: events.append({"ph": "end"}))
        session.send("Tracing.start", {"traceConfig": {"includedCategories": list(CATEGORIES)}})
        tab.page.goto(site.origin, wait_until="commit")
        watch.until(tab.page, seen)
        session.send("Tracing.end")
        until_whole(tab.page, events)
        tab.page.context.close()
    return by_thread(events)


def until_whole(page: Page, events: list[dict[str, Any]]) -> None:
    for _ in range(600):
        if any(event["ph"] == "end" for event in events[-1:]):
            return
        page.wait_for_timeout(100)
    raise TimeoutError("the trace did not end within a minute")


def by_thread(events: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Each event's own time is its time without that of the events inside it. See the Trace Event Format."""
    processes = {event["pid"]: event["args"]["name"] for event in events if event.get("name") == "process_name"}
    threads = {(event["pid"], event["tid"]): event["args"]["name"] for event in events if event.get("name") == "thread_name"}
    spent: Counter[tuple[str, str]] = Counter()
    open_events: dict[tuple[int, int], list[tuple[float, str]]] = {}
    timed = [event for event in events if event["ph"] == "X" and "tdur" in event]
    for event in sorted(timed, key=lambda event: (event["ts"], -event["dur"])):
        at = event["pid"], event["tid"]
        thread = THREADS.get(threads.get(at, ""), "other") if processes.get(event["pid"]) == "Renderer" else BROWSER
        outer = open_events.setdefault(at, [])
        while outer and outer[-1][0] <= event["ts"]:
            outer.pop()
        if outer:
            spent[thread, outer[-1][1]] -= event["tdur"]
        else:
            spent[thread, ""] += event["tdur"]
        spent[thread, event["name"]] += event["tdur"]
        outer.append((event["ts"] + event["dur"], event["name"]))
    return Counter({key: round(microseconds / 1000) for key, microseconds in spent.items()})


def table(app: Counter[tuple[str, str]], hello: Counter[tuple[str, str]]) -> str:
    """Threads with most time first, and under each what takes more than `FEW` milliseconds in one of the two."""
    lines = [f"{'processor time of a first visit, traced, in ms':52} | {'app':>6} | {'hello':>6}"]
    for thread in sorted({name for name, _ in app | hello}, key=lambda name: -app[name, ""]):
        lines.append(f"{thread:52} | {app[thread, '']:6} | {hello[thread, '']:6}")
        kinds = {kind for name, kind in app | hello if name == thread and kind}
        for kind in sorted(kinds, key=lambda kind: -app[thread, kind]):
            if max(app[thread, kind], hello[thread, kind]) > FEW:
                lines.append(f"    {kind[:48]:48} | {app[thread, kind]:6} | {hello[thread, kind]:6}")
    return "\n".join(lines)


if __name__ == "__main__":
    for row in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 3):
        print(row.text())
