// SPDX-License-Identifier: Apache-2.0
// The second program of docs/formats.md: recomputes the first event from its dice with node's own crypto, sharing
// no code with the engine, and compares it with the files beside it and with the page. `--write` writes the files.
import { createHash, createHmac, createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, "../../../docs/formats.md");

// ---- small tools, each from its standard
const sha256 = (...parts) => parts.reduce((h, p) => h.update(p), createHash("sha256")).digest();
const b64u = (bytes) => Buffer.from(bytes).toString("base64url");
const dice = (label, n) => sha256("holdfast dry run " + label).subarray(0, n);
const id = (label) => b64u(dice(label, 16));
const be64 = (n) => { const b = Buffer.alloc(8); b.writeBigUInt64BE(BigInt(n)); return b; };

// RFC 8785 for what we write: texts, integers, lists, objects; sort() compares UTF-16 code units.
function canonical(value) {
  if (Array.isArray(value)) return "[" + value.map(canonical).join(",") + "]";
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return "{" + Object.keys(value).sort().map((k) => JSON.stringify(k) + ":" + canonical(value[k])).join(",") + "}";
}

function reference(bytes) {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bits = [...bytes].map((b) => b.toString(2).padStart(8, "0")).join("");
  const values = [...Array(8).keys()].map((i) => parseInt(bits.slice(5 * i, 5 * i + 5), 2));
  const check = values.reduce((sum, v, i) => sum + (i + 1) * v, 0) % 31;
  const text = values.map((v) => letters[v]).join("");
  return `${text.slice(0, 4)}-${text.slice(4)}-${letters[check]}`;
}

function uuid7(ms, random) {
  const b = Buffer.from(random);
  b.writeUIntBE(ms, 0, 6);
  b[6] = (b[6] & 0x0f) | 0x70;
  b[8] = (b[8] & 0x3f) | 0x80;
  return b.toString("hex").replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

function key(label) {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), dice(label, 32)]);
  const secret = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const x = createPublicKey(secret).export({ format: "jwk" }).x;
  return { secret, x, bytes: Buffer.from(x, "base64url") };
}

// ---- the event
const origin = "court.example/log1";
const at = "2026-11-23T09:14:00.000Z";
const hidden = {
  grounds: "Payments from the mining concession reach accounts held for the suspect.",
  person_name: "Octavian Marrow",
  title: "Marrow, accounts and villa",
};
const disclosures = Object.keys(hidden).sort().map((name, i) =>
  b64u(Buffer.from(canonical([b64u(dice("salt " + i, 16)), name, hidden[name]]))));
const payload = canonical({
  _hidden: Object.keys(hidden).sort(),
  _made: { name: reference(dice("reference", 5)),
    take: ["classification", "grounds", "organ", "person_name", "person_unknown", "situation", "title"] },
  _sd: disclosures.map((d) => b64u(sha256(d))),
  classification: "confidential", organ: "prosecution", person_unknown: false, situation: "SIT-04",
});
const header = canonical({
  act: "open_case", actor: id("actor"), basis: [{ law: "rs", at: "54(1)" }], build: "holdfast 0.1.0",
  command: id("command"), definition: b64u(dice("definition", 32)), effective_at: at, file: id("case"),
  known: "os_account", log: origin, on: "case", part: [1, 1], payload: b64u(sha256(payload)), recorded_at: at,
  role: "investigator", seq: 1, to: "open", v: 1,
});

// ---- chain, leaf, tree, checkpoint
const blind = dice("blind", 32);
const file = dice("case", 16);
const commitment = sha256("holdfast/event/v1\n", blind, header);
const link0 = sha256("holdfast/file/v1\n", origin, file);
const link1 = sha256("holdfast/link/v1\n", link0, commitment);
const leaf = "holdfast/leaf/v1\n" + link1.toString("base64") + "\n";
const leafHash = sha256(Buffer.of(0), leaf);
const text = `${origin}\n1\n${leafHash.toString("base64")}\n`; // a tree of one leaf has the leaf's hash as root
const logKey = key("log key");
const keyId = sha256(origin, Buffer.of(0x0a, 0x01), logKey.bytes).subarray(0, 4);
const note = text + "\n\u2014 " + origin + " " +
  Buffer.concat([keyId, sign(null, Buffer.from(text), logKey.secret)]).toString("base64") + "\n";

// ---- a token that tells of a request of this case
const courtKey = key("court key");
const kid = b64u(sha256(canonical({ crv: "Ed25519", kty: "OKP", x: courtKey.x })));
const jti = uuid7(Date.parse(at), dice("jti", 16));
const claims = canonical({
  iss: "https://court.example", aud: "https://focal.example", iat: Date.parse(at) / 1000, toe: Date.parse(at) / 1000,
  jti, txn: id("request"),
  sub_id: { format: "opaque",
    id: b64u(createHmac("sha256", dice("pseudonym key", 32)).update(file).update(dice("authority", 16)).digest()) },
  events: { "urn:holdfast:event:1:request": { seq: 1, checkpoint: note } },
});
const signedPart = b64u(Buffer.from(canonical({ alg: "EdDSA", kid, typ: "secevent+jwt" }))) + "." +
  b64u(Buffer.from(claims));
const token = signedPart + "." + b64u(sign(null, Buffer.from(signedPart), courtKey.secret));

// ---- names that follow
const answerId = sha256("https://focal.example", Buffer.of(0), jti).subarray(0, 16);
const clockId = sha256("holdfast/clock/v1\n", file, "request/1", Buffer.of(0), "ack", Buffer.of(0), be64(1),
  be64(Date.parse(at))).subarray(0, 16);

const values = {
  "blind": blind, "commitment": commitment, "link 0": link0, "link 1": link1, "leaf hash": leafHash,
  "log key": logKey.bytes, "court key": courtKey.bytes, "token digest": sha256(token), "answer id": answerId,
  "clock id": clockId,
};
const files = {
  "payload.json": payload, "disclosures.txt": disclosures.join("\n") + "\n", "header.json": header, "leaf.txt": leaf,
  "checkpoint.txt": note, "claims.json": claims, "token.txt": token,
  "values.txt": Object.entries(values).map(([name, v]) => `${name} = ${v.toString("hex")}\n`).join(""),
};

// ---- compare
if (process.argv.includes("--write"))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(here, name), content);
const faults = [];
for (const [name, content] of Object.entries(files))
  if (readFileSync(join(here, name), "utf8") !== content) faults.push(`${name} differs`);
const printed = readFileSync(page, "utf8");
for (const [name, content] of Object.entries(files))
  for (const line of content.trimEnd().split("\n"))
    if (!printed.includes(line)) faults.push(`docs/formats.md lacks this line of ${name}: ${line}`);
const [h, p, s] = token.split(".");
if (!verify(null, Buffer.from(`${h}.${p}`), createPublicKey(courtKey.secret), Buffer.from(s, "base64url")))
  faults.push("the token does not verify");
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "the first event is as docs/formats.md prints it" : `${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
