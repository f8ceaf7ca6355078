// Ops for what outlives a newcomer's data: the signed wish to be forgotten, until the server has answered it. It holds no name.

/** @import { Bridge } from "./bridge.js" */

const NAME = "veertig.wishes"; // in localStorage: the wishes, with a space between them

/** @returns {string[]} */
const kept = () => (localStorage.getItem(NAME) ?? "").split(" ").filter(Boolean);

/** @param {string[]} wishes */
function write(wishes) {
  if (wishes.length) localStorage.setItem(NAME, wishes.join(" "));
  else localStorage.removeItem(NAME);
  return true;
}

/**
 * Add the ops "keep-wish", "kept-wishes" and "drop-wish".
 * @param {Pick<Bridge, "on">} bridge
 */
export function addLeftWishes(bridge) {
  bridge.on("keep-wish", ({ text }) => write([...kept().filter((wish) => wish !== text), text]));
  bridge.on("kept-wishes", () => kept());
  bridge.on("drop-wish", ({ text }) => write(kept().filter((wish) => wish !== text)));
}
