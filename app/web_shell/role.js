// What an address means. Pure: no page, no storage. app/platform/roles.py says the same for native shells.
//
//   #/s/<digits>           a link that somebody scanned: a newcomer's phone; so are /a /v
//   #/m/<digits>           a proposal of a newcomer: a buddy; #/m is where the light page rests
//   #/scan                 the phone's camera, at once
//   #/e/<digits>           an invitation: for a buddy if it says so, else for a display; its last 8 digits name the display
//   #/display/<8 digits>   a display
//   #/buddy                a buddy
//   #/counsellor           a counsellor
//   anything else          the phone's own screens

const LINK = /^#(\/[a-z]\/\d+)$/;
const INVITATION = /^#\/e\/(\d*\d{8})$/;
const DISPLAY = /^#\/display\/(\d{8})$/;
const BUDDY = /^#\/(buddy|m|m\/\d+)$/;
const COUNSELLOR = "#/counsellor";
const DISPLAY_ROLE = /^display-\d{8}$/;
const OTHERS = /^(buddy|counsellor|display-\d{8})$/; // than a newcomer's phone
/** @type {Record<string, string>} */
const HOMES = { buddy: "#/buddy", counsellor: COUNSELLOR };
const MOST_DIGITS = 3000;
const PAYLOAD_AT = 18; // in an invitation's bytes: after the array, the key id, and the payload's own length
const ROLE_AT = PAYLOAD_AT + 33; // the role follows four fields of fixed length: type, secret, organisation, time

/**
 * `phone`, `buddy`, `counsellor` or `display-<8 digits>`: each has its own data, key and lock.
 * @param {string} hash the address from its # on
 */
export function roleOf(hash) {
  const invitation = INVITATION.exec(hash);
  if (BUDDY.test(hash) || isForBuddy(invitation?.[1] ?? "")) return "buddy";
  if (hash === COUNSELLOR) return "counsellor";
  const [, digits] = invitation ?? DISPLAY.exec(hash) ?? [];
  return digits ? `display-${digits.slice(-8)}` : "phone";
}

/**
 * Whether the payload of an invitation has five fields or more, and the fifth says: role 2.
 * @param {string} digits "" for no invitation
 */
function isForBuddy(digits) {
  if (!digits || digits.length > MOST_DIGITS) return false;
  const hex = BigInt(digits).toString(16); // begins with 1, the marker's byte 01
  const byte = (/** @type {number} */ place) => Number.parseInt(hex.slice(1 + 2 * place, 3 + 2 * place), 16);
  return byte(PAYLOAD_AT) >= 0xa5 && byte(ROLE_AT) === 5 && byte(ROLE_AT + 1) === 2;
}

/**
 * The route inside a link ("/s/123"), or "" when the address is not a link.
 * @param {string} hash
 */
export function linkIn(hash) {
  return LINK.exec(hash)?.[1] ?? "";
}

/**
 * Whether the address asks for the phone's camera, at once.
 * @param {string} hash
 */
export function wantsCamera(hash) {
  return hash === "#/scan";
}

/**
 * The address that stays behind when a link has been taken.
 * @param {string} role
 */
export function restingHash(role) {
  if (role === "phone") return "#/";
  return HOMES[role] || `#/display/${role.slice(-8)}`;
}

/**
 * Where somebody begins who opened the app without saying what for, as its icon does.
 * @param {string} hash
 * @param {string} home whose the app is here
 */
export function firstHash(hash, home) {
  return hash === "" && OTHERS.test(home) ? restingHash(home) : hash;
}

/**
 * Whose the app is in a browser in which nobody did anything yet: a buddy's or counsellor's, if it was first opened here so.
 * @param {string} hash
 */
export function firstHome(hash) {
  const role = roleOf(hash);
  return HOMES[role] ? role : "phone";
}

/**
 * Whose it is from now on. A newcomer's phone stays one, and a display that was here first stays one.
 * @param {string} before whose it was; "" for nobody's
 * @param {string} role has just kept something here
 * @param {boolean} newcomer whether a newcomer's key is here
 */
export function settledHome(before, role, newcomer) {
  if (DISPLAY_ROLE.test(before)) return DISPLAY_ROLE.test(role) ? role : before;
  return newcomer ? "phone" : role;
}
