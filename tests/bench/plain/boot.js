// The plain start: service worker, then Flutter, which then starts Python.
(async () => {
  const container = navigator.serviceWorker;
  container.addEventListener("message", ({ data }) => (document.documentElement.dataset.kept = `${data.done}/${data.total}`));
  const registration = await container.register("sw.js", { updateViaCache: "none" });
  if (!container.controller) {
    await Promise.race([
      new Promise((resolve) => container.addEventListener("controllerchange", resolve, { once: true })),
      new Promise((resolve) => setTimeout(resolve, 3000)),
    ]);
  }
  addEventListener(
    "flet-python-ready",
    async () => {
      (await container.ready).active.postMessage("warm");
      registration.update().catch(() => {});
    },
    { once: true },
  );
  const script = document.createElement("script");
  script.src = "flutter_bootstrap.js";
  document.body.append(script);
})();
