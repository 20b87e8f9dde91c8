// Network: the graph and the months as charts, in the colours of the page, drawn again when those or the width change.
(() => {
  const root = document.documentElement;
  const colour = (name) => getComputedStyle(root).getPropertyValue(`--${name}`).trim();
  const face = () => getComputedStyle(document.body).fontFamily;
  const narrow = () => innerWidth <= 640;
  if (innerWidth <= 860) document.querySelector('.facets details')?.removeAttribute('open');

  // Places keep their position; those too near to each other are moved apart by the same steps every time.
  const apart = (nodes, width, height, pad) => {
    const xs = nodes.map((node) => node.at[0]);
    const ys = nodes.map((node) => node.at[1]);
    const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const spots = nodes.map((node) => [
      pad + ((node.at[0] - x0) / (x1 - x0 || 1)) * (width - 2 * pad),
      pad + ((node.at[1] - y0) / (y1 - y0 || 1)) * (height - 2 * pad),
    ]);
    const least = Math.min(48, Math.sqrt((width * height) / (nodes.length || 1)) * 0.5);
    for (let step = 0; step < 80; step += 1) {
      for (let one = 0; one < spots.length; one += 1) {
        for (let other = one + 1; other < spots.length; other += 1) {
          const [a, b] = [spots[one], spots[other]];
          const dx = b[0] - a[0] || 0.1 * (other - one);
          const dy = b[1] - a[1] || 0.1;
          const far = Math.hypot(dx, dy);
          if (far < least) {
            const push = ((least - far) / far) * 0.25;
            a[0] -= dx * push; a[1] -= dy * push; b[0] += dx * push; b[1] += dy * push;
          }
        }
      }
      spots.forEach((spot) => {
        spot[0] = Math.max(pad, Math.min(width - pad, spot[0]));
        spot[1] = Math.max(pad, Math.min(height - pad, spot[1]));
      });
    }
    return spots;
  };

  const graph = (drawn, width, height) => {
    const pad = narrow() ? 28 : 44;
    const spots = apart(drawn.nodes, width, height, pad);
    const most = Math.max(1, ...drawn.links.map((link) => link.n));
    const named = narrow() ? 10 : 40;
    const shade = { out: colour('sea'), in: colour('hill') };
    const chosen = drawn.nodes.some((node) => node.on);
    return {
      animation: false,
      textStyle: { fontFamily: face() },
      tooltip: tip((given) => given.data.says),
      series: [{
        type: 'graph', layout: 'none', left: pad, right: pad, top: pad, bottom: pad, edgeSymbol: ['none', 'arrow'], edgeSymbolSize: 6,
        data: drawn.nodes.map((node, at) => ({
          id: node.id, name: node.name, x: spots[at][0], y: spots[at][1], says: node.says, href: node.href,
          symbolSize: (narrow() ? 5 : 7) + Math.sqrt(node.into) * (narrow() ? 2 : 4),
          itemStyle: { color: colour(node.on ? 'ink' : 'sea'), borderColor: colour('paper'), borderWidth: 1.5 },
          label: {
            show: at < named || node.on, position: spots[at][0] > width * 0.75 ? 'left' : 'right', distance: 4, color: colour('ink'),
            fontSize: node.on ? 15 : 12, fontWeight: node.on ? 700 : 400, textBorderColor: colour('paper'), textBorderWidth: 3,
          },
        })),
        labelLayout: { hideOverlap: true },
        links: drawn.links.map((link) => ({
          source: link.source, target: link.target, says: link.says, href: link.href,
          lineStyle: {
            width: 0.8 + 3 * Math.sqrt(link.n / most), type: link.returned ? 'solid' : [5, 4], curveness: 0.18,
            color: shade[link.way] || colour('ink-3'), opacity: shade[link.way] ? 0.95 : chosen ? 0.22 : 0.55,
          },
        })),
        emphasis: { focus: 'adjacency', lineStyle: { opacity: 1 } },
      }],
    };
  };

  const months = (drawn, width) => ({
    animation: false,
    textStyle: { fontFamily: face() },
    grid: { left: 28, right: 4, top: 8, bottom: 22 },
    tooltip: tip((given) => `${given.name}　${given.value}`),
    xAxis: {
      type: 'category', data: drawn.months, axisTick: { show: false }, axisLine: { lineStyle: { color: colour('edge') } },
      axisLabel: {
        color: colour('ink-3'), fontSize: 12,
        // A year at most by its months, a longer time by its years, a very long one by every fifth.
        interval: (at, name) => (drawn.months.length <= 12
          ? at % Math.ceil((drawn.months.length * 60) / width) === 0
          : name.endsWith('-01') && (drawn.months.length < (width / 60) * 12 || Number(name.slice(0, 4)) % 5 === 0)),
        formatter: (name) => (drawn.months.length <= 12 ? name : name.slice(0, 4)),
      },
    },
    yAxis: { type: 'value', minInterval: 1, splitNumber: 2, axisLabel: { color: colour('ink-3'), fontSize: 12 }, splitLine: { lineStyle: { color: colour('rule') } } },
    series: [{
      type: 'bar', barCategoryGap: '15%', barMaxWidth: 24, itemStyle: { color: colour('ink-3') }, emphasis: { itemStyle: { color: colour('sea') } },
      data: drawn.visits.map((n, at) => ({ value: n, href: n ? `/calendar?month=${drawn.months[at]}` : '' })),
    }],
  });

  // As rich text: a tooltip of markup would need styles that the policy of the pages forbids.
  const tip = (words) => ({
    renderMode: 'richText', formatter: words, backgroundColor: colour('paper'), borderColor: colour('ink'), borderWidth: 1, padding: [6, 10],
    textStyle: { color: colour('ink'), fontSize: 13 },
  });

  const forms = { 'graph-drawn': graph, 'months-drawn': months };
  const draw = () => {
    if (!globalThis.echarts) return;
    document.querySelectorAll('[data-chart]').forEach((box) => {
      const drawn = JSON.parse(document.getElementById(box.dataset.chart).textContent);
      globalThis.echarts.getInstanceByDom(box)?.dispose();
      const chart = globalThis.echarts.init(box, null, { renderer: 'canvas' });
      chart.setOption(forms[box.dataset.chart](drawn, box.clientWidth, box.clientHeight));
      chart.on('click', (given) => { if (given.data?.href) location.href = given.data.href; });
    });
  };
  let later = 0;
  addEventListener('resize', () => { clearTimeout(later); later = setTimeout(draw, 150); });
  new MutationObserver(draw).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
})();
