// What an address means. Pure: no page, no storage. app/platform/roles.py has the same rules for native shells.
//
//   #/s/<digits>           a scanned link for a newcomer's phone; so are /a and /v; #/saved is the light page after one
//   #/m/<digits>           a newcomer's proposal, for a buddy; #/m is the light page without one
//   #/scan                 the phone's camera at once
//   #/e/<digits>           an invitation for a buddy if its role says so, else for a display, named by its last 8 digits
//   #/display/<8 digits>   a display
//   #/buddy                a buddy
//   #/counsellor           a counsellor
//   any other address      the newcomer's phone

const LINK = /^#(\/[a-z]\/\d+)$/;
const INVITATION = /^#\/e\/(\d*\d{8})$/;
const DISPLAY = /^#\/display\/(\d{8})$/;
const BUDDY = /^#\/(buddy|m|m\/\d+)$/;
const COUNSELLOR = "#/counsellor";
const DISPLAY_ROLE = /^display-\d{8}$/;
const OTHERS = /^(buddy|counsellor|display-\d{8})$/; // the roles other than a newcomer's phone
/** @type {Record<string, string>} */
const HOMES = { buddy: "#/buddy", counsellor: COUNSELLOR };
const MOST_DIGITS = 3000;
const PAYLOAD_AT = 18; // offset in an invitation's bytes: after the array, the key id, and the payload's own length
const ROLE_AT = PAYLOAD_AT + 33; // offset; the role follows four fields of fixed length: type, secret, organisation, time

/**
 * The role of an address: `phone`, `buddy`, `counsellor` or `display-<8 digits>`. Each role has its own data, key and lock.
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
 * Whether the payload of an invitation has at least five fields and the fifth is role 2.
 * @param {string} digits "" for no invitation
 */
function isForBuddy(digits) {
  if (!digits || digits.length > MOST_DIGITS) return false;
  const hex = BigInt(digits).toString(16); // its first digit is 1, from the marker byte 01
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
 * The address that a role shows when no link is open.
 * @param {string} role
 */
export function restingHash(role) {
  if (role === "phone") return "#/";
  return HOMES[role] || `#/display/${role.slice(-8)}`;
}

/**
 * The address with which the app begins: `hash`, or the owner's address where it is empty, as when the app's icon was tapped.
 * @param {string} hash
 * @param {string} home the role that owns the app here
 */
export function firstHash(hash, home) {
  return hash === "" && OTHERS.test(home) ? restingHash(home) : hash;
}

/**
 * Whether this is the name of a newcomer's key: `phone`, or that of one of several who share the phone.
 * @param {string} name
 */
export function isNewcomers(name) {
  return /^phone(-[2-9])?$/.test(name);
}

/**
 * The role that owns the app in a new browser: a buddy or a counsellor if the first address is theirs, else a newcomer's phone.
 * @param {string} hash
 */
export function firstHome(hash) {
  const role = roleOf(hash);
  return HOMES[role] ? role : "phone";
}

/**
 * The role that owns the app from now on. A newcomer's phone stays one, and a display that was first stays one.
 * @param {string} before the owner until now; "" for none
 * @param {string} role that has just stored something here
 * @param {boolean} newcomer whether a newcomer's key is here
 */
export function settledHome(before, role, newcomer) {
  if (DISPLAY_ROLE.test(before)) return DISPLAY_ROLE.test(role) ? role : before;
  return newcomer ? "phone" : role;
}
