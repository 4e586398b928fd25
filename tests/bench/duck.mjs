// SPDX-License-Identifier: Apache-2.0
// duck.mjs FILE: seconds that DuckDB on one thread takes to read a ledger and group it by account. It traces
// nothing: it says what reading the same file costs. @duckdb/node-api is looked for in BENCH_NODE.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const near = createRequire(`${process.env.BENCH_NODE ?? process.cwd()}/x.js`);
const { DuckDBInstance } = await import(pathToFileURL(near.resolve('@duckdb/node-api')));
const base = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
const columns = `{'id':'VARCHAR','date':'DATE','account':'VARCHAR','kind':'VARCHAR','amount':'BIGINT',
    'claimant':'VARCHAR','to':'VARCHAR'}`;
const from = performance.now();
await base.runAndReadAll(`select count(*) from (select account, count(*), sum(amount) filter (kind = 'credit'),
    sum(amount) filter (kind <> 'credit'), min(date), max(date)
    from read_csv('${process.argv[2]}', header = true, delim = ',', quote = '"', columns = ${columns})
    group by account)`);
console.log((performance.now() - from) / 1000);
