import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { AfterCareView } from '#contracts/after-care-api';
import { account, until } from '../support/clients';
import { ledgerOf, startWithFakes, type ServedByFakes } from '../support/fake-providers';
import { PushedPhone } from './pushed-phone';
import { PATIENT, signIn, Stage } from './stage';
import { marked, shoot } from './witness';

const FACTS = { address: '1905 Atlantic Avenue, Apt 3B', notes: 'Side entrance.' };
const SHELL_KEPT = `navigator.serviceWorker.ready.then(() => caches.open('closeby-shell'))
  .then((cache) => cache.match('./')).then((page) => page !== undefined)`;
/** Sounds that a page has begun, and whether it keeps the screen on. */
const LISTEN = `{
  globalThis.sounds = [];
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) {
    globalThis.sounds.push(at);
    return start.call(this, at);
  };
}`;

describe('a phone in a cellar, and one in a pocket', () => {
  let served: ServedByFakes;
  let stage: Stage;

  beforeAll(async () => {
    served = await startWithFakes();
    stage = await Stage.set(served.server);
  }, 60_000);

  afterEach(() => stage.clear());

  afterAll(async () => {
    await stage.browser.close();
    await served.stop();
  });

  it('opens with the network cut and gives the beat, which nobody hears before a tap', async () => {
    const phone = await stage.phonePage({
      prepare: (context) => context.addInitScript({ content: LISTEN }),
    });
    await until(() => phone.evaluate<boolean>(SHELL_KEPT), 'page kept');
    await phone.context().setOffline(true);
    await phone.goto(`${stage.server.url}/responder/#cpr`);
    await phone.reload();
    await phone.locator(marked('cpr')).waitFor();
    expect(await phone.evaluate('globalThis.sounds.length')).toBe(0);
    await shoot(phone, 'responder-cpr');
    await phone.locator(marked('cpr-mode-breaths')).click();
    expect(await phone.evaluate('globalThis.sounds.length')).toBe(0);
    await phone.locator(marked('cpr-go')).click();
    await phone.locator(`${marked('cpr-disc')}[data-number="4"]`).waitFor();
    const sounds = await phone.evaluate<number[]>('globalThis.sounds');
    expect(sounds.length).toBeGreaterThanOrEqual(4);
    for (const [index, at] of sounds.slice(1).entries()) {
      expect(at - (sounds[index] ?? 0)).toBeCloseTo(60 / 110, 6);
    }
    await shoot(phone, 'responder-cpr-running');
    await phone.locator(marked('to-aed')).click();
    expect(await phone.locator(`${marked('aed-guide')} li`).count()).toBe(8);
    await shoot(phone, 'responder-aed');
    await phone.locator(marked('aed-back')).click();
    await phone.locator(marked('cpr-go'), { hasText: 'Stop' }).click();
    await phone.locator(marked('cpr-go'), { hasText: 'Start' }).waitFor();
    await phone.context().setOffline(false);
  }, 60_000);

  it('keeps what is said without network, says so, and sends it when there is a line', async () => {
    const phone = await stage.phoneOnDuty('Amara Osei');
    await stage.organisation.raise(PATIENT, FACTS);
    await phone.locator(marked('accept')).click();
    await goThrough(phone);
    await phone.locator(marked('after-care-asked')).waitFor();
    await phone.locator(marked('to-after-care')).click();
    await shoot(phone, 'responder-after-care');
    await phone.context().setOffline(true);
    await phone.locator(marked('well-mixed')).check();
    await phone.locator(marked('want-call')).check();
    await phone.locator(marked('send-after-care')).click();
    await phone.locator(marked('waiting'), { hasText: '1 thing waits' }).waitFor();
    await phone.locator(`${marked('waiting')} summary`).click();
    await phone.locator(marked('waiting'), { hasText: 'How I am' }).waitFor();
    await shoot(phone, 'responder-waiting');
    const read = async (): Promise<readonly AfterCareView[]> => {
      const staff = account(stage.server.url, stage.server.keys.coordinator);
      return (await staff.get<{ items: AfterCareView[] }>('/v1/after-care')).body.items;
    };
    expect(await read()).toEqual([]);
    await phone.context().setOffline(false);
    await phone.locator(marked('waiting')).waitFor({ state: 'detached' });
    expect(await read()).toMatchObject([{ wellbeing: 'mixed', callBack: 'wanted' }]);
    const desk = await stage.consolePage('coordinator');
    await desk.locator(marked('to-after-care')).click();
    await desk.locator(marked('call-taken')).click();
    await desk.locator(marked('call-state'), { hasText: 'Taken on by' }).waitFor();
    await shoot(desk, 'console-after-care');
    await phone.goto(`${stage.server.url}/responder/#history`);
    await phone.locator(marked('alerted'), { hasText: 'until the end' }).waitFor();
    await shoot(phone, 'responder-history');
    await phone.goto(`${stage.server.url}/responder/#background`);
    await phone.locator(marked('here-place-granted')).waitFor();
    await shoot(phone, 'responder-background');
    await phone.goto(`${stage.server.url}/responder/#`);
    await stage.goOffDuty(phone);
  }, 60_000);

  it('is called by push in words that tell nobody anything; a touch opens the alarm', async () => {
    let endpoint = '';
    const page = await stage.phonePage({
      allowed: ['notifications'],
      prepare: async (context) => {
        endpoint = await PushedPhone.prepare(context, served);
      },
    });
    const phone = await PushedPhone.of(page, served, endpoint);
    await signIn(page, await stage.organisation.enrol('Eva Lindqvist'));
    await page.locator(marked('duty')).click();
    await page.locator(`${marked('located')}:has-text("just sent")`).waitFor();
    await page.locator(marked('push-on')).waitFor();
    await page.close();
    const incident = await stage.organisation.raise(PATIENT, FACTS);
    const [alarm] = await until(async () => {
      const shown = await phone.shown();
      return shown.length > 0 && shown;
    }, 'notification');
    expect(alarm).toMatchObject({ title: 'Help is needed', silent: false });
    expect(JSON.stringify(alarm)).not.toMatch(/Atlantic|Side entrance/);
    const receipt = async (state: string) => {
      const { people } = await ledgerOf(served, incident.id);
      return people.find((person) => person.state === state && person.by === 'web-push');
    };
    await until(() => receipt('rang'), 'receipt of having been shown');
    await phone.touch();
    await until(() => receipt('seen'), 'receipt of having been looked at');
    const opened = await phone.openApp();
    await opened.locator(marked('alarm')).waitFor();
    expect(await phone.shown()).toEqual([]);
    await opened.locator(marked('decline')).click();
    await stage.organisation.cancel(incident);
  }, 60_000);

  /** All steps of an assignment, one after the other. */
  async function goThrough(phone: Page): Promise<void> {
    for (const step of ['on-scene', 'with-patient', 'cleared']) {
      await phone
        .locator(marked(`step-${step}`))
        .first()
        .click();
    }
    await phone.locator(marked('clear-yes')).click();
  }
});
