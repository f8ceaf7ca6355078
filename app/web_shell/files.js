// Ops for files: "hand-over" shares a text, "hand-over-card" the picture of a recovery card, "pick" reads a text; the person chooses.
//
// A share or a choice that never ends stops nobody: the next one begins anew.

const MOST = 8 << 20; // bytes; no text of a proof is longer

/** @import { Bridge } from "./bridge.js" */

/** Shows the button of the page itself, and one to leave it. Gives what hides both again. */
/** @typedef {(give: () => void, leave: () => void) => () => void} Ask */

/** @param {File} file kept with the downloads */
function save(file) {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  return "saved";
}

/** @param {ShareData} what */
function canShare(what) {
  try {
    return Boolean(navigator.canShare?.(what));
  } catch {
    return false; // a browser that cannot say whether it can share goes to the downloads
  }
}

/**
 * Share a file. Gives "shared", "cancel" when the person closed the choice, or "refused" by the browser: it wants a tap just before.
 * @param {ShareData} what
 */
async function share(what) {
  try {
    await navigator.share(what);
    return "shared";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancel" : "refused";
  }
}

/**
 * Offer to share the file by a button of the page itself, whose tap the browser sees. Gives "shared", or "cancel".
 * @param {ShareData} what
 * @param {Ask} askToGive
 * @returns {Promise<string>}
 */
function shareByButton(what, askToGive) {
  return new Promise((resolve) => {
    const settle = (/** @type {string} */ how) => {
      if (how === "refused") return; // the button stays
      hide();
      resolve(how);
    };
    const hide = askToGive(
      () => share(what).then(settle),
      () => settle("cancel"),
    );
  });
}

/**
 * Share a text as a file. Where sharing is impossible, the file goes to the downloads; but an app on an iPhone's home screen has
 * none: there the file waits for one more tap.
 * @param {{name: string, text: string, title: string}} what
 * @param {Ask} askToGive
 */
function handOver({ name, text, title }, askToGive) {
  return giveFile(new File([text], name, { type: name.endsWith(".html") ? "text/html" : "text/plain" }), title, askToGive);
}

/**
 * @param {File} file
 * @param {string} title
 * @param {Ask} askToGive
 */
export async function giveFile(file, title, askToGive) {
  const what = { files: [file], title };
  if (!canShare({ files: what.files })) {
    if (navigator.standalone) throw new Error("files can be neither shared nor saved here");
    return save(file);
  }
  const how = await share(what);
  if (how !== "refused") return how;
  return navigator.standalone ? shareByButton(what, askToGive) : save(file);
}

/** @import { Sheet } from "./card_image.js" */

/**
 * Share the picture of a recovery card, as `handOver` shares a text.
 * @param {{name: string, sheet: Sheet, title: string}} what
 * @param {Ask} askToGive
 */
async function handOverCard({ name, sheet, title }, askToGive) {
  const { drawCard } = await import("./card_image.js"); // few people need it, and once
  return giveFile(new File([await drawCard(sheet)], `${name}.png`, { type: "image/png" }), title, askToGive);
}

/** @typedef {{name: string, text: string} | false} Picked */

/** @type {((chosen: File[]) => void) | null} */
let waiting = null; // answers the choice before: some browsers never report that nothing was chosen

/**
 * @param {File | undefined} file
 * @returns {Promise<Picked>}
 */
async function read(file) {
  return file ? { name: file.name, text: await file.slice(0, MOST).text() } : false;
}

/**
 * Open the browser's chooser. Gives whether it opened, as far as the browser says.
 * @param {HTMLInputElement} input
 */
function opens(input) {
  try {
    // After the way through Python's worker Safari no longer takes a click for the person's, and would open nothing.
    if (input.showPicker) input.showPicker();
    else input.click();
    return true;
  } catch (error) {
    console.warn(error); // it wants a tap just before
    return false;
  }
}

/**
 * The files that the person chooses; none when there are none. Where the browser wants a tap of its own, the page has a button for it.
 * @param {Ask} askToChoose
 * @param {boolean} several
 * @returns {Promise<File[]>}
 */
export function chooseFiles(askToChoose, several) {
  waiting?.([]);
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = several;
    input.accept = ".txt,.html,text/plain,text/html";
    input.hidden = true;
    let hide = () => {};
    const chosen = (/** @type {File[]} */ files) => {
      hide();
      input.remove();
      resolve(files);
    };
    waiting = chosen;
    input.addEventListener("change", () => chosen([...(input.files ?? [])]));
    input.addEventListener("cancel", () => chosen([]));
    document.body.append(input);
    if (opens(input)) return;
    const again = () => opens(input) || input.click();
    hide = askToChoose(again, () => chosen([]));
  });
}

/**
 * The name and the text of the chosen file, at most 8 MiB; false when none was chosen or it cannot be read.
 * @param {Ask} askToChoose
 * @returns {Promise<Picked>}
 */
async function pick(askToChoose) {
  const [file] = await chooseFiles(askToChoose, false);
  return read(file).catch(() => false); // the counsellor hears that it cannot be read
}

/**
 * Add the ops "hand-over", "hand-over-card" and "pick".
 * @param {Pick<Bridge, "on">} bridge
 * @param {Ask} askToGive
 * @param {Ask} askToChoose
 */
export function addFileOps(bridge, askToGive, askToChoose) {
  bridge.on("hand-over", (what) => handOver(what, askToGive));
  bridge.on("hand-over-card", (what) => handOverCard(what, askToGive));
  bridge.on("pick", () => pick(askToChoose));
}
