// Starts a light page or the app; early.js has decided which. watch.js shows what stands in the way of a start that fails.

const { light, stop } = document.documentElement.dataset;
const begin = () => {
  if (light === undefined) return import("./boot.js");
  return light === "s" ? import("./light/newcomer.js") : import("./light/light.js");
};
if (stop === undefined) begin().catch(startWatch.failed);
