// SPDX-License-Identifier: Apache-2.0
// schema.mjs PROGRAMS [COUNT [SEED]]: values held against random schemas of the subset by the reader of
// payloads and by ajv (draft 2020-12, formats added here in their JSON Schema meaning, ours left aside).
import Ajv2020 from "ajv/dist/2020.js";
import { Dice, Tally, ask } from "./common.mjs";

const [programs, count = "50000", seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const dice = new Dice(Number(seed));
const PER_SCHEMA = 12;

const reasons = {
    integer: "an integer is written in digits: 1.0 and 1e2 are not taken",
};

const names = ["a", "b", "c_1", "zz"];
const letters = ["a", "b", "Z", "0", " ", "é", "e\u0301", "🐱", "\n", "\\", '"', "\u2028"];
const patterns = [
    "^a*$",
    "b",
    "^[a-zé]{1,3}$",
    "^.$",
    "^..$",
    "^(ab|Z)+$",
    "\\s",
    "^\\S+$",
    "[^a-z]",
    "^\\w*$",
    "🐱",
    "^$",
];
const dates = [
    "2026-11-23",
    "2024-02-29",
    "2026-02-29",
    "2026-13-01",
    "2026-1-1",
    "26-11-23",
    "2026-11-23T00:00:00.000Z",
];

const text = (most = 4) => dice.many(0, most, () => dice.one(letters)).join("");
const upTo = (most) => dice.below(most);

function string() {
    const kind = dice.below(8);
    if (kind === 0) return { type: "string", enum: [...new Set(dice.many(1, 3, () => text(2)))] };
    if (kind === 1) return { type: "string", const: text(2) };
    if (kind === 2) return { type: "string", format: "date" };
    const schema = { type: "string" };
    if (dice.rarely(2)) schema.minLength = upTo(3);
    if (dice.rarely(2)) schema.maxLength = (schema.minLength ?? 0) + upTo(4);
    if (dice.rarely(2)) schema.pattern = dice.one(patterns);
    return schema;
}

function integer() {
    if (dice.rarely(6)) return { type: "integer", const: whole() };
    const schema = { type: "integer" };
    if (dice.rarely(2)) schema.minimum = whole();
    if (dice.rarely(2)) schema.maximum = Math.max(whole(), schema.minimum ?? -Infinity);
    return schema;
}

const whole = () => dice.one([0, 1, -1, 2, 7, 100, -5, 2 ** 53 - 1, -(2 ** 53) + 1, 4294967296]);

function list(depth) {
    const schema = { type: "array", items: make(depth - 1), maxItems: 1 + upTo(5) };
    if (dice.rarely(2)) schema.minItems = upTo(schema.maxItems + 1);
    return schema;
}

function object(depth) {
    const own = names.filter(() => dice.rarely(2));
    const schema = {
        type: "object",
        properties: Object.fromEntries(own.map((name) => [name, make(depth - 1)])),
    };
    const required = own.filter(() => dice.rarely(2));
    if (required.length > 0) schema.required = required;
    return schema;
}

let types; // of the schema being made
function make(depth) {
    const shared = Object.keys(types);
    if (shared.length > 0 && dice.rarely(6)) return { $ref: "#/types/" + dice.one(shared) };
    const simple = [string, string, integer, integer, () => ({ type: "boolean" })];
    return depth > 0 && !dice.rarely(3) ? dice.one([list, object, object])(depth) : dice.one(simple)();
}

function question() {
    types = {};
    for (const name of ["t_1", "t_2"].slice(0, dice.below(3))) types[name] = make(1);
    const schema = make(3);
    const values = Array.from({ length: PER_SCHEMA }, () => damaged(fitting(schema)));
    return { schema, types, values: values.map(written) };
}

// ---- values: mostly of the form asked for, so that the bounds are what decides ----

function fitting(schema) {
    if (schema.$ref) return fitting(types[schema.$ref.slice("#/types/".length)]);
    if ("const" in schema && !dice.rarely(3)) return schema.const;
    if (schema.enum && !dice.rarely(3)) return dice.one(schema.enum);
    if (schema.type === "boolean") return dice.rarely(2);
    if (schema.type === "integer") return near(schema);
    if (schema.format === "date") return dice.one(dates);
    if (schema.type === "string")
        return dice.rarely(3) ? dice.one(["", "a", "aaa", "ab", "abZ", "é"]) : text(5);
    if (schema.type === "array") {
        return dice.many(Math.max(0, (schema.minItems ?? 0) - upTo(2)), schema.maxItems + 1, () =>
            fitting(schema.items),
        );
    }
    const kept = Object.entries(schema.properties).filter(
        ([name]) => schema.required?.includes(name) || dice.rarely(2),
    );
    return Object.fromEntries(kept.map(([name, inner]) => [name, fitting(inner)]));
}

function near(schema) {
    const edge = dice.one([schema.minimum, schema.maximum, whole()].filter((n) => n !== undefined));
    const value = edge + dice.below(3) - 1;
    return Number.isSafeInteger(value) ? value : edge;
}

const others = () =>
    dice.one([
        null,
        true,
        0,
        "",
        "a",
        [],
        {},
        [1],
        { a: 1 },
        { zz: "a" },
        1.5,
        new Written("1.0"),
        new Written("1e2"),
    ]);

// Text that JSON.stringify would write in another way.
class Written {
    constructor(text) {
        this.text = text;
    }
    toJSON() {
        return Number(this.text);
    }
}

function damaged(value) {
    if (!dice.rarely(3)) return value;
    if (Array.isArray(value) && value.length > 0 && !dice.rarely(3)) {
        const at = dice.below(value.length);
        return value.map((item, i) => (i === at ? damaged(item) : item));
    }
    if (value !== null && typeof value === "object" && !dice.rarely(3)) {
        const keys = Object.keys(value);
        if (keys.length === 0 || dice.rarely(3))
            return { ...value, [dice.one([...names, "x", ""])]: others() };
        const key = dice.one(keys);
        if (dice.rarely(2)) return { ...value, [key]: damaged(value[key]) };
        return Object.fromEntries(keys.filter((k) => k !== key).map((k) => [k, value[k]]));
    }
    return others();
}

function written(value) {
    if (value instanceof Written) return value.text;
    if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
    if (value === null || typeof value !== "object") return JSON.stringify(value);
    return `{${Object.entries(value)
        .map(([key, inner]) => `${JSON.stringify(key)}:${written(inner)}`)
        .join(",")}}`;
}

// ---- the other side ----

function closed(schema) {
    if (schema.$ref) return { $ref: schema.$ref.replace("#/types/", "#/$defs/") };
    if (schema.type === "array") return { ...schema, items: closed(schema.items) };
    if (schema.type !== "object") return schema;
    const properties = Object.entries(schema.properties).map(([name, inner]) => [name, closed(inner)]);
    return { ...schema, properties: Object.fromEntries(properties), additionalProperties: false };
}

// RFC 3339 full-date, by the civil calendar.
function isDate(value) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
    const [year, month, day] = value.split("-").map(Number);
    const made = new Date(Date.UTC(2000, 0, 1));
    made.setUTCFullYear(year, month - 1, day);
    return made.getUTCFullYear() === year && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function theirs({ schema, types, values }) {
    const ajv = new Ajv2020({ strict: true, unicodeRegExp: true });
    ajv.addFormat("date", isDate);
    const defs = Object.entries(types).map(([name, inner]) => [name, closed(inner)]);
    const valid = ajv.compile({ $defs: Object.fromEntries(defs), ...closed(schema) });
    return values.map((value) => valid(JSON.parse(value)));
}

// ---- and how they compare ----

const tally = new Tally(reasons);
const real = /[\d](?:\.|e)\d/;

function compare(asked, ours) {
    if (ours[0] !== "=") {
        tally.differ("schema refused", { asked, ours });
        return;
    }
    theirs(asked).forEach((valid, i) => {
        const taken = ours[i + 2] === "1";
        if (taken === valid) tally.agree(taken ? "taken" : "refused");
        else if (!taken && real.test(asked.values[i])) tally.differ("integer", {});
        else
            tally.differ("otherwise", {
                schema: asked.schema,
                types: asked.types,
                value: asked.values[i],
                taken,
                valid,
            });
    });
}

for (let left = Math.ceil(Number(count) / PER_SCHEMA); left > 0; left -= 500) {
    const asked = Array.from({ length: Math.min(left, 500) }, question);
    const ours = ask(`${programs}/oracle_schema`, asked);
    asked.forEach((one, i) => compare(one, ours[i]));
}
tally.tell("payloads are taken as ajv takes them", seed);
