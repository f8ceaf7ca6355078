// What a person can do whose browser cannot run the app: by the browser's own name of itself, as such browsers send it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { intent, isInApp, wayOn } from "../../app/web_shell/way_on.js";

const LINK = "https://veertig.example/#/s/123";
const ANDROID = "Mozilla/5.0 (Linux; Android 11; RMX1931 Build/RKQ1.200928.002";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/93.0.4577.82 Mobile Safari/537.36";
const IN_APP = {
  "Facebook, Android": `${ANDROID}; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/93.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/331.0;]`,
  "Messenger, Android": `${ANDROID}) ${CHROME} [FB_IAB/Orca-Android;FBAV/331.0.0.15.119;]`,
  "Telegram, Android": `${ANDROID}) ${CHROME} Telegram-Android/11.4 (Xiaomi; Android 11)`,
  "any WebView": `${ANDROID}; wv) AppleWebKit/537.36 Version/4.0 Chrome/93.0 Mobile Safari/537.36`,
  "TikTok, Android": `${ANDROID}) ${CHROME} trill_2022 musical_ly_26 BytedanceWebview/d8a21c6`,
  "Facebook, iPhone": `${IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/450.0;FBDV/iPhone9,1]`,
  "Instagram, iPhone": `${IPHONE} Mobile/15E148 Instagram 159.0.0.28.123 (iPhone11,8; iOS 17_4; nl_BE)`,
  "Line, iPhone": `${IPHONE} Mobile/15E148 Safari Line/14.1.0`,
  "WhatsApp or Telegram, iPhone": `${IPHONE} Mobile/15E148`,
};
const BROWSERS = {
  "Chrome, Android": `${ANDROID}) ${CHROME}`,
  "Samsung Internet": `${ANDROID}) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/17.0 Chrome/96.0 Mobile Safari/537.36`,
  "Firefox, Android": "Mozilla/5.0 (Android 11; Mobile; rv:109.0) Gecko/110.0 Firefox/110.0",
  "Safari, iPhone": `${IPHONE} Version/17.4 Mobile/15E148 Safari/604.1`,
  "Chrome, iPhone": `${IPHONE} CriOS/122.0.6261.89 Mobile/15E148 Safari/604.1`,
  "Firefox, desktop": "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Firefox/102.0",
  "Safari, Mac": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.0 Safari/605.1.15",
};

/** @param {string} agent */
const device = (agent, touches = 5) => ({ agent, touches });

test("a window of another app is known, and no browser is taken for one", () => {
  for (const [name, agent] of Object.entries(IN_APP)) assert.equal(isInApp(device(agent)), true, name);
  for (const [name, agent] of Object.entries(BROWSERS)) assert.equal(isInApp(device(agent, name.includes("Mac") ? 0 : 5)), false, name);
  const ipad = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
  assert.equal(isInApp(device(ipad, 5)), true); // an iPad calls itself a Mac
  assert.equal(isInApp(device(ipad, 0)), false);
});

/**
 * The address that Android opens for an intent, by its own rule: all before the last # is the data.
 * @param {string} address
 */
function opened(address) {
  const at = address.lastIndexOf("#");
  assert.ok(address.startsWith("#Intent;", at) && address.endsWith(";end"));
  const scheme = /;scheme=([^;]+);/.exec(address.slice(at))?.[1];
  return `${scheme}:${address.slice("intent:".length, at)}`;
}

test("Android opens the same link in another browser, with every digit of it", () => {
  for (const link of [LINK, "https://veertig.example/#/m/98", "http://localhost:8000/#/s/1", "https://veertig.example/", `${LINK}${"7".repeat(900)}`]) {
    assert.equal(opened(intent(link, "")), link);
    assert.equal(opened(intent(link, "com.android.chrome")), link);
    assert.match(intent(link, "com.android.chrome"), /;package=com\.android\.chrome;/);
    assert.doesNotMatch(intent(link, ""), /package/);
  }
});

test("a link that somebody made to open another app opens only our page", () => {
  for (const hash of ["#Intent;scheme=https;package=evil;end", "#/s/1#Intent;package=evil;end", "#/s/1;package=evil;end", "#/%23Intent;package=evil;end"]) {
    const address = intent(`https://veertig.example/${hash}`, "");
    assert.equal(opened(address), "https://veertig.example/");
    assert.doesNotMatch(address, /evil/);
  }
});

/**
 * @param {string} kind
 * @param {string} agent
 */
const keys = (kind, agent, touches = 5) => {
  const { shows, words, button } = wayOn(kind, device(agent, touches), LINK);
  return [shows, words, button];
};

test("out of a window of another app: to the browser on Android, through the menu to Safari on an iPhone", () => {
  for (const [name, agent] of Object.entries(IN_APP)) {
    const way = /Android/.test(agent) ? ["outside", "outside", "open"] : ["safari", "safari", "copy"];
    assert.deepEqual(keys("outside", agent), way, name);
    assert.deepEqual(keys("old", agent), way, name); // the phone's own browser may be newer
  }
  assert.deepEqual(keys("outside", BROWSERS["Firefox, desktop"], 0), ["outside", "outside", "copy"]);
});

test("a browser that is too old is told what to do on this phone", () => {
  assert.deepEqual(keys("old", BROWSERS["Chrome, Android"]), ["update", "update", "updating"]);
  assert.equal(wayOn("old", device(BROWSERS["Chrome, Android"]), LINK).address, "market://details?id=com.android.chrome");
  for (const name of /** @type {const} */ (["Samsung Internet", "Firefox, Android"])) {
    assert.deepEqual(keys("old", BROWSERS[name]), ["outside", "chrome", "open"]);
    assert.equal(opened(wayOn("old", device(BROWSERS[name]), LINK).address), LINK);
  }
  assert.deepEqual(keys("old", BROWSERS["Safari, iPhone"]), ["update", "settings", ""]);
  assert.deepEqual(keys("old", BROWSERS["Firefox, desktop"], 0), ["stuck", "old", ""]);
});

test("what may be over the next time has a button that tries again; a window that keeps nothing has none", () => {
  for (const agent of Object.values({ ...BROWSERS, ...IN_APP })) {
    assert.deepEqual(keys("trouble", agent), ["stuck", "trouble", "again"]);
    assert.deepEqual(keys("network", agent), ["stuck", "network", "again"]);
  }
  assert.deepEqual(keys("blocked", BROWSERS["Chrome, Android"]), ["stuck", "blocked", ""]);
});
