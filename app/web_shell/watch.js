// The first script of the page. It watches the start and shows a picture with a way on when the start comes to nothing: in a
// browser that is too old for the other scripts, after an error, and when nothing happens any more. So nobody waits for ever.
//
// It is no module and uses only what browsers of 2012 know. It takes nothing from other scripts but what they show: a picture, and
// the attributes of <html>. When the start goes on after all, the app's own picture or screen replaces the one from here.

import { WORDS } from "./watch_words.js"; // the build puts its text here
import { isInApp, wayOn } from "./way_on.js"; // and its text, too

(function () {
  var TICK = 1000; // ms
  // How many ticks without any sign of life are too many. Ticks in a hidden page, and time in which the page is too busy to tick, do not count.
  var UNTIL_SCRIPTS = 12;
  var UNTIL_LIGHT = 20;
  var UNTIL_APP = 90; // a slow phone starts Python for a minute without a sign
  var AFTER_ERROR = 12; // perhaps it was harmless
  var RIGHT_TO_LEFT = ["ar", "fa_AF", "ps"];
  /** @type {Record<string, string>} */
  var ALSO = { prs: "fa_AF", kmr: "ku" };

  var page = document.documentElement;
  var device = { agent: navigator.userAgent, touches: navigator.maxTouchPoints || 0 };
  var hasBegun = false; // the scripts could be read, and run
  var hasFailed = false;
  var silent = 0;
  var signs = "";

  /**
   * The code of our language for a tag, "" for none; as in wish.js.
   * @param {string} tag
   */
  function codeOf(tag) {
    var named = String(tag || "").replace("-", "_");
    var short = named.replace(/_.*/, "");
    var wish = ALSO[short] || named;
    if (wish in WORDS) return wish;
    var near = Object.keys(WORDS).filter(function (code) {
      return code.replace(/_.*/, "") === wish.replace(/_.*/, "");
    });
    return near[0] || "";
  }

  /** The language of the words: the person's choice, else the browser's first language that we have, else Dutch. */
  function language() {
    /** @type {string[]} */
    var tags = [];
    try {
      tags.push(localStorage.getItem("veertig.lang") || "");
    } catch (_) {
      // A browser that stores nothing has no choice.
    }
    return tags.concat(navigator.languages || [navigator.language]).map(codeOf).filter(Boolean)[0] || "nl";
  }

  /** @param {string} key */
  function word(key) {
    return WORDS[language()][key] || WORDS.nl[key] || "";
  }

  function picture() {
    return document.getElementById("picture");
  }

  /**
   * @param {Element} picture
   * @param {string} selector
   */
  function part(picture, selector) {
    return /** @type {HTMLElement} */ (picture.querySelector(selector));
  }

  /**
   * Show what stands in the way, and the way on. Without a picture yet, when there is one.
   * @param {string} kind see `wayOn`
   */
  function show(kind) {
    var shown = picture();
    if (!shown) {
      document.addEventListener("DOMContentLoaded", function () {
        show(kind);
      });
      return;
    }
    var way = wayOn(kind, device, location.href);
    page.removeAttribute("data-light"); // the light page hides the picture
    page.setAttribute("data-watch", kind);
    shown.hidden = false;
    shown.lang = language().replace("_", "-");
    shown.dir = RIGHT_TO_LEFT.indexOf(language()) < 0 ? "ltr" : "rtl";
    shown.setAttribute("data-shows", way.shows);
    part(shown, ".words").textContent = word(way.words);
    button(shown, ".go", "data-button", way.button, way.address);
    button(shown, ".no", "data-second", way.second, "");
  }

  /**
   * @param {HTMLElement} shown
   * @param {string} selector
   * @param {string} attribute that makes it visible
   * @param {string} key of its word; "" for no button
   * @param {string} address where it leads
   */
  function button(shown, selector, attribute, key, address) {
    var tapped = part(shown, selector);
    if (!key) {
      shown.removeAttribute(attribute);
      return;
    }
    shown.setAttribute(attribute, key);
    part(tapped, "span").textContent = word(key);
    tapped.onclick = function () {
      if (key === "copy") copy(shown);
      else if (address) location.href = wayOn(page.getAttribute("data-watch") || "", device, location.href).address;
      else location.reload();
    };
  }

  /**
   * Copy the address with its link. Where the browser does not let us, the address is there to be copied by hand.
   * @param {HTMLElement} shown
   */
  function copy(shown) {
    var field = document.createElement("textarea");
    field.className = "address";
    field.readOnly = true;
    field.value = location.href;
    field.setAttribute("aria-label", word("copy"));
    shown.insertBefore(field, part(shown, ".go"));
    field.select();
    field.setSelectionRange(0, field.value.length);
    var isCopied = false;
    try {
      isCopied = document.execCommand("copy");
    } catch (_) {
      // Then the address stays.
    }
    if (!isCopied) return;
    shown.removeChild(field);
    part(shown, ".words").textContent = word("copied");
  }

  /** Whether the person still waits for the app or the light page, and nothing on the page says why. */
  function isWaiting() {
    var tab = page.getAttribute("data-tab");
    var light = page.getAttribute("data-light");
    var shown = picture();
    if (tab === "shown" || tab === "elsewhere" || page.hasAttribute("data-stop")) return false;
    if (light === "m" || light === "s") return true; // early.js chose a light page, and it shows nothing yet
    if (light) return light === "wait";
    var shows = shown ? shown.getAttribute("data-shows") : "loading";
    return shows === "loading" || shows === "home";
  }

  /** A text that changes when something arrives or happens. */
  function signsOfLife() {
    var floor = document.querySelector(".floor");
    var fetched = performance.getEntriesByType ? performance.getEntriesByType("resource").length : 0;
    var laid = floor ? floor.getAttribute("aria-valuenow") : "";
    return [fetched, laid, hasBegun, page.getAttribute("data-tab"), page.getAttribute("data-light"), document.readyState].join();
  }

  function patience() {
    if (hasFailed) return AFTER_ERROR;
    if (!hasBegun) return UNTIL_SCRIPTS;
    return page.hasAttribute("data-light") ? UNTIL_LIGHT : UNTIL_APP;
  }

  function tick() {
    if (document.hidden) return;
    var now = signsOfLife();
    silent = isWaiting() && now === signs ? silent + 1 : 0;
    signs = now;
    if (silent >= patience()) show(navigator.onLine === false ? "network" : "trouble");
  }

  /**
   * Something of the start failed, with an error or, as some browsers report it, its text.
   * @param {unknown} error
   * @param {boolean} isFinal whether the start cannot go on
   */
  function fail(error, isFinal) {
    if (!isWaiting()) return;
    var text = String(error);
    if (!hasBegun && /SyntaxError|import call|Unexpected token/.test(text) && !/JSON/.test(text)) show("old");
    else if (isFinal) show(navigator.onLine === false ? "network" : "trouble");
    else hasFailed = true;
  }

  /** Whether an error comes from a script of ours: apps that show web pages put scripts of their own into them. @param {unknown} place */
  function isOurs(place) {
    return String(place || "").indexOf(location.protocol + "//" + location.host + "/") >= 0;
  }

  window.addEventListener(
    "error",
    function (event) {
      var script = /** @type {HTMLScriptElement | Window | null} */ (event.target);
      if (script && "src" in script) {
        if (!hasBegun && script.tagName === "SCRIPT" && isOurs(script.src)) fail("it was not fetched", true);
      } else if (isOurs(event.filename)) fail(event.message || event.error, false);
    },
    true,
  );
  window.addEventListener("unhandledrejection", function (event) {
    if (isOurs(event.reason && event.reason.stack)) fail(event.reason, false);
  });
  document.addEventListener("visibilitychange", function () {
    silent = 0;
  });
  setInterval(tick, TICK);

  window.startWatch = {
    show: show,
    begun: function () {
      hasBegun = true;
    },
    failed: function (error) {
      fail(error, true);
    },
    leadOut: function () {
      var keeps = "serviceWorker" in navigator && Boolean(navigator.serviceWorker);
      try {
        keeps = keeps && Boolean(localStorage && indexedDB);
      } catch (_) {
        keeps = false;
      }
      if (keeps || !isInApp(device)) return false;
      page.setAttribute("data-stop", "");
      show("outside");
      return true;
    },
  };

  if (!("noModule" in document.createElement("script"))) {
    show("old");
    page.setAttribute("data-stop", "");
  }
})();
