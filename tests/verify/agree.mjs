// SPDX-License-Identifier: Apache-2.0
// agree.mjs VERIFIER PAGE CASES: the same verdict of holdfast-verify and of verify.html on every bundle made by CASES: the code
// and the place of what is wrong, or that it is whole, by whose key, with the same figures.
import { execFileSync, spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';

const [verifier, page, cases] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-verify-'));
const script = fs.readFileSync(page, 'utf8').match(/<script>([\s\S]*)<\/script>/)[1];
const context = vm.createContext({ TextEncoder, TextDecoder, crypto: webcrypto });
vm.runInContext(script + '\nglobalThis.judge = judge; globalThis.known = words;', context);

let agreed = 0, differ = 0;
try {
  execFileSync(cases, [folder]);
  const trust = path.join(folder, 'trust'), believed = fs.readFileSync(trust, 'utf8');
  for (const name of fs.readdirSync(folder).filter(n => n.endsWith('.bundle')).sort()) {
    const file = path.join(folder, name);
    const ours = JSON.parse(spawnSync(verifier, ['--json', '--trust', trust, file], { encoding: 'utf8' }).stdout);
    const theirs = await context.judge(new Uint8Array(fs.readFileSync(file)), believed);
    if (ours.absent) ours.absent = ours.absent.join(' ');
    const members = ours.absent ? ['whole', 'signer_established', 'absent', 'log', 'log_key', 'signed_size', 'complete_size', 'complete_at'] : ours.whole ? ['whole', 'signer_established', 'events', 'shown', 'values', 'messages', 'deliveries', 'documents', 'stamps', 'signed_size', 'log_key', 'complete_size', 'complete_at']
      : ['whole', 'code', 'where'];
    const wrong = members.filter(m => ours[m] !== theirs[m]);
    if (!theirs.whole && !context.known[theirs.code]) wrong.push('sentence');
    if (wrong.length === 0) { agreed++; continue; }
    differ++;
    console.log(`${name}: ${wrong.map(m => `${m} ${ours[m]} / ${theirs[m]}`).join(', ')}`);
  }
} finally { fs.rmSync(folder, { recursive: true }); }
console.log(`${agreed} bundles on which both agree, ${differ} on which they differ`);
process.exit(differ === 0 && agreed > 450 ? 0 : 1);
