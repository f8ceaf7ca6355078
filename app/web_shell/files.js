// Ops for files of text: "hand-over" gives one to whom the person chooses, "pick" takes one that the person chooses.

const MOST = 2 << 20; // bytes; no proof is longer

/** @import { Bridge } from "./bridge.js" */

/** @param {File} file */
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
 * Must follow a tap within a few seconds. Where nothing can be shared, the file is kept with the downloads.
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
let waiting = null; // the answer to the pick before: a browser that never tells that nothing was chosen must not keep it open

/**
 * @param {File | undefined} file
 * @returns {Promise<Picked>}
 */
async function read(file) {
  return file ? { name: file.name, text: await file.slice(0, MOST).text() } : false;
}

/**
 * Name and text of the file, or false when none was chosen or it cannot be read.
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
    // After the way through Python's worker a click no longer counts as the person's in Safari, and nothing would open.
    if (input.showPicker) input.showPicker();
    else input.click();
  });
}

/** @param {Pick<Bridge, "on">} bridge */
export function addFileOps(bridge) {
  bridge.on("hand-over", handOver);
  bridge.on("pick", pick);
}
