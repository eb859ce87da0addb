import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Place } from '#core/geometry';
import { startServer, type TestServer } from '../support/server';
import { launchChromium } from './chromium';
import { Organisation } from './organisation';
import { DESK, marked, open, PHONE, type Witness, type WitnessOptions } from './witness';

const WITHIN_MS = 10_000;
/** A phone whose first run is over; pages without an address have no storage. */
const SET_UP = `if (location.protocol !== 'about:') {
  localStorage.setItem('closeby.firstRun', JSON.stringify({ finished: true }));
}`;
/** Where the phones are. */
export const HERE: Place = { lat: 36.8516, lon: -75.9792 };
/** About 160 m from where the phones are. */
export const PATIENT: Place = { lat: 36.853, lon: -75.9792 };

/** A server, a browser and an organisation for one file of stories; each opens its own pages. */
export class Stage {
  private opened: Witness[] = [];

  private constructor(
    readonly server: TestServer,
    readonly browser: Browser,
    readonly organisation: Organisation,
  ) {}

  /** Over a server of its own, or over one that was started for it. */
  static async set(given?: TestServer, { drawsMaps = false } = {}): Promise<Stage> {
    const browser = await launchChromium({ drawsMaps });
    try {
      const server = given ?? (await startServer());
      return new Stage(server, browser, new Organisation(server));
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** Closes every page of the story; none of them may have complained. */
  async clear(): Promise<void> {
    const complaints = this.opened.flatMap((witness) => witness.complaints);
    for (const witness of this.opened) await witness.close();
    this.opened = [];
    expect(complaints).toEqual([]);
  }

  async strike(): Promise<void> {
    await this.server.stop();
    await this.browser.close();
  }

  /** A phone at its sign-in, with what its person has allowed beside their position. */
  async phonePage(
    more: {
      readonly allowed?: readonly string[];
      readonly prepare?: WitnessOptions['prepare'];
      /** It is led through its first run; the others have been. */
      readonly isNew?: boolean;
    } = {},
  ): Promise<Page> {
    const { allowed = [], isNew = false } = more;
    const prepare = async (context: BrowserContext): Promise<void> => {
      if (!isNew) await context.addInitScript({ content: SET_UP });
      await more.prepare?.(context);
    };
    const witness = await open(this.browser, `${this.server.url}/responder/`, {
      viewport: PHONE,
      permissions: ['geolocation', ...allowed],
      geolocation: { latitude: HERE.lat, longitude: HERE.lon, accuracy: 10 },
      prepare,
    });
    return this.witnessed(witness);
  }

  /** A phone that is signed in, on duty, and whose position the server has taken. */
  async phoneOnDuty(
    displayName: string,
    more: { readonly testPhone?: boolean } = {},
  ): Promise<Page> {
    const page = await this.phonePage();
    await signIn(page, await this.organisation.enrol(displayName, more));
    await page.locator(marked('duty')).click();
    await page.locator(`${marked('located')}:has-text("just sent")`).waitFor();
    return page;
  }

  async goOffDuty(page: Page): Promise<void> {
    await page.locator(marked('duty')).click();
    await page.locator(`${marked('duty')}[aria-checked="false"]`).waitFor();
  }

  /** The console before anybody has signed in. */
  async consoleDoor(): Promise<Page> {
    return this.witnessed(
      await open(this.browser, `${this.server.url}/console/`, { viewport: DESK }),
    );
  }

  async consolePage(
    role: 'dispatcher' | 'coordinator' | 'supervisor' = 'dispatcher',
  ): Promise<Page> {
    const page = await this.consoleDoor();
    await typeKey(page, this.server.keys[role]);
    await page.locator('.live').waitFor();
    return page;
  }

  /** A page of this story: nothing it complains about goes unheard. */
  witnessed(witness: Witness): Page {
    this.opened.push(witness);
    witness.page.setDefaultTimeout(WITHIN_MS);
    return witness.page;
  }
}

/** Signs in at the console with a key. */
export async function typeKey(page: Page, key: string): Promise<void> {
  await page.locator(`${marked('key-way')} summary`).click();
  await page.locator('#key').fill(key);
  await page.locator(marked('sign-in-key')).click();
}

/** Types an enrolment code on the phone and sends it. */
export async function signIn(phone: Page, code: string): Promise<void> {
  await phone.locator('#code').fill(code);
  await phone.locator('button.primary').click();
}
