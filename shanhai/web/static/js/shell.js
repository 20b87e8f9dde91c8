// Shell: theme, single keys on or off, and the evidence popover. Works without: links then lead straight to the page.
(() => {
  const root = document.documentElement;
  const remember = (name, value) => { document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`; };
  const dark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

  document.querySelector('[data-act=theme]')?.addEventListener('click', () => {
    root.dataset.theme = dark() ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
  });
  document.querySelectorAll('[data-act=keys]').forEach((button) => button.addEventListener('click', () => {
    const off = root.dataset.keys !== 'off';
    root.dataset.keys = off ? 'off' : 'on';
    remember('keys', root.dataset.keys);
    button.setAttribute('aria-pressed', String(!off));
  }));

  // The sentence behind a number: first click in place, second click opens the page.
  let pop = null;
  let opener = null;
  const close = (back) => {
    if (!pop) return;
    pop.remove();
    opener.setAttribute('aria-expanded', 'false');
    if (back) opener.focus();
    pop = opener = null;
  };
  const open = (link) => {
    close(false);
    const words = document.getElementById(link.dataset.ev);
    if (!words) return false;
    pop = document.createElement('div');
    pop.className = 'pop';
    pop.tabIndex = -1;
    pop.setAttribute('role', 'dialog');
    pop.setAttribute('aria-label', words.dataset.label);
    pop.append(words.content.cloneNode(true));
    document.body.append(pop);
    const box = link.getBoundingClientRect();
    const left = Math.max(16, Math.min(box.left + scrollX - 16, innerWidth - pop.offsetWidth - 16));
    const below = box.bottom + 8 + pop.offsetHeight < innerHeight;
    pop.style.left = `${left}px`;
    pop.style.top = `${below ? box.bottom + scrollY + 8 : Math.max(8, box.top + scrollY - pop.offsetHeight - 8)}px`;
    link.setAttribute('aria-expanded', 'true');
    opener = link;
    pop.focus({ preventScroll: true });
    return true;
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.ev[data-ev]');
    if (link && !event.metaKey && !event.ctrlKey && link !== opener) {
      if (open(link)) event.preventDefault();
    } else if (pop && !link && !pop.contains(event.target)) close(false);
  });
  document.addEventListener('focusin', (event) => { if (pop && !pop.contains(event.target) && event.target !== opener) close(false); });

  // Menus: a click elsewhere and Esc close them; Esc gives the focus back.
  const menus = () => document.querySelectorAll('details.menu[open]');
  document.addEventListener('click', (event) => menus().forEach((menu) => { if (!menu.contains(event.target) || event.target.closest('.sheetlet a')) menu.open = false; }));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') menus().forEach((menu) => { menu.open = false; menu.querySelector('summary').focus(); });
  });

  // Single keys: / finds, G then a letter goes to a view; never in fields, and only while switched on.
  let going = 0;
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') { close(true); return; }
    if (root.dataset.keys === 'off' || event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, textarea, select')) return;
    const key = event.key.toLowerCase();
    if (key === '/') { event.preventDefault(); document.getElementById('q')?.focus(); return; }
    if (going && Date.now() - going < 1500) document.querySelector(`.bar nav [data-go="${CSS.escape(key)}"]`)?.click();
    else if (!document.querySelector(`.rv [data-key="${CSS.escape(key)}"]`)) document.querySelector(`.tools [data-single="${CSS.escape(key)}"]`)?.click();
    going = key === 'g' ? Date.now() : 0;
  });
})();
