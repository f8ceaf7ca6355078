// Before anything else: fetch the biggest files. Not on a first visit: they would bypass the service worker and not be kept.
if (navigator.serviceWorker && navigator.serviceWorker.controller) {
  const preload = (rel, href, as) => {
    const link = document.createElement("link");
    link.rel = rel;
    link.href = href;
    if (as) link.as = as;
    if (as === "fetch") link.crossOrigin = "anonymous";
    document.head.append(link);
  };
  preload("preload", "main.dart.js", "script");
  preload("preload", "flutter_bootstrap.js", "script");
  if (navigator.vendor === "Google Inc.") {
    preload("modulepreload", "canvaskit/chromium/canvaskit.js");
    preload("preload", "canvaskit/chromium/canvaskit.wasm", "fetch");
  }
}
