// The language of the page's own words: the one that the person chose, or a guess before that.

/** @type {Record<string, string>} */
const ALSO = { prs: "fa_AF", kmr: "ku" }; // other codes of our languages

/** The code of the language that was chosen in this browser; "" for none. */
export function chosen() {
  try {
    return localStorage.getItem("veertig.lang") ?? "";
  } catch {
    return ""; // a browser that stores nothing has no choice
  }
}

/**
 * The code among `codes` for the page's words: the person's choice, else the browser's first language that we have, else Dutch.
 * @param {string[]} codes
 */
export function wished(codes) {
  const wishes = [chosen(), ...(navigator.languages ?? [])].filter(Boolean).map((tag) => tag.replace("-", "_"));
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
