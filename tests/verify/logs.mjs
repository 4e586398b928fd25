// SPDX-License-Identifier: Apache-2.0
// logs(LOG): what may be done to a whole log in a folder: [name, files by path, trust text]. Where it must be signed anew, it is by keys of
// this file's own, so that another history can be signed by the real key too.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const sha256 = (...parts) => crypto.createHash('sha256').update(Buffer.concat(parts.map(p => Buffer.from(p)))).digest();
const read = (at, under = '') => fs.readdirSync(path.join(at, under), { withFileTypes: true }).flatMap(e => e.isDirectory() ? read(at, path.join(under, e.name))
  : [[path.join(under, e.name), fs.readFileSync(path.join(at, under, e.name))]]);

/* ---- keys and notes ---- */

const ORIGIN = 'court.example/log1';
const keyOf = number => {
  const secret = crypto.createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, number)]), format: 'der', type: 'pkcs8' });
  return { secret, raw: crypto.createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(-32) };
};
const sign = (key, text) => crypto.sign(null, Buffer.from(text), key.secret);
const idOf = (name, kind, key) => sha256(name, [10, kind], key.raw).subarray(0, 4);
const shown = (name, kind, key) => `${name}+${idOf(name, kind, key).toString('hex')}+${Buffer.concat([Buffer.from([kind]), key.raw]).toString('base64')}`;
const line = (name, ...parts) => `\u2014 ${name} ${Buffer.concat(parts).toString('base64')}\n`;
const note = (text, key, origin = ORIGIN) => `${text}\n${line(origin, idOf(origin, 1, key), sign(key, text))}`;
const checkpoint = (size, root, origin = ORIGIN) => `${origin}\n${size}\n${root}\n`;
function cosigned(text, name, key, over = text) {
  const time = Buffer.alloc(8);
  time.writeUInt32BE(1795425300, 4);
  return line(name, idOf(name, 4, key), time, sign(key, `cosignature/v1\ntime 1795425300\n${over}`));
}
/* [size from which it signs, key] each */
function keyList(entries, origin = ORIGIN) {
  const url = bytes => Buffer.from(bytes).toString('base64url');
  return entries.reduce((text, [from, key], i) => {
    if (i === 0) return `${text}${from} ${url(key.raw)}\n`;
    const old = entries[i - 1][1], said = `holdfast/log-key/v1\n${origin}\n${from}\n${url(old.raw)}\n${url(key.raw)}\n`;
    return `${text}${from} ${url(key.raw)} ${url(sign(old, said))} ${url(sign(key, said))}\n`;
  }, `holdfast/keys/v1\n${origin}\n`);
}

/* ---- checkpoints ---- */

const counted = one => Buffer.concat([Buffer.from([one.length >> 8, one.length & 255]), one]);
function cutAll(bytes) {
  const notes = [];
  for (let at = 0; at < bytes.length; at += 2 + bytes.readUInt16BE(at)) notes.push(bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)));
  return notes;
}
const joinAll = notes => Buffer.concat(notes.map(n => counted(Buffer.from(n))));

/* ---- what is done ---- */

let seed = 20261127;
const draw = below => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % below;

function damaged(whole, trust) {
  const paths = [...whole.keys()], out = [];
  const put = (name, ...changes) => out.push([name, new Map([...new Map([...whole, ...changes])].filter(([, bytes]) => bytes !== null)), trust]);
  for (const file of paths) {
    const bytes = whole.get(file);
    put(`without ${file}`, [file, null]);
    put(`${file} empty`, [file, Buffer.alloc(0)]);
    put(`${file} cut`, [file, bytes.subarray(0, bytes.length - 1)]);
    put(`${file} halved`, [file, bytes.subarray(0, bytes.length >> 1)]);
    put(`${file} and more`, [file, Buffer.concat([bytes, Buffer.from('\n')])]);
    for (let i = 0; i < 8; i++) {
      const turned = Buffer.from(bytes), bit = draw(bytes.length * 8);
      turned[bit >> 3] ^= 1 << (bit & 7);
      put(`${file} bit ${bit}`, [file, turned]);
    }
    for (const other of paths.slice(paths.indexOf(file) + 1)) put(`${file} for ${other}`, [file, whole.get(other)], [other, bytes]);
  }
  return out;
}

/* Leaves of one tile in another order, or once more instead of the next. */
function moved(whole, trust) {
  const file = 'tile/entries/000', bytes = whole.get(file), leaf = i => bytes.subarray(64 * i, 64 * i + 64);
  const order = (...indexes) => new Map([...whole, [file, Buffer.concat([...indexes.map(leaf), bytes.subarray(64 * indexes.length)])]]);
  return [['leaves changed places', order(1, 0), trust], ['a leaf twice', order(0, 0), trust], ['a leaf left out', new Map([...whole, [file, bytes.subarray(64)]]), trust]];
}

/* Narrower tiles of older checkpoints that still lie there: as they were, and damaged. */
function narrow(whole, trust) {
  const width = +cutAll(whole.get('checkpoints'))[0].toString().split('\n')[1];
  return ['tile/0/000', 'tile/entries/000'].flatMap((wide, i) => {
    const bytes = whole.get(wide).subarray(0, width * [32, 64][i]), turned = Buffer.from(bytes), at = `${wide}.p/${width}`;
    turned[width * 16] ^= 4;
    return [[`${at} left`, bytes], [`${at} left and damaged`, turned], [`${at} left and cut`, bytes.subarray(1)], [`${at} left and empty`, Buffer.alloc(0)]]
      .map(([name, file]) => [name, new Map([...whole, [at, file]]), trust]);
  });
}

/* The same log, all of it signed by keys of ours: `by` gives the one for a size. */
function signedAnew(whole, by, more = () => '') {
  const anew = bytes => {
    const text = bytes.toString().split('\n').slice(0, 3).join('\n') + '\n', size = +text.split('\n')[1];
    return note(text, by(size)) + more(text);
  };
  return new Map([...whole, ['checkpoint', Buffer.from(anew(whole.get('checkpoint')))], ['checkpoints', joinAll(cutAll(whole.get('checkpoints')).map(anew))]]);
}

function rotated(whole) {
  const first = keyOf(91), second = keyOf(92), stranger = keyOf(93), notes = cutAll(whole.get('checkpoints')), sizes = notes.map(n => +n.toString().split('\n')[1]);
  const change = sizes[2], last = sizes[sizes.length - 1], trustOf = key => `log ${shown(ORIGIN, 1, key)}\n`;
  const withKeys = (files, entries, key = entries[entries.length - 1][1]) => new Map([...files, ['keys', Buffer.from(keyList(entries))], ['key', Buffer.from(shown(ORIGIN, 1, key) + '\n')]]);
  const both = [[0, first], [change, second]], good = withKeys(signedAnew(whole, size => size <= change ? first : second), both);
  const put = (files, file, bytes) => new Map([...files, [file, Buffer.from(bytes)]]);
  const all = cutAll(good.get('checkpoints')), root = Buffer.alloc(32, 1).toString('base64'), signed = (size, origin) => note(checkpoint(size, root, origin), size < change ? first : second, origin);
  const without = n => all.filter((_, i) => i !== n);
  return [
    ['two keys', good, trustOf(second)], ['two keys, the older trusted', good, trustOf(first)], ['two keys, a stranger trusted', good, trustOf(stranger)], ['two keys, nobody trusted', good, ''],
    ['the new key before its time', withKeys(signedAnew(whole, () => second), both), trustOf(second)],
    ['the old key after its time', withKeys(signedAnew(whole, () => first), both), trustOf(second)],
    ['the newest by the old key', put(good, 'checkpoint', note(checkpoint(last, root), first)), trustOf(second)],
    ['another key than the last of the list', withKeys(good, both, first), trustOf(second)],
    ['a list of one key', withKeys(good, [[0, second]]), trustOf(second)],
    ['keys of another log', put(good, 'keys', keyList(both, 'court.example/log2')), trustOf(second)],
    ['a key for no more leaves', withKeys(good, [[0, first], [0, second]]), trustOf(second)],
    ['the newest of another log', put(good, 'checkpoint', signed(last, 'court.example/log2')), trustOf(second)],
    ['the newest by a stranger', put(good, 'checkpoint', note(checkpoint(last, root), stranger)), trustOf(second)],
    ['the newest is an older one', put(good, 'checkpoint', all[all.length - 2]), trustOf(second)],
    ['another root under the newest', put(put(good, 'checkpoint', signed(last)), 'checkpoints', joinAll(all.slice(0, -1))), trustOf(second)],
    ['a newest one beyond the leaves', put(good, 'checkpoint', signed(last + 1)), trustOf(second)],
    ['a newest one a tile beyond', put(good, 'checkpoint', signed(last + 256)), trustOf(second)],
    ['a newest one of no leaves', put(good, 'checkpoint', signed(0)), trustOf(second)],
    ['another history on the way', put(good, 'checkpoints', joinAll([...all.slice(0, 3), signed(sizes[2] + 1), ...all.slice(3)])), trustOf(second)],
    ['another history at the first leaf', put(good, 'checkpoints', joinAll([signed(1), ...all])), trustOf(second)],
    ['another history at the edge of a tile', put(good, 'checkpoints', joinAll([...all.filter((_, i) => sizes[i] < 256), signed(256), ...all.filter((_, i) => sizes[i] > 256)])), trustOf(second)],
    ['one of no leaves', put(good, 'checkpoints', joinAll([signed(0), ...all])), trustOf(second)],
    ['one that does not grow', put(good, 'checkpoints', joinAll([...all.slice(0, 2), all[1], ...all.slice(2)])), trustOf(second)],
    ['one beyond the newest', put(good, 'checkpoints', joinAll([...all, signed(last + 1)])), trustOf(second)],
    ['one of another log', put(good, 'checkpoints', joinAll([...all.slice(0, 1), signed(sizes[0] + 1, 'court.example/log2'), ...all.slice(1)])), trustOf(second)],
    ['one left out', put(good, 'checkpoints', joinAll(without(1))), trustOf(second)],
    ['two in the other order', put(good, 'checkpoints', joinAll([all[1], all[0], ...all.slice(2)])), trustOf(second)],
    ['an empty one', put(good, 'checkpoints', joinAll(['', ...all])), trustOf(second)],
  ];
}

function witnessed(whole) {
  const log = keyOf(91), names = ['w1.example', 'w2.example'], witness = names.map((name, i) => [name, keyOf(11 + i)]);
  const trust = `log ${shown(ORIGIN, 1, log)}\n${witness.map(([name, key], i) => `witness w${i + 1} ${shown(name, 4, key)}\n`).join('')}group both all w1 w2\nquorum both\n`;
  const by = more => new Map([...signedAnew(whole, () => log, more), ['keys', Buffer.from(keyList([[0, log]]))], ['key', Buffer.from(shown(ORIGIN, 1, log) + '\n')]]);
  const all = text => witness.map(([name, key]) => cosigned(text, name, key)).join('');
  return [['cosigned by both', by(all), trust], ['cosigned by one', by(text => cosigned(text, ...witness[1])), trust], ['cosigned by nobody', by(), trust],
    ['cosigned over another text', by(text => cosigned(text, ...witness[0]) + cosigned(text, ...witness[1], checkpoint(1, 'AA=='))), trust]];
}

export function logs(folder, trust) {
  const whole = new Map(read(folder));
  return [['whole', whole, trust], ['whole, nobody trusted', whole, ''], ['whole, trust that is none', whole, 'log\n'], ...damaged(whole, trust), ...moved(whole, trust), ...narrow(whole, trust), ...rotated(whole), ...witnessed(whole)];
}
