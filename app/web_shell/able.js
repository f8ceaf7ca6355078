// What this browser lacks to run the app. Pure but for where it looks.

/** Whether everything is here that the app cannot do without. An insecure address (no https) lacks most of it. */
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
