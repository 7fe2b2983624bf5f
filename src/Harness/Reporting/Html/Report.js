// Zooms the timeline. Every lane is a picture of the whole run whose view box says which part is seen; without this script all of it is.
(() => {
  'use strict';
  const root = document.querySelector('.timeline');
  if (!root) return;

  const seconds = Number(root.dataset.seconds);
  const columns = Number(root.dataset.columns);
  const least = Math.min(1, 4 / columns);
  const lanes = [...root.querySelectorAll('svg[viewBox]')].map(svg => ({ svg, height: svg.viewBox.baseVal.height }));
  const marked = [...root.querySelectorAll('[data-at]')];
  const ticks = root.querySelector('.ticks');
  const marks = root.querySelector('.marks');
  const output = root.querySelector('output');
  let from = 0;
  let to = 1;

  const part = text => Number(text.slice(0, -1)) / 100;
  const percent = value => (value * 100).toFixed(3) + '%';
  const make = (name, attributes, parent) => {
    const made = document.createElementNS(ticks.namespaceURI, name);
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return parent.appendChild(made);
  };

  function words(time) {
    const span = (to - from) * seconds;
    const [unit, name] = span < 0.001 ? [1e6, 'µs'] : span < 1 ? [1e3, 'ms'] : [1, 's'];
    const digits = Math.max(0, Math.ceil(2 - Math.log10(span * unit)));
    return (time * unit).toFixed(Math.min(6, digits)) + ' ' + name;
  }

  const longSteps = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

  // A long run keeps its minutes and hours when a part of it is shown.
  function tickWords(at, span) {
    const number = (value, unit) => Number(value.toFixed(6)) + ' ' + unit;
    if (seconds >= 120) {
      const exact = Number(at.toFixed(6));
      const parts = [[Math.floor(exact / 3600), 'h'], [Math.floor(exact % 3600 / 60), 'min'], [exact % 60, 's']];
      return parts.filter(([value]) => value > 1e-6).map(([value, unit]) => number(value, unit)).join(' ') || '0 s';
    }
    const [unit, name] = span < 0.001 ? [1e6, 'µs'] : span < 1 ? [1e3, 'ms'] : [1, 's'];
    return number(at * unit, name);
  }

  function drawTicks() {
    const span = (to - from) * seconds;
    let step = 10 ** Math.floor(Math.log10(span / 4));
    const count = span / step;
    step *= count > 40 ? 10 : count > 20 ? 5 : count > 10 ? 2.5 : 1;
    if (span >= 120) step = longSteps.find(s => span / s <= 6) ?? longSteps.at(-1);
    ticks.replaceChildren();
    for (let i = Math.ceil(from * seconds / step); i * step < (from + (to - from) * 0.98) * seconds; i++) {
      const at = percent((i * step / seconds - from) / (to - from));
      make('line', { x1: at, x2: at, y1: 14, y2: 18 }, ticks);
      make('text', { class: 'tick', x: at, y: 13 }, ticks).textContent = tickWords(i * step, span);
    }
  }

  function show(begin, end) {
    const length = Math.min(1, Math.max(least, end - begin));
    from = Math.min(1 - length, Math.max(0, begin));
    to = from + length;
    for (const { svg, height } of lanes) svg.setAttribute('viewBox', `${from * columns} 0 ${length * columns} ${height}`);
    for (const mark of marked) {
      const at = percent((part(mark.dataset.at) - from) / length);
      if (mark.dataset.width) {
        mark.setAttribute('x', at);
        mark.setAttribute('width', percent(part(mark.dataset.width) / length));
      } else {
        mark.setAttribute('x1', at);
        mark.setAttribute('x2', at);
      }
    }
    drawTicks();
    output.textContent = length === 1 ? `All ${words(seconds)}` : `${words(from * seconds)} to ${words(to * seconds)} of ${words(seconds)}`;
  }

  function zoom(factor, at = (from + to) / 2) {
    const length = Math.min(1, Math.max(least, (to - from) * factor));
    const begin = at - (at - from) * length / (to - from);
    show(begin, begin + length);
  }

  const move = share => show(from + (to - from) * share, to + (to - from) * share);
  const actions = { in: () => zoom(0.5), out: () => zoom(2), left: () => move(-0.25), right: () => move(0.25), all: () => show(0, 1) };
  const keys = { '+': 'in', '=': 'in', '-': 'out', ArrowLeft: 'left', ArrowRight: 'right', 0: 'all', Escape: 'all' };

  root.addEventListener('click', e => e.target.dataset?.do && actions[e.target.dataset.do]());
  root.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey || !(e.key in keys)) return;
    e.preventDefault();
    actions[keys[e.key]]();
  });

  // A page that is being scrolled mustn't catch on the timeline: the wheel zooms with Ctrl (which a pinch is told as), or once the timeline has the focus.
  const place = e => {
    const box = ticks.getBoundingClientRect();
    return from + Math.min(1, Math.max(0, (e.clientX - box.left) / box.width)) * (to - from);
  };
  root.addEventListener('wheel', e => {
    if (!e.ctrlKey && !root.contains(document.activeElement)) return;
    const sideways = e.shiftKey || Math.abs(e.deltaX) > Math.abs(e.deltaY);
    if (to - from === 1 && (sideways || e.deltaY > 0) && !e.ctrlKey) return;
    e.preventDefault();
    if (sideways) move(Math.sign(e.deltaX || e.deltaY) * 0.1);
    else zoom(e.deltaY < 0 ? 0.8 : 1.25, place(e));
  }, { passive: false });

  let drag = null;
  root.addEventListener('pointerdown', e => {
    if (e.button === 0 && e.target.closest('.lanes svg')) drag = { at: place(e), x: e.clientX, band: null };
  });
  root.addEventListener('pointermove', e => {
    // A press that was released outside of the timeline was never told.
    if (drag && !(e.buttons & 1)) drop(e);
    if (!drag) return;
    if (!drag.band && Math.abs(e.clientX - drag.x) > 5) {
      drag.band = make('rect', { class: 'band', y: 0, height: '100%' }, marks);
      root.setPointerCapture(e.pointerId);
    }
    if (!drag.band) return;
    const [begin, end] = [drag.at, place(e)].sort((a, b) => a - b);
    drag.band.setAttribute('x', percent((begin - from) / (to - from)));
    drag.band.setAttribute('width', percent((end - begin) / (to - from)));
  });
  const drop = e => {
    const done = drag;
    drag = null;
    if (!done?.band) return;
    done.band.remove();
    if (e.type === 'pointerup') show(...[done.at, place(e)].sort((a, b) => a - b));
    root.addEventListener('click', c => { c.preventDefault(); c.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => root.dispatchEvent(new Event('click')));
  };
  root.addEventListener('pointerup', drop);
  root.addEventListener('pointercancel', drop);

  root.tabIndex = 0;
  root.setAttribute('aria-label', 'Timeline. Plus and minus zoom, the arrow keys move, 0 shows the whole run.');
  root.querySelector('.tools').hidden = false;
  show(0, 1);
})();
