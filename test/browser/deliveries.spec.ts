import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../support/clients';
import {
  enrolCrowd,
  ledgerOf,
  startWithFakes,
  type ServedByFakes,
} from '../support/fake-providers';
import { PushedPhone, type Shown } from './pushed-phone';
import { HERE, PATIENT, signIn, Stage } from './stage';
import { DESK, marked, PHONE, shoot } from './witness';

const FACTS = { address: '1905 Atlantic Avenue, Apt 3B', notes: 'Side entrance.' };

/** How much the page and its worker have kept together. */
const KEPT = `new Promise((resolve) => {
  indexedDB.open('closeby').onsuccess = ({ target: { result } }) => {
    const asked = result.transaction('kept').objectStore('kept').count();
    asked.onsuccess = () => { result.close(); resolve(asked.result); };
  };
})`;

/** A person who has not been asked yet, and says yes; a browser without a window asks nobody. */
const UNASKED = `{
  let permission = 'default';
  Object.defineProperty(Notification, 'permission', { get: () => permission });
  Notification.requestPermission = async () => (permission = 'granted');
}`;

describe('an alert that was not seen was not sent', () => {
  let served: ServedByFakes;
  let stage: Stage;

  beforeAll(async () => {
    served = await startWithFakes();
    stage = await Stage.set(served.server);
  }, 60_000);

  afterEach(async () => {
    served.providers.setFaults(null);
    await stage.clear();
  });

  afterAll(async () => {
    await stage.browser.close();
    await served.stop();
  });

  it('a closed page is called by its browser, and told quietly that it is over', async () => {
    const phone = await pushedPhone('Amara Osei');
    await goOnDuty(phone.page);
    await phone.page.locator(marked('push-on')).waitFor();
    await phone.page.close();

    const incident = await stage.organisation.raise(PATIENT, FACTS);
    const [alarm] = await until(() => shownBy(phone, ({ silent }) => !silent), 'notification');
    expect(JSON.stringify(alarm)).not.toContain('Atlantic');
    const person = await until(async () => {
      const ledger = await ledgerOf(served, incident.id);
      return ledger.people.find(({ state }) => state === 'rang');
    }, 'receipt of the worker');
    expect(person).toMatchObject({ by: 'web-push', subject: 'alert' });

    await stage.organisation.cancel(incident);
    const [over] = await until(() => shownBy(phone, ({ silent }) => silent), 'end of the alarm');
    expect(over?.tag).toBe(alarm?.tag);
    expect(await phone.shown()).toHaveLength(1);

    const desk = await stage.consolePage();
    await goTo(desk, `#/incidents/${incident.id}/deliveries`);
    await desk.locator(marked('unseen'), { hasText: 'Amara Osei' }).waitFor();
    await desk.locator(marked('reached'), { hasText: 'not looked at' }).click();
    await shootBoth(desk, 'console-deliveries-unseen');
    await phone.touch();
    await desk.locator(marked('reached'), { hasText: 'Seen' }).first().waitFor();
    await desk.locator(marked('unseen')).waitFor({ state: 'detached' });
    expect(await phone.shown()).toEqual([]);
    await signOut(await phone.openApp());
  }, 60_000);

  it('what the open page has rung for, the worker shows without a sound', async () => {
    const phone = await pushedPhone('Eva Lindqvist');
    await goOnDuty(phone.page);
    await phone.page.locator(marked('push-on')).waitFor();
    const incident = await stage.organisation.raise(PATIENT, FACTS);
    await phone.page.locator('closeby-responder[data-ringing]').waitFor();
    const screen = await phone.page.locator('[data-screen]').getAttribute('data-screen');
    const alertId = screen?.replace('alarm ', '') ?? '';
    const data = { kind: 'alert', alertId };
    await phone.receive(JSON.stringify({ title: 'Closeby', body: 'Can you go?', data }));
    const [again] = await until(
      () => shownBy(phone, ({ body }) => body === 'Can you go?'),
      'notification',
    );
    expect(again).toMatchObject({ tag: alertId, silent: true });
    await phone.page.locator(marked('decline')).click();
    await phone.page.locator(marked('news'), { hasText: 'You declined' }).waitFor();
    await until(async () => (await phone.shown()).length === 0, 'cleared notification');
    await stage.organisation.cancel(incident);
    await signOut(phone.page);
  }, 60_000);

  it('the light says what is wrong, and turns green once it is mended and proven', async () => {
    const phone = await stage.phonePage({
      prepare: async (context) => {
        await PushedPhone.prepare(context, served);
        await context.addInitScript({ content: UNASKED });
      },
    });
    await signIn(phone, await stage.organisation.enrol('Ben Castillo'));
    await phone.locator(`${marked('light')}[data-light="red"]`).waitFor();
    await phone.locator(marked('faults'), { hasText: 'no push address' }).waitFor();
    await shoot(phone, 'responder-light-red');
    const desk = await stage.consolePage();
    await desk.locator(marked('to-reachability')).click();
    await desk.locator(marked('ready'), { hasText: 'Ben Castillo' }).waitFor();
    await shootBoth(desk, 'console-reachability');

    await phone.locator(marked('allow-push')).click();
    await phone.locator(`${marked('light')}[data-light="amber"]`).waitFor();
    await goOnDuty(phone);
    const incident = await stage.organisation.raise(PATIENT, FACTS);
    await phone.locator(marked('decline')).click();
    await phone.locator(marked('news'), { hasText: 'You declined' }).waitFor();
    await phone.locator(`${marked('light')}[data-light="green"]`).waitFor();
    await phone.locator(marked('light'), { hasText: 'Your phone would ring.' }).waitFor();
    await shoot(phone, 'responder-light-green');
    await desk.locator(marked('light-green')).click();
    await desk.locator(marked('ready'), { hasText: 'Ben Castillo' }).waitFor();
    await stage.organisation.cancel(incident);
    await signOut(phone);
  }, 60_000);

  it('whoever mutes their phone is not called, and the plan says so', async () => {
    const phone = await stage.phoneOnDuty('Chloe Meyer');
    await phone.locator(marked('to-settings')).click();
    await phone.locator(marked('mute-1h')).click();
    await phone.locator(marked('mute-state'), { hasText: 'Muted until' }).waitFor();
    await phone.locator(marked('hours')).getByText('Only at these hours').click();
    await phone.locator(marked('save-schedule')).waitFor();
    await shoot(phone, 'responder-settings');
    const incident = await stage.organisation.raise(PATIENT, FACTS);
    const desk = await stage.consolePage();
    await goTo(desk, `#/incidents/${incident.id}`);
    const muted = desk.locator(`${marked('not-alerted')} details`, { hasText: 'Has muted' });
    await muted.locator('summary').click();
    await muted.filter({ hasText: 'Chloe Meyer' }).waitFor();
    expect(await phone.locator(marked('alarm')).count()).toBe(0);
    await phone.locator(marked('unmute')).click();
    await phone.locator(marked('mute-1h')).waitFor();
    await stage.organisation.cancel(incident);
    await signOut(phone);
  }, 60_000);

  it('the ledger names who was not reached, and what they write back is not lost', async () => {
    const [lost, texts] = await enrolCrowd(served, HERE, [['push'], ['number']]);
    if (lost === undefined || texts === undefined) throw new Error('nobody was enrolled');
    served.providers.setFaults({ deadTokens: [lost.pushToken] });
    const desk = await stage.consolePage();
    const sms = new Promise<void>((resolve) => {
      served.providers.onSms(texts.number, () => resolve());
    });
    const incident = await stage.organisation.raise(PATIENT, FACTS);
    await goTo(desk, `#/incidents/${incident.id}`);
    await desk.locator(marked('truth'), { hasText: '1 not reached' }).waitFor();
    await desk.locator(marked('to-deliveries')).click();
    const person = desk.locator(`${marked('reached')}.not-reached`);
    await person.click();
    await person.filter({ hasText: 'address is gone' }).waitFor();
    await sms;
    await desk.locator(marked('reached'), { hasText: 'SMS' }).first().waitFor();
    await shootBoth(desk, 'console-deliveries');

    await served.providers.reply(texts.number, 'My car is broken, ask my brother');
    await desk.locator(marked('open-replies'), { hasText: '1' }).waitFor();
    await goTo(desk, `#/incidents/${incident.id}`);
    const reply = desk.locator(marked('reply'), { hasText: 'My car is broken' });
    await shootBoth(desk, 'console-incident-reply');
    await reply.locator('input').fill('Called the brother.');
    await reply.locator(marked('handle')).click();
    await reply.locator(marked('reply-note'), { hasText: 'Called the brother.' }).waitFor();
    await desk.locator(marked('to-replies')).click();
    await desk.locator(marked('reply-status'), { hasText: 'Handled' }).waitFor();
    await shootBoth(desk, 'console-replies');
    await stage.organisation.cancel(incident);
    for (const each of [lost, texts]) await each.put('/v1/me/duty', { onDuty: false });
  }, 60_000);

  it('a drill rings, is heard with one touch, and has a score', async () => {
    const phone = await stage.phoneOnDuty('Dinesh Rao');
    const desk = await stage.consolePage();
    await desk.locator(marked('to-drills')).click();
    await desk.locator('#drill-title').fill('Test of the first Sunday');
    await desk.locator(marked('plan-drill')).click();
    await phone.locator(marked('drill'), { hasText: 'Test of the first Sunday' }).waitFor();
    await phone.locator('closeby-responder[data-ringing]').waitFor();
    await shoot(phone, 'responder-drill');
    await phone.locator(marked('heard')).click();
    await phone.locator(marked('news'), { hasText: 'you heard the drill' }).waitFor();
    await desk.locator(marked('score'), { hasText: '1 of 1 heard it' }).waitFor();
    await desk.locator(marked('open-drill')).click();
    await desk.locator(marked('call'), { hasText: 'Dinesh Rao' }).waitFor();
    await shootBoth(desk, 'console-drills');
    await desk.locator(marked('cancel-drill')).click();
    await signOut(phone);
  }, 60_000);

  it('own words are refused while they lack the code, and are said once saved', async () => {
    const desk = await stage.consolePage('supervisor');
    await desk.locator(marked('to-templates')).click();
    const alert = desk.locator(marked('template-alert'));
    await alert.locator(marked('edit')).click();
    await alert.locator('textarea').fill('Can you come? Answer YES or NO.');
    await alert.locator(marked('template-fault'), { hasText: '{code}' }).waitFor();
    await shootBoth(desk, 'console-template-fault');
    await alert.locator('textarea').fill('Can you come? Answer YES {code} or NO {code}.');
    await alert.locator(marked('preview'), { hasText: 'YES 471' }).waitFor();
    await alert.locator(marked('size'), { hasText: '1 SMS in GSM-7' }).waitFor();
    await alert.locator(marked('save-template')).click();
    await desk.locator(marked('template-news')).waitFor();
    await alert.filter({ hasText: 'Your own words' }).waitFor();
    await shootBoth(desk, 'console-templates');
    await alert.locator(marked('reset')).click();
    await alert.filter({ hasText: 'Closeby’s words' }).waitFor();
  }, 60_000);

  /** A browser that may show notifications, signed in, whose pushes come from the local service. */
  async function pushedPhone(displayName: string): Promise<PushedPhone> {
    let endpoint = '';
    const page = await stage.phonePage({
      allowed: ['notifications'],
      prepare: async (context) => {
        endpoint = await PushedPhone.prepare(context, served);
      },
    });
    const phone = await PushedPhone.of(page, served, endpoint);
    await signIn(page, await stage.organisation.enrol(displayName));
    return phone;
  }
});

async function goOnDuty(phone: Page): Promise<void> {
  await phone.locator(marked('duty')).click();
  await phone.locator(`${marked('located')}:has-text("just sent")`).waitFor();
}

/** From wherever the page is, to its settings and out of the door. */
async function signOut(phone: Page): Promise<void> {
  if ((await phone.locator(marked('settings')).count()) === 0) {
    await phone.locator(marked('to-settings')).click();
  }
  await phone.locator(marked('sign-out')).click();
  await phone.locator('#code').waitFor();
  expect(await phone.evaluate('JSON.stringify(localStorage)')).toBe('{}');
  expect(await phone.evaluate(KEPT)).toBe(0);
}

async function shownBy(
  phone: PushedPhone,
  isWanted: (shown: Shown) => boolean,
): Promise<readonly Shown[] | null> {
  const shown = (await phone.shown()).filter(isWanted);
  return shown.length === 0 ? null : shown;
}

async function goTo(desk: Page, hash: string): Promise<void> {
  await desk.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}

async function shootBoth(desk: Page, name: string): Promise<void> {
  await shoot(desk, name);
  await desk.setViewportSize(PHONE);
  await shoot(desk, name);
  await desk.setViewportSize(DESK);
}
