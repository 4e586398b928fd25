// SPDX-License-Identifier: Apache-2.0
// agree.mjs VERIFIER PAGE CASES [LEAST]: the same verdict of holdfast-verify and of verify.html on every bundle made by CASES: the code
// and the place of what is wrong, or that it is whole, by whose key, with the same figures. LEAST: how many bundles there must be.
import { execFileSync, spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';

const [verifier, page, cases, least = 450] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-verify-'));
const script = fs.readFileSync(page, 'utf8').match(/<script>([\s\S]*)<\/script>/)[1];
const context = vm.createContext({ TextEncoder, TextDecoder, crypto: webcrypto });
vm.runInContext(script + '\nglobalThis.judge = judge; globalThis.known = words;', context);

let agreed = 0, differ = 0;
const outcome = {};
try {
  execFileSync(cases, [folder]);
  const policy = fs.readFileSync(path.join(folder, 'policy'), 'utf8');
  const lines = policy.split('\n'), [log, w1, w2, w3] = lines.slice(1, 5);
  const policies = [policy, policy + 'quorum none\n', lines.slice(0, -2).join('\n'), policy.replaceAll('\n', '\r\n'), log.slice(4), '# nobody\n',
    '\tlog\t' + log.slice(4) + ' https://log.example\n', log + '\n' + log, log + '\nwitness none ' + w1.slice(11),
    `${log}\n${w1}\n${w1.replace(' w1 ', ' w4 ')}\nquorum w1\n`, `${log}\n${w1}\ngroup g 2 w1\nquorum g\n`, `${log}\n${w1}\ngroup g 0 w1\nquorum g\n`,
    `${log}\n${w1}\n${w2}\ngroup g 1 w1 w1\nquorum g`, `${log}\n${w1}\ngroup g all w1\ngroup h all w1\nquorum h`, `${log}\nquorum g\n`, `${log}\n${w1}x\nquorum none`,
    `${log}\n${w1.replace('+B', '+A')}\nquorum none`, `${log}\nwitness w1\nquorum none`, `${log}\nquorum none none\n`, `${log}\u0007\n`, `${log}\n\n  # ÿ\nquorum none`,
    `${w1}\nquorum w1`, `${log}\n${w1}\ngroup g\n`, `${log}\n${w3} https://w.example\nquorum w3\n`, `${log}\n${w1}\n${w2}\n${w3}\ngroup g 03 w1 w2 w3\nquorum g\n`];
  policies.forEach((text, i) => fs.writeFileSync(path.join(folder, `policy-${i}`), text));
  const tried = policies.map((_, i) => ['cosigned-010.bundle', `policy-${i}`]);
  for (const name of fs.readdirSync(folder).filter(n => n.endsWith('.bundle')).sort()) tried.push([name, name.startsWith('cosigned') ? 'policy' : 'trust']);
  for (const n of ['000', '002', '004']) tried.push([`rotated-${n}.bundle`, 'trust-older']);
  for (const [name, by] of tried) {
    const trust = path.join(folder, by), believed = fs.readFileSync(trust, 'utf8');
    const file = path.join(folder, name);
    const ours = JSON.parse(spawnSync(verifier, ['--json', '--trust', trust, file], { encoding: 'utf8' }).stdout);
    const theirs = await context.judge(new Uint8Array(fs.readFileSync(file)), believed);
    if (ours.absent) ours.absent = ours.absent.join(' ');
    const members = ours.absent ? ['whole', 'signer_established', 'absent', 'log', 'log_key', 'signed_size', 'complete_size', 'complete_at'] : ours.whole ? ['whole', 'signer_established', 'events', 'shown', 'hidden', 'values', 'erased', 'messages', 'deliveries', 'documents', 'stamps', 'signed_size', 'log_key', 'complete_size', 'complete_at']
      : ['whole', 'code', 'where'];
    const wrong = members.filter(m => ours[m] !== theirs[m]);
    if (ours.whole && ours.witnesses && ours.witnesses.join() !== theirs.witnesses.join()) wrong.push('witnesses');
    if (name.startsWith('rotated') || (name.startsWith('cosigned') && by === 'policy')) outcome[ours.whole ? 'whole' : ours.code] = (outcome[ours.whole ? 'whole' : ours.code] || 0) + 1;
    if (!theirs.whole && !context.known[theirs.code]) wrong.push('sentence');
    if (wrong.length === 0) { agreed++; continue; }
    differ++;
    console.log(`${name} by ${by}: ${wrong.map(m => `${m} ${ours[m]} / ${theirs[m]}`).join(', ')}`);
  }
} finally { fs.rmSync(folder, { recursive: true }); }
console.log(`${agreed} bundles on which both agree, ${differ} on which they differ`);
console.log(JSON.stringify(outcome));
const covered = ['whole', 'policy_quorum', 'cosignature_broken', 'note_stale', 'keys_broken'].every(code => outcome[code] > 0);
process.exit(differ === 0 && agreed >= +least && covered ? 0 : 1);
