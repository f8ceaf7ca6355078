// A small window over the app with a sentence, and whatever stands beneath it. Keys pressed in it are not for the app.

/**
 * Show it; a newer one takes the place of the one before.
 * @param {{title: string, rtl: boolean}} words
 * @param {HTMLElement[]} parts
 * @param {() => void} [closed]
 */
export function showDialog({ title, rtl }, parts, closed = () => {}) {
  document.querySelector("dialog.desk")?.remove();
  const dialog = document.createElement("dialog");
  dialog.className = "desk";
  dialog.dir = rtl ? "rtl" : "ltr";
  dialog.setAttribute("aria-label", title);
  const head = document.createElement("p");
  head.textContent = title;
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
  });
  for (const name of ["keydown", "keyup", "copy"]) dialog.addEventListener(name, (event) => event.stopPropagation());
  dialog.append(head, ...parts);
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * @param {string} word
 * @param {() => void} act
 */
export function makeButton(word, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = word;
  button.addEventListener("click", act);
  return button;
}
