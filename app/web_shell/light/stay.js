// What both light pages do beside their work: wait for their style, and stay on the phone for the next time.

const RUNNING = /^veertig-(phone|buddy|counsellor|display-\d+)$/; // the app's tabs (tabs.js)

/** Resolves when the page's own style is here, or has failed. */
export async function styled() {
  /** @type {HTMLLinkElement | null} */
  const style = document.querySelector('link[href$="light/light.css"]');
  if (!style || style.sheet) return;
  await new Promise((resolve) => {
    style.onload = style.onerror = resolve;
  });
}

/**
 * This page was opened first by a person in this role: an address without a role opens it.
 * @param {string} role
 */
export function settle(role) {
  try {
    if (!localStorage.getItem("veertig.home")) localStorage.setItem("veertig.home", role);
  } catch {
    // This browser stores nothing: reading the code refuses it with that reason.
  }
}

/** Register the service worker, so that the page works without network the next time, in the newest version. */
export async function stay() {
  const worker = navigator.serviceWorker;
  if (!worker) return;
  worker.addEventListener("message", ({ data }) => {
    if (data.type === "light") document.documentElement.dataset.lightKept = `${data.done}/${data.total}`;
  });
  const registration = await worker.register("sw.js", { updateViaCache: "none" });
  const used = performance.getEntriesByType("resource").map(({ name }) => name); // among them is a font, where the phone lacks letters
  (await worker.ready).active?.postMessage({ light: true, used });
  const { held } = await navigator.locks.query();
  // Files never change under a running app; this page has fetched its own already.
  if (registration.waiting && held && !held.some(({ name }) => RUNNING.test(name ?? ""))) registration.waiting.postMessage("take-over");
}
