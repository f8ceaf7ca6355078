// Whether this browser is able to run the app. Pure, except that it looks at the browser.

/** Whether the browser has everything that the app needs. At an insecure address (no https) most of it is missing. */
export function isAble() {
  const needed = [
    globalThis.WebAssembly,
    globalThis.BroadcastChannel,
    globalThis.indexedDB,
    navigator.serviceWorker,
    navigator.locks,
    crypto.subtle,
    crypto.randomUUID,
    document.createElement("dialog").showModal,
  ];
  return needed.every(Boolean);
}
