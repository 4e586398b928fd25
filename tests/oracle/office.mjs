// SPDX-License-Identifier: Apache-2.0
// An office of ours for tests in Node: a state directory of its own in a room of its own, its books, its people, and
// `serve` on loopback. All of it is gone at the end.
import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, chmodSync, writeFileSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const tree = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const AT_ONCE = 4;

export const rest = (ms) => new Promise((done) => setTimeout(done, ms));

export class Office {
    constructor(program, issuer) {
        Object.assign(this, { program, issuer });
        this.room = mkdtempSync("/var/tmp/holdfast-test-");
        chmodSync(this.room, 0o755); // for root the server of the database runs under another account
        this.state = `${this.room}/court`;
        this.env = { PATH: process.env.PATH, LANG: "C", HOME: this.room, HOLDFAST_CONFIG: "/dev/null" };
        this.env.HOLDFAST_STATE = this.state;
        this.ahead = 0;
        this.failed = 0;
        const key = `${this.room}/key.pem`, cert = `${this.room}/cert.pem`;
        const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=exchange";
        execFileSync(
            "openssl",
            [...options.split(" "), "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert],
            { stdio: "ignore" },
        );
        this.tls = { key: readFileSync(key), cert: readFileSync(cert) };
    }

    // holdfast WORDS... --as WHO: the JSON it says, a value a line.
    async say(who, ...words) {
        const as = who === null ? [] : ["--as", who];
        const { stdout } = await run(this.program, [...words, ...as, "--json"], { env: this.env, cwd: tree });
        return stdout.split("\n").filter((line) => /^[{[]/.test(line)).map((line) => JSON.parse(line));
    }

    async #both(...words) {
        await this.say("Ana Reyes", ...words);
        await this.say("Lou Meyer", ...words);
    }

    // A state as the demo has it, whose clock may be moved ahead.
    async found() {
        execFileSync("mkdir", ["-p", "-m", "700", this.state]);
        writeFileSync(`${this.state}/demo`, "made by holdfast demo\n");
        await this.say(null, "key", "generate", "--issuer", this.issuer, "--origin", "court.invalid/log");
        await this.say(null, "db", "init");
        await this.say(null, "db", "start");
        await this.say(null, "user", "add", "--first", "Ana Reyes", "--second", "Lou Meyer");
        for (const [name, role] of [["Ida Roth", "officer"], ["Eve Lind", "approver"]]) {
            await this.say("Ana Reyes", "user", "add", name, "--organ", "registry", "--role", role);
            await this.say("Lou Meyer", "user", "confirm", name);
        }
        await this.#both("calendar", "publish", "config/calendars/court.json");
        await this.#both("workflow", "publish", "config/samples/small-procedure.json");
    }

    // Authorities by name, each with its endpoint; their ids are kept in this.ids.
    async enter(endpoints, key) {
        const authorities = Object.entries(endpoints).map(([name, endpoint], n) => ({
            name, kind: "state", state: "XS", party: true, languages: ["en"], language_rule: "one_of", channel: "push",
            endpoint, issuer: `https://focal${n}.invalid`, key, calendar: "court", valid_from: "2026-01-01",
            source: "test", verified_on: "2026-11-23",
        }));
        const file = `${this.room}/directory.json`;
        writeFileSync(file, JSON.stringify({ authorities }));
        await this.say("Ana Reyes", "directory", "import", file);
        this.ids = {};
        for (const { name } of authorities)
            this.ids[name] = (await this.say("Lou Meyer", "directory", "confirm", name))[0].id;
    }

    // A case whose request goes to this authority: its reference.
    async send(name) {
        const [{ case: reference }] = await this.say("Ida Roth", "case", "open", "small-procedure");
        await this.say("Ida Roth", "case", "act", reference, "draft", "--set", `addressee=${this.ids[name]}`,
            "--set", "purpose=protective measures");
        await this.say("Eve Lind", "case", "act", reference, "request/1", "send");
        return reference;
    }

    async serve(settings = {}) {
        const words = ["serve", "--listen", "127.0.0.1:0", "--allow", "127.0.0.0/8", "--json"];
        const tls = ["--tls-cert", "cert.pem", "--tls-key", "key.pem", "--ca", "cert.pem"].map((word) =>
            word.endsWith(".pem") ? `${this.room}/${word}` : word,
        );
        this.child = spawn(this.program, [...words, ...tls], { env: { ...this.env, ...settings }, cwd: tree });
        this.child.stderr.resume();
        const lines = createInterface({ input: this.child.stdout });
        for await (const line of lines) {
            this.address = JSON.parse(line).address;
            if (this.address) return;
        }
        throw new Error("serve has not begun");
    }

    // Moves the time of all its processes.
    jump(minutes) {
        this.ahead += minutes * 60000;
        writeFileSync(`${this.state}/clock.new`, `${this.ahead}\n`); // replaced whole, as others read it
        renameSync(`${this.state}/clock.new`, `${this.state}/clock`);
    }

    attempts(reference) {
        return this.say(null, "notice", "attempts", reference);
    }

    async standing(name, which) {
        return this.say(null, "notice", "list", name, "--standing", which);
    }

    holds(sentence, is, ...shown) {
        if (is) return console.log(`[       OK ] ${sentence}`);
        console.log(`not so: ${sentence}`, ...shown.map((value) => JSON.stringify(value)));
        this.failed++;
    }

    async stop() {
        if (this.child) {
            const ended = new Promise((done) => this.child.once("exit", done));
            this.child.kill("SIGTERM");
            await ended;
        }
        await this.say(null, "db", "stop").catch(() => {});
        if (!process.env.HF_KEEP) rmSync(this.room, { recursive: true, force: true });
    }
}

// Some at a time, so that many commands take less long.
export async function each(items, work) {
    const left = [...items];
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
        for (let item; (item = left.shift()) !== undefined;) await work(item);
    }));
}

// What `look` gives once it is something, for so many seconds.
export async function comes(look, seconds = 60) {
    for (const end = Date.now() + seconds * 1000; ; await rest(200)) {
        const found = await look();
        if (found || Date.now() > end) return found;
    }
}
