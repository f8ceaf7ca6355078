// What somebody can do on this phone when its browser cannot run the app: bring it up to date, or open the same link in another
// browser. Pure. watch.js is made of it, too, so it keeps to what the oldest browsers can read.

var PACKAGE = "com.android.chrome";
var STORE = "market://details?id=" + PACKAGE; // the phone's own shop of apps
var APPS = /FBAN|FBAV|FB_IAB|Instagram|Messenger|WhatsApp|Telegram|TikTok|musical_ly|Bytedance|Snapchat|MicroMessenger|\bLine\/|; wv\)/i;
var OTHER_ANDROID = /SamsungBrowser|OPR\/|Opera|EdgA|Firefox|UCBrowser|MiuiBrowser|HuaweiBrowser|YaBrowser|DuckDuckGo|Brave|Vivaldi/;

/** @typedef {{agent: string, touches: number}} Device `agent` is the browser's name of itself; `touches` how many fingers it feels */
/** @typedef {{shows: string, words: string, button: string, second: string, address: string}} Way the picture, the keys of its words and of its buttons, and where the first button leads ("": it does something here) */

/** @param {Device} device */
function isApple(device) {
  return /iPhone|iPad|iPod/.test(device.agent) || (/Macintosh/.test(device.agent) && device.touches > 1);
}

/**
 * Whether this is a window inside another app and no browser of its own.
 * @param {Device} device
 */
export function isInApp(device) {
  return APPS.test(device.agent) || (isApple(device) && !/Safari\//.test(device.agent));
}

/**
 * An address that Android hands to another app: everything before its last # is the link, so the # of our own link stays. What
 * is no link of ours behind the # is left out, because it could name another app.
 * @param {string} link
 * @param {string} app the name of that app; "" for the one that opens web pages
 */
export function intent(link, app) {
  var own = /^[^#]*(#\/[a-z0-9/-]*)?$/i.test(link) ? link : link.replace(/#.*/, "");
  var parts = /^(https?):(.*)$/.exec(own) || ["", "https", ""];
  var named = app ? "package=" + app + ";" : "";
  return "intent:" + parts[2] + "#Intent;scheme=" + parts[1] + ";action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;" + named + "end";
}

/**
 * The way on from what stands in the way: `old` (the browser), `outside` (a window of another app that keeps nothing), `blocked`
 * (a window that keeps nothing), `network` or `trouble`.
 * @param {string} kind
 * @param {Device} device
 * @param {string} link the address of the page, with its link
 * @returns {Way}
 */
export function wayOn(kind, device, link) {
  var isAndroid = /Android/.test(device.agent);
  var plain = { shows: "stuck", words: kind, button: "", second: "", address: "" };
  if (kind === "network" || kind === "trouble") return { shows: "stuck", words: kind, button: "again", second: "", address: "" };
  if (kind === "outside" || (kind === "old" && isInApp(device))) {
    if (isApple(device)) return { shows: "safari", words: "safari", button: "copy", second: "", address: "" };
    if (isAndroid) return { shows: "outside", words: "outside", button: "open", second: "copy", address: intent(link, "") };
    return { shows: "outside", words: "outside", button: "copy", second: "", address: "" };
  }
  if (kind !== "old") return plain;
  if (isApple(device)) return { shows: "update", words: "settings", button: "", second: "", address: "" };
  if (!isAndroid) return plain;
  if (OTHER_ANDROID.test(device.agent)) {
    return { shows: "outside", words: "chrome", button: "open", second: "copy", address: intent(link, PACKAGE) };
  }
  return { shows: "update", words: "update", button: "updating", second: "", address: STORE };
}
