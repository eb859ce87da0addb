import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const AXE = readFileSync(join(process.cwd(), 'node_modules/axe-core/axe.min.js'), 'utf8');
const WCAG_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What depends on the colours alone is looked at again in the other theme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
/** Controls of one screen; more is a trap or a list without an end. */
const TABS_MAX = 400;
const TABS_AT_ONCE = 10;
/** A field for a moment has seven places where the key stops. */
const IDLE_MAX = 3;

/** Serious and critical violations of WCAG 2.2 A and AA on the page as it stands, one line each. */
export async function violationsOf(page: Page, coloursOnly = false): Promise<readonly string[]> {
  await page.evaluate(`window.axe === undefined ? (() => { ${AXE} })() : undefined`);
  const runOnly = coloursOnly
    ? { type: 'rule', values: COLOUR_RULES }
    : { type: 'tag', values: WCAG_TAGS };
  return page.evaluate<readonly string[]>(`axe
    .run(document, ${JSON.stringify({ runOnly, resultTypes: ['violations'] })})
    .then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3)
        .map(({ target, failureSummary }) => target.join(' ') + ' ' +
          failureSummary.split('\\n').slice(1, 2).join('').trim()).join(' | ')))`);
}

/** What the Tab key does not reach, or where it does not show, one line each. */
export async function keyFaultsOf(page: Page): Promise<readonly string[]> {
  let left = await page.evaluate<number>(`(${LISTEN})()`);
  let idle = 0;
  for (
    let pressed = 0;
    left > 0 && idle < IDLE_MAX && pressed < TABS_MAX;
    pressed += TABS_AT_ONCE
  ) {
    for (let tab = 0; tab < TABS_AT_ONCE; tab += 1) await page.keyboard.press('Tab');
    const before = left;
    left = await page.evaluate<number>('window.closebyKeys.left()');
    idle = left < before ? 0 : idle + 1;
  }
  return page.evaluate<readonly string[]>(`(${REPORT})()`);
}

/** Remembers what has to be reached and what was; gives how many there are. */
const LISTEN = String.raw`() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const isFirst = (one) => {
    if (one.type !== 'radio') return true;
    const group = [...document.querySelectorAll('input[type="radio"]')]
      .filter((other) => other.name === one.name && other.form === one.form && !other.disabled);
    return one === (group.find(({ checked }) => checked) ?? group[0]);
  };
  const wanted = () => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex]',
  )].filter((one) => one.tabIndex >= 0 && !one.disabled && seen(one) && isFirst(one));
  const reached = new Set();
  const left = () => wanted().filter((one) => !reached.has(one)).length;
  const state = { wanted, left, reached, dim: new Set() };
  window.closebyKeys = state;
  document.activeElement?.blur();
  scrollTo(0, 0);
  getSelection()?.collapse(document.body, 0);
  document.addEventListener('focusin', ({ target }) => {
    state.reached.add(target);
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target);
    const isShown = (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)
      || boxShadow !== 'none';
    if (!isShown) state.dim.add(target);
  });
  return left();
}`;

const REPORT = String.raw`() => {
  const { wanted, reached, dim } = window.closebyKeys;
  const what = (one) => one.tagName.toLowerCase() + ' ' +
    (one.dataset.test ?? one.id) + ' "' + (one.textContent ?? '').trim().slice(0, 30) + '"';
  return [
    ...wanted().filter((one) => !reached.has(one)).map((one) => 'not reached: ' + what(one)),
    ...[...dim].filter((one) => one.isConnected).map((one) => 'focus not seen: ' + what(one)),
  ];
}`;

/** From now on nothing moves by itself, and what is different every time is the same. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(`(${STILL})()`);
}

/** Before anything of the page is loaded: its own clockwork can be stopped. */
export const STOPPABLE = String.raw`{
  const begin = window.setInterval.bind(window);
  window.setInterval = (deed, ...rest) =>
    begin((...given) => { if (!window.closebyStill) deed(...given); }, ...rest);
}`;

const STILL = String.raw`() => {
  window.closebyStill = true;
  document.activeElement?.blur();
  if (!window.closebySheet) {
    window.closebySheet = new CSSStyleSheet();
    window.closebySheet.replaceSync('*, *::before, *::after { animation: none !important; ' +
      'transition: none !important; caret-color: transparent !important; } ' +
      '[data-qr], [data-qr] * { visibility: hidden; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, window.closebySheet];
  }
  const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
  const rules = [
    [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
      '6f0c7a52-6a5c-4df0-9a53-0f5f6f2b7a11'],
    [/test-[0-9a-f]{12}/g, 'test-0123456789ab'],
    [/127\.0\.0\.1:\d+/g, '127.0.0.1:3000'],
    [/\b\d{4}-\d\d-\d\d\b/g, '2026-03-01'],
    [new RegExp('\\b(' + months + ')[a-z]*\\.? \\d{1,2}(, \\d{4})?', 'g'), 'Mar 1, 2026'],
    [new RegExp('\\b\\d{1,2} (' + months + ')[a-z]*( \\d{4})?', 'g'), '1 Mar 2026'],
    [/\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/g, '3/1/2026'],
    [/\b\d{1,2}:\d\d(:\d\d)?( ?[AP]M)?\b/g, '12:34'],
    [/\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/g, 'Sunday'],
    [/(incident|callout|person|aed)-\d+-\d{13}/g, '$1-1'],
    // By chance: an alarm tells a square and its direction, if one stands outside it.
    [/(Within \S+\sk?m)(, to the [a-z-]+)? of you/, '$1, to the north-west of you'],
    [/\b\d+([.,]\d+)? ?(ms|s|sec|seconds?|min|minutes?)\b/g, '2 min'],
    [/\b[A-Za-z0-9_-]{20,}\b(?=$|[^.])/g,
      (found) => /\d/.test(found) ? 'made-up-0123456789' : found],
  ];
  const same = (text) => rules.reduce((said, [from, to]) => said.replace(from, to), text);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = same(node.data);
    if (text !== node.data) node.data = text;
  }
  for (const field of document.querySelectorAll('input')) {
    const isText = ['text', 'search', 'url', 'email'].includes(field.type);
    if (field.type === 'datetime-local' && field.value) field.value = '2026-03-01T12:34';
    if (field.type === 'date' && field.value) field.value = '2026-03-01';
    if (isText && same(field.value) !== field.value) field.value = same(field.value);
  }
}`;
