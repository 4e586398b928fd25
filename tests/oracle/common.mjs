// SPDX-License-Identifier: Apache-2.0
// What every oracle needs: dice with a seed, our side's answers, and the count of how they compare.
import { spawnSync } from "node:child_process";

// mulberry32: a run is told again by its seed alone.
export class Dice {
    constructor(seed) {
        this.state = seed >>> 0;
    }
    next() {
        this.state = (this.state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return (t ^ (t >>> 14)) >>> 0;
    }
    below(n) {
        return this.next() % n;
    }
    one(list) {
        return list[this.below(list.length)];
    }
    // True one time in n.
    rarely(n) {
        return this.below(n) === 0;
    }
    many(least, most, make) {
        return Array.from({ length: least + this.below(most - least + 1) }, make);
    }
}

// Our program's lines, one for each question.
export function ask(program, questions) {
    const run = spawnSync(program, {
        input: questions.map((q) => JSON.stringify(q) + "\n").join(""),
        maxBuffer: 1 << 28,
    });
    const lines = run.stdout.toString().split("\n");
    if (run.status !== 0 || lines.length !== questions.length + 1) {
        throw new Error(`${program} ended with ${run.signal ?? run.status} after ${lines.length - 1} answers:
${JSON.stringify(questions[lines.length - 1])}\n${run.stderr}`);
    }
    return lines;
}

// Agreements, differences that have a reason, and those that have none.
export class Tally {
    constructor(reasons) {
        this.reasons = reasons;
        this.asked = 0;
        this.agreed = {};
        this.known = {};
        this.wrong = [];
    }
    agree(how) {
        this.asked++;
        this.agreed[how] = (this.agreed[how] ?? 0) + 1;
    }
    differ(word, example) {
        this.asked++;
        if (word in this.reasons) {
            this.known[word] = (this.known[word] ?? 0) + 1;
        } else {
            this.wrong.push({ word, ...example });
        }
    }
    // As cmocka reports, so that the test is counted; the exit code says whether all went well.
    tell(sentence, seed) {
        console.log(`[ RUN      ] ${sentence}`);
        console.log(`${this.asked} asked with seed ${seed}; agreed: ${JSON.stringify(this.agreed)}`);
        for (const word of Object.keys(this.known).sort()) {
            console.log(`  differs ${this.known[word]} times, ${word}: ${this.reasons[word]}`);
        }
        for (const example of this.wrong.slice(0, 10)) {
            console.log(`  WRONG ${JSON.stringify(example)}`);
        }
        const good = this.wrong.length === 0 && this.asked > 0;
        console.log(
            good
                ? `[       OK ] ${sentence}`
                : `[  FAILED  ] ${sentence}: ${this.wrong.length} without a reason`,
        );
        if (!good) process.exitCode = 1;
    }
}
