// Review: one key an answer. Digits answer, E corrects, S puts off, M keeps the remark alone, O opens the page, U takes the last answer back; never in fields.
(() => {
  const root = document.documentElement;
  const typing = (target) => target.matches('input:not([type=hidden]), textarea, select');
  let sent = false;
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing(event.target)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (root.dataset.keys === 'off') return;
    const key = event.key.toLowerCase();
    if (!/^[1-9emsou]$/.test(key)) return;
    const pressed = document.querySelector(`.rv [data-key="${CSS.escape(key)}"]`);
    if (!pressed) return;
    event.preventDefault();
    pressed.click();
  });
  // An answer goes once, however often the key is hit.
  document.querySelectorAll('.rv form').forEach((form) => form.addEventListener('submit', (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
  }));
  addEventListener('pageshow', () => { sent = false; });
})();
