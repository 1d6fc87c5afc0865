// Runs in <head> before the first paint: says that script runs, which language and which colour scheme.
{
  const root = document.documentElement, langs = (root.dataset.langs || '').split(' ');
  let kept = {};
  try { kept = localStorage; } catch {}
  const asked = new URLSearchParams(location.search).get('lang');
  if (langs.includes(asked)) try { kept['folio-lang'] = asked; } catch {}
  root.dataset.js = '';
  if (langs[0]) root.dataset.lang = [asked, kept['folio-lang']].find(l => langs.includes(l)) || langs[0];
  if (kept['folio-theme']) root.dataset.theme = kept['folio-theme'];
}
