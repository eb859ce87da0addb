import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contrast, difference, KINDS_OF_EYES, themes, type Theme } from './support/colours';

/** WCAG 2.2, 1.4.3 for text of any size; 1.4.11 for borders and signs. */
const TEXT_MIN = 4.5;
const SIGN_MIN = 3;

const TEXT_PAIRS = [
  ['ink', 'ground'],
  ['ink', 'surface'],
  ['ink', 'surface-raised'],
  ['ink', 'accent-ground'],
  ['ink', 'good-ground'],
  ['ink', 'warn-ground'],
  ['ink', 'danger-ground'],
  ['ink-soft', 'ground'],
  ['ink-soft', 'surface'],
  ['ink-soft', 'surface-raised'],
  ['ink-soft', 'accent-ground'],
  ['ink-soft', 'good-ground'],
  ['accent', 'ground'],
  ['accent', 'surface'],
  ['accent', 'accent-ground'],
  ['on-accent', 'accent'],
  ['good', 'surface'],
  ['good', 'good-ground'],
  ['warn', 'ground'],
  ['warn', 'warn-ground'],
  ['danger', 'surface'],
  ['on-danger', 'danger'],
  ['on-alarm', 'alarm'],
  ['alarm-soft', 'alarm'],
  ['on-stand-down', 'stand-down'],
  ['on-drill', 'drill'],
  ['on-answer', 'answer'],
] as const;

const SIGN_PAIRS = [
  ['line-strong', 'ground'],
  ['line-strong', 'surface'],
  ['focus', 'ground'],
  ['focus', 'surface'],
  ['good', 'ground'],
  ['danger', 'ground'],
  ['warn', 'surface'],
  ['focus', 'surface-raised'],
  ['focus', 'accent-ground'],
  ['focus', 'warn-ground'],
  ['focus', 'danger-ground'],
  ['line-strong', 'surface-raised'],
  // On the full screens the ring has the colour of the words.
  ['on-alarm', 'alarm'],
  ['on-stand-down', 'stand-down'],
  ['on-drill', 'drill'],
] as const;

/** Colours that say how something stands, and those that fill a whole screen. */
const TOLD_APART = [
  ['good', 'warn', 'danger', 'accent'],
  ['alarm', 'stand-down', 'drill'],
] as const;
/** Far more than is just seen (2.3): at a glance, in sun. */
const DIFFERENCE_MIN = 10;

const THEMES = Object.entries(themes());

describe.each(THEMES)('colours in %s', (_name, theme) => {
  it.each(TEXT_PAIRS)('%s can be read on %s', (ink, ground) => {
    expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(TEXT_MIN);
  });

  it.each(SIGN_PAIRS)('%s can be told from %s', (sign, ground) => {
    expect(contrast(theme, sign, ground)).toBeGreaterThanOrEqual(SIGN_MIN);
  });

  it.each(KINDS_OF_EYES)('colours of a state are told apart by %s eyes', (eyes) => {
    for (const pair of pairsToTell()) {
      const told = difference(theme, pair, eyes);
      expect({ pair, isTold: told >= DIFFERENCE_MIN, told }).toMatchObject({ isTold: true });
    }
  });
});

describe('the page of design', () => {
  const page = readFileSync(join(process.cwd(), 'docs/design.md'), 'utf8').replace(/ +/g, ' ');

  it('has the contrast of each pair as it is', () => {
    const rows = [...TEXT_PAIRS, ...SIGN_PAIRS].map(
      ([ink, ground]) => `| ${ink} on ${ground} | ${inBoth((one) => contrast(one, ink, ground))} |`,
    );
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  it('has the least difference of each pair of states as it is', () => {
    const rows = pairsToTell().map((pair) => {
      const least = (theme: Theme): number =>
        Math.min(...KINDS_OF_EYES.map((eyes) => difference(theme, pair, eyes)));
      return `| ${pair.join(' and ')} | ${inBoth(least)} |`;
    });
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});

function pairsToTell(): readonly (readonly [string, string])[] {
  return TOLD_APART.flatMap((names) =>
    names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other] as const)),
  );
}

function inBoth(figure: (theme: Theme) => number): string {
  return THEMES.map(([, theme]) => figure(theme).toFixed(1)).join(' | ');
}
