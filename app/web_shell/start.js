// Which of the two starts; early.js has decided it.

if ("light" in document.documentElement.dataset) import("./light/light.js");
else import("./boot.js");
