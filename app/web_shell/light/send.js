// Bring what was signed here to the server, when there is one to hear it. The app brings it again if it takes over, and then asks
// for a receipt; here it is enough that the server says it has this answer.

import * as box from "./box.js";
import { readAnswer } from "./meeting.js";

const AT_ONCE = 25;
const HAS_IT = ["stored", "known"];
let sending = null;

const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Send all that waits; whoever asks meanwhile waits for the same. Being without network is no fault. */
export function send() {
  sending ??= bring().catch(() => {}).finally(() => (sending = null));
  return sending;
}

async function bring() {
  const waiting = (await box.all()).filter(({ sent, refused }) => !sent && !refused).slice(0, AT_ONCE);
  if (!waiting.length) return;
  const body = { meetings: waiting.map(({ asked, answer }) => [text(asked), text(answer)]), withdrawals: [] };
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("v1/meetings", { method: "POST", headers, body: JSON.stringify(body), credentials: "omit" });
  if (!answer.ok) return;
  const { meetings } = await answer.json();
  for (const [at, one] of waiting.entries()) {
    const { outer } = await readAnswer(one.answer);
    const { id, status, code } = meetings[at];
    if (id === text(outer.id) && HAS_IT.includes(status)) await box.settle({ ...one, sent: true });
    else if (status === "refused") await box.settle({ ...one, refused: String(code) });
  }
}
