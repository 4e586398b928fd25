// SPDX-License-Identifier: Apache-2.0
// jose.mjs PROGRAMS [COUNT [SEED]]: tokens of every algorithm, signed and encrypted by us and opened by jose, and
// the other way round; then tokens that were tampered with, held before both. Thumbprints are compared too.
import * as jose from "jose";
import crypto from "node:crypto";
import { Dice, Tally, ask } from "./common.mjs";

const [programs, count = "6000", seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const dice = new Dice(Number(seed));
const program = `${programs}/oracle_token`;

// What we refuse and jose takes, each for a reason of docs/formats.md 8. Nothing may be the other way round.
const reasons = {
    member: "the header holds only what has a meaning here; jose passes unknown members over",
    type: "typ must be secevent+jwt; jose checks it only where it is told to",
    padding: "base64url has one spelling, without padding and stray bits; jose takes what Buffer takes",
    twice: "no name may stand twice; JSON.parse keeps the last",
    kid: "a kid that is the thumbprint of another key is refused; jose leaves kid to the caller",
    inner: "an encrypted token says cty JWT; jose leaves cty to the caller",
    text: "kid and typ are texts; jose does not look",
};

const url = (bytes) => Buffer.from(bytes).toString("base64url");
const random = (size) => Buffer.from(Array.from({ length: size }, () => dice.below(256)));

// ---- keys: three of each kind, of Node's making but for the last, which is ours ----

function okp(type, curve) {
    const prefix = { Ed25519: "302e020100300506032b657004220420", X25519: "302e020100300506032b656e04220420" };
    const secret = random(32);
    const der = Buffer.concat([Buffer.from(prefix[curve], "hex"), secret]);
    const key = crypto.createPrivateKey({ key: der, format: "der", type: "pkcs8" });
    return { type, key, secret: url(secret), jwk: crypto.createPublicKey(key).export({ format: "jwk" }) };
}

function der(type, key) {
    const form = type === "EC" ? "sec1" : "pkcs1";
    return {
        type,
        key,
        secret: url(key.export({ format: "der", type: form })),
        jwk: crypto.createPublicKey(key).export({ format: "jwk" }),
    };
}

function ours(type) {
    const [line] = ask(program, [{ do: "make", kind: type }]);
    const [secret, jwk] = line.slice(2).split(" ");
    const form = type === "EC" ? "sec1" : "pkcs1";
    const key = crypto.createPrivateKey({ key: Buffer.from(secret, "base64url"), format: "der", type: form });
    return { type, key, secret, jwk: JSON.parse(jwk) };
}

const pair = (kind, options) => crypto.generateKeyPairSync(kind, options).privateKey;
const three = (make) => [make(), make(), make()];
const keys = {
    EdDSA: three(() => okp("OKP", "Ed25519")),
    ES256: [...three(() => der("EC", pair("ec", { namedCurve: "P-256" }))), ours("EC")],
    RS256: [
        der("RSA", pair("rsa", { modulusLength: 2048 })),
        der("RSA", pair("rsa", { modulusLength: 4096 })),
        ours("RSA"),
    ],
    "ECDH-ES": three(() => okp("OKP", "X25519")),
};
keys.Ed25519 = keys.EdDSA;
const algorithms = ["EdDSA", "Ed25519", "ES256", "RS256"];

// ---- contents ----

const texts = ["", "a", "é", "🐱", "\u2028", "\n", '"', "\\", "https://court.example", "x".repeat(500)];
const content = (depth = 2) =>
    dice.one([
        () => dice.one(texts),
        () => dice.below(1000000),
        () => dice.rarely(2),
        () => (depth > 0 ? dice.many(0, 4, () => content(depth - 1)) : []),
        () => (depth > 0 ? Object.fromEntries(dice.many(0, 4, () => [dice.one(texts), content(depth - 1)])) : {}),
    ])();
const claims = () => ({
    iss: "https://court.example",
    aud: "https://focal.example",
    iat: dice.below(2 ** 31),
    jti: url(random(12)),
    events: { "urn:holdfast:event:1:request": { seq: 1, said: content() } },
});

// ---- there and back ----

const tally = new Tally(reasons);
const judge = (same, how, example) => (same ? tally.agree(how) : tally.differ(how, example));
const attempt = async (work) => {
    try {
        return { value: await work() };
    } catch (error) {
        return { error: error.code ?? error.name };
    }
};

async function theySign(alg, key, payload) {
    const header = { alg, typ: "secevent+jwt" };
    const name = dice.below(3);
    if (name === 0) header.kid = await jose.calculateJwkThumbprint(key.jwk);
    if (name === 1) header.kid = "2026-1";
    return new jose.CompactSign(payload).setProtectedHeader(header).sign(key.key);
}

// Our own keys as we publish them, found by kid and alg as any reader of a key set does it.
const fromOurSet = (alg, jwk, token) =>
    attempt(async () => {
        const { payload } = await jose.compactVerify(token, jose.createLocalJWKSet({ keys: [jwk] }), {
            algorithms: [alg],
        });
        return url(payload);
    });

const theyVerify = (alg, key, token) =>
    attempt(async () => {
        const found = await jose.importJWK({ ...key.jwk, alg }, alg);
        const { payload } = await jose.compactVerify(token, found, { algorithms: [alg] });
        return url(payload);
    });

async function signed(amount) {
    const cases = [];
    for (let i = 0; i < amount; i++) {
        const alg = dice.one(algorithms);
        const key = dice.one(keys[alg]);
        const payload = Buffer.from(JSON.stringify(claims()));
        cases.push({ alg, key, payload, theirs: await theySign(alg, key, payload) });
    }
    const made = ask(
        program,
        cases.map(({ alg, key, payload }) => ({ do: "sign", alg, secret: key.secret, payload: url(payload) })),
    );
    const read = ask(
        program,
        cases.map(({ key, theirs }) => ({ do: "verify", jwk: key.jwk, token: theirs })),
    );
    const written = ask(
        program,
        cases.map(({ key }) => ({ do: "write", jwk: key.jwk })),
    );
    for (const [i, { alg, key, payload }] of cases.entries()) {
        const { value } = await theyVerify(alg, key, made[i].slice(2));
        judge(value === url(payload), `${alg} by us`, { made: made[i], key: key.jwk });
        const found = await fromOurSet(alg, JSON.parse(written[i].slice(2)), made[i].slice(2));
        judge(found.value === url(payload), `${alg} from our set`, { made: made[i], key: written[i], found });
        judge(read[i] === `= ${url(payload)}`, `${alg} by jose`, { read: read[i], token: cases[i].theirs });
    }
    return cases;
}

async function theyEncrypt(key, inner, more = { cty: "JWT" }) {
    const header = { alg: "ECDH-ES", enc: "A256GCM", ...more };
    if (dice.rarely(2)) header.kid = await jose.calculateJwkThumbprint(key.jwk);
    if (dice.rarely(3)) header.typ = "secevent+jwt";
    const parties = dice.rarely(2) ? { apu: random(dice.below(20) + 1), apv: random(dice.below(20) + 1) } : {};
    return new jose.CompactEncrypt(Buffer.from(inner))
        .setProtectedHeader(header)
        .setKeyManagementParameters(parties)
        .encrypt(crypto.createPublicKey(key.key));
}

const theyDecrypt = (key, token) =>
    attempt(async () => {
        const { plaintext } = await jose.compactDecrypt(token, key.key, {
            keyManagementAlgorithms: ["ECDH-ES"],
            contentEncryptionAlgorithms: ["A256GCM"],
        });
        return Buffer.from(plaintext).toString();
    });

async function encrypted(cases) {
    const asked = [];
    for (const one of cases) {
        const key = dice.one(keys["ECDH-ES"]);
        asked.push({ key, inner: one.theirs, theirs: await theyEncrypt(key, one.theirs) });
    }
    const made = ask(
        program,
        asked.map(({ key, inner }) => ({
            do: "seal",
            jwk: key.jwk,
            secret: url(random(32)),
            nonce: url(random(12)),
            inner,
        })),
    );
    const read = ask(
        program,
        asked.map(({ key, theirs }) => ({ do: "open", secret: key.secret, token: theirs })),
    );
    for (const [i, { key, inner }] of asked.entries()) {
        const { value } = await theyDecrypt(key, made[i].slice(2));
        judge(value === inner, "ECDH-ES by us", { made: made[i] });
        judge(read[i] === `= ${url(inner)}`, "ECDH-ES by jose", { read: read[i], token: asked[i].theirs });
    }
    return asked;
}

async function named() {
    const all = Object.values(keys).flat();
    const lines = ask(
        program,
        all.map(({ jwk }) => ({ do: "thumbprint", jwk })),
    );
    for (const [i, { jwk }] of all.entries())
        judge(lines[i] === `= ${await jose.calculateJwkThumbprint(jwk)}`, "thumbprint", { jwk, line: lines[i] });
}

// ---- tampered with: what is taken must be taken by both ----

const part = (token, n, change) => {
    const parts = token.split(".");
    parts[n] = change(parts[n]);
    return parts.join(".");
};
const letter = () => dice.one([..."ABCDwxyz0189-_"]);
const swapped = (text) => {
    const at = dice.below(Math.max(1, text.length));
    return text.slice(0, at) + letter() + text.slice(at + 1);
};

// A token of theirs under a header of our making; the signature holds.
function under(one, header) {
    const text = `${url(header)}.${url(one.payload)}`;
    const options = one.key.type === "EC" ? { key: one.key.key, dsaEncoding: "ieee-p1363" } : one.key.key;
    const hash = one.key.type === "OKP" ? null : "sha256";
    return `${text}.${url(crypto.sign(hash, Buffer.from(text), options))}`;
}

const ways = [
    ["letter", (one) => part(one.theirs, dice.below(3), swapped)],
    ["shorter", (one) => one.theirs.slice(0, -1 - dice.below(8))],
    ["longer", (one) => part(one.theirs, 2, (s) => s + letter().repeat(4))],
    ["parts", (one) => dice.one([one.theirs + ".", "." + one.theirs, one.theirs.replace(".", ""), "", ".."])],
    ["padding", (one) => part(one.theirs, dice.below(3), (s) => s + dice.one(["=", "==", " ", "\n"]))],
    ["unsigned", (one) => part(one.theirs, 2, () => "")],
    ["none", (one) => `${url('{"alg":"none","typ":"secevent+jwt"}')}.${url(one.payload)}.`],
    [
        "mac",
        (one) => {
            const text = `${url('{"alg":"HS256","typ":"secevent+jwt"}')}.${url(one.payload)}`;
            const secret = Buffer.from(JSON.stringify(one.key.jwk));
            return `${text}.${crypto.createHmac("sha256", secret).update(text).digest("base64url")}`;
        },
    ],
    [
        "another alg",
        (one) => under(one, `{"alg":"${dice.one(algorithms.filter((a) => a !== one.alg))}","typ":"secevent+jwt"}`),
    ],
    [
        "member",
        (one) =>
            under(
                one,
                `{"alg":"${one.alg}","typ":"secevent+jwt",${dice.one([
                    `"jwk":${JSON.stringify(one.key.jwk)}`,
                    '"jku":"https://eve.example/keys"',
                    '"x5u":"https://eve.example/chain"',
                    '"x5c":["AAAA"]',
                    '"zip":"DEF"',
                    '"crit":["exp"],"exp":1',
                    '"crit":["b64"],"b64":true',
                    '"nonce":"x"',
                ])}}`,
            ),
    ],
    ["type", (one) => under(one, `{"alg":"${one.alg}"${dice.one(["", ',"typ":"JWT"', ',"typ":"SECEVENT+JWT"'])}}`)],
    ["text", (one) => under(one, `{"alg":"${one.alg}","typ":"secevent+jwt","kid":${dice.one(["7", "null", "[]"])}}`)],
    ["twice", (one) => under(one, `{"alg":"none","alg":"${one.alg}","typ":"secevent+jwt"}`)],
    [
        "kid",
        (one) =>
            under(one, `{"alg":"${one.alg}","kid":"kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k","typ":"secevent+jwt"}`),
    ],
    [
        "no json",
        (one) => under(one, dice.one(["{", "[]", '"x"', "", `{"alg":NaN}`, `{'alg':'${one.alg}'}`, "\ufeff{}"])),
    ],
];

// The algorithm that jose is told is the key's, as ours is: it may not be steered by the token either.
async function tampered(cases) {
    const asked = cases.map((one) => {
        const [way, change] = dice.one(ways);
        return { way, one, token: change(one) };
    });
    const read = ask(
        program,
        asked.map(({ one, token }) => ({ do: "verify", jwk: one.key.jwk, token })),
    );
    for (const [i, { way, one, token }] of asked.entries()) {
        const both = one.key.jwk.crv === "Ed25519" ? ["EdDSA", "Ed25519"] : [one.alg];
        const found = await Promise.all(both.map((alg) => theyVerify(alg, one.key, token)));
        const theirs = found.find(({ value }) => value !== undefined)?.value;
        const taken = read[i].startsWith("= ");
        if (taken === (theirs !== undefined)) tally.agree(taken ? `${way}: taken` : "refused");
        else if (taken) tally.differ("we take it alone", { way, token, read: read[i] });
        else tally.differ(way === "letter" ? strayed(token) : way, { token, read: read[i] });
    }
}

// A swapped last letter may leave the bytes as they are.
const strayed = (token) =>
    token.split(".").some((s) => url(Buffer.from(s, "base64url")) !== s) ? "padding" : "letter";

const envelopes = [
    ["letter", (one) => part(one.theirs, dice.one([0, 2, 3, 4]), swapped)],
    ["key", (one) => part(one.theirs, 1, () => url(random(32)))],
    ["parts", (one) => dice.one([one.theirs + ".", one.inner, one.theirs.replace("..", ".")])],
    ["padding", (one) => part(one.theirs, dice.one([0, 2, 3, 4]), (s) => s + "=")],
    ["cut", (one) => part(one.theirs, 4, (s) => s.slice(0, 16))],
    ["inner", (one) => theyEncrypt(one.key, one.inner, dice.one([{}, { cty: "text/plain" }]))],
    ["member", (one) => theyEncrypt(one.key, one.inner, { cty: "JWT", jku: "https://eve.example/keys" })],
];

async function broken(cases) {
    const asked = [];
    for (const one of cases) {
        const [way, change] = dice.one(envelopes);
        asked.push({ way, one, token: await change(one) });
    }
    const read = ask(
        program,
        asked.map(({ one, token }) => ({ do: "open", secret: one.key.secret, token })),
    );
    for (const [i, { way, one, token }] of asked.entries()) {
        const { value } = await theyDecrypt(one.key, token);
        const taken = read[i].startsWith("= ");
        if (taken === (value !== undefined)) tally.agree(taken ? `${way}: opened` : "not opened");
        else if (taken) tally.differ("we open it alone", { way, token });
        else tally.differ(way === "letter" ? strayed(token) : way, { token, read: read[i] });
    }
}

await named();
for (let left = Math.ceil(Number(count) / 6); left > 0; left -= 200) {
    const cases = await signed(Math.min(left, 200));
    const boxes = await encrypted(cases);
    await tampered(cases);
    await broken(boxes);
}
tally.tell("tokens are signed, read, encrypted, opened and refused as jose does it", seed);
