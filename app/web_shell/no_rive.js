// Takes the place of the engine of an animation player that the app does not use: it never becomes ready, and fetches nothing.
globalThis.RiveNative = () => new Promise(() => {});
