import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Colours by their names in tokens.css. */
export type Theme = Readonly<Record<string, string>>;
type Three = readonly [number, number, number];

/**
 * How people see who lack the cones for red, green or blue: G. M. Machado, M. M. Oliveira and L. A.
 * F. Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency (2009),
 * severity 1.0, on linear sRGB.
 */
const EYES: Readonly<Record<string, readonly [Three, Three, Three]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
export const KINDS_OF_EYES = Object.keys(EYES);

/** The colours of both themes. */
export function themes(): { readonly light: Theme; readonly dark: Theme } {
  const css = readFileSync(join(process.cwd(), 'apps/shared-web/tokens.css'), 'utf8');
  const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
  return { light: coloursOf(light), dark: { ...coloursOf(light), ...coloursOf(dark) } };
}

/** WCAG 2.2 contrast ratio of two colours of a theme, 1 to 21. */
export function contrast(theme: Theme, one: string, other: string): number {
  const both = [luminance(of(theme, one)), luminance(of(theme, other))];
  const [darker = 0, lighter = 0] = both.sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** CIE 1976 difference of two colours of a theme, as such eyes see them; 2.3 is just seen. */
export function difference(theme: Theme, pair: readonly [string, string], eyes: string): number {
  const [one, other] = pair.map((name) => lab(seenBy(eyes, linear(of(theme, name)))));
  if (one === undefined || other === undefined) throw new RangeError('two colours are compared');
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

function coloursOf(css: string): Theme {
  const found = css.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}

function of(theme: Theme, name: string): string {
  const colour = theme[name];
  if (colour === undefined) throw new RangeError(`--${name} is not in tokens.css`);
  return colour;
}

function linear(colour: string): Three {
  const channel = (at: number): number => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(colour: string): number {
  return dot([0.2126, 0.7152, 0.0722], linear(colour));
}

function seenBy(eyes: string, colour: Three): Three {
  const [red, green, blue] = EYES[eyes] ?? [];
  if (red === undefined || green === undefined || blue === undefined) throw new RangeError(eyes);
  const within = (row: Three): number => Math.min(1, Math.max(0, dot(row, colour)));
  return [within(red), within(green), within(blue)];
}

/** CIE L*a*b* under D65 (CIE 15:2004). */
function lab(colour: Three): Three {
  const [x, y, z] = [
    root(dot([0.4124564, 0.3575761, 0.1804375], colour) / 0.95047),
    root(dot([0.2126729, 0.7151522, 0.072175], colour)),
    root(dot([0.0193339, 0.119192, 0.9503041], colour) / 1.08883),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function root(share: number): number {
  return share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116;
}

function dot(one: Three, other: Three): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}
