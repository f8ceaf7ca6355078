// The browser's languages in a form that Flutter can read. A browser whose language is empty or "C" (a system without a language)
// names no language, and Flutter's start stops at it.

const NONE = "en"; // Flutter's own language where the browser names none; our texts choose theirs apart from it (wish.js)

/** @param {string} tag */
function isReadable(tag) {
  try {
    return Boolean(new Intl.Locale(tag));
  } catch {
    return false; // that is the answer
  }
}

/**
 * The tags that name a language, never none. Pure.
 * @param {readonly string[] | undefined} tags
 */
export function readable(tags) {
  const named = [...(tags ?? [])].filter(isReadable);
  return named.length ? named : [NONE];
}

/** From here on `navigator` names only languages that can be read. */
export function nameLanguages() {
  const { language, languages: named } = navigator;
  if (isReadable(language) && named?.length && named.every(isReadable)) return;
  const languages = readable(named ?? [language]);
  Object.defineProperty(navigator, "languages", { configurable: true, get: () => languages });
  Object.defineProperty(navigator, "language", { configurable: true, get: () => languages[0] });
}
