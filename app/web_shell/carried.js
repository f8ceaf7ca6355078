// The recovery secret goes along to an iPhone's home-screen app. iOS gives that app a store of its own and copies nothing to it but
// cookies (Safari does, from 17.2 on). So the server writes the secret into a cookie and gives it back, and keeps nothing of it.

const ADDRESS = "/v1/secret"; // the only path whose requests carry the cookie
const PATIENCE_MS = 4000; // the longest wait for the server
const CARRIED = "veertig.carried"; // in localStorage: the day on which the cookie was written and came back
const UNCARRIED = "veertig.uncarried"; // in localStorage: the cookie is of somebody who is forgotten, and still to be deleted
const COPIES = 17.2; // the first Safari that copies cookies to the home screen

/** Whether an app on the home screen of this device has a store of its own: iPhones and iPads. */
export function isApart() {
  const tablet = navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1;
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || tablet;
}

/** Whether this browser copies cookies to the home screen. Other browsers on iPhones name no `Version/`, and neither do the windows of apps. */
export function copiesCookies() {
  return Number.parseFloat(/ Version\/(\d+(\.\d+)?)/.exec(navigator.userAgent)?.[1] ?? "0") >= COPIES;
}

function today() {
  return new Date().toDateString();
}

/** Whether an app that is put on the home screen now would find the secret. */
export function goesAlong() {
  return copiesCookies() && localStorage.getItem(CARRIED) === today();
}

/** @param {string} hex bytes in hexadecimal */
function toBase64(hex) {
  const bytes = (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {string} text bytes in base64url */
function toHex(text) {
  const bytes = [...atob(text.replaceAll("-", "+").replaceAll("_", "/"))];
  return bytes.map((byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
}

/**
 * The server's answer. Rejects without network, and after PATIENCE_MS.
 * @param {RequestInit} how
 * @returns {Promise<Response>}
 */
function request(how) {
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("no answer")));
  return /** @type {Promise<Response>} */ (Promise.race([fetch(ADDRESS, { cache: "no-store", ...how }), late]));
}

/**
 * The secret in the cookie, in hexadecimal; "" when there is none, and false when nobody can tell now.
 * @returns {Promise<string | false>}
 */
export async function ask() {
  if (localStorage.getItem(UNCARRIED)) await uncarry();
  if (localStorage.getItem(UNCARRIED)) return ""; // what is in the cookie belongs to nobody here
  /** @type {Response} */
  let answer;
  try {
    answer = await request({});
  } catch {
    return false; // no network
  }
  if (answer.status >= 500 || answer.status === 429) return false;
  try {
    return toHex((await answer.json()).secret);
  } catch {
    return ""; // a server that knows nothing of this
  }
}

/** Have the cookie deleted. Without network it is deleted before anybody asks for it again. Never rejects. */
export async function uncarry() {
  localStorage.removeItem(CARRIED);
  localStorage.setItem(UNCARRIED, "1");
  try {
    if ((await request({ method: "DELETE" })).ok) localStorage.removeItem(UNCARRIED);
  } catch (error) {
    console.warn("the cookie is deleted later:", error); // no network
  }
}

/**
 * Have the secret written into the cookie, once a day, and see that it comes back. Tells the page when it does. Never rejects.
 * @param {string} text in hexadecimal
 */
export async function carry(text) {
  try {
    if (localStorage.getItem(CARRIED) !== today()) {
      const headers = { "Content-Type": "application/json" };
      await request({ method: "POST", headers, body: JSON.stringify({ secret: toBase64(text) }) });
      localStorage.removeItem(UNCARRIED); // the new one has taken the place of the old one
      if ((await ask()) !== text) return;
      localStorage.setItem(CARRIED, today());
    }
    dispatchEvent(new Event("veertig-carried"));
  } catch (error) {
    console.warn("the secret stays here:", error); // no network: the next start tries again
  }
}
