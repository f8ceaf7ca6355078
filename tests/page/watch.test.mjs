// The first script of the page, as it is built, in a small page of its own: what it shows when a start comes to nothing, and when not.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import texts from "../../app/web_shell/texts.js";
import { wished } from "../../app/web_shell/wish.js";
import { FakeStorage, install } from "./browser.mjs";

const SOURCE = readFileSync(`${process.env.BUILT}/watch.js`, "utf-8");
const OWN = "https://veertig.example/shell/boot.js";
const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36";

/** A part of the page. */
class FakeElement {
  /** @type {Map<string, string>} */
  attributes = new Map();
  textContent = "";
  hidden = false;
  lang = "";
  dir = "";
  tagName = "DIV";
  onclick = () => {};

  /** @type {Record<string, FakeElement>} */
  parts = {};

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  /** @param {string} name */
  hasAttribute(name) {
    return this.attributes.has(name);
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  setAttribute(name, value) {
    this.attributes.set(name, value);
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }

  /** @param {string} selector */
  querySelector(selector) {
    this.parts[selector] ??= new FakeElement();
    return this.parts[selector];
  }
}

/**
 * A page that has just begun to load.
 * @param {{agent?: string, languages?: string[], chosen?: string, worker?: boolean, noModule?: boolean, isOnline?: boolean}} signs
 */
function page({ agent = CHROME, languages = ["nl-BE"], chosen = "", worker = true, noModule = true, isOnline = true } = {}) {
  const [html, picture] = [new FakeElement(), new FakeElement()];
  picture.setAttribute("data-shows", "loading");
  /** @type {Record<string, (event: object) => void>} */
  const heard = {};
  let tick = () => {};
  let fetched = 0;
  const localStorage = new FakeStorage();
  if (chosen) localStorage.setItem("veertig.lang", chosen);
  const world = {
    document: {
      documentElement: html,
      hidden: false,
      readyState: "loading",
      getElementById: () => picture,
      querySelector: () => null,
      createElement: () => (noModule ? { noModule: false } : {}),
      addEventListener: () => {},
    },
    navigator: { userAgent: agent, maxTouchPoints: 5, languages, onLine: isOnline, ...(worker ? { serviceWorker: {} } : {}) },
    location: { protocol: "https:", host: "veertig.example", href: "https://veertig.example/#/s/123", reloads: 0, reload: () => (world.location.reloads += 1) },
    performance: { getEntriesByType: () => ({ length: fetched }) },
    localStorage,
    indexedDB: {},
    setInterval: (/** @type {() => void} */ act) => {
      tick = act;
    },
    addEventListener: (/** @type {string} */ name, /** @type {(event: object) => void} */ act) => {
      heard[name] = act;
    },
    startWatch: /** @type {StartWatch} */ (/** @type {unknown} */ (undefined)),
    window: /** @type {unknown} */ (undefined),
  };
  world.window = world;
  vm.runInNewContext(SOURCE, world);
  return {
    world,
    html,
    picture,
    heard,
    /** So many seconds pass, in each of which a file may arrive. */
    seconds: (/** @type {number} */ count, arrives = false) => {
      for (let second = 0; second < count; second += 1) {
        if (arrives) fetched += 1;
        tick();
      }
    },
    /** What the person sees: "" while the page waits as ever. */
    get seen() {
      return picture.getAttribute("data-shows") === "loading" ? "" : picture.querySelector(".words").textContent;
    },
  };
}

const { old, trouble, network, safari, outside } = /** @type {Record<string, string>} */ (texts.nl);

test("scripts that this browser cannot read: too old, at once", () => {
  for (const error of [new SyntaxError("Unexpected token '.'"), "Uncaught SyntaxError: Unexpected identifier"]) {
    const broken = page();
    broken.world.startWatch.failed(error);
    assert.equal(broken.seen, old);
    const heard = page();
    heard.heard.error({ target: heard.world, filename: OWN, message: String(error) });
    assert.equal(heard.seen, old);
  }
});

test("a browser that does not know modules is too old, and no script goes on", () => {
  const ancient = page({ noModule: false });
  assert.equal(ancient.seen, old);
  assert.ok(ancient.html.hasAttribute("data-stop"));
});

test("words that cannot be read are no old browser, and neither is an error of scripts that run", () => {
  const stored = page();
  stored.world.startWatch.failed(new SyntaxError("JSON.parse: unexpected character"));
  assert.equal(stored.seen, trouble);
  const later = page();
  later.world.startWatch.begun();
  later.world.startWatch.failed(new SyntaxError("Unexpected token"));
  assert.equal(later.seen, trouble);
});

test("a script that is not fetched, with and without network; the button tries again", () => {
  for (const isOnline of [true, false]) {
    const lost = page({ isOnline });
    lost.heard.error({ target: { src: OWN, tagName: "SCRIPT" } });
    assert.equal(lost.seen, isOnline ? trouble : network);
    lost.picture.querySelector(".go").onclick();
    assert.equal(lost.world.location.reloads, 1);
  }
});

test("an error is given some time, because it may be harmless; then it is said", () => {
  for (const event of ["error", "unhandledrejection"]) {
    const failing = page();
    failing.world.startWatch.begun();
    failing.seconds(1);
    failing.heard[event]({ target: failing.world, filename: OWN, message: "v.G.OffscreenCanvas is not a constructor", reason: { stack: `at ${OWN}` } });
    failing.seconds(8);
    assert.equal(failing.seen, "");
    failing.seconds(8);
    assert.equal(failing.seen, trouble);
  }
});

test("errors of scripts that another app or an extension put into the page do not matter", () => {
  const visited = page();
  visited.world.startWatch.begun();
  visited.seconds(1);
  visited.heard.error({ target: visited.world, filename: "", message: "SyntaxError" });
  visited.heard.error({ target: visited.world, filename: "chrome-extension://a/b.js", message: "SyntaxError" });
  visited.heard.unhandledrejection({ reason: undefined });
  visited.seconds(40);
  assert.equal(visited.seen, "");
});

test("nothing waits for ever: scripts that never run, a light page that never draws, an app that never comes", () => {
  const scripts = page();
  scripts.seconds(17);
  assert.equal(scripts.seen, trouble);
  for (const light of ["", "wait"]) {
    const empty = page();
    empty.world.startWatch.begun();
    empty.html.setAttribute("data-light", light);
    empty.seconds(22);
    assert.equal(empty.seen, trouble);
    assert.ok(!empty.html.hasAttribute("data-light")); // it would hide the picture
  }
  const app = page();
  app.world.startWatch.begun();
  app.seconds(80);
  assert.equal(app.seen, "");
  app.seconds(12);
  assert.equal(app.seen, trouble);
});

test("on a slow line every file that comes gives more time, and nobody waits while the page is hidden", () => {
  const slow = page();
  slow.seconds(300, true);
  assert.equal(slow.seen, "");
  const hidden = page();
  hidden.world.document.hidden = true;
  hidden.seconds(300);
  assert.equal(hidden.seen, "");
});

test("an app that is there, another tab, a question, and a picture that says why: nobody is disturbed", () => {
  for (const tab of ["shown", "elsewhere"]) {
    const running = page();
    running.html.setAttribute("data-tab", tab);
    running.heard.error({ target: running.world, filename: OWN, message: "TypeError" });
    running.world.startWatch.failed(new Error("late"));
    running.seconds(300);
    assert.equal(running.seen, "");
  }
  for (const shows of ["ask", "stuck"]) {
    const asking = page();
    asking.picture.setAttribute("data-shows", shows);
    asking.world.startWatch.failed(new Error("this browser keeps nothing"));
    asking.seconds(300);
    assert.equal(asking.picture.getAttribute("data-shows"), shows);
  }
  const light = page();
  light.html.setAttribute("data-light", "ask");
  light.seconds(300);
  assert.equal(light.seen, "");
});

test("a window of another app is led out only where it cannot keep the app", () => {
  const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
  const webview = "Mozilla/5.0 (Linux; Android 11; A Build/R; wv) AppleWebKit/537.36 Version/4.0 Chrome/143.0 Mobile Safari/537.36";
  for (const agent of [iphone, webview]) {
    const lost = page({ agent, worker: false });
    assert.equal(lost.world.startWatch.leadOut(), true);
    assert.equal(lost.seen, agent === iphone ? safari : outside);
    assert.ok(lost.html.hasAttribute("data-stop"));
    assert.equal(page({ agent }).world.startWatch.leadOut(), false);
  }
  assert.equal(page({ worker: false }).world.startWatch.leadOut(), false); // a browser of its own
  const android = page({ agent: webview, worker: false });
  android.world.startWatch.leadOut();
  android.picture.querySelector(".go").onclick();
  assert.match(android.world.location.href, /^intent:\/\/veertig\.example\/#\/s\/123#Intent;scheme=https;/);
});

test("the words are in the language that the app would choose", () => {
  const wishes = [["nl-BE"], ["ti-ER"], ["prs"], ["kmr-TR"], ["fa"], ["de", "ar-SY"], ["xx"], [], ["en-US", "nl"]];
  for (const languages of wishes) {
    for (const chosen of ["", "so"]) {
      const here = page({ languages, chosen });
      here.world.startWatch.show("trouble");
      const storage = new FakeStorage();
      if (chosen) storage.setItem("veertig.lang", chosen);
      install({ navigator: { languages }, localStorage: storage });
      assert.equal(here.seen, texts[wished(Object.keys(texts))].trouble);
      assert.equal(here.picture.dir, /^(ar|fa|ps)/.test(wished(Object.keys(texts))) ? "rtl" : "ltr");
    }
  }
});
