// SPDX-License-Identifier: Apache-2.0
// flow.mjs HOLDFAST DEFINITION LINES SECONDS: how many transitions a second XState chooses, of those that bench_flow
// wrote into LINES after coming back to the case it made. Printed: "xstate N".
//
// Nothing that is not choosing counts, and what is there to be chosen from is as fast as it can be: machines, states
// and contexts are made before; a guard is a function of JavaScript made from its expression, over plain objects;
// actions are neither resolved nor run. Each choice is compared with ours first.
import { readFileSync } from "node:fs";
import { parse } from "@bufbuild/cel";
import { transition } from "xstate";
import { exported, machinesFrom } from "./machines.mjs";
import { World } from "./world.mjs";

const [holdfast, definition, lines, seconds] = process.argv.slice(2);
const CHUNKS = 20;

// ---- expressions become functions ----

const operators = {
    "_&&_": "&&",
    "_||_": "||",
    "_==_": "===",
    "_!=_": "!==",
    "_<_": "<",
    "_<=_": "<=",
    "_>_": ">",
    "_>=_": ">=",
    "_+_": "+",
    "_-_": "-",
    "_*_": "*",
};

function call({ function: name, target, args }, local) {
    const [a, b, c] = args.map((arg) => script(arg, local));
    if (name in operators) return `(${a} ${operators[name]} ${b})`;
    if (name === "!_") return `!${a}`;
    if (name === "_?_:_") return `(${a} ? ${b} : ${c})`;
    if (name === "@in") return `${b}.includes(${a})`;
    if (name === "size") return `${a ?? script(target, local)}.length`;
    throw new Error(`no function ${name}`);
}

// all and exists: the second operand of the step is what is asked of each item.
function loop({ iterVar, iterRange, loopStep }, local) {
    const { function: joined, args } = loopStep.exprKind.value;
    const body = script(args[1], new Set([...local, iterVar]));
    return `${script(iterRange, local)}.${joined === "_&&_" ? "every" : "some"}((${iterVar}) => ${body})`;
}

function select({ operand, field, testOnly }, local) {
    const of = script(operand, local);
    if (of === "s.is") return `s.is.${field}(s)`;
    return testOnly ? `(${of}.${field} !== undefined)` : `${of}.${field}`;
}

function script({ exprKind: { case: sort, value } }, local) {
    if (sort === "constExpr") return constant(value.constantKind);
    if (sort === "identExpr") return local.has(value.name) ? value.name : `s.${value.name}`;
    if (sort === "selectExpr") return select(value, local);
    if (sort === "callExpr") return call(value, local);
    if (sort === "listExpr") return `[${value.elements.map((e) => script(e, local)).join(", ")}]`;
    if (sort === "comprehensionExpr") return loop(value, local);
    throw new Error(`no expression ${sort}`);
}

const constant = ({ case: sort, value }) => (sort === "int64Value" ? String(Number(value)) : JSON.stringify(value));
const compile = (source) => new Function("s", `return ${script(parse(source).expr, new Set())};`);

// ---- guards: those of the machine, compiled once ----

const chosen = ({ context }, { id }) => context.when[id] === undefined || context.when[id](context.scene);

function admitted({ context }, { id, entered_from }) {
    const { scene } = context;
    if (entered_from !== undefined && scene.enteredFrom !== entered_from) return false;
    if (context.when[id] !== undefined && !context.when[id](scene)) return false;
    return (
        context.needs[id].every((name) => scene.data[name] !== undefined) &&
        context.requires[id].every((holds) => holds(scene))
    );
}

function compiled({ rules, conditions }) {
    const is = Object.fromEntries(Object.entries(conditions).map(([name, source]) => [name, compile(source)]));
    const of = (make) => Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, make(rule)]));
    return {
        is,
        when: of(({ when }) => (when === null ? undefined : compile(when))),
        needs: of(({ needs }) => needs),
        requires: of(({ requires }) => requires.map((name) => is[name])),
    };
}

// ---- scenes: plain objects ----

class Plain {
    constructor(world) {
        this.world = world;
        this.made = new Map();
        for (const name of [...world.instances.keys(), ...Object.keys(world.authorities)]) this.made.set(name, {});
        for (const [name, instance] of world.instances) Object.assign(this.made.get(name), this.members(instance));
        for (const [id, data] of Object.entries(world.authorities))
            Object.assign(this.made.get(id), this.value(data), { id });
    }
    value(json) {
        if (typeof json === "string") return this.made.get(this.world.ids.get(json) ?? json) ?? json;
        if (Array.isArray(json)) return json.map((item) => this.value(item));
        if (typeof json !== "object" || json === null) return json;
        const all = Object.entries(json).map(([name, value]) => [name, this.value(value)]);
        return Object.fromEntries([...(json._hidden ?? []).map((name) => [name, ""]), ...all]);
    }
    members(i) {
        const { id, kind, state, since } = i;
        if (i.register) return { ...this.value(i.data), id, state };
        const groups = this.world.groups(i);
        const final = this.world.final(i);
        return { id, kind, state, since, groups, final, late: i.late, flags: this.marks(i), data: this.value(i.data) };
    }
    marks({ kind, flags }) {
        const all = Object.keys(this.world.kinds[kind].flags ?? {});
        return Object.fromEntries(all.map((name) => [name, flags.includes(name)]));
    }
    of(kinds, test) {
        const list = (kind) => [...this.world.instances.values()].filter((i) => test(i) && i.kind === kind);
        return Object.fromEntries(kinds.map((kind) => [kind, list(kind).map((i) => this.made.get(i.name))]));
    }
    scene(line, { config, is }, self) {
        const empty = config.context;
        const linked = (link) => (self?.linked[link] ?? []).map((name) => this.made.get(name));
        return {
            event: this.value(line.payload),
            data: self ? this.made.get(self.name).data : empty.data,
            flags: self ? this.made.get(self.name).flags : empty.flags,
            self: self && this.made.get(self.name),
            case: this.made.get("case"),
            linked: Object.fromEntries(Object.keys(empty.linked).map((link) => [link, linked(link)])),
            children: this.of(Object.keys(empty.children), (i) => !i.register),
            registers: this.of(Object.keys(empty.registers), (i) => i.register),
            act: { role: line.role, effective_at: line.effective_at, recorded_at: line.at, received_at: line.at },
            enteredFrom: self?.entered_from,
            is,
        };
    }
}

// ---- what is asked ----

const machines = exported(holdfast, definition);
const silent = machinesFrom(machines, { chosen, admitted }, false);
const saying = machinesFrom(machines, { chosen, admitted }, true);
for (const kind of Object.keys(machines)) Object.assign(silent[kind], compiled(silent[kind]));

function choice(world, line) {
    const self = line.from === undefined ? undefined : world.instances.get(line.on);
    const kind = line.on.split("/")[0];
    const { is, when, needs, requires, places, config, machine } = silent[kind];
    const context = { scene: new Plain(world).scene(line, { config, is }, self), when, needs, requires };
    const state = self?.state ?? "_unborn";
    const event = { type: line.event };
    const [after, actions] = transition(saying[kind].machine, saying[kind].machine.resolveState({ value: state, context }), event);
    const took = actions.find((action) => action.type === "took")?.params.place;
    if (places[`${state}/${line.event}`][took]?.branch !== line.branch || after.value !== line.after.state)
        throw new Error(`another choice: ${JSON.stringify(line)}`);
    return [machine, machine.resolveState({ value: state, context }), event];
}

function asked() {
    const all = readFileSync(lines, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
    const home = all.findLast((line) => line.kept !== undefined).kept;
    const world = new World(all[0].authorities, JSON.parse(readFileSync(definition)));
    const choices = [];
    let measured = false;
    for (const line of all) {
        if (line.case) world.begin();
        else if (line.kept !== undefined) world.keep(line.kept);
        else if (line.back_to !== undefined) world.comeBack(line.back_to);
        measured ||= line.back_to === home;
        if (measured && line.branch !== undefined) choices.push(choice(world, line));
        if (line.after) world.put(line.after);
    }
    return choices;
}

const spentUs = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b);

// The fastest of several short stretches of processor time, as for ours.
function rate(choices) {
    let best = 0;
    for (let chunk = 0; chunk < CHUNKS; chunk++) {
        const start = spentUs();
        let count = 0;
        let spent = 0;
        do {
            for (const [machine, before, event] of choices) transition(machine, before, event);
            count += choices.length;
            spent = (spentUs() - start) / 1e6;
        } while (spent < Number(seconds) / CHUNKS);
        best = Math.max(best, count / spent);
    }
    return best;
}

console.log(`xstate ${Math.round(rate(asked()))}`);
