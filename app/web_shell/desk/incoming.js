// The files that a counsellor drags onto the page, also whole folders, or chooses together. Python gets their names, and reads one
// after the other, so that never more than one of them is in memory.

import { within } from "../limit.js";

export const MOST_FILES = 1000; // opened together; of more, the page says how many were left
const MOST_BYTES = 8 << 20; // no text of a proof is longer
const FOLDER_MS = 10000; // the longest wait for one answer about a folder
const UNSEEN = /^(\.|desktop\.ini$|thumbs\.db$)/i; // what a system itself puts into folders

/** @typedef {{number: number, name: string}} Named */
/** @typedef {{files: Named[], more: number}} Batch `more`: how many files were left */

/** The files of this page that Python has not read yet. */
export class Incoming {
  /** @type {Map<number, File>} */
  #files = new Map();
  #next = 0;

  /**
   * @param {File[]} files
   * @returns {Batch}
   */
  add(files) {
    const taken = files.slice(0, MOST_FILES);
    const named = taken.map((file) => {
      this.#next += 1;
      this.#files.set(this.#next, file);
      return { number: this.#next, name: file.name };
    });
    return { files: named, more: files.length - taken.length };
  }

  /**
   * The text of a file, at most 8 MiB of it, once. Throws when it cannot be read, or is not waiting.
   * @param {number} number
   */
  async read(number) {
    const file = this.#files.get(number);
    if (!file) throw new Error(`no file ${number}`);
    this.#files.delete(number);
    return file.slice(0, MOST_BYTES).text();
  }
}

/**
 * The files of a drop, those in folders, too. Ask for it while the browser still tells of the drop.
 * @param {DataTransfer} dropped
 * @returns {Promise<File[]>}
 */
export async function filesOf(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...dropped.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  /** @type {File[]} */
  const files = [];
  for (const entry of entries) if (entry) await gather(entry, files);
  return files.sort((one, other) => one.name.localeCompare(other.name, "nl", { numeric: true }));
}

/**
 * @param {FileSystemEntry} entry
 * @param {File[]} files gets one file more than may be opened at most, so that the page can say that there are more
 */
async function gather(entry, files) {
  if (files.length > MOST_FILES || UNSEEN.test(entry.name)) return;
  if (!entry.isDirectory) {
    const file = await within(fileOf(/** @type {FileSystemFileEntry} */ (entry)), FOLDER_MS, null);
    if (file) files.push(file);
    return;
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  for (;;) {
    const some = await within(someOf(reader), FOLDER_MS, []);
    if (!some.length) return;
    for (const inner of some) await gather(inner, files);
  }
}

/**
 * The file of an entry; null when it cannot be read.
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | null>}
 */
const fileOf = (entry) => new Promise((resolve) => entry.file(resolve, () => resolve(null)));

/**
 * The next entries of a folder; none at its end, or when it cannot be read.
 * @param {FileSystemDirectoryReader} reader
 * @returns {Promise<FileSystemEntry[]>}
 */
const someOf = (reader) => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));

/**
 * Listen for files that are dragged onto the window, whatever the browser would do with them: it would leave the app and open the file.
 * @param {EventTarget} target
 * @param {(files: File[]) => void} take
 * @param {(over: boolean) => void} show whether files are over the window now
 */
export function listenForDrops(target, take, show) {
  const listen = (/** @type {string} */ name, /** @type {(event: DragEvent) => void} */ act) =>
    target.addEventListener(
      name,
      (event) => {
        const drag = /** @type {DragEvent} */ (event);
        if (!drag.dataTransfer?.types.includes("Files")) return;
        drag.preventDefault();
        drag.stopPropagation();
        act(drag);
      },
      true,
    );
  listen("dragenter", () => show(true));
  listen("dragover", ({ dataTransfer }) => {
    if (dataTransfer) dataTransfer.dropEffect = "copy";
    show(true);
  });
  listen("dragleave", ({ relatedTarget }) => relatedTarget || show(false));
  listen("drop", ({ dataTransfer }) => {
    show(false);
    if (dataTransfer) filesOf(dataTransfer).then((files) => files.length && take(files), console.warn);
  });
}
