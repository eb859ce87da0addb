import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Size } from './screen-table';

const FOLDER = join(process.cwd(), 'docs/design');
/** A sketch is a quarter of the screen's size. */
const SCALE = 0.25;
const GAP = 16;
const WORDS_MAX = 26;

/** What stands where on a page: a heading or control with its words, or only its frame. */
interface Box {
  readonly kind: 'part' | 'heading' | 'button' | 'field' | 'text' | 'picture';
  readonly words: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Draws where things stand on a page at each size, out of the page itself. */
export async function sketch(page: Page, name: string, sizes: readonly Size[]): Promise<void> {
  const parts: string[] = [];
  let left = GAP;
  for (const size of sizes) {
    await page.setViewportSize({ ...size });
    const boxes = await page.evaluate<readonly Box[]>(`(${BOXES})()`);
    const frame = `<rect class="f" width="${size.width}" height="${size.height}"/>`;
    const drawn = boxes.map(drawBox).join('');
    parts.push(`<g transform="translate(${left} ${GAP}) scale(${SCALE})">${frame}${drawn}</g>`);
    left += size.width * SCALE + GAP;
  }
  const height = Math.max(...sizes.map((size) => size.height)) * SCALE + 2 * GAP;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    join(FOLDER, `${name}.svg`),
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left}" height="${height}" ` +
      `viewBox="0 0 ${left} ${height}"><style>${STYLE}</style>${parts.join('\n')}</svg>\n`,
  );
}

const STYLE =
  'svg{background:#fff;font:600 15px sans-serif}.f{fill:#fff;stroke:#333;stroke-width:4}' +
  '.part{fill:none;stroke:#bbb;stroke-width:2}.button{fill:#dbe7f5;stroke:#0a56a5;stroke-width:3}' +
  '.field{fill:#fff;stroke:#555;stroke-width:3}.text{fill:#ccc}.picture{fill:#e6efe6;stroke:#6a6}';

function drawBox({ kind, words, x, y, width, height }: Box): string {
  const at = `x="${x}" y="${y}"`;
  const said = words === '' ? '' : `<text x="${x + 6}" y="${y + height / 2 + 6}">${words}</text>`;
  if (kind === 'heading') return said;
  return `<rect class="${kind}" ${at} width="${width}" height="${height}"/>${said}`;
}

/** Only what is seen without scrolling. */
const BOXES = String.raw`() => {
  const kindOf = (one) => {
    if (one.matches('h1, h2, h3')) return 'heading';
    if (one.matches('button, a.button, summary, nav a')) return 'button';
    if (one.matches('input, select, textarea')) return 'field';
    if (one.matches('canvas, svg, img')) return 'picture';
    if (one.matches('header, section, article, table, .row, .card')) return 'part';
    return one.matches('p, dt, dd, td, th, li > span') ? 'text' : null;
  };
  const safe = (text) => text.replace(/\s+/g, ' ').trim().slice(0, ${WORDS_MAX})
    .replace(/[<>&]/g, '');
  return [...document.querySelectorAll('body *')].flatMap((one) => {
    const kind = kindOf(one);
    if (kind === null || !one.checkVisibility({ visibilityProperty: true })) return [];
    const { x, y, width, height } = one.getBoundingClientRect();
    const isSeen = width > 8 && height > 8 && y < innerHeight && y + height > 0 && x < innerWidth;
    if (!isSeen) return [];
    const isNamed = kind === 'heading' || kind === 'button';
    const line = kind === 'text' ? Math.min(height, 12) : height;
    const letters = (one.textContent ?? '').trim().length;
    const short = kind === 'text' ? Math.min(width, 9 * letters) : width;
    return [{ kind, words: isNamed ? safe(one.textContent ?? '') : '',
      x: Math.round(x), y: Math.round(y), width: Math.round(short), height: Math.round(line) }];
  });
}`;
