// Adding: files by dropping, how much of them is on its way, and what becomes of them without reloading. Works without: forms and links.
(() => {
  const form = document.querySelector('.drop')?.closest('form');
  if (form) {
    const box = form.querySelector('.drop');
    const inputs = [...form.querySelectorAll('input[type=file]')];
    const told = form.querySelector('.picked-names');
    let dropped = [];
    const files = () => (dropped.length ? dropped : inputs.flatMap((input) => [...input.files]));
    const tell = () => {
      const chosen = files();
      told.textContent = chosen.length ? told.dataset.some.replace('{n}', chosen.length).replace('{names}', chosen.slice(0, 3).map((file) => file.name).join('、')) : told.dataset.none;
    };
    inputs.forEach((input) => input.addEventListener('change', () => { dropped = []; tell(); }));
    ['dragover', 'dragenter'].forEach((kind) => box.addEventListener(kind, (event) => { event.preventDefault(); box.classList.add('over'); }));
    ['dragleave', 'drop'].forEach((kind) => box.addEventListener(kind, () => box.classList.remove('over')));
    const walk = async (entry) => {
      if (entry.isFile) return [await new Promise((good, bad) => { entry.file(good, bad); })];
      const reader = entry.createReader();
      const found = [];
      for (;;) {
        const some = await new Promise((good, bad) => { reader.readEntries(good, bad); });
        if (!some.length) break;
        for (const each of some) found.push(...await walk(each));
      }
      return found;
    };
    box.addEventListener('drop', async (event) => {
      event.preventDefault();
      const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
      dropped = entries.length ? (await Promise.all(entries.map(walk))).flat() : [...event.dataTransfer.files];
      tell();
    });
    form.addEventListener('submit', (event) => {
      if (!files().length) return;
      event.preventDefault();
      const body = new FormData();
      const mark = form.querySelector('input[name=mark]');
      if (mark) body.append('mark', mark.value); // first: what comes before it is not read
      files().forEach((file) => body.append('pages', file, file.name));
      const meter = form.querySelector('progress');
      meter.hidden = false;
      form.querySelector('.send').disabled = true;
      const sent = new XMLHttpRequest();
      sent.open('POST', form.action);
      sent.upload.addEventListener('progress', (at) => { if (at.lengthComputable) meter.value = (100 * at.loaded) / at.total; });
      sent.addEventListener('load', () => { if (sent.status < 400) location.href = sent.responseURL; else form.submit(); });
      sent.addEventListener('error', () => { meter.hidden = true; form.querySelector('.send').disabled = false; });
      sent.send(body);
    });
  }

  const watch = async () => {
    const batch = document.getElementById('batch');
    if (!batch || batch.dataset.done === 'yes') return;
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => null);
    if (answer?.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('batch');
      if (fresh && fresh.textContent !== batch.textContent) batch.replaceWith(document.adoptNode(fresh));
      else if (fresh) batch.dataset.done = fresh.dataset.done;
    }
    setTimeout(watch, 1500);
  };
  setTimeout(watch, 1000);
})();
