// Text that shows all it contains (T1 to T4): Unicode 14.0, without characters that hide, reorder or have no width.

import { malformed } from "./refusal.js";

const HIDDEN = /[^\u0020-\uFFFF]|[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
// Characters assigned after Unicode 14.0: a newer browser must give the same verdict as an older one.
const LATER = new RegExp(
  "[\\u088F\\u0897\\u0C5C\\u0CDC\\u0CF3\\u0ECE\\u1ACF-\\u1ADD\\u1AE0-\\u1AEB\\u1B4E-\\u1B4F\\u1B7F\\u1C89-\\u1C8A\\u20C1\\u2427-\\u2429" +
    "\\u2B96\\u2FFC-\\u2FFF\\u31E4-\\u31E5\\u31EF\\uA7CB-\\uA7CF\\uA7D2\\uA7D4\\uA7DA-\\uA7DC\\uA7F1\\uFBC3-\\uFBD2\\uFD90-\\uFD91\\uFDC8-\\uFDCE]",
);
const JOINER = /[\u200C\u200D]/;
const ARABIC_LETTER = /^(?=[\p{Lo}\p{Mn}])[\u0620-\u06FF\u0750-\u077F\u08A0-\u08FF]$/u;
const MARK_FIRST = /^\p{M}/u;

/**
 * `text` unchanged. Refuses with `bad-code` a text that breaks T1 to T4.
 * @param {string} text
 */
export function checkText(text) {
  [...text].forEach((char, at, all) => {
    if (JOINER.test(char)) {
      if (![all[at - 1], all[at + 1]].every((beside) => beside && ARABIC_LETTER.test(beside))) throw malformed("a joiner");
    } else if (HIDDEN.test(char) || LATER.test(char)) throw malformed("a hidden or unknown character");
  });
  if (MARK_FIRST.test(text)) throw malformed("begins with a combining mark");
  if (text.normalize("NFC") !== text) throw malformed("not NFC");
  return text;
}
