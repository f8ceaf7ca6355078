// Starts a light page or the app; early.js has decided which.

const { light } = document.documentElement.dataset;
if (light === undefined) import("./boot.js");
else if (light === "s") import("./light/newcomer.js");
else import("./light/light.js");
