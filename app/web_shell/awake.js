// Keeps the screen on while a code is shown. Where the browser has no lock, refuses it, or never answers, nothing changes and
// nobody is told.

/** @type {Set<WakeLockSentinel>} */
const locks = new Set();
let isWanted = false;

/**
 * Keep the screen on from now on, or no longer.
 * @param {boolean} on
 */
export function stayAwake(on) {
  if (on === isWanted) return;
  isWanted = on;
  document.addEventListener("visibilitychange", follow);
  if (on) ask();
  else letGo();
}

/** The system ends a lock when nobody sees the page; ask again when somebody does. */
function follow() {
  if (document.hidden) letGo();
  else if (isWanted) ask();
}

async function ask() {
  if (document.hidden) return;
  try {
    locks.add(await navigator.wakeLock.request("screen"));
    if (!isWanted) letGo(); // it came late
  } catch {
    // There is none, or it is refused, as on a low battery.
  }
}

function letGo() {
  for (const lock of locks) lock?.release().catch(() => {}); // the system ended it already
  locks.clear();
}
