// SPDX-License-Identifier: Apache-2.0
// A case as the lines of `workflow simulate --events` tell it, and what an expression sees of it, for a CEL library.
// A text that is the id or the name of something of the case stands for that thing, which has members.
import { celList, celMap } from "@bufbuild/cel";

// A map whose members are made when they are asked for; `keys` only for comparing and counting.
class Members extends Map {
    constructor(member, keys) {
        super();
        this.member = member;
        this.names = keys;
    }
    get(name) {
        return this.member(name);
    }
    has(name) {
        return this.member(name) !== undefined;
    }
    get size() {
        return this.names.length;
    }
    *entries() {
        for (const name of this.names) {
            const value = this.member(name);
            if (value !== undefined) yield [name, value];
        }
    }
    keys() {
        return this.names.values();
    }
    [Symbol.iterator]() {
        return this.entries();
    }
}

const object = (keys, member) => celMap(new Members(member, keys));

export class World {
    // `definition` tells which links are two names of one bond, and what its states are.
    constructor(authorities, definition) {
        this.authorities = authorities;
        this.kinds = definition.kinds;
        this.inverse = {};
        for (const [kind, { links = {} }] of Object.entries(definition.kinds)) {
            for (const [name, link] of Object.entries(links)) {
                (this.inverse[kind] ??= {})[name] = link.inverse;
                if (link.inverse) (this.inverse[link.kind] ??= {})[link.inverse] = name;
            }
        }
        this.kept = new Map();
        this.begin();
    }
    begin() {
        this.instances = new Map();
        this.ids = new Map();
        this.seen = new Map();
    }
    keep(number) {
        this.kept.set(number, [new Map(this.instances), new Map(this.ids)]);
    }
    comeBack(number) {
        this.instances = new Map(this.kept.get(number)[0]);
        this.ids = new Map(this.kept.get(number)[1]);
        this.seen = new Map();
    }
    // What an event made of an instance; the other ends of its bonds know of it too.
    put(after) {
        const before = this.instances.get(after.name);
        this.instances.set(after.name, after);
        this.ids.set(after.id, after.name);
        for (const [link, names] of Object.entries(after.linked)) {
            const back = this.inverse[after.kind]?.[link];
            const had = before?.linked[link] ?? [];
            for (const name of back ? names.filter((n) => !had.includes(n)) : [])
                this.bind(name, back, (list) => [...list, after.name]);
            for (const name of back ? had.filter((n) => !names.includes(n)) : [])
                this.bind(name, back, (list) => list.filter((n) => n !== after.name));
        }
        this.seen.clear();
    }
    bind(name, link, change) {
        const other = this.instances.get(name);
        const list = other.linked[link] ?? [];
        this.instances.set(name, { ...other, linked: { ...other.linked, [link]: [...new Set(change(list))] } });
    }

    // ---- what expressions see ----

    value(json) {
        if (typeof json === "number") return BigInt(json);
        if (typeof json === "string") return this.thing(json) ?? json;
        if (Array.isArray(json)) return celList(json.map((item) => this.value(item)));
        if (typeof json === "object" && json !== null) return this.object(json);
        return json;
    }
    object(json) {
        return object(Object.keys(json), (name) => {
            if (Object.hasOwn(json, name)) return this.value(json[name]);
            return json._hidden?.includes(name) ? "" : undefined; // only has() asks for it
        });
    }
    // One and the same map for as long as nothing changes: so it is equal to itself at a glance.
    thing(text) {
        const name = this.ids.get(text) ?? text;
        const known = this.seen.get(name);
        if (known !== undefined) return known;
        const instance = this.instances.get(name);
        const authority = this.authorities[name];
        const made =
            instance !== undefined
                ? instance.register
                    ? this.entry(instance)
                    : this.instance(instance)
                : authority && this.entry({ id: name, data: authority });
        if (made !== undefined) this.seen.set(name, made);
        return made;
    }
    entry({ id, state, data }) {
        const own = this.object(data);
        return object(["id", "state"], (name) => (name === "id" ? id : name === "state" ? state : own.get(name)));
    }
    instance(i) {
        const members = {
            id: () => i.id,
            kind: () => i.kind,
            state: () => i.state,
            since: () => i.since,
            groups: () => celList(this.groups(i)),
            final: () => this.final(i),
            late: () => celList(i.late),
            flags: () => this.marks(i.flags),
            data: () => this.object(i.data),
        };
        return object(["id"], (name) => members[name]?.());
    }
    groups({ kind, state }) {
        const groups = Object.entries(this.kinds[kind].groups ?? {});
        return groups.filter(([, { states }]) => states.includes(state)).map(([name]) => name);
    }
    final({ kind, state }) {
        return this.kinds[kind].states[state].end !== undefined;
    }
    get ended() {
        const root = this.instances.get("case");
        return root !== undefined && this.final(root);
    }
    asked(member) {
        return object([], member);
    }
    marks(set) {
        return object([], (name) => set.includes(name));
    }
    linked(i) {
        return object([], (link) => celList((i?.linked[link] ?? []).map((name) => this.thing(name))));
    }
    allOf(test) {
        return celList([...this.instances.values()].filter(test).map((i) => this.thing(i.name)));
    }
    get children() {
        return object([], (kind) => this.allOf((i) => !i.register && i.kind === kind));
    }
    get registers() {
        return object([], (kind) => this.allOf((i) => i.register && i.kind === kind));
    }
}
