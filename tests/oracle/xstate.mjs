// SPDX-License-Identifier: Apache-2.0
// xstate.mjs PROGRAMS [STEPS [SEED]]: so many events of a walk by chance through each definition, chosen by us and
// by XState from what `workflow draw --xstate` writes: a machine per kind, its relatives as context, its guards
// answered by @bufbuild/cel. What is compared is the transition: which branch, and where it leads; of what was
// refused, that XState refuses it too, for the same reason (conditions that do not hold are met so often that one
// such refusal in SPARSE is looked at).
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { CelScalar, celEnv, celFunc, isCelError, mapType, parse, plan } from "@bufbuild/cel";
import { transition } from "xstate";
import { Tally } from "./common.mjs";
import { exported, machinesFrom } from "./machines.mjs";
import { World } from "./world.mjs";

const [programs, steps = "200000", seed = "1"] = process.argv.slice(2);
const holdfast = `${programs}/../holdfast`;
const folder = new URL("../../workflows/", import.meta.url).pathname;
const SPARSE = 10;
const reasons = {
    ended: "a case whose own state is final takes no event of any kind (format, section 4); machines know only themselves",
};

// ---- guards ----

// Amounts of one currency are compared, which CEL does not know; of two currencies the comparison fails, as ours does.
const MONEY = mapType(CelScalar.STRING, CelScalar.DYN);
const orders = { "_<_": (n) => n < 0n, "_<=_": (n) => n <= 0n, "_>_": (n) => n > 0n, "_>=_": (n) => n >= 0n };

function difference(a, b) {
    if (a.get("currency") !== b.get("currency")) throw new Error("currency_mismatch");
    return BigInt(a.get("amount")) - BigInt(b.get("amount"));
}

const funcs = Object.entries(orders).map(([name, holds]) =>
    celFunc(name, [MONEY, MONEY], CelScalar.BOOL, (a, b) => holds(difference(a, b))),
);
const library = celEnv({ funcs });
const compiled = new Map();

function evaluate(source, scene) {
    let program = compiled.get(source);
    if (program === undefined) compiled.set(source, (program = plan(library, parse(source))));
    return program(scene);
}

function holds(source, scene) {
    const value = evaluate(source, scene);
    if (isCelError(value)) throw new Error(`${source}: ${value.message}`);
    return value === true;
}

function chosen({ context }, { id }) {
    const { when } = context.rules[id];
    return when === null || holds(when, context.scene);
}

function admitted({ context }, { id, entered_from }) {
    if (entered_from !== undefined && context.scene.enteredFrom !== entered_from) return false;
    return chosen({ context }, { id }) && missing(context, id).length === 0;
}

function missing({ rules, conditions, scene }, id) {
    const { needs, requires } = rules[id];
    const absent = needs.filter((name) => scene.data.get(name) === undefined);
    return absent.length > 0 ? absent : requires.filter((name) => !holds(conditions[name], scene));
}

const machinesOf = (file) => machinesFrom(exported(holdfast, file), { chosen, admitted }, true);

// ---- one event ----

function sceneOf(world, machines, line, kind, self) {
    const { config, conditions } = machines[kind];
    const root = world.instances.get("case");
    const scene = {
        event: world.object(line.payload),
        data: world.object(self ? self.data : config.context.data),
        flags: world.marks(self?.flags ?? []),
        obligations: world.marks(self?.obligations ?? []),
        self: self && world.thing(self.name),
        case: root && world.thing("case"),
        linked: world.linked(self),
        children: world.children,
        registers: world.registers,
        act: world.object({
            effective_at: line.effective_at,
            received_at: line.at,
            recorded_at: line.at,
            role: line.role,
            raised: line.payload._made?.cause !== undefined,
        }),
        enteredFrom: self?.entered_from,
    };
    scene.is = world.asked((name) => evaluate(conditions[name], scene));
    return scene;
}

// Which place of the list XState takes, and where it leads; null: none.
function theirs(world, machines, line, kind, self) {
    const { machine, rules, conditions, places } = machines[kind];
    const state = self ? self.state : "_unborn";
    const context = { rules, conditions, scene: sceneOf(world, machines, line, kind, self) };
    const before = machine.resolveState({ value: state, context });
    const [after, actions] = transition(machine, before, { type: line.event });
    const took = actions.filter((action) => action.type === "took");
    if (took.length !== 1) return null;
    const place = places[`${state}/${line.event}`][took[0].params.place];
    return { ...place, to: after.value, context };
}

const shown = ({ payload, after, ...line }) => ({ ...line, payload: JSON.stringify(payload).slice(0, 600) });

function compareDone(tally, line, other, name) {
    const ours = `branch ${line.branch} to ${line.after.state}`;
    const said = other === null ? "nothing" : `${other.refuses ? "refusal of " : ""}branch ${other.branch} to ${other.to}`;
    if (ours === said) tally.agree(`${name}: taken`);
    else tally.differ("transition", { name, ours, theirs: said, line: shown(line) });
}

// The sentence of a refusal names what was missing; what must agree is the reason and how many.
const refusals = {
    not_in_state: (other) => other === null,
    refused: (other) => other?.refuses && other.context.rules[other.id].needs.length === 0 && none(other),
    needs: (other, details) => other?.refuses && lacks(other, "needs").length === details.length,
    requires: (other, details) =>
        other?.refuses && lacks(other, "needs").length === 0 && lacks(other, "requires").length === details.length,
};
const none = ({ context, id }) => context.rules[id].requires.length === 0;
const lacks = ({ context, id }, what) =>
    missing(context, id).filter((name) => context.rules[id][what].includes(name));

function compareRefused(tally, line, other, name, ended) {
    const { code, details } = line.refused;
    if (refusals[code](other, details)) tally.agree(`${name}: ${code}`);
    else if (code === "not_in_state" && ended) tally.differ("ended", { name });
    else tally.differ("refusal", { name, theirs: other && [other.branch, other.refuses, other.to], line: shown(line) });
}

// ---- one definition ----

let sparse = 0;

function isAsked({ refused, branch }) {
    if (refused === undefined) return branch !== undefined;
    return refused.code === "requires" ? sparse++ % SPARSE === 0 : refused.code in refusals;
}

function decided(tally, world, machines, line, name) {
    const self = world.instances.get(world.ids.get(line.on) ?? line.on);
    const kind = line.on.split("/")[0];
    const ours = kind in machines && isAsked(line);
    if (ours && (line.from ?? "") === (self?.state ?? "")) {
        const other = theirs(world, machines, line, kind, line.from === undefined ? undefined : self);
        if (line.refused) compareRefused(tally, line, other, name, world.ended);
        else compareDone(tally, line, other, name);
    } else if (ours) {
        tally.differ("state", { name, known: self?.state, line: shown(line) });
    }
    if (line.after) world.put(line.after);
    return ours && !line.refused ? 1 : 0;
}

async function walk(tally, name) {
    const file = `${folder}${name}.json`;
    const definition = JSON.parse(readFileSync(file));
    const machines = machinesOf(file);
    const args = ["workflow", "simulate", file, "--random", "100000000", "--seed", seed, "--events", "--json"];
    const child = spawn(holdfast, args, { stdio: ["ignore", "pipe", "inherit"] });
    let world;
    let left = Number(steps);
    for await (const text of createInterface({ input: child.stdout })) {
        const line = JSON.parse(text);
        if (line.authorities) world = new World(line.authorities, definition);
        else if (line.on) left -= decided(tally, world, machines, line, name);
        else if (line.case) world.begin();
        else if (line.kept !== undefined) world.keep(line.kept);
        else if (line.back_to !== undefined) world.comeBack(line.back_to);
        if (left <= 0) break;
    }
    child.kill();
    if (left > 0) tally.differ("ended", { name, left });
}

const tally = new Tally(reasons);
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")).sort())
    await walk(tally, file.replace(".json", ""));
tally.tell("XState chooses the transitions that we choose", seed);
