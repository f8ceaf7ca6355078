// A line of text for another program: into the clipboard, or where the browser does not let us, shown and selected, to be copied by hand.

import { within } from "../limit.js";
import { makeButton, showDialog } from "./dialog.js";

const ANSWER_MS = 2000; // the longest wait for the clipboard

/**
 * Gives "copied", or "shown" when the line is on the screen instead.
 * @param {string} text
 * @param {(text: string) => void} showLine
 */
export async function copy(text, showLine) {
  if (await isWritten(text)) return "copied";
  showLine(text);
  return "shown";
}

/** @param {string} text */
async function isWritten(text) {
  try {
    const writing = navigator.clipboard.writeText(text).then(() => true);
    return await within(writing, ANSWER_MS, false);
  } catch {
    return false; // absent, or refused: it wants a tap just before
  }
}

/**
 * Show the line in a window over the app, selected.
 * @param {string} text
 * @param {{title: string, close: string, rtl: boolean}} words
 */
export function showLine(text, words) {
  const field = document.createElement("textarea");
  field.readOnly = true;
  field.rows = 4;
  field.dir = "ltr";
  field.value = text;
  field.setAttribute("aria-label", words.title);
  const dialog = showDialog(words, [field, makeButton(words.close, () => dialog.close())]);
  field.focus();
  field.select();
}
