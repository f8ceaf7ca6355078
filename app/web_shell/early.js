// The second script (watch.js is the first): it finds the link in the address, whatever carries it, and decides between a light page
// and the app. The address behind the # never reaches the server, so it is decided here, and only the files of the one or the other
// are fetched. A buddy or a newcomer who has no app gets a light page (light/light.js, light/newcomer.js); the app runs where all its
// files are already, or where this tab went on to it. A newcomer's app that has kept something here is never passed by.

import { linkInAddress } from "./link_finder.js"; // the build puts its text here

{
  const route = linkInAddress(location.pathname + location.search + location.hash);
  const isTidy = location.pathname + location.search + location.hash === `/#${route}`;
  if (route && !isTidy) history.replaceState(history.state, "", `/#${route}`);

  const modules = (/** @type {string[]} */ names) => names.map((name) => `shell/${name}.js`);
  const APP = modules(
    ["able", "address", "app", "archives", "arrival", "awake", "back", "boot", "bridge", "camera_watch", "carried", "clips", "decode", "files", "home"].concat(
      ["install", "languages", "left_wishes", "limit", "link_finder", "links", "memory", "note", "offline", "opened_by", "ops", "owner", "parts"],
      ["phone_codes", "picture", "reader"],
      ["readers", "role", "runtime", "scan_op", "scanner"],
      ["scanner_pieces", "screen", "sharers", "sighting", "tabs", "texts", "torch", "unfinished", "voice", "wish", "wishes"],
    ),
  );
  const NEWCOMER = modules(["carried", "durable", "ed25519", "keys", "limit", "link_finder", "opened_by", "role", "storage_faults", "wish"].concat(
    ["cbor", "chain", "clocks", "ed25519", "envelope", "link", "newcomer", "newcomer_state", "newcomer_view", "pieces"].concat(
      ["push", "record", "refusal", "says", "scan", "scan_rules", "state", "stay", "tables", "text", "token", "words"],
    ).map((name) => `light/${name}`),
  ));
  const LIGHT = modules(["awake", "durable", "ed25519", "keys", "limit", "link_finder", "storage_faults", "wish"].concat(
    ["box", "cbor", "clocks", "cosign", "drawing", "ed25519", "envelope", "lean_qr", "light", "link", "meeting", "pieces"].concat(
      ["refusal", "says", "send", "state", "stay", "tables", "text", "view", "words"],
    ).map((name) => `light/${name}`),
  ));

  /**
   * @param {string} rel
   * @param {string} href
   * @param {string} [as]
   */
  const add = (rel, href, as) => {
    const link = document.createElement("link");
    link.rel = rel;
    link.href = href;
    if (as) link.as = as;
    if (as === "fetch") link.crossOrigin = "anonymous";
    document.head.append(link);
  };
  /** @param {string} letter of the link */
  const appIsHere = (letter) => {
    try {
      if (letter === "s" && (localStorage.getItem("veertig.settled") === "phone" || localStorage.getItem("veertig.people"))) return true;
      return Boolean(localStorage.getItem("veertig.whole") || sessionStorage.getItem("veertig.app"));
    } catch {
      return false; // this browser stores nothing; the light page says so
    }
  };

  const letter = location.hash === "#/saved" ? "s" : (/^#\/(m|[ms]\/\d+)$/.exec(location.hash) || ["", ""])[1].slice(0, 1);
  const isLight = letter !== "" && !appIsHere(letter);
  // A window of another app: nothing is fetched for it, and a newcomer's scan is not kept where the person never comes again.
  const isStopped = !(isLight && letter === "m") && startWatch.leadOut();
  if (isLight) document.documentElement.dataset.light = letter;
  add("stylesheet", isLight ? "shell/light/light.css" : "shell/scanner.css");
  const appComes = !isLight && !isStopped;
  for (const name of isStopped ? [] : isLight ? (letter === "s" ? NEWCOMER : LIGHT) : APP) add("modulepreload", name);
  // The biggest files. Not on a first visit: they would bypass the service worker and not be kept.
  const isControlled = "serviceWorker" in navigator && Boolean(navigator.serviceWorker.controller);
  if (appComes && isControlled) {
    add("preload", "main.dart.js", "script");
    add("preload", "flutter_bootstrap.js", "script");
    if (navigator.vendor === "Google Inc.") {
      add("modulepreload", "canvaskit/chromium/canvaskit.js");
      add("preload", "canvaskit/chromium/canvaskit.wasm", "fetch");
    }
  }
}
