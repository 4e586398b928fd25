// SPDX-License-Identifier: Apache-2.0
// node owners_peer.mjs FILE TARGET: what one would write in an afternoon. Maps of numbers; each company's whole is passed up
// to its holders until less than 1e-9 is on its way; persons are those with a P. Prints microseconds from the start of
// the program: own_node_one (file read, one target) and own_node_all (file read, every company), and how many hold a quarter.
import { readFileSync } from 'node:fs';

const started = 0; // of performance.now(): the start of the program
const [file, target] = process.argv.slice(2);
const holders = new Map();
for (const line of readFileSync(file, 'utf8').split('\n').slice(1)) {
    const [owner, owned, percent] = line.split(',');
    if (owned === undefined) continue;
    if (!holders.has(owned)) holders.set(owned, []);
    holders.get(owned).push([owner, Number(percent) / 100]);
}

function shares(company) {
    const ends = new Map();
    let moving = new Map([[company, 1]]);
    while (moving.size > 0) {
        const next = new Map();
        let left = 0;
        for (const [held, mass] of moving)
            for (const [owner, part] of holders.get(held)) {
                const to = holders.has(owner) ? next : ends, amount = mass * part;
                to.set(owner, (to.get(owner) ?? 0) + amount);
                if (to === next) left += amount;
            }
        moving = left < 1e-9 ? new Map() : next;
    }
    return ends;
}

const quarter = (company) => [...shares(company)].filter(([owner, share]) => owner[0] === 'P' && share >= 0.25).length;
const micro = (from) => Math.round((performance.now() - from) * 1000);
quarter(target);
console.log(`own_node_one ${micro(started)}`);
let found = 0;
for (const company of holders.keys()) found += quarter(company);
console.log(`own_node_all ${micro(started)}`);
console.error(`owners_peer: ${found} hold a quarter or more`);
