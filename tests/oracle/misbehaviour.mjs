// SPDX-License-Identifier: Apache-2.0
// misbehaviour.mjs HOLDFAST: notices to a receiver on the jose library that does, by a script, all that a receiver
// should not: of each, the class of every attempt, when it is tried again, what becomes of it, and that what comes
// again is the same bytes. The office's clock is moved ahead where the pause is long.
import * as jose from "jose";
import { Office, comes, each } from "./office.mjs";
import { Receiver } from "./receiver.mjs";

const [program] = process.argv.slice(2);
const MINUTE = 60000;

// name: what it does, attempt by attempt; then the classes of the attempts until nothing more happens of itself, and
// how the notice stands. `pause`: minutes until the next attempt after each, where the class fixes it. `atLeast`:
// seconds that are waited out because the receiver asked for them.
const cases = {
    plain: { classes: ["received"], ends: "delivered" },
    talkative: { script: ["talk"], classes: ["nonconforming"], ends: "delivered" },
    overloaded: { script: ["status:503", "status:500"], classes: ["transient", "transient", "received"], ends: "delivered" },
    seconds: { script: ["seconds:3"], classes: ["transient", "received"], ends: "delivered", atLeast: 3 },
    date: { script: ["date:4"], classes: ["transient", "received"], ends: "delivered", atLeast: 3 },
    drop: { script: ["drop"], classes: ["transient", "received"], ends: "delivered", unanswered: true },
    cut: { script: ["cut"], classes: ["transient", "received"], ends: "delivered" },
    hang: { script: ["hang"], classes: ["transient", "received"], ends: "delivered", unanswered: true },
    endless: { script: ["endless"], classes: ["transient", "received"], ends: "delivered" },
    moved: { script: ["moved:/elsewhere"], classes: ["moved"], ends: "dead" },
    html: { script: ["html"], classes: ["permanent"], ends: "dead" },
    unheard: { script: ["err:something_else"], classes: ["permanent"], ends: "dead" },
    refuses: { script: ["err:invalid_request"], classes: ["permanent"], ends: "dead" },
    large: { script: ["status:413"], classes: ["permanent"], ends: "dead" },
    gone: { script: ["status:410"], classes: ["gone"], ends: "paused" },
    locked: { script: ["status:401"], classes: ["credentials"], ends: "paused" },
    denied: { script: ["err:access_denied"], classes: ["credentials"], ends: "paused" },
    nowhere: { script: ["status:404", "status:404", "status:404"], classes: ["missing", "missing", "missing"], ends: "dead", pause: [20, 40] },
    never: { script: Array(40).fill("status:503"), classes: null, ends: "dead" },
};

const office = new Office(program, "https://court.invalid");
const audience = Object.keys(cases).concat("stale").map((_, n) => `https://focal${n}.invalid`);
const receiver = new Receiver({ issuer: office.issuer, audience, tls: office.tls, keptFor: 5 });
const holds = (sentence, is, ...shown) => office.holds(sentence, is, ...shown);

const classes = (attempts) => attempts.map((attempt) => attempt.class);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const last = (list) => list[list.length - 1];

// How it stands: delivered and dead are said by the last attempt; a pause is an event of the directory.
async function ended(name, reference) {
    const { classes: wanted, ends } = cases[name];
    const attempts = await office.attempts(reference);
    const paused = (await office.standing(name, "waiting")).length === 1;
    const stands = attempts.length > 0 && (ends === "paused" ? paused : last(attempts).state === ends);
    return stands && (wanted === null || attempts.length >= wanted.length) ? attempts : null;
}

const gap = (attempts, n) => (Date.parse(attempts[n + 1].start) - Date.parse(attempts[n].end)) / 1000;

function check(name, attempts) {
    const { script = [], classes: wanted, ends, atLeast, unanswered } = cases[name];
    const seen = receiver.at(`/${name}`);
    const what = script.length > 0 ? `${name} (${script[0]})` : name;
    holds(`${what}: ${wanted.join(", ")}, then ${ends}`, attempts && same(classes(attempts), wanted), attempts);
    if (!attempts) return;
    holds(`${what}: as many requests as attempts, each the same bytes`,
        seen.length === wanted.length && new Set(seen.map((entry) => entry.token)).size === 1, seen.map((entry) => entry.did));
    if (atLeast) holds(`${what}: what was asked for is waited out`, gap(attempts, 0) >= atLeast, attempts);
    if (unanswered) holds(`${what}: no status is made up`, attempts[0].status === undefined, attempts[0]);
    if (wanted.length > 1 && !atLeast && wanted[0] === "transient")
        holds(`${what}: tried again within seconds, not at once each time`, gap(attempts, 0) <= 12, attempts);
}

// What takes long: its next attempt stands where its class puts it, and comes when the time has come.
async function long(name, reference, pauses) {
    for (const [n, minutes] of pauses.entries()) {
        const waiting = await comes(async () => {
            const [row] = await office.standing(name, "waiting");
            return row?.attempts === n + 1 ? row : null;
        });
        const attempts = await office.attempts(reference);
        const until = waiting && Date.parse(waiting.next) - Date.parse(last(attempts).end);
        holds(`${name}: attempt ${n + 2} comes ${minutes} minutes after attempt ${n + 1}`,
            waiting && Math.abs(until - minutes * MINUTE) < 5000, waiting, attempts);
        office.jump(minutes);
    }
}

async function resumed(name, reference) {
    await office.say("Ana Reyes", "notice", "resume", name, "--reason", "the receiver says it is mended");
    const attempts = await comes(async () => {
        const found = await office.attempts(reference);
        return last(found).state === "delivered" ? found : null;
    });
    holds(`${name}: once resumed it is delivered, the same bytes`,
        attempts && new Set(receiver.at(`/${name}`).map((entry) => entry.token)).size === 1, attempts);
}

async function redriven(name, reference) {
    await office.say("Ana Reyes", "notice", "redrive", name, "--class", "moved", "--reason", "the address was mended");
    const attempts = await comes(async () => {
        const found = await office.attempts(reference);
        return last(found).state === "delivered" ? found : null;
    });
    holds(`${name}: redriven by its class it is delivered, and what was tried stands`,
        attempts && same(classes(attempts), ["moved", "redriven", "received"]), attempts);
}

// A key that signs at once, though nobody was given time to fetch it: what the receiver keeps is older. It has the new
// one before the clock is moved on: after five minutes gone by, who does not answer in time is left alone for ten.
async function stale() {
    const warm = receiver.fetches > 0;
    receiver.keptFor = 3600;
    await office.say("Ana Reyes", "key", "rotate", "--after", "0h");
    const reference = await office.send("stale");
    await comes(async () => (await office.attempts(reference)).length === 1);
    const attempts = await office.attempts(reference);
    holds("stale: a key the receiver has not fetched yet: key_cache", warm && same(classes(attempts), ["key_cache"]), attempts);
    const published = await comes(async () => (await receiver.published()).keys.length === 2);
    holds("stale: the new key is published", published);
    await receiver.renew();
    await long("stale", reference, [5]);
    const all = await comes(async () => {
        const found = await office.attempts(reference);
        return last(found).state === "delivered" ? found : null;
    });
    holds("stale: delivered once its keys are newer", all && same(classes(all), ["key_cache", "received"]), all);
}

try {
    await receiver.listen();
    await office.found();
    const { publicKey } = await jose.generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    const names = [...Object.keys(cases), "stale"];
    await office.enter(Object.fromEntries(names.map((name) => [name, `${receiver.address}/${name}`])),
        (await jose.exportJWK(publicKey)).x);
    for (const name of names) receiver.scripts[`/${name}`] = cases[name]?.script ?? [];
    await office.serve({ HOLDFAST_NOTIFY_TOTAL_MS: "5000" });
    receiver.keys = `${office.address}/.well-known/jwks.json`;
    const references = {};
    await each(Object.keys(cases), async (name) => (references[name] = await office.send(name)));

    const short = Object.keys(cases).filter((name) => !cases[name].pause && cases[name].classes);
    for (const name of short) check(name, await comes(() => ended(name, references[name])));
    holds("moved: where it points is never asked", receiver.at("/elsewhere").length === 0);
    const [{ said }] = await office.attempts(references.endless);
    holds("endless: it is cut off and said so", said === "the answer is larger than is taken", said);
    for (const name of short.filter((name) => cases[name].ends === "paused")) await resumed(name, references[name]);
    await redriven("moved", references.moved);
    await stale();
    await long("nowhere", references.nowhere, cases.nowhere.pause);
    check("nowhere", await comes(() => ended("nowhere", references.nowhere)));
    const before = (await office.attempts(references.never)).length;
    holds("never: it is tried again and again", before >= 2, before);
    office.jump(5 * 24 * 60);
    const never = await comes(() => ended("never", references.never), 90);
    holds("never: after five days it is a dead letter, by time and not by tries",
        never && never.every((attempt) => attempt.class === "transient"), never);
    const headers = receiver.at("/plain")[0].headers;
    holds("what it is asked is what RFC 8935 says", headers["content-type"] === "application/secevent+jwt" &&
        headers.accept === "application/json" && headers.expect === undefined, headers);
} finally {
    receiver.stop();
    await office.stop();
}
process.exit(office.failed === 0 ? 0 : 1);
