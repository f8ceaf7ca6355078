// The list of all ops, which Python may ask of the page: each op is one line here or one module.

import { addBack } from "./back.js";
import { addFileOps } from "./files.js";
import * as home from "./home.js";
import { addInstaller } from "./install.js";
import { addLeftWishes } from "./left_wishes.js";
import { addNote } from "./note.js";
import { settleIn } from "./owner.js";
import { askToChoose, askToGive } from "./picture.js";
import { addScanner } from "./scanner.js";
import { addScreen } from "./screen.js";
import { addSharers } from "./sharers.js";
import { addVoice } from "./voice.js";
import { addWishes } from "./wishes.js";

const COUNSELLOR = "counsellor"; // the only role that fetches what is on a desk

/** @import { Address } from "./address.js" */
/** @import { Bridge } from "./bridge.js" */
/** @import { Links } from "./links.js" */

/**
 * Add every op. Gives the function that opens the camera before the app runs.
 * @param {Bridge} bridge
 * @param {Address} address
 * @param {Links} links
 */
export function addOps(bridge, address, links) {
  addBack(bridge);
  if (address.role === COUNSELLOR) import("./desk/desk.js").then(({ addDesk }) => addDesk(bridge)).catch(console.warn);
  addFileOps(bridge, askToGive, askToChoose);
  addInstaller(bridge);
  addLeftWishes(bridge);
  addNote(bridge, address.role);
  addScreen(bridge, address.role);
  addSharers(bridge, links);
  addVoice(bridge);
  addWishes(bridge);
  bridge.on("clear-link", () => address.clear());
  bridge.on("link-done", ({ id }) => links.done(id));
  bridge.on("go", ({ route }) => {
    location.hash = route; // the address of another role: the page reloads for it
    return true;
  });
  bridge.on("start-again", ({ text }) => {
    if (text) links.add(text); // opened again when the app runs
    location.reload();
    return true;
  });
  bridge.on("set-language", ({ language }) => {
    localStorage.setItem("veertig.lang", language); // for the page's own few texts
    dispatchEvent(new Event("veertig-language"));
    return true;
  });
  bridge.on("settle-in", () => settleIn(address.role));
  bridge.on("home", ({ look }) => home.watch(look) ?? true);
  bridge.on("persist", async () => Boolean(await navigator.storage?.persist?.()));
  return addScanner(bridge);
}
