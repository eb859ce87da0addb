import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const CSS = readFileSync(join(process.cwd(), 'apps/shared-web/tokens.css'), 'utf8');

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
] as const;

const SIGN_PAIRS = [
  ['line-strong', 'ground'],
  ['line-strong', 'surface'],
  ['focus', 'ground'],
  ['focus', 'surface'],
  ['good', 'ground'],
  ['danger', 'ground'],
] as const;

const [light = '', dark = ''] = CSS.split('@media (prefers-color-scheme: dark)');
const THEMES = { light: colours(light), dark: { ...colours(light), ...colours(dark) } };

describe.each(Object.entries(THEMES))('colours in %s', (_name, theme) => {
  it.each(TEXT_PAIRS)('%s can be read on %s', (ink, ground) => {
    expect(contrast(theme[ink], theme[ground])).toBeGreaterThanOrEqual(TEXT_MIN);
  });

  it.each(SIGN_PAIRS)('%s can be told from %s', (sign, ground) => {
    expect(contrast(theme[sign], theme[ground])).toBeGreaterThanOrEqual(SIGN_MIN);
  });
});

function colours(css: string): Record<string, string> {
  const found = css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

/** WCAG 2.2 contrast ratio of two colours, 1 to 21. */
function contrast(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) throw new Error('the colour is not in tokens.css');
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const channel = (at: number): number => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
