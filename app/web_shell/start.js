// Starts the light page or the app; early.js has decided which. watch.js shows what stands in the way of a start that fails.

const page = document.documentElement;
if (!("stop" in page.dataset)) ("light" in page.dataset ? import("./light/light.js") : import("./boot.js")).catch(startWatch.failed);
