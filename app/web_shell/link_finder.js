// Finds a link of ours in whatever carries it: messengers, mail programs, trackers and people add dots, brackets, spaces, line breaks,
// invisible characters and percent-encodings. Pure. app/platform/link_finder.py has the same rules. early.js is made of it, too, so it
// keeps to what old browsers can read.
//
// A link that lost its digits becomes `/<letter>/0`, which is no code: so the app says so instead of opening home without a word.

const EXACT = /^\/[a-z]\/\d+$/;
const SCREENS = /^(\/?|\/scan|\/m|\/buddy|\/counsellor|\/display\/\d{8})$/; // what may stand behind the # and is no link
const IN_TEXT = /#!?\/?([A-Za-z])\//g;
const IN_HASH = /(?:^|[^A-Za-z0-9])([A-Za-z])\//g;
const IN_PATH = /(?:^|[^A-Za-z0-9])([SMAEVsmaev])\//g;
const DIGITS = /=?[ \n]*(?:>[ \n]*)*(\d+(?:[-=]?[ \n]+(?:>[ \n]*)*\d+)*)/y; // broken into lines, also by mail (=, >) and print (-)
const LOST = /^[!/ \n]*([A-Za-z])(?:\/|$)/; // a link whose digits are missing
const MANY_DIGITS = /\d{20}/; // a link whose letter is missing
const PERCENT = /(?:%[0-9A-Fa-f]{2})+/g;
const INVISIBLE = /\u00ad|\u034f|\u061c|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|[\ufe00-\ufe0f]|\ufeff/g;
const BLANK = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g;
const LINE_END = /[\r\u0085\u2028\u2029]/g;
const WIDE = /[\uff01-\uff5e]/g; // full-width ASCII
const EASTERN = /[\u0660-\u0669\u06f0-\u06f9]/g; // Arabic and Persian digits
const ROUNDS = 3; // of percent-encoding
const MOST_DIGITS = 3000;
const MOST_LINES = 400; // of digits
const LONGEST = 20000; // characters that are looked at
const HOST_WITHIN = 2000; // characters before the #

/**
 * The text as it was meant: percent-encodings decoded, invisible characters gone, blanks and digits in their plain form.
 * @param {string} text
 */
function plain(text) {
  let now = text.slice(0, LONGEST);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = now;
    now = before
      .replace(PERCENT, decoded)
      .replace(INVISIBLE, "")
      .replace(BLANK, " ")
      .replace(LINE_END, "\n")
      .replace(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
      .replace(EASTERN, (digit) => String(digit.charCodeAt(0) % 16));
    if (now === before) break;
  }
  return now;
}

/** @param {string} run of percent-encoded bytes */
function decoded(run) {
  const bytes = run.slice(1).split("%").map((hex) => Number.parseInt(hex, 16));
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

/**
 * Whether the digits are those of a message: their number's first byte is the marker 01.
 * @param {string} digits
 */
function isMarked(digits) {
  if (digits.length > MOST_DIGITS || digits[0] === "0") return false;
  const hex = BigInt(digits).toString(16);
  return hex.length % 2 === 1 && hex[0] === "1";
}

/**
 * The digits that begin at this place of the text, "" when there are none. Of groups with blanks between them, as many are taken as
 * make a message: the last ones may be a number of the text around the link.
 * @param {string} text
 * @param {number} place
 */
function digitsAt(text, place) {
  DIGITS.lastIndex = place;
  const [, written = ""] = DIGITS.exec(text) || [];
  const groups = (written.match(/\d+/g) || []).slice(0, MOST_LINES);
  for (let count = groups.length; count > 0; count -= 1) {
    const digits = groups.slice(0, count).join("");
    if (isMarked(digits)) return digits;
  }
  return groups.join("");
}

/**
 * The letter of a link whose beginning was found.
 * @param {RegExpExecArray} start
 */
function letterOf([, letter = ""]) {
  return letter.toLowerCase();
}

/**
 * The route of the first link after one of these beginnings; "" for none.
 * @param {string} text
 * @param {RegExp} beginning
 */
function firstRoute(text, beginning) {
  for (const start of text.matchAll(beginning)) {
    const digits = digitsAt(text, start.index + start[0].length);
    if (digits) return `/${letterOf(start)}/${digits}`;
  }
  return "";
}

/**
 * Whether the last word of a text is the address of a web page, or begins like one.
 * @param {string} text
 */
function endsWithHost(text) {
  const cut = text.slice(-HOST_WITHIN).replace(/[ \n/]+$/, "");
  const word = cut.slice(Math.max(cut.lastIndexOf(" "), cut.lastIndexOf("\n")) + 1);
  if (/https?:\/\/[^/?]/i.test(word)) return true;
  return !word.includes("://") && /[A-Za-z0-9-]\.[A-Za-z0-9-]|localhost/.test(word);
}

/**
 * The route ("/s/123") of the first link in a text that was scanned or handed over; "" when there is none. A link names a host.
 * @param {string} text
 */
export function linkInText(text) {
  const whole = plain(text);
  let lost = "";
  for (const start of whole.matchAll(IN_TEXT)) {
    if (!endsWithHost(whole.slice(0, start.index))) continue;
    const digits = digitsAt(whole, start.index + start[0].length);
    if (digits) return `/${letterOf(start)}/${digits}`;
    lost = lost || `/${letterOf(start)}/0`;
  }
  return lost;
}

/**
 * The route ("/s/123") of the link that an opened address is meant to be; "" when it names a screen, or nothing.
 * @param {string} address from its path on: with the query, the # and what follows
 */
export function linkInAddress(address) {
  const at = address.indexOf("#");
  const [before, hash] = at < 0 ? [address, ""] : [address.slice(0, at), address.slice(at + 1)];
  if (EXACT.test(hash)) return hash;
  if (!SCREENS.test(hash)) return inHash(plain(hash));
  if (hash !== "" && hash !== "/") return "";
  const path = plain(before);
  const encoded = path.indexOf("#");
  return (encoded < 0 ? "" : inHash(path.slice(encoded + 1))) || firstRoute(path, IN_PATH);
}

/** @param {string} hash what follows the #, in plain form */
function inHash(hash) {
  if (SCREENS.test(hash)) return "";
  const route = firstRoute(hash, IN_HASH);
  if (route) return route;
  const lost = LOST.exec(hash);
  if (lost) return `/${letterOf(lost)}/0`;
  return MANY_DIGITS.test(hash) ? "/s/0" : "";
}
