// The page's words in one language: a small file for each, made from the app's own catalogues (app/tools/web_build/light.py).

import { chosen, wished } from "../wish.js";
import { LANGUAGES } from "./tables.js";

const [LEFT_TO_RIGHT, END] = ["\u2066", "\u2069"];
const isolate = (text) => `${LEFT_TO_RIGHT}${text}${END}`;
const DAY = 86400;

export { chosen };

export function firstLanguage() {
  return wished(Object.keys(LANGUAGES));
}

/** The words of this language; fails when they are nowhere. */
export async function load(language) {
  const answer = await fetch(`shell/light/texts/${language}.json`);
  if (!answer.ok) throw new Error(`${language}: ${answer.status}`);
  return new Words(language, await answer.json());
}

export class Words {
  constructor(code, { tag, rtl, voice, own, dutch, days, months }) {
    Object.assign(this, { code, tag, rtl, voice, days, months });
    this.own = (text) => own[text];
    this.dutch = (text) => (dutch[text] && dutch[text] !== own[text] ? isolate(dutch[text]) : "");
  }

  /** A length of time as a clock shows it: 1:30. */
  length(minutes) {
    return isolate(`${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`);
  }

  /** today, yesterday, or "maandag 23 november" in the order of the language. */
  day(time, now) {
    const back = dayOf(now) - dayOf(time);
    if (back === 0 || back === 1) return this.own(back ? "moments/Yesterday" : "moments/Today");
    const date = new Date(dayOf(time) * DAY * 1000);
    const parts = {
      weekday: this.days[(date.getUTCDay() + 6) % 7],
      day: isolate(date.getUTCDate()),
      month: this.months[date.getUTCMonth()],
    };
    return this.own("moments/{weekday} {day} {month}").replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  }
}

/** The Brussels day of a time, in days since 1970 (C16): summer is from the last Sunday of March to that of October, 01:00 UTC. */
function dayOf(time) {
  const year = new Date(time * 1000).getUTCFullYear();
  const turn = (month) => {
    const last = new Date(Date.UTC(year, month + 1, 0, 1));
    return last.getTime() / 1000 - last.getUTCDay() * DAY;
  };
  const offset = turn(2) <= time && time < turn(9) ? 7200 : 3600;
  return Math.floor((time + offset) / DAY);
}
