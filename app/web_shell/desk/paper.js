// A page of text in a window of its own, outside the app's canvas: it can be printed, searched, selected and copied. It is whole in
// itself and runs no script: its button for the printer is moved from here.

import { makeButton, showDialog } from "./dialog.js";

/** @typedef {{name: string, html: string, title: string, words: {title: string, open: string, rtl: boolean}}} Paper */

/**
 * Open it. Gives "opened", "cancel", or where the browser opens no window what `giveFile` did with it as a file.
 * @param {Paper} paper
 * @param {(file: File, title: string) => Promise<string>} giveFile
 */
export async function openPaper({ name, html, title, words }, giveFile) {
  const url = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" })); // kept: the window may be loaded again
  const opened = open(url) ?? (await askToOpen(() => open(url), words));
  if (opened === "cancel") return "cancel";
  if (!opened) return giveFile(new File([html], name, { type: "text/html" }), title);
  opened.addEventListener("load", () => offerPrinter(opened));
  return "opened";
}

/**
 * A browser that wants a tap just before gets a button of the page. Gives what the tap opened, or "cancel".
 * @param {() => Window | null} act
 * @param {Paper["words"]} words
 * @returns {Promise<Window | "cancel" | null>}
 */
function askToOpen(act, words) {
  return new Promise((resolve) => {
    const button = makeButton(words.open, () => {
      resolve(act());
      dialog.close();
    });
    const dialog = showDialog(words, [button], () => resolve("cancel"));
  });
}

/** @param {Window} opened */
function offerPrinter(opened) {
  try {
    const button = /** @type {HTMLElement | null} */ (opened.document.querySelector("button.print"));
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => opened.print());
  } catch (error) {
    console.warn(error); // a browser that keeps the two windows apart has its own menu for printing
  }
}
