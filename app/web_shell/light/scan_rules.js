// What a scanned code means: came, left, or saved already (S2 to S6; app/records/scan_rules.py). Pure. Whether a token is false is
// not known here (S1): the app judges it when it takes over.

/** @import { Token } from "./token.js" */

/**
 * A check-in or check-out that is kept.
 * @typedef {object} Scan
 * @property {"came" | "left"} what
 * @property {string} checkIn the id of the check-in, in hex: its own, or that of the visit that it ends
 * @property {string} key of the display or poster, in hex
 * @property {string} place the id of the session or poster, in hex
 * @property {number} time seconds since 1970: the token's, at a poster the phone's (C4)
 * @property {number} wall the phone's clock, seconds since 1970
 * @property {number} activity
 * @property {number} planned minutes
 */

/**
 * A check-in with its latest check-out (C3).
 * @typedef {object} Visit
 * @property {string} checkIn
 * @property {string} key
 * @property {string} place
 * @property {number} activity
 * @property {number} planned
 * @property {number} start seconds since 1970
 * @property {number | null} end
 * @property {[time: number, wall: number][]} scans earliest first
 */

/**
 * `app`: only the app can decide, because it has the trust list.
 * @typedef {{what: "came" | "app"} | {what: "left" | "already", checkIn: string}} Decision
 */

const SAME_LOOK = 120; // seconds, as all times here
const MOVES_THE_END = 600; // so long after a check-out a scan at the same display moves it
const BACK_AGAIN = 1800; // the same at a poster
const OPEN_FOR = 12 * 3600;
const AFTERWARDS = 3600;

/**
 * The visits in these scans, earliest first.
 * @param {Scan[]} scans
 * @returns {Visit[]}
 */
export function visitsOf(scans) {
  /** @type {Map<string, Visit>} */
  const visits = new Map();
  for (const { what, checkIn, key, place, activity, planned, time, wall } of scans) {
    if (what === "came") visits.set(checkIn, { checkIn, key, place, activity, planned, start: time, end: null, scans: [[time, wall]] });
  }
  for (const { what, checkIn, time, wall } of scans) {
    const visit = visits.get(checkIn);
    if (what !== "left" || !visit || time <= visit.start) continue;
    visit.end = Math.max(time, visit.end ?? 0);
    visit.scans.push([time, wall]);
    visit.scans.sort(([left], [right]) => left - right);
  }
  return [...visits.values()].sort((left, right) => left.start - right.start || (left.checkIn < right.checkIn ? -1 : 1));
}

/**
 * What to write down for a token.
 * @param {Token} token
 * @param {Visit[]} visits of this phone, earliest first
 * @param {number} wall the phone's clock, seconds since 1970; it counts at a poster
 * @returns {Decision}
 */
export function decide(token, visits, wall) {
  const { poster } = token;
  const time = poster ? wall : token.time;
  const here = visits.filter(({ key, place }) => key === token.key && place === token.place);
  const soon = here.find(({ start }) => time < start && start < time + MOVES_THE_END);
  if (soon && !poster) return { what: "already", checkIn: soon.checkIn };
  const visit = (poster ? here : here.filter(({ start }) => start <= time)).at(-1);
  if (!visit) return { what: mayBeOnePlace(token, visits, time) ? "app" : "came" };
  const since = visit.end ?? visit.start;
  if (poster && time <= since - SAME_LOOK) return { what: "came" };
  if (time < since + SAME_LOOK) return { what: "already", checkIn: visit.checkIn };
  if (wasElsewhere(visit, visits, since, time)) return { what: "came" };
  return goesOn(token, visit, since, time) ? { what: "left", checkIn: visit.checkIn } : { what: "came" };
}

/**
 * Whether a scan at `time` ends the visit, or moves its end.
 * @param {Token} token
 * @param {Visit} visit
 * @param {number} since
 * @param {number} time
 */
function goesOn({ poster, activity }, visit, since, time) {
  if (visit.end === null) return time <= since + (poster ? OPEN_FOR : longest(visit.planned));
  return poster ? time <= since + BACK_AGAIN : activity === visit.activity && time < since + MOVES_THE_END;
}

/**
 * Whether this display may be a second door of a place where somebody is inside (S9): another display with the same activity, not long
 * before. Whose they are stands in the trust list.
 * @param {Token} token
 * @param {Visit[]} visits
 * @param {number} time
 */
function mayBeOnePlace({ key, poster, activity }, visits, time) {
  return !poster && visits.some((visit) => visit.key !== key && visit.activity === activity && visit.start <= time && time <= visit.start + OPEN_FOR);
}

/**
 * Seconds after which somebody who did not scan again has left.
 * @param {number} planned minutes
 */
function longest(planned) {
  return planned ? Math.min(OPEN_FOR, 60 * planned + AFTERWARDS) : OPEN_FOR;
}

/**
 * Whether another display or poster was scanned after `since` and not after `time`, and by the phone's clock after this visit.
 * @param {Visit} visit
 * @param {Visit[]} visits
 * @param {number} since
 * @param {number} time
 */
function wasElsewhere({ key, scans }, visits, since, time) {
  const last = scans.at(-1)?.[1] ?? 0;
  const others = visits.filter((other) => other.key !== key).flatMap((other) => other.scans);
  return others.some(([at, wall]) => wall >= last && since < at && at <= time);
}
