// The first script: it finds the link in the address, whatever carries it, and decides between the light page and the app. The address behind the # never reaches the server, so it is
// decided here, and only the files of the one or the other are fetched. A buddy who has no app gets the light page
// (light/light.js); the app runs where all its files are already, or where this tab went on to it.

import { linkInAddress } from "./link_finder.js"; // the build puts its text here

{
  const route = linkInAddress(location.pathname + location.search + location.hash);
  if (route && (location.hash !== `#${route}` || location.pathname !== "/")) history.replaceState(history.state, "", `/#${route}`);

  const modules = (/** @type {string[]} */ names) => names.map((name) => `shell/${name}.js`);
  const APP = modules(
    ["able", "address", "app", "archives", "arrival", "awake", "back", "boot", "bridge", "camera_watch", "clips", "decode", "files", "home", "install", "limit"].concat(
      ["link_finder", "links", "memory", "note", "offline", "opened_by", "ops", "owner", "parts", "picture", "reader", "readers", "role", "runtime", "scan_op", "scanner"],
      ["scanner_pieces", "screen", "sighting", "tabs", "texts", "unfinished", "voice", "wish", "wishes"],
    ),
  );
  const LIGHT = modules(["awake", "durable", "keys", "link_finder", "wish"].concat(
    ["box", "cbor", "cosign", "drawing", "ed25519", "envelope", "lean_qr", "light", "link", "meeting", "refusal"].concat(
      ["says", "send", "state", "tables", "text", "view", "words"],
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
  const appIsHere = () => {
    try {
      return Boolean(localStorage.getItem("veertig.whole") || sessionStorage.getItem("veertig.app"));
    } catch {
      return false; // this browser stores nothing; the light page says so
    }
  };

  const isLight = /^#\/m(\/\d+)?$/.test(location.hash) && !appIsHere();
  if (isLight) document.documentElement.dataset.light = "";
  add("stylesheet", isLight ? "shell/light/light.css" : "shell/scanner.css");
  for (const name of isLight ? LIGHT : APP) add("modulepreload", name);
  // The biggest files. Not on a first visit: they would bypass the service worker and not be kept.
  if (!isLight && navigator.serviceWorker && navigator.serviceWorker.controller) {
    add("preload", "main.dart.js", "script");
    add("preload", "flutter_bootstrap.js", "script");
    if (navigator.vendor === "Google Inc.") {
      add("modulepreload", "canvaskit/chromium/canvaskit.js");
      add("preload", "canvaskit/chromium/canvaskit.wasm", "fetch");
    }
  }
}
