// SPDX-License-Identifier: Apache-2.0
// agree.mjs VERIFIER PAGE CASES [LEAST]: the same verdict of holdfast-verify and of verify.html on every bundle made by CASES, and on its
// log in a folder and what logs.mjs does to it: the code, the place and the sentence of what is wrong, English and French in turn, or that it is
// whole, by whose key, with the same figures. LEAST: how many of them there must be. Where CASES makes neither witnesses nor a log, bundles alone.
import { execFileSync, spawnSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { logs } from './logs.mjs';

const [verifier, page, cases, least = 900] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-verify-'));
const script = fs.readFileSync(page, 'utf8').match(/<script>([\s\S]*)<\/script>/)[1];
const context = vm.createContext({ TextEncoder, TextDecoder, crypto: webcrypto });
vm.runInContext(script + '\nObject.assign(globalThis, { judge, judgeLog, sentence, known: words });', context);

let agreed = 0, differ = 0, turn = 0;
const outcome = {}, logOutcome = {};
const codes = [[outcome, ['whole', 'policy_quorum', 'cosignature_broken', 'note_stale', 'keys_broken']],
  [logOutcome, ['whole', 'tile_missing', 'tile_key', 'tile_entry', 'tile_damaged', 'tile_other', 'tile_fork', 'tile_root', 'bundle_checkpoint', 'bundle_stranger', 'keys_broken',
    'note_signature', 'note_unsigned', 'note_stale', 'policy_line', 'cosignature_broken', 'policy_quorum']]];
let needed = codes;
const count = (of, v) => { of[v.whole ? 'whole' : v.code] = (of[v.whole ? 'whole' : v.code] || 0) + 1; };
/* What holdfast-verify says, and in which language. */
function ask(file, trust) {
  const lang = turn++ % 2, said = spawnSync(verifier, ['--json', '--lang', lang ? 'fr' : 'en', ...(trust === null ? [] : ['--trust', trust]), file], { encoding: 'utf8' });
  return [JSON.parse(said.stdout), lang];
}
function compare(name, ours, theirs, lang, members) {
  const wrong = (ours.whole ? members : ['whole', 'code', 'where']).filter(m => ours[m] !== theirs[m]);
  if (ours.whole && ours.witnesses && ours.witnesses.join() !== theirs.witnesses.join()) wrong.push('witnesses');
  /* Of a trust that names nobody, the one shows the file and the other what stands in its field. */
  if (!theirs.whole && (!context.known[theirs.code] || (theirs.code !== 'verify_trust' && context.sentence(theirs, lang) !== ours.sentence))) wrong.push('sentence');
  if (wrong.length === 0) { agreed++; return; }
  differ++;
  console.log(`${name}: ${wrong.map(m => `${m} ${ours[m]} / ${m === 'sentence' ? context.sentence(theirs, lang) : theirs[m]}`).join(', ')}`);
}
const figures = ['whole', 'signer_established', 'events', 'shown', 'hidden', 'values', 'erased', 'messages', 'deliveries', 'documents', 'stamps', 'signed_size', 'log_key', 'complete_size', 'complete_at'];
const ofAbsence = ['whole', 'signer_established', 'absent', 'log', 'log_key', 'signed_size', 'complete_size', 'complete_at'];
const ofLog = ['whole', 'signer_established', 'log', 'log_key', 'leaves', 'checkpoints'];

async function agreeOnLogs(trust) {
  const at = path.join(folder, 'log'), by = path.join(folder, 'trust-log');
  for (const [name, files, believed] of logs(at, trust)) {
    fs.rmSync(at, { recursive: true });
    for (const [file, bytes] of files) {
      fs.mkdirSync(path.dirname(path.join(at, file)), { recursive: true });
      fs.writeFileSync(path.join(at, file), bytes);
    }
    fs.writeFileSync(by, believed);
    const [ours, lang] = ask(at, believed === '' ? null : by);
    const theirs = await context.judgeLog(async file => files.has(file) ? new Uint8Array(files.get(file)) : null, believed);
    count(logOutcome, ours);
    compare(`log: ${name}`, ours, theirs, lang, ofLog);
  }
}

/* Bundles and by whom to believe each is checked: the one cosigned by two, by all these policies. */
function tryPolicies() {
  const policy = fs.readFileSync(path.join(folder, 'policy'), 'utf8');
  const lines = policy.split('\n'), [log, w1, w2, w3] = lines.slice(1, 5);
  const policies = [policy, policy + 'quorum none\n', lines.slice(0, -2).join('\n'), policy.replaceAll('\n', '\r\n'), log.slice(4), '# nobody\n',
    '\tlog\t' + log.slice(4) + ' https://log.example\n', log + '\n' + log, log + '\nwitness none ' + w1.slice(11),
    `${log}\n${w1}\n${w1.replace(' w1 ', ' w4 ')}\nquorum w1\n`, `${log}\n${w1}\ngroup g 2 w1\nquorum g\n`, `${log}\n${w1}\ngroup g 0 w1\nquorum g\n`,
    `${log}\n${w1}\n${w2}\ngroup g 1 w1 w1\nquorum g`, `${log}\n${w1}\ngroup g all w1\ngroup h all w1\nquorum h`, `${log}\nquorum g\n`, `${log}\n${w1}x\nquorum none`,
    `${log}\n${w1.replace('+B', '+A')}\nquorum none`, `${log}\nwitness w1\nquorum none`, `${log}\nquorum none none\n`, `${log}\u0007\n`, `${log}\n\n  # ÿ\nquorum none`,
    `${w1}\nquorum w1`, `${log}\n${w1}\ngroup g\n`, `${log}\n${w3} https://w.example\nquorum w3\n`, `${log}\n${w1}\n${w2}\n${w3}\ngroup g 03 w1 w2 w3\nquorum g\n`];
  policies.forEach((text, i) => fs.writeFileSync(path.join(folder, `policy-${i}`), text));
  return [...policies.map((_, i) => ['cosigned-010.bundle', `policy-${i}`]), ...['000', '002', '004'].map(n => [`rotated-${n}.bundle`, 'trust-older'])];
}

try {
  execFileSync(cases, [folder]);
  const all = fs.existsSync(path.join(folder, 'policy')), tried = all ? tryPolicies() : [];
  needed = all ? codes : [];
  if (all) fs.writeFileSync(path.join(folder, 'sealed.bundle'), 'holdfast/sealed/v1\nrecipient A A\n'); /* neither is given what opens it */
  for (const name of fs.readdirSync(folder).filter(n => n.endsWith('.bundle')).sort()) tried.push([name, name.startsWith('cosigned') ? 'policy' : 'trust']);
  for (const [name, by] of tried) {
    const trust = path.join(folder, by), believed = fs.readFileSync(trust, 'utf8');
    const file = path.join(folder, name);
    const [ours, lang] = ask(file, trust), theirs = await context.judge(new Uint8Array(fs.readFileSync(file)), believed);
    if (ours.absent) ours.absent = ours.absent.join(' ');
    if (name.startsWith('rotated') || (name.startsWith('cosigned') && by === 'policy')) count(outcome, ours);
    compare(`${name} by ${by}`, ours, theirs, lang, ours.absent ? ofAbsence : figures);
  }
  if (all) await agreeOnLogs(fs.readFileSync(path.join(folder, 'trust'), 'utf8'));
} finally { fs.rmSync(folder, { recursive: true }); }
console.log(`${agreed} bundles and logs on which both agree, ${differ} on which they differ`);
console.log(JSON.stringify(outcome), JSON.stringify(logOutcome));
const covered = needed.every(([of, each]) => each.every(code => of[code] > 0));
process.exit(differ === 0 && agreed >= +least && covered ? 0 : 1);
