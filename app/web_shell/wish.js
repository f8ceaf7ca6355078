// In which of our languages somebody is spoken to before they chose one, or because they did. Pure but for where it looks.

/** @type {Record<string, string>} */
const ALSO = { prs: "fa_AF", kmr: "ku" }; // other names of languages we have

/** What was chosen in this browser; "" where it keeps nothing. */
export function chosen() {
  try {
    return localStorage.getItem("veertig.lang") ?? "";
  } catch {
    return ""; // such a browser keeps no choice
  }
}

/**
 * The one of `codes` for the page's words: the person's choice, else the browser's, else Dutch.
 * @param {string[]} codes
 */
export function wished(codes) {
  const wishes = [chosen(), ...navigator.languages].filter(Boolean).map((tag) => tag.replace("-", "_"));
  for (const named of wishes) {
    const wish = ALSO[languageOf(named)] ?? named;
    if (codes.includes(wish)) return wish;
    const short = codes.find((code) => languageOf(code) === languageOf(wish));
    if (short) return short;
  }
  return "nl";
}

/**
 * The language of a tag, without its country or script.
 * @param {string} tag such as fa_AF
 */
function languageOf(tag) {
  return tag.replace(/_.*/, "");
}
