// Sorts and filters the tests. Without this script they are all there, the failed ones first.
(() => {
  'use strict';
  const table = document.querySelector('.index');
  const form = document.querySelector('.filter');
  const [search, verdict, output] = [form.querySelector('input'), form.querySelector('select'), form.querySelector('output')];
  const heads = [...table.tHead.rows[0].cells];
  const bodies = [...table.tBodies];
  const rows = bodies.flatMap(body => [...body.rows]).filter(row => row.dataset.verdict);
  const words = new Intl.Collator('en', { numeric: true });

  const key = (row, column) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();

  // What isn't known comes last, whichever way the rest is sorted.
  function compare(left, right, direction) {
    if (left === '' || right === '') return (left === '') - (right === '');
    return direction * words.compare(left, right);
  }

  function sort(column) {
    const direction = heads[column].getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    for (const head of heads) head.removeAttribute('aria-sort');
    heads[column].setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
    for (const body of bodies) {
      const sorted = rows.filter(row => row.parentNode === body).sort((a, b) => compare(key(a, column), key(b, column), direction));
      body.append(...sorted);
    }
  }

  function filter() {
    const wanted = search.value.trim().toLowerCase();
    for (const row of rows)
      row.hidden = (verdict.value !== '' && row.dataset.verdict !== verdict.value) || !row.textContent.toLowerCase().includes(wanted);
    const shown = rows.filter(row => !row.hidden).length;
    output.textContent = shown === rows.length ? '' : `${shown} of ${rows.length} shown`;
  }

  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sort(column));
    head.replaceChildren(button);
  });
  for (const word of new Set(rows.map(row => row.dataset.verdict)))
    if (![...verdict.options].some(option => option.value === word)) verdict.add(new Option(word));
  form.addEventListener('input', filter);
  form.addEventListener('submit', e => e.preventDefault());
  form.hidden = false;
  filter();
})();
