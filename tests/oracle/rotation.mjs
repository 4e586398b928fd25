// SPDX-License-Identifier: Apache-2.0
// rotation.mjs HOLDFAST: our key for notices is rotated again and again while requests are sent to a receiver that
// keeps our keys for a stated time and never asks before it is over. Published for longer than that before it signs,
// no key is one that the receiver does not know: nothing is refused.
import * as jose from "jose";
import { Office, comes, rest } from "./office.mjs";
import { Receiver } from "./receiver.mjs";

const [program] = process.argv.slice(2);
const KEPT_S = 2;
const ROTATIONS = 3;
const SENDERS = 4;

const office = new Office(program, "https://court.invalid");
const receiver = new Receiver({
    issuer: office.issuer, audience: "https://focal0.invalid", tls: office.tls, keptFor: KEPT_S,
});
const kid = ({ token }) => jose.decodeProtectedHeader(token).kid;
const references = [];
let going = true;

async function sender() {
    while (going) references.push(await office.send("busy"));
}

const kids = () => [...new Set(receiver.log.map(kid))];

try {
    await receiver.listen();
    await office.found();
    const { publicKey } = await jose.generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    await office.enter({ busy: `${receiver.address}/busy` }, (await jose.exportJWK(publicKey)).x);
    await office.serve();
    receiver.keys = `${office.address}/.well-known/jwks.json`;
    const senders = Array.from({ length: SENDERS }, sender);
    for (let n = 1; n <= ROTATIONS; n++) {
        await comes(() => kids().length === n);
        const before = receiver.log.length;
        await office.say("Ana Reyes", "key", "rotate", "--after", "1h");
        const published = await comes(async () => (await receiver.published()).keys.length === n + 1);
        office.holds(`rotation ${n}: the new key is published`, published);
        await rest((KEPT_S + 1) * 1000); // longer than keys are kept
        const meanwhile = receiver.log.length - before;
        office.holds(`rotation ${n}: until its time the key before goes on signing`, meanwhile > 0 && kids().length === n, meanwhile, kids());
        office.jump(60);
    }
    const all = await comes(() => kids().length === ROTATIONS + 1);
    going = false;
    await Promise.all(senders);
    office.holds(`notices came under ${ROTATIONS + 1} keys`, all, kids());
    const here = await comes(() => receiver.log.length >= references.length);
    office.holds("every notice came, once", here && receiver.log.length === references.length &&
        new Set(receiver.log.map((entry) => entry.jti)).size === references.length, receiver.log.length, references.length);
    const refused = receiver.log.filter((entry) => entry.did !== "take").map((entry) => entry.did);
    office.holds(`of ${receiver.log.length} none was refused`, receiver.log.length > 10 && refused.length === 0, refused);
    office.holds("the keys were fetched when their time was over and not before",
        receiver.fetches >= ROTATIONS && receiver.fetches < receiver.log.length, receiver.fetches);
    const open = [];
    for (const reference of references) {
        const attempts = await comes(async () => {
            const found = await office.attempts(reference);
            return found.length > 0 ? found : null;
        });
        if (attempts?.length !== 1 || attempts[0].class !== "received") open.push(attempts);
    }
    office.holds("and each is delivered by one attempt", open.length === 0, open);
} finally {
    going = false;
    receiver.stop();
    await office.stop();
}
process.exit(office.failed === 0 ? 0 : 1);
