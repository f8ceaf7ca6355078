// What an address means. Pure: no page, no storage.
//
//   #/s/<digits>           a link that somebody scanned; so are /m /a /v
//   #/scan                 the phone's camera, at once
//   #/e/<digits>           an invitation for a display; its last 8 digits name the display
//   #/display/<8 digits>   a display
//   anything else          the phone's own screens

const LINK = /^#(\/[a-z]\/\d+)$/;
const INVITATION = /^#\/e\/\d*(\d{8})$/;
const DISPLAY = /^#\/display\/(\d{8})$/;

/** `phone` or `display-<8 digits>`: each has its own data, key and lock. */
export function roleOf(hash) {
  const display = INVITATION.exec(hash) || DISPLAY.exec(hash);
  return display ? `display-${display[1]}` : "phone";
}

/** The route inside a link ("/s/123"), or "" when the address is not a link. */
export function linkIn(hash) {
  const link = LINK.exec(hash);
  return link ? link[1] : "";
}

export function wantsCamera(hash) {
  return hash === "#/scan";
}

/** The address that stays behind when a link has been taken. */
export function restingHash(role) {
  return role === "phone" ? "#/" : `#/display/${role.slice(-8)}`;
}
