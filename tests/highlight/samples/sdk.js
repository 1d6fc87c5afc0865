#!/usr/bin/env node
import Client, { errors as errs } from '@example/sdk';
import * as fs from "node:fs";
export * from './x.js';
/** Doc @param {string} key */
const client = new Client({ apiKey: process.env.API_KEY, 'max-retries': 3, [computed]: 1e3, ...rest });
export default class Foo extends Bar.Baz {
  static #count = 0n;
  #private = /ab+c[^/\]]/gi;
  get name() { return this._name ?? `anon ${Foo.#count + 1} \u{1F600} ${`nested ${x}`}`; }
  async *items(limit = 10, { a, b: [c, ...d] } = {}) {
    for await (const item of client.list({ limit })) { yield item?.id ?? null; }
  }
  constructor(...args) { super(...args); this.x = args.length > 2 ? 'a\'b' : "c\n"; }
}
export async function createInvoice(input, cb = () => {}) {
  // comment
  if (typeof input !== 'object' || input instanceof Array) throw new Error(`bad ${input.id}`);
  label: for (let i = 0, n = 0xFF; i < n; i++, n -= 2) { if (i % 2 === 0) continue label; else break; }
  const total = items.filter((it) => it.amount > 100).map(async it => ({ ...it, x: it.x ** 2 })).reduce((a, b) => a + b, 0);
  try { await fetch(url, { method: 'POST', headers: { Authorization: 'Bearer ' + key } }); }
  catch ({ message }) { console.error(message); } finally { delete obj.prop; void 0; }
  switch (x) { case 'a': return true; default: return undefined; }
  var y = function named(a) { return a / b / c; }, z = a ? b : c, w = !done && ~mask | 1 << 3 >>> 2;
  document.querySelector('#id').addEventListener('click', function (e) { e.preventDefault(); });
}
module.exports = { Foo, NaN: Infinity };
