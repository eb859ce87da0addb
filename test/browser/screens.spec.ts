import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLOUT_PARTS } from '../../apps/console/src/route';
import { otherFonts } from './screen-pictures';
import {
  CALLOUT_ROOM,
  OPEN_PAGES,
  PHONE_SCREENS,
  ROOMS,
  SHOWN_ELSEWHERE,
  type Room,
} from './screen-table';
import { ScreenVisit, type Findings } from './screen-visit';
import { makeScreenWorld } from './screen-world';
import { Stage } from './stage';

const APPS = join(process.cwd(), 'apps');
/** Pages that are looked at at once. */
const TOGETHER = 3;
const WITHIN_MS = 300_000;

const ALL_ROOMS: Readonly<Record<string, Room>> = {
  ...ROOMS,
  ...Object.fromEntries(CALLOUT_PARTS.map((part) => [`callout-${part}`, CALLOUT_ROOM(part)])),
};
const NAMES = [
  ...Object.keys(OPEN_PAGES),
  ...Object.keys(ALL_ROOMS).map((name) => `console-${name}`),
  ...Object.keys(PHONE_SCREENS).map((name) => `phone-${name}`),
];

describe('every screen', () => {
  let stage: Stage;
  const findings = new Map<string, Findings>();

  beforeAll(async () => {
    stage = await Stage.set(undefined, { drawsMaps: true });
    const world = await makeScreenWorld(stage.server);
    const fonts = await stage.browser.newPage();
    const notComparable = await otherFonts(fonts);
    await fonts.close();
    if (notComparable !== null) sayNotRun(NAMES.length, notComparable);
    const visit = new ScreenVisit(stage, world, notComparable === null);
    const lanes = [
      ...roles().map((role) => () => visit.rooms(role, roomsOf(role))),
      ...phones().map((phone) => () => visit.phone(phone, screensOf(phone))),
      ...Object.entries(OPEN_PAGES).map((page) => () => visit.openPage(...page)),
    ];
    const lane = async (): Promise<void> => {
      for (let next = lanes.shift(); next !== undefined; next = lanes.shift()) {
        for (const one of await next()) findings.set(one.name, one);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, lane));
  }, WITHIN_MS);

  afterAll(() => stage.strike());

  it('of the console is in the table', () => {
    const source = readFileSync(join(APPS, 'console/src/may-open.ts'), 'utf8');
    const [, table = ''] = source.split('const NEEDS');
    const rooms = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \[/gmu)].map(([, name]) => name);
    expect(rooms.length).toBeGreaterThan(20);
    expect(rooms.filter((name = '') => !(name in ROOMS))).toEqual([]);
  });

  it('of the phone is in the table', () => {
    const folder = join(APPS, 'responder/src');
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    const marks = sources.flatMap((text) => [...text.matchAll(/data-screen="([a-z-]+)/gu)]);
    const names = new Set(marks.map(([, name = '']) => name));
    const known = { ...PHONE_SCREENS, ...SHOWN_ELSEWHERE };
    expect([...names].filter((name) => !(name in known))).toEqual([]);
  });

  it.each(NAMES)('%s: legible, reachable, quiet, and as it is kept', (name) => {
    expect(findings.get(name)).toEqual({
      ...{ name, faults: [], violations: [], keys: [], complaints: [], pictures: [] },
    });
  });
});

function roles(): readonly Room['role'][] {
  return [...new Set(Object.values(ALL_ROOMS).map(({ role }) => role))];
}

function roomsOf(role: Room['role']): readonly (readonly [string, Room])[] {
  return Object.entries(ALL_ROOMS).filter(([, room]) => room.role === role);
}

function phones() {
  return [...new Set(Object.values(PHONE_SCREENS).map(({ phone }) => phone))];
}

function screensOf(whose: ReturnType<typeof phones>[number]) {
  return Object.entries(PHONE_SCREENS).filter(([, { phone }]) => phone === whose);
}

/** `npm test` counts it, and says why. */
function sayNotRun(count: number, why: string): void {
  const path = process.env['NOT_RUN_FILE'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify({ count, why })}\n`);
}
