// Ops for text files: "hand-over" shares a file with a receiver, "pick" reads a file; the person chooses both.

const MOST = 2 << 20; // bytes; no proof is longer

/** @import { Bridge } from "./bridge.js" */

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

/**
 * Share a text as a file. This must follow a tap within a few seconds. Where sharing is impossible, the file goes to the downloads.
 * @param {{name: string, text: string, title: string}} what
 */
async function handOver({ name, text, title }) {
  const file = new File([text], name, { type: "text/plain" });
  if (!navigator.canShare?.({ files: [file] })) return save(file);
  try {
    await navigator.share({ files: [file], title });
    return "shared";
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? "cancel" : save(file);
  }
}

/** @typedef {{name: string, text: string} | false} Picked */

/** @type {((answer: Picked) => void) | null} */
let waiting = null; // answers the pick before: some browsers never report that nothing was chosen

/**
 * @param {File | undefined} file
 * @returns {Promise<Picked>}
 */
async function read(file) {
  return file ? { name: file.name, text: await file.slice(0, MOST).text() } : false;
}

/**
 * The name and the text of the chosen file, at most 2 MiB; false when none was chosen or it cannot be read.
 * @returns {Promise<Picked>}
 */
function pick() {
  waiting?.(false);
  return new Promise((resolve) => {
    waiting = resolve;
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".txt,text/plain";
    input.hidden = true;
    const chosen = (/** @type {Picked} */ answer) => {
      input.remove();
      resolve(answer);
    };
    input.addEventListener("change", () => read(input.files?.[0]).then(chosen, () => chosen(false)));
    input.addEventListener("cancel", () => chosen(false));
    document.body.append(input);
    // After the way through Python's worker Safari no longer takes a click for the person's, and would open nothing.
    if (input.showPicker) input.showPicker();
    else input.click();
  });
}

/**
 * Add the ops "hand-over" and "pick".
 * @param {Pick<Bridge, "on">} bridge
 */
export function addFileOps(bridge) {
  bridge.on("hand-over", handOver);
  bridge.on("pick", pick);
}
