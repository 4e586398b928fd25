// SPDX-License-Identifier: Apache-2.0
// mutual.mjs HOLDFAST: a receiver that demands a client certificate of a CA made here. Each address has its own terms:
// who shows the right certificate is let in; without one, with one of another CA, with another pin or another list of
// authorities nothing is handed over, and the class says why.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import * as jose from "jose";
import { Office, comes, each } from "./office.mjs";
import { Receiver } from "./receiver.mjs";

const [program] = process.argv.slice(2);
const office = new Office(program, "https://court.invalid");
const file = (name) => `${office.room}/${name}`;
const openssl = (words, ...more) => execFileSync("openssl", [...words.split(" "), ...more], { stdio: "pipe" });

// An authority; a certificate of it.
function authority(name) {
    openssl(`req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=${name}`,
        "-keyout", file(`${name}.key`), "-out", file(`${name}.pem`));
}
function certificate(ca, name, subject) {
    openssl(`req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=${name}`, "-addext",
        `subjectAltName=${subject}`, "-keyout", file(`${name}.key`), "-out", file(`${name}.csr`));
    openssl("x509 -req -days 2 -copy_extensions copy", "-in", file(`${name}.csr`), "-CA", file(`${ca}.pem`), "-CAkey",
        file(`${ca}.key`), "-out", file(`${name}.pem`));
    execFileSync("chmod", ["600", file(`${name}.key`)]);
}
// What stands in a pin: a digest of the public key.
function pin(name) {
    const key = openssl("x509 -pubkey -noout", "-in", file(`${name}.pem`));
    const der = execFileSync("openssl", ["pkey", "-pubin", "-outform", "DER"], { input: key });
    return "sha256//" + execFileSync("openssl", ["dgst", "-sha256", "-binary"], { input: der }).toString("base64");
}

authority("ca");
authority("other-ca");
certificate("ca", "server", "IP:127.0.0.1");
certificate("ca", "ours", "DNS:court.invalid");
certificate("other-ca", "foreign", "DNS:court.invalid");

const right = { ca: "ca.pem", pin: pin("server"), certificate: "ours.pem", key: "ours.key" };
const cases = {
    right: [right, "received"],
    bare: [{ ca: "ca.pem" }, "credentials"],
    foreign: [{ ...right, certificate: "foreign.pem", key: "foreign.key" }, "transient"],
    pinned: [{ ...right, pin: pin("ours") }, "credentials"],
    doubted: [{ ...right, ca: "other-ca.pem" }, "credentials"],
};
const receiver = new Receiver({
    issuer: office.issuer, audience: Object.keys(cases).map((_, n) => `https://focal${n}.invalid`), keptFor: 60, ca: office.tls.cert,
    tls: { key: readFileSync(file("server.key")), cert: readFileSync(file("server.pem")), ca: readFileSync(file("ca.pem")),
        requestCert: true, rejectUnauthorized: true },
});

try {
    await receiver.listen();
    await office.found();
    const { publicKey } = await jose.generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
    const at = (name) => `${receiver.address}/${name}`;
    await office.enter(Object.fromEntries(Object.keys(cases).map((name) => [name, at(name)])), (await jose.exportJWK(publicKey)).x);
    const endpoints = Object.entries(cases).map(([name, [terms]]) => ({ address: at(name), ...terms }));
    writeFileSync(file("endpoints.json"), JSON.stringify({ endpoints }));
    await office.serve({ HOLDFAST_NOTIFY_ENDPOINTS: file("endpoints.json") });
    receiver.keys = `${office.address}/.well-known/jwks.json`;
    await each(Object.entries(cases), async ([name, [, wanted]]) => {
        const reference = await office.send(name);
        const [first] = (await comes(async () => {
            const found = await office.attempts(reference);
            return found.length > 0 ? found : null;
        })) ?? [];
        const seen = receiver.at(`/${name}`).length;
        office.holds(`${name}: ${wanted}`, first?.class === wanted, first);
        office.holds(`${name}: ${wanted === "received" ? "handed over" : "nothing is handed over"}`, seen === (wanted === "received" ? 1 : 0), seen);
        if (wanted === "credentials")
            office.holds(`${name}: the address is paused until a person looks`,
                await comes(async () => (await office.standing(name, "waiting")).length === 1));
    });
} finally {
    receiver.stop();
    await office.stop();
}
process.exit(office.failed === 0 ? 0 : 1);
