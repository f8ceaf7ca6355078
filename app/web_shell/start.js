// Starts the light page or the app; early.js has decided which.

if ("light" in document.documentElement.dataset) import("./light/light.js");
else import("./boot.js");
