import type { Page } from 'playwright-core';
import { faultsOf } from './basics';
import { keyFaultsOf, STOPPABLE, violationsOf } from './screen-checks';
import { compare, IS_RENEWING, SCHEMES, sheetOf } from './screen-pictures';
import { sketch } from './screen-sketch';
import {
  ALL_SIZES,
  PHONE_ONLY,
  type OpenPage,
  type PhoneScreen,
  type Room,
  type Size,
} from './screen-table';
import type { PhoneState, ScreenWorld } from './screen-world';
import { HERE, typeKey, type Stage } from './stage';
import { marked, open, PHONE, WIDE, type Witness } from './witness';

const WITHIN_MS = 10_000;
const MORNING_H = 10;
const ZONES = 24;
/** What a page asks although it may be told no: whether somebody is still signed in. */
const MAY_BE_REFUSED = /\/v1\/session\/refresh$|\/v1\/identity|\/v1\/web-push-key/u;
/** A worker that was ended with its map before its script had come: Chromium's word for that. */
const ENDED_WITH_ITS_MAP = /^net::ERR_FAILED \S*\/maplibre-gl-worker-/u;

/** What is wrong with one screen; every list is empty where all is well. */
export interface Findings {
  readonly name: string;
  readonly faults: readonly string[];
  readonly violations: readonly string[];
  readonly keys: readonly string[];
  readonly complaints: readonly string[];
  readonly pictures: readonly string[];
}

/** Goes through the screens, several to a page, and says of each what is wrong with it. */
export class ScreenVisit {
  constructor(
    private readonly stage: Stage,
    private readonly world: ScreenWorld,
    private readonly compares: boolean,
  ) {}

  /** The rooms of the console for one role. */
  async rooms(
    role: Room['role'],
    rooms: readonly (readonly [string, Room])[],
  ): Promise<readonly Findings[]> {
    const seen = await this.page('/console/', WIDE);
    await typeKey(seen.page, this.stage.server.keys[role]);
    await seen.page.locator(marked('sign-out')).waitFor();
    const all: Findings[] = [];
    for (const [name, { at, ready, byKeys = false }] of rooms) {
      const address = typeof at === 'string' ? at : at(this.world);
      all.push(
        await this.look(seen, `console-${name}`, {
          ...{ ready, sizes: ALL_SIZES, byKeys },
          before: (page) => page.evaluate(`location.hash = ${JSON.stringify(`#/${address}`)}`),
        }),
      );
    }
    await seen.witness.close();
    return all;
  }

  /** The screens of one person's phone. */
  async phone(
    whose: PhoneState | null,
    screens: readonly (readonly [string, PhoneScreen])[],
  ): Promise<readonly Findings[]> {
    const token = whose === null ? null : this.world.phones[whose];
    const start = token === null ? '' : signedIn(token, whose !== 'fresh');
    const seen = await this.page('/responder/', PHONE, start);
    const all: Findings[] = [];
    for (const [name, { hash, before, byKeys = false }] of screens) {
      all.push(
        await this.look(seen, `phone-${name}`, {
          ...{ ready: `[data-screen^="${name}"]`, sizes: PHONE_ONLY, byKeys },
          before: async (page) => {
            await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
            await before?.(page, this.world);
          },
        }),
      );
    }
    await seen.witness.close();
    return all;
  }

  /** A page that stands by itself. */
  async openPage(
    name: string,
    { path, ready, sizes, byKeys = false }: OpenPage,
  ): Promise<readonly Findings[]> {
    const seen = await this.page(await path(this.world), PHONE);
    const found = await this.look(seen, name, { ready, sizes, byKeys });
    await seen.witness.close();
    return [found];
  }

  private async page(path: string, viewport: Size, start = ''): Promise<Seen> {
    const refused: string[] = [];
    const witness = await open(this.stage.browser, `${this.stage.server.url}${path}`, {
      ...{ viewport: { ...viewport }, reducedMotion: 'reduce', locale: 'en-US' },
      ...{ permissions: ['geolocation'], timezoneId: zoneWhereItIsTen(new Date()) },
      geolocation: { latitude: HERE.lat, longitude: HERE.lon, accuracy: 10 },
      prepare: async (context) => {
        await context.addInitScript({ content: STOPPABLE });
        await context.addInitScript({ content: start });
        context.on('response', (answer) => {
          const { pathname } = new URL(answer.url());
          if (answer.status() < 400 || MAY_BE_REFUSED.test(pathname)) return;
          refused.push(`${answer.status()} ${pathname}`);
        });
        context.on('requestfailed', (request) => {
          const why = `${request.failure()?.errorText ?? ''} ${request.url()}`;
          const isExpected = why.startsWith('net::ERR_ABORTED ') || ENDED_WITH_ITS_MAP.test(why);
          if (!isExpected) refused.push(why);
        });
      },
    });
    witness.page.setDefaultTimeout(WITHIN_MS);
    return { witness, page: witness.page, refused };
  }

  private async look(seen: Seen, name: string, how: Look): Promise<Findings> {
    const { page, refused } = seen;
    const complaintsOf = (): readonly string[] => [...seen.witness.complaints, ...refused];
    const before = complaintsOf().length;
    try {
      const violations: string[] = [];
      const pictures: string[] = [];
      await page.evaluate('window.closebyStill = false');
      await page.setViewportSize(how.sizes.length === 1 ? PHONE : WIDE);
      await how.before?.(page);
      await page.locator(how.ready).first().waitFor();
      await page.evaluate(SETTLED);
      await mapsAreThere(page);
      const keys = how.byKeys ? await keyFaultsOf(page) : [];
      await page.setViewportSize(PHONE);
      const faults = await faultsOf(page);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        violations.push(...(await violationsOf(page, colorScheme === 'dark')));
        if (!this.compares || !isPictured(how)) continue;
        const changed = compare(`${name}-${colorScheme}`, await sheetOf(page, how.sizes));
        if (changed !== null) pictures.push(changed);
      }
      if (IS_RENEWING && how.byKeys) await sketch(page, name, how.sizes);
      return {
        ...{ name, faults, violations, keys, pictures },
        complaints: complaintsOf().slice(before),
      };
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      const complaints = [`not shown: ${why}`, ...complaintsOf().slice(before)];
      return { name, faults: [], violations: [], keys: [], pictures: [], complaints };
    }
  }
}

/** A map is fetched after the page that has it: its buttons may come late. */
async function mapsAreThere(page: Page): Promise<void> {
  for (const map of await page.locator('closeby-map').all()) {
    await map.locator('button').first().waitFor({ state: 'attached' });
  }
}

/** Only the main screens are compared in every run: a picture costs more than all else here. */
function isPictured({ byKeys }: Look): boolean {
  return byKeys || process.env['TEST_LONG'] === '1' || IS_RENEWING;
}

interface Seen {
  readonly witness: Witness;
  readonly page: Page;
  readonly refused: readonly string[];
}

interface Look {
  readonly ready: string;
  readonly sizes: readonly Size[];
  readonly byKeys: boolean;
  readonly before?: (page: Page) => Promise<unknown>;
}

/** Resolves when nothing on the page has changed for a moment, or a little later anyway. */
const SETTLED = String.raw`new Promise((resolve) => {
  const [quietMs, lateMs] = [250, 2_500];
  let timer = setTimeout(resolve, quietMs);
  const watch = new MutationObserver((changes) => {
    if (changes.every(({ type }) => type === 'characterData')) return;
    clearTimeout(timer);
    timer = setTimeout(resolve, quietMs);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  setTimeout(resolve, lateMs);
})`;

/**
 * Pages tell spans of hours with one day or two; so that they are the same at any time of the day,
 * none of theirs goes over midnight. The names of these zones have their signs turned round.
 */
function zoneWhereItIsTen(now: Date): string {
  const aheadH = ((MORNING_H - now.getUTCHours() + ZONES / 2 - 1 + ZONES) % ZONES) - ZONES / 2 + 1;
  return `Etc/GMT${aheadH > 0 ? '-' : '+'}${Math.abs(aheadH)}`;
}

/** What a phone has kept whose person has signed in before, and perhaps gone through its set-up. */
function signedIn(token: string, isSetUp: boolean): string {
  const firstRun = isSetUp ? { finished: true } : { at: 'who', skipped: [], finished: false };
  return `localStorage.setItem('closeby.token', ${JSON.stringify(token)});
    localStorage.setItem('closeby.tokenAt', String(Date.now()));
    localStorage.setItem('closeby.firstRun', ${JSON.stringify(JSON.stringify(firstRun))});`;
}
