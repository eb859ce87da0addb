import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { IncidentPage } from '#contracts/incident-api';
import type { Place } from '#core/geometry';
import { until } from '../support/clients';
import { RunningDemo } from './running-demo';
import { signIn, Stage } from './stage';
import { marked } from './witness';

/** Far from where the demo's people are, so that only the two of the story are asked. */
export const FAR: Place = { lat: 36.63, lon: -76.02 };

/** A dispatcher, a coordinator and two responders in browsers of their own, and the demo beside. */
export class FourPages {
  private constructor(
    readonly stage: Stage,
    readonly demo: RunningDemo,
    readonly dispatcher: Page,
    readonly coordinator: Page,
    readonly amara: Page,
    readonly ben: Page,
  ) {}

  static async open(): Promise<FourPages> {
    const stage = await Stage.set();
    const demo = RunningDemo.start(stage.server);
    const [dispatcher, coordinator, amara, ben] = [
      await stage.consolePage('dispatcher'),
      await stage.consolePage('coordinator'),
      await phoneAt(stage, 'Amara Osei', FAR),
      await phoneAt(stage, 'Ben Castillo', { ...FAR, lon: FAR.lon + 0.001 }),
    ];
    return new FourPages(stage, demo, dispatcher, coordinator, amara, ben);
  }

  get all(): readonly Page[] {
    return [this.dispatcher, this.coordinator, this.amara, this.ben];
  }

  async close(): Promise<void> {
    await this.demo.stop();
    await this.stage.clear();
    await this.stage.strike();
  }

  /** The server dies in the middle; every page says so, and stops saying so when it is back. */
  async killServer(meanwhile: () => Promise<void>): Promise<void> {
    await this.stage.server.kill('SIGKILL');
    await Promise.all(this.all.map((page) => page.locator(marked('line-lost')).waitFor()));
    await meanwhile();
    await this.stage.server.restart();
    await Promise.all(this.all.map((page) => isBack(page)));
  }

  /** One page without network for as long as that takes. */
  async cutOff(page: Page, meanwhile: () => Promise<void>): Promise<void> {
    await page.context().setOffline(true);
    await page.locator(marked('line-lost')).waitFor();
    await meanwhile();
    await page.context().setOffline(false);
    await isBack(page);
  }

  /** The console's list is what the record has, row by row, figure by figure. */
  async expectListExact(desk: Page): Promise<void> {
    let seen: readonly string[] = [];
    let kept: readonly string[] = [];
    const same = async (): Promise<boolean> => {
      kept = await this.openIncidents();
      seen = await rowsOf(desk);
      return JSON.stringify(seen) === JSON.stringify(kept);
    };
    await until(same, 'list that agrees with the record').catch(() => undefined);
    expect(seen).toEqual(kept);
  }

  private async openIncidents(): Promise<readonly string[]> {
    const { body } = await this.stage.server
      .dispatcher()
      .get<IncidentPage>('/v1/incidents?status=active&limit=200');
    return body.items
      .map(
        ({ id, alertedCount, acceptedCount, wantedCount }) =>
          `${id} ${alertedCount} ${acceptedCount} of ${wantedCount}`,
      )
      .sort();
  }
}

/** Each row of the list: which incident, how many were alerted, how many accepted. */
async function rowsOf(desk: Page): Promise<readonly string[]> {
  const rows = await desk.evaluate<readonly string[]>(String.raw`
    [...document.querySelectorAll('[data-test="incident"]')].map((row) => {
      const number = (name) => row.querySelector('[data-test="' + name + '"] b')?.textContent;
      const id = row.getAttribute('href').split('/').at(-1);
      return id + ' ' + number('alerted') + ' ' + number('accepted');
    })`);
  return [...rows].sort();
}

async function isBack(page: Page): Promise<void> {
  await page.locator(marked('line-lost')).waitFor({ state: 'detached', timeout: 30_000 });
}

async function phoneAt(stage: Stage, displayName: string, place: Place): Promise<Page> {
  const phone = await stage.phonePage();
  const { lat: latitude, lon: longitude } = place;
  await phone.context().setGeolocation({ latitude, longitude, accuracy: 10 });
  await signIn(phone, await stage.organisation.enrol(displayName));
  await phone.locator(marked('duty')).click();
  await phone.locator(`${marked('located')}:has-text("just sent")`).waitFor();
  return phone;
}
