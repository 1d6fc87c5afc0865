// The default theme's behaviour. Loaded with `defer`; the page is complete without it.
// Comments stand on lines of their own, so that a build may drop them with the indentation.
{
  const doc = document, root = doc.documentElement, main = doc.querySelector('main');
  const all = (selector, from = doc) => [...from.querySelectorAll(selector)];
  const on = (type, act, at = doc, options) => at.addEventListener(type, act, options);
  const make = (name, props, into = doc.body) => into.appendChild(Object.assign(doc.createElement(name), props));
  const langs = (root.dataset.langs || '').split(' ');
  const speaks = (e, lang) => e.dataset.lang.split(' ').includes(lang);
  const say = make('p', { className: 'sr' });
  say.setAttribute('role', 'status');
  const keep = (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch {} };
  const kept = key => { try { return localStorage.getItem(key); } catch {} };
  const show = (e, yes) => yes ? e.removeAttribute('hidden') : e.hidden || e.setAttribute('hidden', 'until-found');

  // The thing under the pointer stays where it is, whatever the change did to what stands above it.
  const still = (at, change) => {
    const top = () => at.getBoundingClientRect().top, before = at && top();
    main.style.paddingTop = main.style.paddingBottom = '';
    change();
    if (!at || !at.checkVisibility()) return;
    const scroll = by => scrollBy({ top: by, behavior: 'instant' });
    scroll(top() - before);
    const off = Math.round(top() - before);
    // No room to scroll: the page grows at that end until the next change.
    if (off < 0) main.style.paddingTop = -off + 'px';
    if (off > 0) main.style.paddingBottom = off + 64 + 'px', scroll(off);
  };

  // Tabs: a [role=tablist] and the panels beside it, [data-lang] or .panel.
  const select = (list, chosen) => {
    for (const tab of list.tabs) {
      const yes = tab === chosen;
      tab.ariaSelected = yes;
      tab.tabIndex = yes ? 0 : -1;
      if (!list.byLang) show(tab.panel, yes);
      if (yes) tab.panel.setAttribute('aria-labelledby', tab.id);
    }
  };
  let lists, ids = 0;
  const listed = list => {
    const beside = [...list.parentNode.children];
    list.byLang = list.dataset.by === 'lang';
    list.tabs = [...list.children].filter((tab, i) => tab.panel = list.byLang ? beside.find(e => e.dataset.lang && speaks(e, tab.value)) : beside.filter(e => e.matches('.panel'))[i]);
    for (const tab of list.tabs) {
      tab.panel.id ||= 'p' + ids++;
      tab.panel.setAttribute('role', 'tabpanel');
      tab.id ||= 't' + ids++;
      tab.setAttribute('aria-controls', tab.panel.id);
      tab.panel.setAttribute('aria-labelledby', tab.id);
    }
    if (!list.byLang) select(list, list.tabs.find(tab => tab.ariaSelected === 'true') || list.tabs[0]);
    return list;
  };
  const pick = tab => {
    const list = tab.parentNode;
    if (list.byLang) return choose(tab.value, tab, true);
    still(tab, () => {
      for (const other of lists) {
        const same = other.tabs.find(t => t.textContent === tab.textContent);
        if (other === list || list.dataset.sync && other.dataset.sync === list.dataset.sync && same) select(other, other === list ? tab : same);
      }
    });
  };

  // One language for the whole site.
  const choose = (lang, at, store) => {
    if (!lang || !langs.includes(lang)) return;
    still(at, () => {
      root.dataset.lang = lang;
      for (const e of all('body [data-lang]')) show(e, speaks(e, lang));
      for (const e of all('.lang select')) e.value = lang;
      for (const list of lists) if (list.byLang) select(list, list.tabs.find(t => t.value === lang) || list.tabs.find(t => speaks(t.panel, lang)));
    });
    if (!store) return;
    keep('folio-lang', lang);
    const url = new URL(location);
    url.searchParams.set('lang', lang);
    history.replaceState(history.state, '', url);
  };

  // A sample is a stop for the keyboard only where there is something to scroll.
  const sized = new ResizeObserver(sizes => {
    for (const { target: e } of sizes) e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight ? e.tabIndex = 0 : e.removeAttribute('tabindex');
  });

  // On this page: the last heading above the upper third is the current one.
  let spied, due;
  const spy = () => {
    due = 0;
    let now;
    for (const a of spied) {
      const target = doc.getElementById(a.hash.slice(1));
      if (!now || target.checkVisibility() && target.getBoundingClientRect().top < innerHeight / 4) now = a;
    }
    for (const a of spied) a.ariaCurrent = a === now ? 'true' : null;
  };
  on('scroll', () => { due ||= requestAnimationFrame(spy); }, doc, { passive: true });

  // What the content needs of script; again whenever it has changed under the reader's eyes.
  const prepare = () => {
    lists = all('[role=tablist]').map(listed);
    choose(root.dataset.lang);
    for (const pre of all('pre')) sized.observe(pre);
    // Nested JSON folds by a button that script adds.
    for (const button of all('.jf')) if (!button.nextSibling?.matches?.('.j')) button.remove();
    for (const part of all('.j')) if (!part.previousSibling?.matches?.('.jf')) {
      const button = doc.createElement('button');
      Object.assign(button, { type: 'button', className: 'jf', ariaLabel: 'Fold', ariaExpanded: 'true' });
      part.before(button);
    }
    spied = all('.toc a').filter(a => a.hash && doc.getElementById(a.hash.slice(1)));
    spy();
  };
  prepare();
  on('folio:changed', prepare);
  root.dataset.js = 'on';
  const paint = theme => theme ? root.dataset.theme = theme : delete root.dataset.theme;
  on('storage', e => e.key === 'folio-lang' ? choose(e.newValue) : e.key === 'folio-theme' && paint(e.newValue), window);
  on('pageshow', e => { if (e.persisted) choose(kept('folio-lang')), paint(kept('folio-theme')); }, window);
  on('change', e => { if (e.target.matches('.lang select')) choose(e.target.value, e.target, true); });

  // What a fragment or find-in-page reaches is opened, whatever it is folded in.
  const reveal = (e, scroll) => {
    for (let up = e; up && up !== root; up = up.parentElement) {
      if (up.localName === 'details') up.open = true;
      if (up.dataset.lang && !speaks(up, root.dataset.lang)) choose(up.dataset.lang.split(' ')[0]);
      const tab = up.matches('.panel[hidden]') && doc.getElementById(up.getAttribute('aria-labelledby'));
      if (tab) select(tab.parentNode, tab);
    }
    if (scroll && e) e.scrollIntoView();
  };
  // A browser may not know the target yet.
  const arrive = () => {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch {}
    reveal(doc.getElementById(id), true);
  };
  on('hashchange', arrive, window);
  on('beforematch', e => reveal(e.target));
  if (location.hash) arrive();

  // Paper: every fold open, and as it was afterwards.
  let folded = [];
  on('beforeprint', () => { folded = all('main details:not([open])'); for (const e of folded) e.open = true; }, window);
  on('afterprint', () => { for (const e of folded) e.open = false; }, window);

  // A sample, or the whole page as Markdown.
  const copy = async button => {
    const label = button.dataset.label ||= button.textContent, card = button.closest('.card');
    const text = card ? all('pre code', card).find(e => e.checkVisibility()).textContent : await fetch(button.previousSibling.href).then(r => r.ok ? r.text() : '').catch(() => '');
    if (text) try { await navigator.clipboard.writeText(text); } catch {
      const area = make('textarea', { value: text });
      area.select();
      doc.execCommand('copy');
      area.remove();
      button.focus();
    }
    button.textContent = say.textContent = text ? 'Copied' : 'Not copied';
    setTimeout(() => { button.textContent = label; say.textContent = ''; }, 2000);
  };

  // Search comes when it is asked for.
  const form = doc.querySelector('form[role=search]'), box = form && form.q;
  const search = text => import(form.dataset.engine).then(m => m.open(form.dataset.index, text, form.dataset.css), () => { location = form.action; });
  if (form) {
    on('input', () => { const text = box.value; box.value = ''; search(text); }, box);
    on('submit', e => { e.preventDefault(); search(box.value); }, form);
    const asked = new URLSearchParams(location.search).get('q');
    if (asked && location.pathname === new URL(form.action).pathname) search(asked);
  }

  on('click', e => {
    const hit = selector => e.target.closest(selector);
    const button = hit('button'), link = hit('a[href]');
    if (button) {
      if (button.role === 'tab') pick(button);
      if (button.matches('.copy,.md')) copy(button);
      if (button.matches('.jf')) button.ariaExpanded = String(button.ariaExpanded === 'false');
      if (button.matches('.theme')) {
        const dark = matchMedia('(prefers-color-scheme:dark)').matches, was = root.dataset.theme || (dark ? 'dark' : 'light'), now = was === 'dark' ? 'light' : 'dark';
        const own = (now === 'dark') === dark ? '' : now;
        paint(own);
        keep('folio-theme', own);
      }
      if (button.matches('.all')) {
        const folds = all('details', button.parentNode), open = folds.some(d => !d.open && d.checkVisibility());
        still(button, () => { for (const d of folds) d.open = open; });
        button.textContent = open ? 'Collapse all' : 'Expand all';
      }
    }
    if (e.target === box || hit('.find') && !(e.ctrlKey || e.metaKey)) e.preventDefault(), search('');
    if (link && link.hash && link.pathname === location.pathname) {
      const pop = hit('[popover]');
      if (pop && pop.matches(':popover-open')) pop.hidePopover();
      setTimeout(arrive);
    }
  });

  on('keydown', e => {
    const tab = e.target.role === 'tab' && e.target;
    if (tab) {
      const { tabs } = tab.parentNode, at = tabs.indexOf(tab), end = tabs.length - 1;
      const to = { ArrowRight: at < end ? at + 1 : 0, ArrowLeft: at ? at - 1 : end, Home: 0, End: end }[e.key];
      if (to !== undefined && !e.altKey && !e.ctrlKey && !e.metaKey) e.preventDefault(), tabs[to].focus(), pick(tabs[to]);
    }
    const typing = e.target.matches('input,textarea,select,[contenteditable]');
    if (form && (e.key === '/' && !typing && !e.ctrlKey && !e.metaKey && !e.altKey || e.key.toLowerCase() === 'k' && (e.ctrlKey || e.metaKey) && !e.shiftKey)) e.preventDefault(), search('');
  });

  // A long navigation starts where the reader is, and no line of it is cut by what stays at its top.
  const here = doc.querySelector('.side [aria-current=page]');
  if (here && here.offsetTop > innerHeight - 96) {
    const side = here.closest('.side'), edge = (form || side.firstElementChild).getBoundingClientRect().bottom + 9;
    const top = Math.min(here.offsetTop - innerHeight / 3, side.scrollHeight - side.clientHeight);
    side.scrollTop = all('li a', side).findLast(a => a.offsetTop - edge <= top)?.offsetTop - edge;
  }

  // An identifier in code says what it is when pointed at or focused.
  let tip, wait, owner;
  const away = () => { clearTimeout(wait); if (owner) owner.removeAttribute('aria-describedby'), owner = null, tip.hidePopover(); };
  const about = link => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      if (owner === link) return;
      away();
      tip ||= make('div', { id: 'tip', role: 'tooltip', popover: 'manual' }, main);
      if (link.title) link.dataset.tip = link.title, link.title = '';
      tip.textContent = link.dataset.tip;
      tip.showPopover();
      const at = link.getBoundingClientRect(), { offsetWidth: w, offsetHeight: h } = tip;
      tip.style.left = Math.max(8, Math.min(at.left, innerWidth - w - 8)) + 'px';
      tip.style.top = (at.top > h + 12 ? at.top - h - 6 : at.bottom + 6) + 'px';
      owner = link;
      link.setAttribute('aria-describedby', 'tip');
    }, 200);
  };
  const tipped = e => e.target.closest && e.target.closest('[data-tip],main :is(a, abbr)[title]');
  for (const type of ['pointerover', 'focusin']) on(type, e => { const link = tipped(e); link ? about(link) : owner && e.target !== tip ? (clearTimeout(wait), wait = setTimeout(away, 150)) : e.target === tip && clearTimeout(wait); });
  on('keydown', e => { if (e.key === 'Escape') away(); });
  on('scroll', () => owner && away(), window, { capture: true, passive: true });
}
