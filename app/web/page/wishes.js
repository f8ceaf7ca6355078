// What the device was told about its person's eyes, for Python: more contrast, less motion. At the start and when it changes.

const CONTRAST = ["(prefers-contrast: more)", "(forced-colors: active)"].map((query) => matchMedia(query));
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export function wishes() {
  return { contrast: CONTRAST.some((query) => query.matches), still: STILL.matches };
}

export function addWishes(bridge) {
  const tell = () => bridge.event("wishes", wishes());
  for (const query of [...CONTRAST, STILL]) query.addEventListener("change", tell);
  const { contrast, still } = wishes();
  if (contrast || still) tell();
}
