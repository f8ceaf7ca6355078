"""When something is on the screen, by the page's own clock. Both sites are asked the same: what can be seen, not what was told.

hello   the word is drawn: dark dots in the engine's canvas
look    home as it was last seen is drawn, and its button takes a tap
whole   the app's own screen is drawn and nothing of the page lies over it
"""

from __future__ import annotations

from playwright.sync_api import Page

# The app holds back frames while it starts: the clock keeps the browser's own way to ask for one.
SCRIPT = """
(() => {
  if (self !== top) return;
  const frame = window.requestAnimationFrame.bind(window);
  const seen = (window.seen = {});
  const note = (name) => frame(() => setTimeout(() => (seen[name] ??= performance.now())));
  const pen = new OffscreenCanvas(120, 120).getContext("2d", { willReadFrequently: true });
  const isDrawn = () => {
    const canvas = document.querySelector("flt-glass-pane")?.shadowRoot?.querySelector("canvas");
    if (!canvas?.width) return false;
    pen.clearRect(0, 0, 120, 120);
    pen.drawImage(canvas, 0, 0, 120, 120, 0, 0, 120, 120);
    const dots = pen.getImageData(0, 0, 120, 120).data;
    let dark = 0;
    for (let at = 0; at < dots.length; at += 4) dark += dots[at + 3] > 200 && dots[at] + dots[at + 1] + dots[at + 2] < 360;
    return dark > 10;
  };
  let due = false;
  const look = () => {
    due = false;
    if (!seen.hello && isDrawn()) seen.hello = performance.now();
  };
  const after = (type, name) => {
    const real = type.prototype[name];
    type.prototype[name] = function (...args) {
      if (!due) setTimeout(() => frame(look));
      due = true;
      return real.apply(this, args);
    };
  };
  after(ImageBitmapRenderingContext, "transferFromImageBitmap");
  after(CanvasRenderingContext2D, "putImageData");
  after(CanvasRenderingContext2D, "drawImage");
  new MutationObserver(async () => {
    if (document.documentElement.dataset.tab === "shown") note("whole");
    const home = document.querySelector("main[data-shows=home] .home");
    if (!home || seen.asked) return;
    seen.asked = true;
    await home.decode();
    note("look");
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-tab", "data-shows"] });
})();
"""


def until(page: Page, name: str) -> float:
    """Milliseconds from navigation until `name` could be seen."""
    for _ in range(1800):
        seen = page.evaluate(f"window.seen?.{name} ?? 0")
        if seen:
            return float(seen)
        page.wait_for_timeout(50)
    raise TimeoutError(f"{name} was not seen within 90 seconds")
