// Flutter's button that switches on what screen readers use, the first thing they meet: its name is in the page's language, too.
// Flutter gives it an English name, and takes the button away when it was used.

import { languageTag, word } from "./picture.js";

/** Give the button its name, if it is there. Gives whether it is. */
function name() {
  const button = /** @type {HTMLElement | null} */ (document.querySelector("flt-semantics-placeholder"));
  if (!button) return false;
  button.setAttribute("aria-label", word("reader"));
  button.lang = languageTag();
  return true;
}

/** Name the button as soon as Flutter has made it, and again when another language is chosen. */
export function nameReaderButton() {
  const watch = new MutationObserver(() => name() && watch.disconnect());
  watch.observe(document, { childList: true, subtree: true });
  addEventListener("veertig-language", name);
}
