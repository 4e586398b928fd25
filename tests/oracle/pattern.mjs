// SPDX-License-Identifier: Apache-2.0
// pattern.mjs PROGRAMS [COUNT [SEED]]: texts held against random patterns of the subset by ours and by RegExp
// with the flag u. One pattern in six is damaged, so that what is a pattern at all is compared too.
import { Dice, Tally, ask } from "./common.mjs";

const [programs, count = "100000", seed = String(Date.now() % 1000000)] = process.argv.slice(2);
const dice = new Dice(Number(seed));
const PER_PATTERN = 12;

// What RegExp takes and ours does not, as engine/flow/pattern.h says; the first that is seen in a pattern.
const reasons = {
    around: "no looking around, no names of groups, no flags inside",
    back: "no back references",
    lazy: "no lazy repetition: it changes which part matches, not whether one does",
    edge: "no word boundaries",
    code: "no escapes by number, no control letters, no classes of Unicode",
    large: "at most 1,024 steps once {m,n} is written out, 999 in {m,n}, eight groups in groups",
};
const seen = {
    around: /\(\?[^:]/,
    back: /\\[1-9k]/,
    lazy: /[*+?}]\?/,
    edge: /\\[bB]/,
    code: /\\[0xucpP]/,
    large: /\{\d{3,}|(\{\d+.*){2}/,
};

const letters = Array.from("abcZ_07 -éß\u0130\u2028\u202f\u3000\ufeff🐱🐲\n\t$^.\\]/");
const plain = letters.filter((c) => !/[$^.\\\]/*+?()[{}|]/.test(c));
const escapes = "\\d \\D \\w \\W \\s \\S \\n \\t \\. \\\\ \\$ \\^ \\] \\[ \\/ \\( \\{ \\|".split(" ");

function inClass() {
    if (dice.rarely(4)) return dice.one([...escapes, "\\-"]);
    if (dice.rarely(3)) return dice.one(["a-c", "0-7", "A-Z", "à-ü", "🐱-🐲", "\\t- ", " -~"]);
    return dice.one([...plain.filter((c) => c !== "-"), ".", "$", "*", "("]);
}

function atom(depth) {
    if (depth > 0 && dice.rarely(3)) return dice.one(["(", "(?:"]) + alternatives(depth - 1) + ")";
    if (dice.rarely(4))
        return (
            "[" + dice.one(["", "", "^"]) + dice.many(0, 4, inClass).join("") + dice.one(["", "", "-"]) + "]"
        );
    return dice.one([() => dice.one(plain), () => dice.one(plain), () => dice.one(escapes), () => "."])();
}

// RegExp goes back over every choice: a long count of a group that may be empty would keep it for hours.
const counts = ["", "", "", "", "?", "*", "+", "{2}", "{0,2}"];
const times = (part) => dice.one(part.startsWith("(") ? counts : [...counts, "{1,}", "{0}", "{3,5}"]);
const counted = (part) => part + times(part);
const sequence = (depth) =>
    dice.many(0, 4, () => (dice.rarely(12) ? dice.one(["^", "$"]) : counted(atom(depth)))).join("");
const alternatives = (depth) => dice.many(1, dice.rarely(3) ? 3 : 1, () => sequence(depth)).join("|");

function damaged(pattern) {
    const parts = Array.from(pattern);
    const noise =
        "( ) [ ] { } * + ? | \\ - , 2 ^ $ (?= \\b \\1 \\p{L} \\u0061 \\- \\e (?<n> {,3} [a-\\d] [\\w-z] [z-a] {5,2}";
    parts.splice(dice.below(parts.length + 1), dice.below(2), dice.one(noise.split(" ")));
    return parts.join("");
}

function pattern() {
    const inner = alternatives(3);
    const whole = dice.rarely(2) ? `^${dice.rarely(2) ? inner : `(${inner})`}$` : inner;
    return dice.rarely(6) ? damaged(whole) : whole;
}

// Some text at random, and some of the letters of the pattern, which come nearer to a match.
function text(source) {
    const near = Array.from(source).filter((c) => !/[()[\]{}|*+?^$\\]/.test(c));
    return dice
        .many(0, 6, () => (near.length > 0 && dice.rarely(2) ? dice.one(near) : dice.one(letters)))
        .join("");
}

function question() {
    const source = pattern();
    const texts = Array.from({ length: PER_PATTERN }, () => text(source));
    return { schema: { type: "string", pattern: source }, values: texts.map((t) => JSON.stringify(t)) };
}

function compiled(source) {
    try {
        return new RegExp(source, "u");
    } catch {
        return null;
    }
}

const tally = new Tally(reasons);

function compare({ schema, values }, ours) {
    const theirs = compiled(schema.pattern);
    if (ours[0] === "!" && theirs === null) {
        tally.agree("no pattern");
    } else if (ours[0] === "!") {
        tally.differ(Object.keys(seen).find((word) => seen[word].test(schema.pattern)) ?? "refused", {
            schema,
            ours,
        });
    } else if (theirs === null) {
        tally.differ("taken", { schema });
    } else {
        values.forEach((value, i) => {
            const matches = theirs.test(JSON.parse(value));
            if (matches === (ours[i + 2] === "1")) tally.agree(matches ? "matches" : "does not");
            else tally.differ("otherwise", { pattern: schema.pattern, value, matches });
        });
    }
}

for (let left = Math.ceil(Number(count) / PER_PATTERN); left > 0; left -= 1000) {
    const asked = Array.from({ length: Math.min(left, 1000) }, question);
    const ours = ask(`${programs}/oracle_schema`, asked);
    asked.forEach((one, i) => compare(one, ours[i]));
}
tally.tell("patterns match as RegExp does", seed);
