// The page's words in one language: each has a small file, made from the app's own catalogues (app/tools/web_build/light.py).

import { chosen, wished } from "../wish.js";
import { LANGUAGES } from "./tables.js";

const [LEFT_TO_RIGHT, END] = ["\u2066", "\u2069"];
/** @param {string | number} text */
const isolate = (text) => `${LEFT_TO_RIGHT}${text}${END}`;
const DAY = 86400; // seconds

export { chosen };

/** The code of the language in which the page starts. */
export function firstLanguage() {
  return wished(Object.keys(LANGUAGES));
}

/**
 * A language's file, made by app/tools/web_build/light.py.
 * @typedef {object} File
 * @property {string} tag
 * @property {boolean} rtl
 * @property {string} voice the code of the language that is heard instead where this language has no voice, else ""
 * @property {Record<string, string>} own "context/msgid" -> text
 * @property {Record<string, string>} dutch
 * @property {string[]} days from Monday
 * @property {string[]} months
 */

/**
 * The words of this language. Rejects when the file is neither in the cache nor on the network.
 * @param {string} language
 */
export async function load(language) {
  const answer = await fetch(`shell/light/texts/${language}.json`);
  if (!answer.ok) throw new Error(`${language}: ${answer.status}`);
  return new Words(language, await answer.json());
}

/** The words of one language. */
export class Words {
  /**
   * @param {string} code of the language
   * @param {File} file
   */
  constructor(code, { tag, rtl, voice, own, dutch, days, months }) {
    this.code = code;
    this.tag = tag;
    this.rtl = rtl;
    this.voice = voice;
    /** The text in this language. */
    this.own = (/** @type {string} */ text) => own[text] ?? "";
    /** The Dutch text beneath it; "" where it is the same. */
    this.dutch = (/** @type {string} */ text) => (dutch[text] && dutch[text] !== own[text] ? isolate(dutch[text]) : "");
    this.days = days;
    this.months = months;
  }

  /**
   * A duration in hours and minutes, such as 1:30.
   * @param {number} minutes
   */
  length(minutes) {
    return isolate(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`);
  }

  /**
   * The time of day in Brussels on a clock of 24 hours: 14:05.
   * @param {number} time seconds since 1970
   */
  clock(time) {
    const minutes = Math.floor((time + offset(time)) / 60) % (24 * 60);
    return isolate([Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":"));
  }

  /**
   * The day of a time: today, yesterday, or a date such as "maandag 23 november" in the order of the language.
   * @param {number} time seconds since 1970
   * @param {number} now seconds since 1970
   */
  day(time, now) {
    const back = dayOf(now) - dayOf(time);
    if (back === 0 || back === 1) return this.own(back ? "moments/Yesterday" : "moments/Today");
    const date = new Date(dayOf(time) * DAY * 1000);
    /** @type {Record<string, string | undefined>} */
    const parts = {
      weekday: this.days[(date.getUTCDay() + 6) % 7],
      day: isolate(date.getUTCDate()),
      month: this.months[date.getUTCMonth()],
    };
    return this.own("moments/{weekday} {day} {month}").replace(/\{(\w+)\}/g, (_, name) => parts[name] ?? "");
  }
}

/**
 * The Brussels day of a time, in days since 1970 (C16).
 * @param {number} time seconds since 1970
 */
function dayOf(time) {
  return Math.floor((time + offset(time)) / DAY);
}

/**
 * Seconds by which Brussels is ahead of UTC. Summer time: from the last Sunday of March to that of October, 01:00 UTC.
 * @param {number} time seconds since 1970
 */
function offset(time) {
  const year = new Date(time * 1000).getUTCFullYear();
  const turn = (/** @type {number} */ month) => {
    const last = new Date(Date.UTC(year, month + 1, 0, 1));
    return last.getTime() / 1000 - last.getUTCDay() * DAY;
  };
  return turn(2) <= time && time < turn(9) ? 7200 : 3600;
}
