// SPDX-License-Identifier: Apache-2.0
// cel.mjs PROGRAMS [COUNT [SEED]]: expressions of the subset, with names bound, answered by our guards and by
// @bufbuild/cel, which passes the conformance cases of cel-spec. One in eight is damaged, so that the two
// grammars are compared too.
import { CelScalar, celEnv, celFunc, isCelError, isCelList, parse, plan } from "@bufbuild/cel";
import { Dice, Tally, ask } from "./common.mjs";

const [programs, count = "100000", seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const dice = new Dice(Number(seed));

// Why ours refuses, before it runs, what CEL answers. docs/workflow-format.md decides, sections 3, 9.
const reasons = {
    expr_never: "C8: a comparison with a text that can never be equal is a mistake",
    expr_absent_read: "C9: a member that may be absent is asked for first, on every path",
    expr_nothing: "C8: nothing can be in the list []",
    expr_types:
        "each operator has its types: no lists compared, no texts joined, no order of truth, one type in ?:",
    expr_mixed: "the items of a list have one type",
    expr_costly: "C8: more than 50,000 items at the largest sizes",
    expr_too_deep: "nested deeper than 32",
    expr_too_long: "longer than 1,024 bytes",
    expr_name: "C2: a name that is not there is refused, not an error that another operand overrules",
    expr_field: "C2: a member that is not there, likewise",
    expr_body: "what is asked of each item is true or false, also when no item is asked",
    expr_not_list: "all and exists look through lists; an object has members",
    expr_taken: "a variable does not hide a name that means something already",
    expr_null: "no null",
    expr_number_large: "the library takes integers beyond 64 bits; CEL has none",
    expr_index: "no items by number",
    expr_braces: "no maps and messages made",
    expr_double: "no doubles",
    expr_number_form: "no unsigned integers",
    expr_text_form: "no raw texts, no bytes",
    expr_character: "no character that means nothing here (quoted names, raw control characters)",
    expr_escape: "of the escapes only the quotes, the backslash, n, r, t and u",
    expr_value: "no comma after the last item, no leading dot",
    expr_member: "a member has a plain name",
    expr_variable: "a loop begins with a name",
    expr_arguments: "functions have one form; all and exists take one variable",
    expr_form: "size(x), x.contains(y), x.all(i, ...)",
    expr_path: "members are read of names, not of what an expression gives",
    expr_function: "no other function",
    expr_has: "has() asks for a member of a name",
    their_order: "the library orders texts by UTF-16 units; CEL's strings are sequences of code points",
    their_minus:
        "the library lets two minus signs cancel; negating the least integer is an error (int64_min_negate)",
    their_modulo:
        "the remainder of the least integer by -1 goes with its quotient, which overflows; no case in cel-spec",
    their_space:
        "the library takes no space between the parentheses of f( ); CEL ignores space between tokens",
    their_in: "the library reads 'inx' as 'in x'; in CEL's grammar it is one name",
};

const names = {
    bool: ["b0", "b1", "o.b"],
    int: ["i0", "i1", "big", "o.i"],
    text: ["s0", "s1", "o.s"],
    ints: ["ns", "no", "o.ns"],
    texts: ["ts"],
    objects: ["os"],
};
const item = { ints: "int", texts: "text", objects: "object" };
const letters = Array.from("abzA0 éßﬃ\uffe6🐱\u{10fffd}'\"\\\n\t");
const edges = ["9223372036854775807", "-9223372036854775808", "4611686018427387904", "3037000500", "-1"];

const text = () => dice.many(0, 3, () => dice.one(letters)).join("");
const whole = () => (dice.rarely(4) ? dice.below(2000000) - 1000000 : dice.below(7) - 3);
const large = () => ({ int64: dice.one(edges) });
const truth = () => dice.rarely(2);
const object = () => ({
    b: truth(),
    i: whole(),
    s: text(),
    ns: dice.many(1, 3, whole),
    m: dice.rarely(2) ? { maybe: whole() } : { absent: 0 },
    t: dice.rarely(2) ? { maybe: text() } : { absent: "" },
});
const bindings = () => ({
    b0: truth(),
    b1: truth(),
    i0: whole(),
    i1: whole(),
    big: large(),
    s0: text(),
    s1: text(),
    ns: dice.many(1, 4, whole),
    no: { none: 0 },
    ts: dice.many(1, 3, text),
    o: object(),
    os: dice.many(1, 3, object),
});

function quoted(value) {
    const quote = dice.one(["'", '"']);
    const escapes = { "\\": "\\\\", "\n": "\\n", "\t": "\\t", [quote]: "\\" + quote };
    const inside = Array.from(value, (c) => {
        const hex =
            c.length === 1 && dice.rarely(6) ? "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0") : null;
        return hex ?? escapes[c] ?? c;
    });
    return quote + inside.join("") + quote;
}

// Variables in sight and what is known to be present, for the expression being made.
let scope;
const roots = () => ["o", ...scope.filter((v) => v.type === "object").map((v) => v.name)];

function leaf(type) {
    const local = scope.filter((v) => v.type === type).map((v) => v.name);
    const known = scope.filter((v) => v.type === "present " + type).map((v) => v.name);
    if (type === "object") return dice.one(roots());
    const member = { bool: "b", int: "i", text: "s", ints: "ns" }[type];
    const all = [...(names[type] ?? []), ...local, ...local, ...known, ...known];
    if (member) all.push(dice.one(roots()) + "." + member);
    if (type === "bool" && dice.rarely(3)) return dice.one(["true", "false"]);
    if (type === "int" && dice.rarely(3)) return dice.rarely(8) ? dice.one(edges) : String(whole());
    if (type === "text" && dice.rarely(3)) return quoted(text());
    if (type === "int" && dice.rarely(40)) return dice.one(roots()) + ".m";
    return dice.one(all);
}

// What follows is known to have the member; `known` takes it back.
function within(variable, make) {
    scope.push(variable);
    const made = make();
    scope.pop();
    return made;
}

const deeper = (type, depth) => make(type, depth - 1 - dice.below(2));
const paren = (source) => (dice.rarely(3) ? source : `(${source})`);

function loop(depth) {
    const list = dice.one(["ints", "texts", "objects"]);
    const name = "v" + scope.length;
    const over = dice.rarely(3) ? make(list, depth - 2) : leaf(list);
    const body = within({ name, type: item[list] }, () => deeper("bool", depth));
    return `${/^[\w.]+$/.test(over) ? over : `(${over})`}.${dice.one(["all", "exists"])}(${name}, ${body})`;
}

function guarded(depth) {
    const [member, type] = dice.one([
        ["m", "int"],
        ["t", "text"],
    ]);
    const path = dice.one(roots()) + "." + member;
    const rest = () => within({ name: path, type: "present " + type }, () => deeper("bool", depth));
    return dice.one([
        () => `has(${path}) && ${paren(rest())}`,
        () => `!has(${path}) || ${paren(rest())}`,
        () => `has(${path}) ? ${rest()} : ${deeper("bool", depth)}`,
        () => `has(${path})`,
    ])();
}

const forms = {
    bool: [
        (d) => `${paren(deeper("bool", d))} && ${paren(deeper("bool", d))}`,
        (d) => `${paren(deeper("bool", d))} || ${paren(deeper("bool", d))}`,
        (d) => `!(${deeper("bool", d)})`,
        (d) => `${deeper("int", d)} ${dice.one(["<", "<=", ">", ">=", "==", "!="])} ${deeper("int", d)}`,
        (d) => `${deeper("text", d)} ${dice.one(["<", "<=", ">", ">=", "==", "!="])} ${deeper("text", d)}`,
        (d) => `(${deeper("bool", d)}) ${dice.one(["==", "!="])} (${deeper("bool", d)})`,
        (d) => `${deeper("int", d)} in ${paren(deeper("ints", d))}`,
        (d) => `${deeper("text", d)} in ${paren(deeper("texts", d))}`,
        (d) =>
            `(${deeper("text", d)}).${dice.one(["startsWith", "endsWith", "contains"])}(${deeper("text", d)})`,
        loop,
        loop,
        guarded,
        guarded,
    ],
    int: [
        (d) => `${paren(deeper("int", d))} ${dice.one(["+", "-", "*", "/", "%"])} ${paren(deeper("int", d))}`,
        (d) => `-(${deeper("int", d)})`,
        (d) => `size(${deeper(dice.one(["text", "ints", "texts"]), d)})`,
        (d) => `(${deeper(dice.one(["text", "ints"]), d)}).size()`,
    ],
    text: [],
    ints: [
        (d) => `${paren(deeper("ints", d))} + ${paren(deeper("ints", d))}`,
        (d) => `[${dice.many(1, 3, () => deeper("int", d)).join(", ")}]`,
    ],
    texts: [
        (d) => `${paren(deeper("texts", d))} + ${paren(deeper("texts", d))}`,
        (d) => `[${dice.many(1, 3, () => deeper("text", d)).join(", ")}]`,
    ],
    objects: [],
};

function make(type, depth) {
    if (depth <= 0) return leaf(type);
    if (dice.rarely(200)) return make(dice.one(Object.keys(forms)), depth - 1); // of a wrong type
    const all = forms[type];
    if (all.length === 0 || dice.rarely(8)) {
        return `(${deeper("bool", depth)} ? ${deeper(type, depth)} : ${deeper(type, depth)})`;
    }
    return dice.one(all)(depth);
}

const noise =
    "( ) [ ] , . ! - + && || == < ? : in 1 u 0x1 1.5 ' \" \\ has size null true x ` { } r'a' b'a' let // %"
        .split(" ")
        .concat(" ", "\n");

function damaged(source) {
    const parts = source.match(/\s+|\w+|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|&&|\|\||[=<>!]=|./gsu);
    const at = dice.below(parts.length);
    const ways = [
        () => parts.splice(at, 1),
        () => parts.splice(at, 0, dice.one(noise)),
        () => parts.splice(at, 1, dice.one(noise)),
        () => parts.splice(at, 0, parts[dice.below(parts.length)]),
    ];
    dice.one(ways)();
    return parts.join("");
}

function question() {
    scope = [];
    const expr = make(dice.one(["bool", "bool", "bool", "int", "text", "ints"]), 2 + dice.below(5));
    return { expr: dice.rarely(8) ? damaged(expr) : expr, bind: bindings() };
}

// ---- the other side ----

function theirs(json) {
    if (Array.isArray(json)) return json.map(theirs);
    if (typeof json === "number") return BigInt(json);
    if (typeof json !== "object") return json;
    if ("int64" in json) return BigInt(json.int64);
    if ("none" in json) return [];
    if ("maybe" in json) return theirs(json.maybe);
    const kept = Object.entries(json).filter(
        ([, value]) => typeof value !== "object" || !("absent" in value),
    );
    return Object.fromEntries(kept.map(([name, value]) => [name, theirs(value)]));
}

function told(value) {
    if (isCelError(value)) return "?";
    if (typeof value === "bigint" || typeof value === "boolean") return String(value);
    if (typeof value === "string") return JSON.stringify(value);
    if (isCelList(value)) return `[${Array.from(value, told).join(",")}]`;
    return typeof value === "object" && value !== null ? "{}" : `a ${typeof value}`;
}

function answer(env, expr, bind) {
    let program;
    try {
        program = plan(env, parse(expr));
    } catch {
        return "!";
    }
    const value = told(program(theirs(bind)));
    return value === "?" ? "?" : `= ${value}`;
}

const library = celEnv();
const { BOOL, INT, STRING } = CelScalar;

function byPoint(a, b) {
    const [x, y] = [a, b].map((text) => Array.from(text, (letter) => letter.codePointAt(0)));
    const at = x.findIndex((point, i) => point !== y[i]);
    return at < 0 ? x.length - y.length : at >= y.length ? 1 : x[at] - y[at];
}

function within64(whole) {
    if (BigInt.asIntN(64, whole) !== whole) throw new Error("overflow");
    return whole;
}

function remainder(x, y) {
    within64(x / y);
    return x % y;
}

const orders = { "_<_": (n) => n < 0, "_<=_": (n) => n <= 0, "_>_": (n) => n > 0, "_>=_": (n) => n >= 0 };

// The library put right, one thing after the other: a difference is theirs when it goes away so.
const asItIs = (source) => source;
const corrections = [
    ["their_space", [], (source) => source.replace(/\(\s+\)/g, "()")],
    [
        "their_order",
        Object.entries(orders).map(([name, holds]) =>
            celFunc(name, [STRING, STRING], BOOL, (a, b) => holds(byPoint(a, b))),
        ),
        asItIs,
    ],
    [
        "their_minus",
        [celFunc("negated", [INT], INT, (x) => within64(-x))],
        (source) => source.replaceAll("-(", "negated("),
    ],
    ["their_modulo", [celFunc("_%_", [INT, INT], INT, remainder)], asItIs],
];

function whose({ expr, bind }, ours) {
    const want = ours[0] === "?" ? "?" : ours;
    const funcs = [];
    let source = expr;
    for (const [word, more, rewrite] of corrections) {
        funcs.push(...more);
        source = rewrite(source);
        if (answer(celEnv({ funcs }), source, bind) === want) return word;
    }
    return "otherwise";
}

// ---- and how they compare ----

const tally = new Tally(reasons);

function compare(asked, ours) {
    const other = answer(library, asked.expr, asked.bind);
    if (ours[0] === "!" && other[0] === "!") tally.agree("not taken");
    else if (ours[0] === "!" && other === "?") tally.agree("refused here, an error there");
    else if (ours[0] === "!" && /\bin\w/.test(asked.expr)) tally.differ("their_in", { asked, ours, other });
    else if (ours[0] === "!") tally.differ(ours.slice(2), { asked, other });
    else if (ours[0] === "?" && other === "?") tally.agree("an error");
    else if (ours === other) tally.agree("the same value");
    else tally.differ(whose(asked, ours), { asked, ours, other });
}

for (let left = Number(count); left > 0; left -= 2000) {
    const asked = Array.from({ length: Math.min(left, 2000) }, question);
    const ours = ask(`${programs}/oracle_guard`, asked);
    asked.forEach((question, i) => compare(question, ours[i]));
}
tally.tell("guards answer as CEL does", seed);
