import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { MapStyleView } from '#contracts/map-api';
import { until } from '../support/clients';
import { startServer } from '../support/server';
import { PATIENT, Stage } from './stage';
import { marked } from './witness';

const STREETS_FILE = join(process.cwd(), 'data/virginia-beach/roads.geojson.gz');

/** The map of the element, with what a test asks it. */
const MAP = `document.querySelector('closeby-map').map`;
/** How many streets are drawn on it now, and the names of symbols. */
const DRAWN = `(() => {
  const map = ${MAP};
  if (!map || !map.loaded() || !map.getLayer('marks')) return null;
  const drawn = (layers) => map.queryRenderedFeatures({ layers });
  return {
    streets: drawn(['streets-casing']).length,
    marks: drawn(['marks']).map(({ properties }) => properties.kind),
  };
})()`;

describe('the map of the console', () => {
  let stage: Stage;

  beforeAll(async () => {
    const server = await startServer({ env: { STREETS_FILE } });
    stage = await Stage.set(server, { drawsMaps: true });
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('has streets under what happens, out of the server alone, and leads to it', async () => {
    const incident = await stage.organisation.raise(PATIENT, {
      address: 'Pier 3',
      notes: 'Gate B.',
    });
    const desk = await stage.consolePage();
    await goTo(desk, '#/map');
    await desk.locator('closeby-map canvas').waitFor();
    expect((await drawnOn(desk)).marks).toEqual(['incident-life-threatening']);
    await desk.locator(marked('map-cover')).check();
    await desk.locator(marked('map-aeds')).check();
    await drawsArea(desk);
    const [x, y] = await desk.evaluate<[number, number]>(`(() => {
      const { left, top } = ${MAP}.getCanvas().getBoundingClientRect();
      const { x, y } = ${MAP}.project([${PATIENT.lon}, ${PATIENT.lat}]);
      return [left + x, top + y];
    })()`);
    await desk.mouse.click(x, y);
    await desk.locator(marked('incident-map')).waitFor();
    expect(desk.url()).toContain(incident.id);
    await stage.organisation.cancel(incident);
  });

  it('gives no tile without a key, none beside the map, and the same one only once', async () => {
    const { url, keys } = stage.server;
    const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${url}/v1/map/${path}`, { headers });
    const authorization = `Bearer ${keys['read-only']}`;
    const tile = 'tiles/14/4734/6385';
    expect((await ask(tile)).status).toBe(401);
    const style = (await (await ask('style', { authorization })).json()) as MapStyleView;
    expect(style).toMatchObject({ tiles: 'streets', styleUrl: null, attribution: null });
    expect(style.bounds?.west).toBeLessThan(PATIENT.lon);
    const first = await ask(tile, { authorization });
    expect(first.headers.get('cache-control')).toMatch(/^private/);
    expect((await first.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
    const again = { authorization, 'if-none-match': first.headers.get('etag') ?? '' };
    expect((await ask(tile, again)).status).toBe(304);
    for (const path of ['tiles/2/4/0', 'tiles/2/0/-1', 'tiles/99/0/0', 'tiles/a/b/c']) {
      expect([path, (await ask(path, { authorization })).status]).toEqual([path, 422]);
    }
    expect((await ask('tiles/20/0/0', { authorization })).status).toBe(404);
    expect((await ask('cover?bbox=-80,30,-70,40', { authorization })).status).toBe(422);
    const cover = await ask('cover?bbox=-76.1,36.7,-75.9,36.9', { authorization });
    expect(await cover.json()).toEqual({ cellM: 300, cells: [], truncated: false });
  });
});

/** What is drawn, once the streets and an incident are. */
function drawnOn(desk: Page): Promise<{ readonly streets: number; readonly marks: string[] }> {
  return until(async () => {
    const seen = await desk.evaluate<{ streets: number; marks: string[] } | null>(DRAWN);
    return seen !== null && seen.streets > 20 && seen.marks.length > 0 ? seen : null;
  }, 'streets and the incident');
}

/** Four corners by mouse, the last one taken back, and the figure closed by the Enter key. */
async function drawsArea(desk: Page): Promise<void> {
  await desk.evaluate(`{
    const map = document.querySelector('closeby-map');
    window.said = [];
    for (const name of ['closeby-drawn', 'closeby-cancel']) {
      map.addEventListener(name, ({ detail }) => window.said.push(detail));
    }
    map.drawing = 'polygon';
  }`);
  await desk.locator('.map-drawing').waitFor();
  const box = await desk.locator('closeby-map canvas').boundingBox();
  if (box === null) throw new Error('no map');
  const spots = [
    [0.2, 0.3],
    [0.6, 0.3],
    [0.6, 0.8],
    [0.8, 0.9],
  ] as const;
  for (const [right, down] of spots) {
    const [x, y] = [box.x + right * box.width, box.y + down * box.height];
    await desk.mouse.move(x, y, { steps: 2 });
    await desk.mouse.click(x, y);
  }
  await desk.keyboard.press('Backspace');
  await desk.keyboard.press('Enter');
  const said = `window.said[0] && window.said[0].coordinates[0].length`;
  expect(await until(() => desk.evaluate<number | null>(said), 'the area')).toBe(4);
  await desk.keyboard.press('Escape');
  expect(await until(() => desk.evaluate<number>('window.said.length'), 'the end')).toBe(2);
  await desk.evaluate(`document.querySelector('closeby-map').drawing = null`);
  await desk.locator('.map-drawing').waitFor({ state: 'detached' });
}

/** Goes to another page of the console as a link would, so that it stays signed in. */
async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
