// Ops for a counsellor's desk: files that arrive together ("files", "choose-files", "read-file"), a line for another program
// ("copy"), and a page that prints ("open-page"). Only the counsellor's page fetches this.

import { chooseFiles, giveFile } from "../files.js";
import { askToChoose, askToGive } from "../picture.js";
import { copy, showLine } from "./copy.js";
import { Incoming, listenForDrops } from "./incoming.js";
import { openPaper } from "./paper.js";

/** @import { Bridge } from "../bridge.js" */

/** An edge around the window while files are over it. Gives what shows and hides it. */
function makeEdge() {
  const edge = document.createElement("div");
  edge.className = "drop";
  edge.hidden = true;
  document.body.append(edge);
  return (/** @type {boolean} */ over) => {
    edge.hidden = !over;
  };
}

function fetchStyle() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = new URL("desk.css", import.meta.url).href;
  document.head.append(link);
}

/**
 * Begin, and add the ops.
 * @param {Pick<Bridge, "on" | "event">} bridge
 */
export function addDesk(bridge) {
  fetchStyle();
  const incoming = new Incoming();
  listenForDrops(window, (files) => bridge.event("files", incoming.add(files)), makeEdge());
  bridge.on("choose-files", async () => incoming.add(await chooseFiles(askToChoose, true)));
  bridge.on("read-file", ({ number }) => incoming.read(number));
  bridge.on("copy", ({ text, words }) => copy(text, (line) => showLine(line, words)));
  bridge.on("open-page", (paper) => openPaper(paper, (file, title) => giveFile(file, title, askToGive)));
}
