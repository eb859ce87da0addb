import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import type { CDPSession, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { palettePng } from './palette-png';
import { still } from './screen-checks';
import type { Size } from './screen-table';

export const SCHEMES = ['light', 'dark'] as const;
const KEPT = join(process.cwd(), 'docs/screens');
const FONTS = join(KEPT, 'fonts.json');
const SEEN = join(process.cwd(), '.closeby/screens');
/** By how much a size is drawn smaller in a sheet; phones are drawn as they are. */
const SCALES: ReadonlyMap<number, number> = new Map([
  [390, 0.75],
  [1024, 0.5],
  [1920, 0.5],
]);
const GAP = 12;
const GROUND = 0x80;
/** How different a pixel may be, 0 to 1, and how many may: letters drawn by another machine. */
const PIXEL_TOLERANCE = 0.2;
const SHARE_MAX = 0.015;
/** `npm run screens` sets it: the pictures are made anew. */
export const IS_RENEWING = process.env['CLOSEBY_RENEW_SCREENS'] === '1';

/** One picture of a page in each of these sizes, side by side, as it stands in one theme. */
export async function sheetOf(page: Page, sizes: readonly Size[]): Promise<PNG> {
  const session = await page.context().newCDPSession(page);
  const parts: PNG[] = [];
  for (const size of sizes) {
    const isThere = page.viewportSize()?.width === size.width;
    if (!isThere) await page.setViewportSize({ ...size });
    await page.evaluate(TO_TOP);
    await still(page);
    parts.push(await shot(session, size, sizes.length === 1 ? 1 : (SCALES.get(size.width) ?? 1)));
  }
  await session.detach();
  return joined(parts);
}

/** The page, and whatever scrolls within it. */
const TO_TOP = `for (const one of document.querySelectorAll('*')) {
  if (one.scrollTop > 0) one.scrollTop = 0;
}`;

async function shot(session: CDPSession, size: Size, scale: number): Promise<PNG> {
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    clip: { x: 0, y: 0, ...size, scale },
  });
  return PNG.sync.read(Buffer.from(data, 'base64'));
}

/** The first at the left, the others one below the other beside it. */
function joined(parts: readonly PNG[]): PNG {
  const [first, ...others] = parts;
  if (first === undefined) throw new RangeError('no pictures');
  if (others.length === 0) return first;
  const beside = Math.max(...others.map(({ width }) => width));
  const height = others.reduce((sum, one) => sum + one.height, GAP * (others.length - 1));
  const whole = { width: first.width + GAP + beside, height: Math.max(first.height, height) };
  const sheet = new PNG({ ...whole });
  sheet.data.fill(GROUND);
  PNG.bitblt(first, sheet, 0, 0, first.width, first.height, 0, 0);
  let top = 0;
  for (const one of others) {
    PNG.bitblt(one, sheet, 0, 0, one.width, one.height, first.width + GAP, top);
    top += one.height + GAP;
  }
  for (let at = 3; at < sheet.data.length; at += 4) sheet.data[at] = 255;
  return sheet;
}

/** Keeps a picture, or says in one line how it differs from the one that is kept. */
export function compare(name: string, sheet: PNG): string | null {
  const path = join(KEPT, `${name}.png`);
  const bytes = palettePng(sheet);
  if (IS_RENEWING) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(path, bytes);
    return null;
  }
  if (!existsSync(path)) return `${name}: no picture is kept; run npm run screens`;
  const [kept, seen] = [PNG.sync.read(readFileSync(path)), PNG.sync.read(bytes)];
  const { width, height } = seen;
  if (kept.width !== width || kept.height !== height) return `${name}: another size`;
  const marks = new PNG({ width, height });
  const options = { threshold: PIXEL_TOLERANCE };
  const changed = pixelmatch(kept.data, seen.data, marks.data, width, height, options);
  const share = changed / (width * height);
  if (share <= SHARE_MAX) return null;
  mkdirSync(SEEN, { recursive: true });
  writeFileSync(join(SEEN, `${name}-now.png`), bytes);
  writeFileSync(join(SEEN, `${name}-changed.png`), PNG.sync.write(marks));
  return (
    `${name}: ${(share * 100).toFixed(2)} % of the picture changed; look at ` +
    `.closeby/screens/${name}-changed.png, then run npm run screens`
  );
}

/** Why pictures of this machine cannot be compared with those that are kept; null if they can. */
export async function otherFonts(page: Page): Promise<string | null> {
  const widths = await page.evaluate<readonly number[]>(`(() => {
    const pen = document.createElement('canvas').getContext('2d');
    return ['400 16px', '600 16px', '650 26px', '400 14px'].map((font) => {
      pen.font = font + ' system-ui, -apple-system, sans-serif';
      return Math.round(pen.measureText('Closeby 0123456789 Ångström quick wax').width);
    });
  })()`);
  const here = JSON.stringify({ widths });
  if (IS_RENEWING) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(FONTS, `${here}\n`);
    return null;
  }
  const there = existsSync(FONTS)
    ? JSON.stringify(JSON.parse(readFileSync(FONTS, 'utf8')))
    : 'none';
  if (here === there) return null;
  return `the letters of this machine (${here}) are not those of the pictures (${there})`;
}
