import type { Page } from 'playwright-core';

/**
 * What a screen reader or a keyboard would stumble over on this page, one line each: fields and
 * buttons without a name, ids that are there twice, more or fewer than one first heading, levels
 * of headings that are left out, a focus that leads nowhere.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const faults: unknown = await page.evaluate(`(${inPage})()`);
  return Array.isArray(faults) ? faults.map(String) : ['the page could not be looked at'];
}

const inPage = String.raw`() => {
  const faults = [];
  const seen = (one) => one.checkVisibility() && one.closest('[aria-hidden="true"]') === null;
  const nameOf = (one) => [
    one.getAttribute('aria-label'),
    ...(one.labels ? [...one.labels].map((label) => label.textContent) : []),
    one.matches('button, a, summary') ? one.textContent : '',
  ].join('').trim();
  const what = (one) => one.tagName.toLowerCase() + '#' + one.id + '.' + one.className;
  for (const one of document.querySelectorAll('input, select, textarea, button, a, summary')) {
    if (seen(one) && nameOf(one) === '') faults.push('no name: ' + what(one));
  }
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) {
    faults.push('id twice: ' + id);
  }
  for (const one of document.querySelectorAll('[aria-labelledby], [aria-describedby]')) {
    for (const name of ['aria-labelledby', 'aria-describedby']) {
      for (const id of (one.getAttribute(name) ?? '').split(' ').filter(Boolean)) {
        if (document.getElementById(id) === null) faults.push(name + ' names nothing: ' + id);
      }
    }
  }
  const headings = [...document.querySelectorAll('main h1, main h2, main h3')].filter(seen);
  const firsts = [...document.querySelectorAll('h1')].filter(seen);
  if (firsts.length !== 1) faults.push('first headings: ' + firsts.length);
  let before = firsts.some((one) => one.closest('main') === null) ? 1 : 0;
  for (const one of headings) {
    const level = Number(one.tagName[1]);
    if (level > before + 1) faults.push('level left out before: ' + one.textContent.trim());
    before = level;
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth + 1) {
    faults.push('wider than the screen');
  }
  return faults;
}`;
