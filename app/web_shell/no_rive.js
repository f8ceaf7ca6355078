// Stands in for the engine of an animation player that the app does not use: it never becomes ready, and asks nobody.
globalThis.RiveNative = () => new Promise(() => {});
