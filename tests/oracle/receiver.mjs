// SPDX-License-Identifier: Apache-2.0
// A recipient of security event tokens as RFC 8935 wants it, on the jose library: its keys come from our own
// published set, which it keeps for a stated time. Beside that it misbehaves by a script, a step for each attempt at
// a token at an address; after the last step all is as it should be.
import https from "node:https";
import * as jose from "jose";

const types = "urn:holdfast:event:1:";
const json = { "Content-Type": "application/json", "Content-Language": "en" };

// What may go wrong, by name. Each is given the request's answer, and whatever stands behind the colon of its step.
const steps = {
    status: (out, code) => out.writeHead(Number(code), { "Content-Length": 0 }).end(),
    talk: (out) => out.writeHead(200, { "Content-Type": "text/plain" }).end("thank you"),
    err: (out, code) => out.writeHead(400, json).end(JSON.stringify({ err: code, description: "by the script" })),
    html: (out) => out.writeHead(400, { "Content-Type": "text/html" }).end("<h1>Bad Request</h1>"),
    seconds: (out, after) => out.writeHead(429, { "Retry-After": after }).end(),
    // By a clock of its own, as its Date says.
    date: (out, after) => {
        const now = new Date(Math.floor(Date.now() / 1000) * 1000);
        out.sendDate = false;
        const until = new Date(now.getTime() + Number(after) * 1000).toUTCString();
        out.writeHead(429, { Date: now.toUTCString(), "Retry-After": until }).end();
    },
    drop: (out) => out.socket.destroy(),
    cut: (out) => {
        out.writeHead(202, { "Content-Length": 1000 });
        out.write("half", () => out.socket.destroy());
    },
    hang: () => {},
    endless: (out) => {
        out.writeHead(200, { "Content-Type": "text/plain" });
        const more = () => out.writable && out.write("x".repeat(8192), () => setImmediate(more));
        out.on("error", () => {});
        more();
    },
    moved: (out, where) => out.writeHead(307, { Location: where, "Content-Length": 0 }).end(),
};

export class Receiver {
    // issuer: whose tokens are taken, for which audience. keys: where its keys are published, by a server that `ca`
    // vouches for; keptFor: seconds.
    constructor({ issuer, audience, tls, keptFor, ca = tls.cert }) {
        Object.assign(this, { issuer, audience, tls, keptFor, ca });
        this.scripts = {};
        this.log = []; // {path, jti, token, did, at}
        this.fetches = 0;
    }

    async listen() {
        this.server = https.createServer({ ...this.tls, keepAlive: true }, (request, out) => this.#take(request, out));
        await new Promise((ready) => this.server.listen(0, "127.0.0.1", ready));
        this.address = `https://127.0.0.1:${this.server.address().port}`;
    }

    stop() {
        this.server.closeAllConnections();
        this.server.close();
    }

    at(path) {
        return this.log.filter((entry) => entry.path === path);
    }

    // What stands there now.
    async published() {
        const text = await new Promise((done, fail) =>
            https
                .get(this.keys, { ca: this.ca }, (answer) => {
                    let body = "";
                    answer.on("data", (part) => (body += part)).on("end", () => done(body));
                })
                .on("error", fail),
        );
        return JSON.parse(text);
    }

    async renew() {
        this.fetches++;
        this.set = jose.createLocalJWKSet(await this.published());
        this.fetched = Date.now();
    }

    // Never asked for anew because a key is missing: that is what makes a cache slow.
    async #verified(token) {
        if (!this.set || Date.now() - this.fetched > this.keptFor * 1000) await this.renew();
        const { payload } = await jose.jwtVerify(token, this.set, {
            issuer: this.issuer,
            audience: this.audience,
            typ: "secevent+jwt",
            requiredClaims: ["jti", "iat", "events", "sub_id", "txn"],
        });
        const names = Object.keys(payload.events);
        if (names.length !== 1 || !names[0].startsWith(types)) throw new Error("one event, of ours");
        return payload;
    }

    async #take(request, out) {
        const parts = [];
        for await (const part of request) parts.push(part);
        const token = Buffer.concat(parts).toString("latin1");
        const path = request.url;
        const jti = jose.decodeJwt(token).jti;
        const earlier = this.log.filter((entry) => entry.path === path && entry.jti === jti).length;
        const step = (this.scripts[path] ?? [])[earlier];
        const entry = { path, jti, token, did: step ?? "take", at: Date.now(), headers: request.headers };
        this.log.push(entry);
        if (step !== undefined) {
            const [name, ...rest] = step.split(":");
            return steps[name](out, rest.join(":"));
        }
        try {
            entry.payload = await this.#verified(token);
            out.writeHead(202, { "Content-Length": 0 }).end();
        } catch (error) {
            const unknown = error.code === "ERR_JWKS_NO_MATCHING_KEY";
            entry.did = `refuse: ${error.code ?? error.message}`;
            steps.err(out, unknown ? "invalid_key" : "invalid_request");
        }
    }
}
