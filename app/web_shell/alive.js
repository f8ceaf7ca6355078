// A worker that shows that this browser knows modules in workers (able.js): it says one word.

postMessage(import.meta.url);
