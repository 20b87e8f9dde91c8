// Page: a fact and its words light up one another in both texts, by mouse, finger and keys.
(() => {
  const view = document.querySelector('.pv');
  if (!view) return;
  const root = document.documentElement;
  const rows = [...view.querySelectorAll('.facts li[data-fact]')];
  const rowOf = new Map(rows.map((row) => [row.dataset.fact, row]));
  const wordsOf = new Map();
  const lengthOf = new Map();
  view.querySelectorAll('.f').forEach((span) => span.dataset.f.split(' ').forEach((fact) => {
    if (!wordsOf.has(fact)) wordsOf.set(fact, []);
    wordsOf.get(fact).push(span);
    lengthOf.set(fact, (lengthOf.get(fact) || 0) + span.textContent.length);
  }));
  const narrow = matchMedia('(max-width: 1100px)');
  const phone = matchMedia('(max-width: 640px)');
  const sheet = document.querySelector('.sheet');
  let chosen = null;
  let lit = [];

  const light = (fact) => {
    lit.forEach((element) => element.classList.remove('on', 'said'));
    lit = fact === null ? [] : [...(wordsOf.get(fact) || []), rowOf.get(fact)].filter(Boolean);
    lit.forEach((element) => {
      element.classList.add('on');
      if (element.dataset.v?.split(' ').includes(fact)) element.classList.add('said');
    });
  };
  const unfold = (fact, on) => {
    const row = rowOf.get(fact);
    if (!row) return;
    row.querySelector('.why').hidden = !on;
    row.querySelector('.fr').setAttribute('aria-expanded', String(on));
  };
  const lower = () => { sheet.hidden = true; root.style.scrollPaddingBottom = ''; };
  const raise = (fact) => {
    if (!narrow.matches || view.dataset.mode === 'facts') { lower(); return; }
    const copy = rowOf.get(fact).cloneNode(true);
    const body = document.createElement('div');
    copy.querySelector('.why').removeAttribute('id');
    body.append(...copy.querySelector('.fr').childNodes);
    body.className = 'fr';
    sheet.querySelector('.body').replaceChildren(body, copy.querySelector('.why'));
    sheet.hidden = false;
    // What is looked at must not lie under the sheet.
    root.style.scrollPaddingBottom = `${innerHeight - sheet.getBoundingClientRect().top + 16}px`;
  };
  // The first words of a fact that are on the screen's own text: restored where it is shown, else published.
  const shown = (fact) => {
    const words = (wordsOf.get(fact) || []).filter((span) => span.offsetParent !== null);
    const right = words.filter((span) => span.closest('.p2'));
    const among = right.length ? right : words;
    return among.find((span) => (span.dataset.v || '').split(' ').includes(fact)) || among[0];
  };
  const note = (hash) => history.replaceState(null, '', location.pathname + location.search + hash);
  const choose = (fact, { scroll = false, panel = true } = {}) => {
    if (chosen !== null && chosen !== fact) unfold(chosen, false);
    chosen = fact;
    light(fact);
    unfold(fact, true);
    if (phone.matches && view.dataset.mode === 'facts' && scroll) setMode('restored');
    raise(fact);
    const row = rowOf.get(fact);
    if (scroll) shown(fact)?.scrollIntoView({ block: 'center' });
    if (panel && !narrow.matches) row.scrollIntoView({ block: 'nearest' });
    note(`#${row.id}`);
  };
  const leave = () => {
    if (chosen === null) return;
    unfold(chosen, false);
    chosen = null;
    light(null);
    lower();
    note('');
  };

  // Facts: hovering lights, focus chooses, a click goes to the words.
  rows.forEach((row) => {
    const fact = row.dataset.fact;
    row.addEventListener('mouseenter', () => light(fact));
    row.addEventListener('mouseleave', () => light(chosen));
    row.querySelector('.fr').addEventListener('click', () => (chosen === fact && !phone.matches ? leave() : choose(fact, { scroll: true })));
  });
  // Words: the fact that says least around them comes first; the next click takes the next one.
  const factsAt = (span) => {
    const values = (span.dataset.v || '').split(' ').filter(Boolean);
    const near = (a, b) => values.includes(b) - values.includes(a) || (lengthOf.get(a) || 0) - (lengthOf.get(b) || 0);
    return span.dataset.f.split(' ').sort(near);
  };
  const text = view.querySelector('.duo');
  text.addEventListener('click', (event) => {
    const span = event.target.closest('.f');
    if (!span || String(getSelection())) return;
    const facts = factsAt(span);
    choose(facts[(facts.indexOf(chosen) + 1) % facts.length]);
    if (narrow.matches) span.scrollIntoView({ block: 'nearest' });
    else rowOf.get(chosen)?.querySelector('.fr').focus({ preventScroll: true });
  });
  text.addEventListener('mouseover', (event) => {
    const span = event.target.closest('.f');
    if (!span) { light(chosen); return; }
    const facts = factsAt(span);
    light(facts.includes(chosen) ? chosen : facts[0]);
  });
  text.addEventListener('mouseleave', () => light(chosen));
  sheet.querySelector('.close').addEventListener('click', leave);

  // Layout and marks are part of the address.
  const query = (name, value) => {
    const address = new URL(location.href);
    address.searchParams.set(name, value);
    history.replaceState(null, '', address);
  };
  const segments = [...document.querySelectorAll('[data-mode-to]')];
  const setMode = (mode) => {
    view.dataset.mode = mode;
    segments.forEach((link) => (link.dataset.modeTo === mode ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
    if (mode === 'facts') lower();
  };
  segments.forEach((link) => link.addEventListener('click', (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    setMode(link.dataset.modeTo);
    query('mode', link.dataset.modeTo);
  }));
  const switches = [...document.querySelectorAll('[data-mark]')];
  switches.forEach((box) => box.addEventListener('change', () => {
    const marks = switches.filter((other) => other.checked).flatMap((other) => other.dataset.mark.split(' '));
    view.dataset.marks = marks.join(' ');
    query('marks', marks.join(' '));
  }));

  // Keys: J K move through the facts, Enter and Space open the words, Esc lets go.
  const move = (step) => {
    const at = rows.findIndex((row) => row.dataset.fact === chosen);
    const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.max(0, Math.min(rows.length - 1, at + step))];
    if (!row) return;
    choose(row.dataset.fact, { scroll: true });
    row.querySelector('.fr').focus({ preventScroll: true });
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return;
    if (event.key === 'Escape') { leave(); return; }
    const inFacts = event.target.closest?.('.facts');
    const single = root.dataset.keys !== 'off';
    const step = { j: single && 1, k: single && -1, ArrowDown: inFacts && 1, ArrowUp: inFacts && -1 }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!step) return;
    event.preventDefault();
    move(step);
  });

  // Words that are chosen on the page can become a fact: their place in the text goes with the link. A mark in place of a hidden
  // character counts for one.
  const picked = view.querySelector('.picked');
  const length = (node) => (node.nodeType === 3 ? (node.parentElement.classList.contains('ctl') ? 1 : [...node.data].length) : [...node.childNodes].reduce((sum, each) => sum + length(each), 0));
  const offset = (box, node, at) => {
    const range = document.createRange();
    range.setStart(box, 0);
    range.setEnd(node, at);
    return Number(box.dataset.at) + length(range.cloneContents());
  };
  const pick = () => {
    const chosen = getSelection();
    picked.hidden = true;
    if (!chosen.rangeCount || chosen.isCollapsed || !chosen.toString().trim()) return;
    const range = chosen.getRangeAt(0);
    const at = (node) => (node.nodeType === 3 ? node.parentElement : node).closest('.art[data-at]');
    const first = at(range.startContainer);
    const last = at(range.endContainer);
    if (!first || !last || first.classList.contains('p1') !== last.classList.contains('p1')) return;
    const link = picked.querySelector('a');
    const side = first.classList.contains('p1') ? 'published' : 'restored';
    link.href = `${link.dataset.new}?side=${side}&start=${offset(first, range.startContainer, range.startOffset)}&end=${offset(last, range.endContainer, range.endOffset)}`;
    picked.hidden = false;
    const box = range.getBoundingClientRect();
    picked.style.left = `${Math.max(8, Math.min(box.left, innerWidth - picked.offsetWidth - 8))}px`;
    picked.style.top = `${box.top > 60 + picked.offsetHeight ? box.top - picked.offsetHeight - 6 : Math.min(box.bottom + 6, innerHeight - 60)}px`;
  };
  if (picked) {
    document.addEventListener('selectionchange', () => { clearTimeout(picked.later); picked.later = setTimeout(pick, 120); });
    document.addEventListener('scroll', () => { picked.hidden = true; }, { passive: true });
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'n' || picked.hidden || root.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return;
      event.preventDefault();
      picked.querySelector('a').click();
    });
  }

  if (phone.matches && view.dataset.mode === 'both') setMode('restored');
  const target = location.hash.startsWith('#fact-') && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.dataset.fact) choose(target.dataset.fact, { scroll: true });
})();
