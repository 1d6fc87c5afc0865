// Search: the engine over the index that `src/render/search` writes, and the dialog. A module, loaded by folio.js when search is first used.
const doc = document, root = doc.documentElement;

// Terms: the same rules as the builder's, to the letter.
const CJK = '[[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}]&&\\p{L}]';
const CHUNK = new RegExp(`${CJK}+|[[\\p{L}\\p{N}_]--${CJK}]+`, 'gv'), IS_CJK = new RegExp(`^${CJK}`, 'v');
const fold = s => s.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').normalize('NFC').toLowerCase().replace(/^(.{40}).*/su, '$1');
const terms = text => (text.normalize('NFC').match(CHUNK) || []).map(chunk => {
  if (IS_CJK.test(chunk)) {
    const c = [...fold(chunk)];
    return { parts: c.length < 2 ? c : c.slice(1).map((x, i) => c[i] + x) };
  }
  const parts = chunk.replace(/([\p{Ll}\p{N}])(?=\p{Lu})/gu, '$1_').replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1_').split('_').filter(Boolean).map(fold);
  return { parts, whole: parts.length > 1 && fold(parts.join('')) };
}).filter(x => x.parts.length);
const STOP = new Set('a an and are as at be but by can for from has have how if in into is it its no not of on or so that the their then there these they this to was what when which who will with you your'.split(' '));

// Files of the index, each fetched once.
let base, meta;
const files = {};
const get = name => files[name] ||= fetch(base + name).then(r => r.ok ? r.json() : Promise.reject()).catch(e => { delete files[name]; throw e; });
const shard = i => files['=' + i] ||= get(`${meta.dir}/t${i}.json`).then(([words, lists]) => {
  let before = '';
  return words.split(' ').map((w, n) => [before = before.slice(0, parseInt(w[0], 36)) + w.slice(1), lists[n]]);
});
// The words between two bounds, from the shards that may hold them (no more than `most`).
const words = async (from, to, most) => {
  const ids = [];
  meta.starts.forEach((s, i) => { if (s < to && !(meta.starts[i + 1] <= from)) ids.push(i); });
  return (await Promise.all(ids.slice(0, most).map(shard))).flat();
};

// Edits (swapped neighbours count as one) from `a` to `b` or, cheaper, to a beginning of `b`; over `most`: no match.
const edits = (a, b, most) => {
  let two, one = [], row = [...b.slice(0, a.length + most)].map((_, j) => j + 1);
  row.unshift(0);
  const n = row.length;
  for (let i = 1; i <= a.length; i++) {
    two = one; one = row; row = [i];
    for (let j = 1; j < n; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(one[j] + 1, row[j - 1] + 1, one[j - 1] + !same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], two[j - 2] + 1);
    }
    if (Math.min(...row) > most) return 9;
  }
  return n <= b.length ? Math.min(...row) + .5 : Math.min(row[n - 1], Math.min(...row) + .5);
};

// One term: every word it may mean, with a likeness from 0 to 1.
const match = async term => {
  const near = (await words(term, term + '\uffff', 4)).filter(([w]) => w.startsWith(term) && (term.length > 1 || w === term || IS_CJK.test(term))).map(([w, list]) => [w === term ? 1 : .35 + .45 * term.length / w.length, list, w]);
  if (near.length || term.length < 4 || /^\d/.test(term)) return near;
  const most = term.length < 8 ? 1 : 2;
  for (const first of [term[0], term[1]]) {
    const like = (await words(first, first + '\uffff', 8)).map(([w, list]) => [edits(term, w, most), list, w]).filter(([d]) => d < most + 1).map(([d, list, w]) => [.7 - .2 * d, list, w]);
    if (like.length) return like.sort((a, b) => b[0] - a[0]).slice(0, 12);
  }
  return [];
};

// A query: slots that want an answer each. Pages → records → a score per slot.
export const find = async query => {
  meta ||= await get('root.json');
  const asked = terms(query);
  const plain = asked.flatMap(x => x.parts), few = plain.every(t => STOP.has(t)) ? plain : plain.filter(t => !STOP.has(t));
  const slots = (await Promise.all(asked.map(async ({ whole, parts }) => {
    const one = whole && await match(whole);
    return one && one.some(x => x[0] > .6) ? [one] : Promise.all(parts.filter(t => few.includes(t)).map(match));
  }))).flat();
  const pages = new Map();
  slots.forEach((found, s) => {
    const common = found.reduce((n, [, list]) => n + (list.length % 2 ? list.at(-1) : list.length / 2), 0);
    for (const [like, list] of found) {
      const worth = like * (1 + Math.log(1 + meta.pages / common) / 3);
      for (let i = 0, p = 0; i + 1 < list.length; i += 2) {
        p += list[i];
        const r = Math.floor(list[i + 1] / 10), w = list[i + 1] % 10;
        const page = pages.get(p) || pages.set(p, new Map()).get(p);
        const record = page.get(r) || page.set(r, []).get(r);
        record[s] = Math.max(record[s] || 0, worth * w ** 1.5);
      }
    }
  });
  const hits = [];
  for (const [p, page] of pages) {
    const best = [];
    for (const record of page.values()) for (const s in record) best[s] = Math.max(best[s] || 0, record[s]);
    const top = page.get(0) || [];
    for (const [r, record] of page) {
      let score = 0, own = 0, missed = 0, adds = !r;
      slots.forEach((_, s) => {
        const mine = record[s] || 0;
        if (mine) own++;
        if (mine > .8 * (top[s] || 0)) adds = true;
        if (!best[s]) missed++;
        score += Math.max(mine, .8 * (top[s] || 0), .4 * (best[s] || 0));
      });
      if (!own || !adds) continue;
      hits.push({ p, r, score: score * (r ? .95 : 1) * .25 ** missed * (.6 + .4 * own / slots.length) });
    }
  }
  hits.sort((a, b) => b.score - a.score || a.p - b.p || a.r - b.r);
  const seen = {}, chosen = hits.filter(h => h.score > hits[0].score / 8 && (seen[h.p] = (seen[h.p] || 0) + 1) < 4).slice(0, 8);
  const has = (mask, language) => mask / 2 ** language % 2 >= 1, reader = meta.langs.indexOf(root.dataset.lang);
  const shown = await Promise.all(chosen.map(async ({ p, r, score }) => {
    const [title, route, crumb, lead, ...records] = await get(`${meta.dir}/p${p}.json`);
    const [page, part] = route.split('#');
    if (!r) return { score, label: title, href: route, where: crumb, text: lead };
    let [kind, anchor, label, text] = records[r - 1];
    if (Array.isArray(anchor)) {
      text = label;
      let at = anchor.findIndex((m, i) => !(i % 2) && has(m, reader));
      if (at < 0) at = 0, score *= .7;
      const mask = anchor[at];
      label = anchor[at + 1];
      anchor = meta.langs[has(mask, reader) ? reader : meta.langs.findIndex((_, i) => has(mask, i))] + '-' + label;
    }
    return { score, label, code: !!kind, kind, href: page + '#' + (part ? part + '-' : '') + anchor, where: title, text };
  }));
  return shown.sort((a, b) => b.score - a.score);
};

// The dialog: a combobox over a listbox of links.
let dialog, input, list, status, at, turn = 0;
const make = (name, props, into, attributes = {}) => {
  const e = into.appendChild(Object.assign(doc.createElement(name), props));
  for (const k in attributes) e.setAttribute(k, attributes[k]);
  return e;
};
const current = to => {
  const all = list.children;
  if (at >= 0) all[at].ariaSelected = 'false';
  at = all.length ? (to + all.length) % all.length : -1;
  if (at < 0) return input.removeAttribute('aria-activedescendant');
  all[at].ariaSelected = 'true';
  all[at].scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', all[at].id);
};
// Text with the asked words marked.
const lit = (text, into, marks) => {
  let from = 0;
  if (marks) for (const m of text.matchAll(marks)) into.append(text.slice(from, m.index)), make('mark', { textContent: m[0] }, into), from = m.index + m[0].length;
  into.append(text.slice(from));
};
const update = async () => {
  const mine = ++turn, query = input.value.trim();
  let hits = [], failed;
  try { hits = query ? await find(query) : []; } catch { failed = true; }
  if (mine !== turn) return;
  const asked = [...new Set(terms(query).flatMap(x => x.parts))].filter(t => t.length > 1);
  const marks = asked.length ? new RegExp(asked.map(t => t.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|'), 'giu') : null;
  list.replaceChildren();
  at = -1;
  hits.forEach((hit, i) => {
    const a = make('a', { id: 'hit' + i, href: hit.href, tabIndex: -1 }, list, { role: 'option', 'aria-selected': 'false' });
    lit(hit.label, make(hit.code ? 'code' : 'b', {}, a), marks);
    make('span', { textContent: [hit.where, hit.kind].filter(Boolean).join(' · ') }, a);
    if (hit.text) lit(hit.text, make('small', {}, a), marks);
  });
  input.ariaExpanded = String(!!hits.length);
  status.textContent = failed ? 'Search could not be loaded.' : !query ? 'Pages, properties, endpoints and error codes' : hits.length ? `${hits.length} result${hits.length > 1 ? 's' : ''}` : 'Nothing found';
  current(0);
};
const build = css => {
  if (css) make('link', { rel: 'stylesheet', href: css }, doc.head);
  dialog = make('dialog', { id: 'search' }, doc.body, { 'aria-label': 'Search' });
  const bar = make('div', { className: 'search' }, dialog), icon = doc.querySelector('.search svg');
  if (icon) bar.append(icon.cloneNode(true));
  input = make('input', { type: 'text', placeholder: 'Search', autocomplete: 'off', spellcheck: false, enterKeyHint: 'go' }, bar, { role: 'combobox', 'aria-label': 'Search', 'aria-expanded': 'false', 'aria-controls': 'hits', 'aria-autocomplete': 'list' });
  make('button', { type: 'button', textContent: 'Close' }, bar).onclick = () => dialog.close();
  list = make('div', { id: 'hits' }, dialog, { role: 'listbox', 'aria-label': 'Results' });
  status = make('p', {}, dialog, { role: 'status' });
  let wait;
  input.oninput = () => { clearTimeout(wait); wait = setTimeout(update, 90); };
  input.onkeydown = e => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[e.key];
    if (to !== undefined) e.preventDefault(), current(to);
    if (e.key === 'Enter' && !e.isComposing && at >= 0) e.preventDefault(), list.children[at].dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: e.ctrlKey, metaKey: e.metaKey }));
  };
  list.onpointermove = e => { const i = [...list.children].indexOf(e.target.closest('a')); if (i >= 0 && i !== at) current(i); };
  list.onmousedown = e => e.preventDefault();
  dialog.onclick = e => { if (e.target === dialog || e.target.closest('a') && !e.ctrlKey && !e.metaKey && !e.shiftKey) dialog.close(); };
};
export const use = index => { base = index; };
export const open = (index, text, css) => {
  use(index);
  if (!dialog) build(css);
  if (!dialog.open) dialog.showModal();
  if (text) input.value = text;
  input.focus();
  input.select();
  if (text) input.setSelectionRange(text.length, text.length);
  update();
  get('root.json').then(m => { meta = m; }, () => {});
};
