// Who opened this page. A link that another web site opened writes nothing before the person said so with one tap; a link from the
// phone's camera, from an app or from this site is the person's own act. The decision on links of other sites has the reasons.

import { linkIn } from "./role.js";

const OWN = new Set(["none", "same-origin"]); // Sec-Fetch-Site: no site opened it, or this one
const ASKED = "veertig.asked"; // in this tab's storage: a question without an answer. A reload by a script looks like our own link.
const PATIENCE_MS = 2000; // the longest wait for the service worker
const NO_ANSWER = "no-answer"; // of a worker that should know: on a slow phone the question is asked once too often, never left out

/**
 * Whether another web site opened the page. Where the browser says which `site`, that counts, else the traces that a page leaves. Pure.
 * @param {{site: string, opener: unknown, referrer: string, origin: string}} signs `site` is Sec-Fetch-Site, "" when it is not known
 */
export function isForeign({ site, opener, referrer, origin }) {
  if (site) return !OWN.has(site);
  return Boolean(opener) || (/^https?:/.test(referrer) && new URL(referrer).origin !== origin);
}

/** Which site opened the page, as the browser told the server; "" when nobody knows. */
async function siteOf() {
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const told = visit?.serverTiming?.find(({ name }) => name === "site")?.description;
  return told || (await siteFromWorker());
}

/** The service worker answered the request for this page, so it knows what the server said meanwhile. */
async function siteFromWorker() {
  const worker = navigator.serviceWorker;
  if (!worker?.controller) return "";
  /** @type {Promise<string>} */
  const answer = new Promise((resolve) => {
    worker.addEventListener("message", ({ data }) => data.type === "opener" && resolve(data.site));
    worker.startMessages();
  });
  worker.controller.postMessage({ opener: true });
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, NO_ANSWER))]);
}

/**
 * Before anything else of the app: when another web site opened a link that writes something, ask the person. After a no the link is
 * gone from the address.
 * @param {() => Promise<boolean>} ask
 */
export async function confirmLink(ask) {
  const route = linkIn(location.hash);
  if (!route || route.startsWith("/m/")) return; // a buddy is asked in any case
  const before = sessionStorage.getItem(ASKED) !== null;
  if (!before && !isForeign({ site: await siteOf(), opener: window.opener, referrer: document.referrer, origin: location.origin })) return;
  sessionStorage.setItem(ASKED, "1");
  const goesOn = await ask();
  sessionStorage.removeItem(ASKED);
  if (!goesOn) history.replaceState(history.state, "", "/");
}
