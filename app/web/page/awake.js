// A display's screen stays on. The system takes the lock back when nobody sees the page, so it is asked for again when
// somebody does. Where it is refused (a low battery, an old browser) the screen sleeps as usual, and nobody is told.

export function addAwake(bridge) {
  const ask = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {});
  bridge.on("stay-awake", () => {
    document.addEventListener("visibilitychange", ask);
    ask();
    return true;
  });
}
