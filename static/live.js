// Keeps a page of the preview up to date. The server adds it to each page; no published site has it.
//
// It runs where the parser meets it, at the end of the body, before any other script has touched the page: from then
// on it holds a copy of the page as it was sent. When the page changes, the new one is compared with that copy, and only
// what differs between those two is done to the page that is shown. So whatever readers and scripts have done to it
// stays: scroll, chosen language, open folds, focus, text in the search box.
{
  const doc = document, own = doc.currentScript;
  let version = own.dataset.version;

  // The page as it was sent, and the node that shows each node of it.
  const shown = new WeakMap();
  const copied = live => {
    const copy = live.cloneNode(false);
    shown.set(copy, live);
    for (const child of live.childNodes) if (child !== own) copy.append(copied(child));
    return copy;
  };
  let sent = copied(doc.body);
  const sentHead = () => [...doc.head.children].filter(e => e.localName === 'script').map(e => e.src).join();
  const scripts = sentHead();

  // Nodes of the new page that were put in, for the scripts of the theme to prepare.
  let added = [];
  const put = (node, into, before) => {
    const live = doc.importNode(node, false);
    shown.set(node, live);
    for (const child of node.childNodes) put(child, live, null);
    into.insertBefore(live, before);
    return live;
  };
  const attributes = (old, now, live) => {
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) live.setAttribute(name, value);
  };
  const alike = (a, b) => a.nodeName === b.nodeName && (a.nodeType !== 1 || a.id === b.id || !a.id && !b.id);
  // Pairs of children that show the same thing: equal ones at both ends, then, in order, equal ones, then alike ones.
  const pairs = (old, now) => {
    const pair = new Map();
    let start = 0, end = 0;
    while (start < old.length && start < now.length && old[start].isEqualNode(now[start])) pair.set(now[start], old[start]), start++;
    while (end < old.length - start && end < now.length - start && old.at(-1 - end).isEqualNode(now.at(-1 - end))) pair.set(now.at(-1 - end), old.at(-1 - end)), end++;
    const left = old.slice(start, old.length - end), rest = now.slice(start, now.length - end);
    const walk = same => {
      let from = 0;
      for (const node of rest) {
        const known = pair.get(node);
        if (known) {
          from = Math.max(from, left.indexOf(known) + 1);
          continue;
        }
        // Never past one that a later node is paired with: order is kept.
        let until = left.length;
        for (const later of rest.slice(rest.indexOf(node) + 1)) if (pair.has(later)) {
          until = left.indexOf(pair.get(later));
          break;
        }
        const at = left.slice(from, until).findIndex(other => same(other, node));
        if (at >= 0) pair.set(node, left[from + at]), from += at + 1;
      }
    };
    if (left.length * rest.length < 250000) walk((a, b) => a.isEqualNode(b));
    walk(alike);
    return pair;
  };
  const merge = (old, now) => {
    const live = shown.get(old);
    shown.set(now, live);
    if (old.isEqualNode(now)) return adopt(old, now);
    if (old.nodeType !== 1) {
      if (old.nodeValue !== now.nodeValue) live.nodeValue = now.nodeValue;
      return;
    }
    attributes(old, now, live);
    const before = [...old.childNodes], after = [...now.childNodes], pair = pairs(before, after);
    const kept = new Set(pair.values());
    for (const child of before) if (!kept.has(child)) shown.get(child).remove();
    for (const child of after) if (pair.has(child)) merge(pair.get(child), child);
    // What is new stands before the node that follows it.
    let next = null;
    for (const child of after.reverse()) {
      if (!pair.has(child)) {
        const parent = next ? next.parentNode : live;
        const node = put(child, parent, next || after_last(live, after, pair));
        if (node.nodeType === 1) added.push(node);
      }
      next = shown.get(child);
    }
  };
  // Where a node goes that is the last of its parent: after the one before it, for a script may have put more there.
  const after_last = (live, reversed, pair) => {
    const before = reversed.find(child => pair.has(child));
    const node = before && shown.get(before);
    return node && node.parentNode === live ? node.nextSibling : live === doc.body ? own : null;
  };
  const adopt = (old, now) => {
    for (let i = 0; i < now.childNodes.length; i++) {
      shown.set(now.childNodes[i], shown.get(old.childNodes[i]));
      adopt(old.childNodes[i], now.childNodes[i]);
    }
  };

  // Style sheets under a new name: the old one goes once the new one is there.
  const restyle = page => {
    const sheets = from => [...from.head.querySelectorAll('link[rel=stylesheet]')].filter(link => !link.dataset.old);
    const old = sheets(doc), hrefs = old.map(link => link.getAttribute('href'));
    const now = sheets(page), wanted = now.map(link => link.getAttribute('href'));
    const stale = old.filter(link => !wanted.includes(link.getAttribute('href')));
    now.forEach(link => {
      if (hrefs.includes(link.getAttribute('href'))) return;
      const live = doc.importNode(link, false);
      live.onload = live.onerror = () => { for (const link of stale) link.remove(); };
      for (const link of stale) link.dataset.old = '';
      (old.at(-1) || doc.head.lastChild).after(live);
    });
    if (wanted.every(href => hrefs.includes(href))) for (const link of stale) link.remove();
  };

  const load = path => new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('GET', path);
    request.responseType = 'document';
    request.onload = () => request.response ? done(request.response) : failed();
    request.onerror = request.ontimeout = failed;
    request.timeout = 20000;
    request.send();
  });
  let loading, again;
  const update = async () => {
    if (loading) return again = true;
    loading = true;
    try {
      const page = await load(location.pathname + location.search);
      const script = page.querySelector('script[src="/__folio/live.js"]');
      const heads = [...page.head.children].filter(e => e.localName === 'script').map(e => e.getAttribute('src') && new URL(e.getAttribute('src'), location).href).join();
      // Another page altogether, or other scripts: then as if it were opened now.
      if (!script || heads !== scripts) return location.reload();
      const next = script.dataset.version;
      script.remove();
      if (next === version) return;
      version = next;
      doc.title = page.title;
      const html = doc.documentElement;
      for (const name of ['lang', 'data-langs']) if (page.documentElement.hasAttribute(name)) html.setAttribute(name, page.documentElement.getAttribute(name));
      restyle(page);
      const focus = doc.activeElement;
      added = [];
      merge(sent, page.body);
      sent = page.body;
      doc.dispatchEvent(new CustomEvent('folio:changed', { detail: added }));
      if (focus && !focus.isConnected && focus.id) doc.getElementById(focus.id)?.focus({ preventScroll: true });
    } catch {
      // The server went away meanwhile: what is missed now is made up for when it is back.
    } finally {
      loading = false;
      if (again) again = false, update();
    }
  };

  // Files that changed under a name that stays.
  let turn = 0;
  const refresh = files => {
    const hit = address => {
      try {
        const url = new URL(address, location);
        return url.origin === location.origin && files.includes(url.pathname) && (url.searchParams.set('changed', ++turn), url.href);
      } catch { return false; }
    };
    for (const link of doc.querySelectorAll('link[rel=stylesheet]')) {
      const href = hit(link.href);
      if (!href) continue;
      const fresh = link.cloneNode(false);
      fresh.href = href;
      fresh.onload = fresh.onerror = () => link.remove();
      link.after(fresh);
    }
    for (const image of doc.querySelectorAll('img[src]')) {
      const src = hit(image.src);
      if (src) image.src = src;
    }
    for (const script of doc.querySelectorAll('script[src]')) if (hit(script.src)) location.reload();
  };

  // The list of problems, in a shadow tree: the page's styles and ours do not meet.
  let host, list;
  const make = (name, properties, into) => into.appendChild(Object.assign(doc.createElement(name), properties));
  const show = problems => {
    if (!problems.length) {
      if (host) host.remove(), host = null;
      return;
    }
    if (!host) {
      host = doc.createElement('folio-problems');
      const shadow = host.attachShadow({ mode: 'open' });
      make('link', { rel: 'stylesheet', href: '/__folio/live.css' }, shadow);
      list = make('section', {}, shadow);
      list.setAttribute('role', 'alert');
      list.setAttribute('aria-label', 'Problems');
    }
    list.replaceChildren();
    const errors = problems.filter(problem => problem.severity === 'error').length;
    list.className = errors ? 'problems' : 'problems warning';
    const bar = make('header', {}, list);
    make('b', { textContent: problems.length === 1 ? '1 problem' : problems.length + ' problems' }, bar);
    make('a', { href: '/__folio/problems', target: '_blank', textContent: 'All problems of the site' }, bar);
    make('button', { type: 'button', textContent: 'Hide', onclick: () => host.remove() }, bar);
    for (const problem of problems) {
      const part = make('article', {}, list);
      const pre = make('pre', {}, part);
      if (problem.edit && problem.frame.startsWith(problem.place)) {
        make('a', { href: problem.edit, textContent: problem.place }, pre);
        pre.append(problem.frame.slice(problem.place.length));
      } else pre.textContent = problem.frame;
    }
    doc.documentElement.append(host);
  };

  // The channel: opened again whenever it ends.
  let socket, wait = 100, timer;
  const open = () => {
    clearTimeout(timer);
    socket = new WebSocket(location.origin.replace('http', 'ws') + '/__folio/live');
    socket.onopen = () => {
      wait = 100;
      socket.send(JSON.stringify({ path: location.pathname, version }));
    };
    socket.onmessage = event => {
      const said = JSON.parse(event.data);
      if (said.version && said.version !== version) update();
      if (said.problems) show(said.problems);
      if (said.files) refresh(said.files);
      if (said.go && said.go !== location.pathname) location.assign(said.go);
    };
    socket.onclose = () => {
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 1.5, 2000);
    };
  };
  // After a sleep the channel may be dead without having said so.
  const wake = () => {
    if (doc.visibilityState !== 'visible') return;
    if (socket.readyState === 1) socket.send(JSON.stringify({ path: location.pathname, version }));
    else if (socket.readyState === 3) wait = 100, open();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', event => event.persisted && wake());
  doc.addEventListener('visibilitychange', wake);
  addEventListener('pagehide', () => { socket.onclose = null; socket.close(); });
  open();
}
