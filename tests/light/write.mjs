// What a newcomer's light page writes for these scans, with a known key and secret: {seed, secret, scans: [{route, wall}]}, all in
// hex, and the answer is what the app takes over.

import { readFileSync } from "node:fs";
import { FakeStorage, install } from "../page/browser.mjs";
import { FakeDatabase, FakeDatabases } from "../page/indexed_db.mjs";

const PKCS8 = "302e020100300506032b657004220420"; // before the seed of a private key (RFC 8410)
install({ IDBDatabase: FakeDatabase, indexedDB: new FakeDatabases(), localStorage: new FakeStorage() });
const chain = await import("../../app/web_shell/light/chain.js");
const { bytesOf, hexOf } = await import("../../app/web_shell/light/link.js");
const { scanned } = await import("../../app/web_shell/light/scan.js");

const { seed, key, secret, scans } = JSON.parse(readFileSync(0, "utf8"));
const { subtle } = crypto;
const privateKey = await subtle.importKey("pkcs8", bytesOf(PKCS8 + seed), { name: "Ed25519" }, false, ["sign"]);
const publicKey = await subtle.importKey("raw", bytesOf(key), { name: "Ed25519" }, true, ["verify"]);
/** @type {any} */ (subtle).generateKey = async () => ({ publicKey, privateKey });
await chain.begin(bytesOf(secret));
for (const { route, wall } of scans) {
  Date.now = () => wall * 1000;
  await scanned(route);
}
const taken = await chain.handOver();
console.log(JSON.stringify({ records: taken.records.map(hexOf), secret: hexOf(taken.secret) }));
