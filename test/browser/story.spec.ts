import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Organisation } from './organisation';
import { PATIENT, signIn, Stage, typeKey } from './stage';
import { until } from '../support/clients';
import { marked, PHONE, shoot } from './witness';

const ADDRESS = '1905 Atlantic Avenue, Apt 3B';
const NOTES = 'Bystander is giving CPR. Side entrance.';
const AED = 'Oceanfront Library';

describe('console and responder pages', () => {
  let stage: Stage;
  let organisation: Organisation;

  beforeAll(async () => {
    stage = await Stage.set();
    ({ organisation } = stage);
    await organisation.addAed(
      AED,
      { lat: 36.8532, lon: -75.98 },
      { locationDetail: 'Entrance hall, left of the desk' },
    );
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('one arrest: the address is there from accept to stand-down, and never else', async () => {
    const phone = await stage.phoneOnDuty('Amara Osei');
    const desk = await stage.consolePage();
    await shoot(phone, 'responder-on-duty');

    const incident = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    await phone.locator(marked('alarm')).waitFor();
    await phone.locator('closeby-responder[data-ringing]').waitFor();
    expect(await phone.locator(marked('kind')).innerText()).toBe('Cardiac arrest');
    const asked = await phone.content();
    expect(asked).not.toContain('Atlantic');
    expect(asked).not.toContain('Bystander');
    expect(asked).not.toContain(AED);
    await shoot(phone, 'responder-alarm');

    const row = desk.locator(marked('incident'), { hasText: ADDRESS });
    await row.locator(marked('alerted'), { hasText: '1 alerted' }).waitFor();
    await desk.keyboard.press('ArrowDown');
    await desk.keyboard.press('Enter');
    const person = desk.locator(marked('person'), { hasText: 'Amara Osei' });
    await person.filter({ hasText: 'No answer yet' }).waitFor();
    await person.filter({ hasText: 'Among the nearest' }).waitFor();

    await phone.locator(marked('accept')).click();
    await phone.locator(marked('address'), { hasText: ADDRESS }).waitFor();
    await phone.locator(marked('notes'), { hasText: NOTES }).waitFor();
    await phone.locator(marked('aeds'), { hasText: AED }).waitFor();
    expect(await phone.locator('closeby-responder[data-ringing]').count()).toBe(0);
    await shoot(phone, 'responder-accepted');
    await row.locator(marked('accepted'), { hasText: '1 of' }).waitFor();
    await person.filter({ hasText: 'Accepted' }).waitFor();

    await phone.locator(marked('step-en-route')).click();
    await person.filter({ hasText: 'En route' }).waitFor();
    await phone.locator(marked('step-on-scene')).click();
    await phone.locator(marked('done-on-scene')).waitFor();
    await person.filter({ hasText: 'On scene' }).waitFor();
    await row.locator(marked('on-scene'), { hasText: '1 on scene' }).waitFor();
    await desk.locator(marked('timeline'), { hasText: 'Phone has rung: Amara Osei' }).waitFor();
    await shoot(phone, 'responder-on-scene');
    await shoot(desk, 'console-incident');
    await desk.setViewportSize(PHONE);
    await shoot(desk, 'console-incident');

    await organisation.cancel(incident);
    await phone.locator(marked('stood-down'), { hasText: 'Control has cancelled' }).waitFor();
    await shoot(phone, 'responder-stood-down');
    await expectForgotten(phone);
    await phone.locator(marked('understood')).click();
    await phone.locator(marked('duty')).waitFor();
    await expectForgotten(phone);
    await desk.locator(marked('status'), { hasText: 'Cancelled' }).waitFor();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('the console says why someone nearby is not alerted', async () => {
    const phone = await stage.phoneOnDuty('Ben Castillo');
    await phone.locator(marked('to-settings')).click();
    await phone.locator(marked('mute-1h')).click();
    await phone.locator(marked('unmute')).waitFor();
    const desk = await stage.consolePage();
    const address = '12 Nobody Near Lane';
    const incident = await organisation.raise(PATIENT, { address, notes: NOTES });
    await desk.locator(marked('incident'), { hasText: address }).click();
    await desk.locator(marked('nobody')).waitFor();
    const reason = desk.locator(`${marked('not-alerted')} details`, { hasText: 'Has muted' });
    await reason.locator('summary').click();
    await reason.filter({ hasText: 'Ben Castillo' }).waitFor();
    await shoot(desk, 'console-nobody');
    await organisation.cancel(incident);
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a phone that was cut off says so, and gets the alarm it missed', async () => {
    const phone = await stage.phoneOnDuty('Chloe Meyer');
    await phone.context().setOffline(true);
    await phone.locator(marked('line-lost'), { hasText: 'Connection lost' }).waitFor();
    await shoot(phone, 'responder-line-lost');
    const incident = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    await phone.context().setOffline(false);
    await phone.locator(marked('alarm')).waitFor();
    await phone.locator(marked('line-lost')).waitFor({ state: 'detached' });
    await phone.locator(marked('decline')).click();
    await phone.locator(marked('news'), { hasText: 'You declined' }).waitFor();
    await organisation.cancel(incident);
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a new phone is led to its first duty, and its test alarm rings', async () => {
    const phone = await stage.phonePage({ isNew: true, allowed: ['notifications'] });
    await signIn(phone, await organisation.enrol('Gita Moreau'));
    const next = phone.locator(marked('setup-next'));
    await phone.locator(marked('setup-name'), { hasText: 'Gita Moreau' }).waitFor();
    await next.click();
    await next.click();
    await phone.locator(`${marked('first-run')}[data-step="notifications"]`).waitFor();
    await phone.locator(marked('setup-skip')).click();
    await phone.reload();
    await phone.locator(marked('setup-locate')).click();
    await phone.locator(marked('setup-located')).waitFor();
    await next.click();
    await phone.locator(marked('setup-play')).click();
    await next.click();
    await phone.locator(marked('test-now')).click();
    await phone.locator(marked('drill'), { hasText: 'nobody is in danger' }).waitFor();
    await phone.locator('closeby-responder[data-ringing]').waitFor();
    await phone.locator(marked('heard')).click();
    await phone.locator(marked('test-rang'), { hasText: 'On this page' }).waitFor();
    await shoot(phone, 'responder-first-run');
    await next.click();
    await phone.locator(`${marked('duty')}[aria-checked="true"]`).waitFor();
    await next.click();
    await phone.locator(marked('to-settings')).waitFor();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('stood down while cut off: said when it is back, and until it is read', async () => {
    const phone = await stage.phoneOnDuty('Hana Suzuki');
    const first = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    const map = phone.waitForResponse(/maplibre-gl-worker/);
    await phone.locator(marked('accept')).click();
    await map;
    await phone.context().setOffline(true);
    await phone.locator(marked('line-lost')).waitFor();
    await phone.locator(marked('step-en-route')).click();
    await phone.locator(marked('waits-en-route')).waitFor();
    await organisation.cancel(first);
    const second = await organisation.raise(PATIENT, { address: '9 Other Street', notes: NOTES });
    await phone.context().setOffline(false);
    await phone.locator(marked('alarm')).waitFor();
    await phone.locator(marked('news'), { hasText: 'Stood down' }).waitFor();
    await organisation.cancel(second);
    await phone.locator(marked('stood-down'), { hasText: 'Control has cancelled' }).waitFor();
    expect(await phone.content()).not.toContain('Atlantic');
    await phone.locator(marked('understood')).click();
    await phone.locator(marked('news'), { hasText: 'No longer needed' }).waitFor();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a console that was cut off says so, and then equals one that is opened anew', async () => {
    const desk = await stage.consolePage();
    const before = await organisation.raise(PATIENT, { address: '5 Known Street', notes: NOTES });
    await desk.locator(marked('incident'), { hasText: '5 Known Street' }).click();
    await desk.locator(marked('timeline')).locator('li').first().waitFor();
    await desk.context().setOffline(true);
    await desk.locator(marked('line-lost'), { hasText: 'may be out of date' }).waitFor();
    const incident = await organisation.raise(PATIENT, {
      address: '7 Missed Street',
      notes: NOTES,
    });
    expect(await desk.locator(marked('incident'), { hasText: '7 Missed Street' }).count()).toBe(0);
    await organisation.cancel(before);
    await desk.context().setOffline(false);
    await desk.locator(marked('incident'), { hasText: '7 Missed Street' }).waitFor();
    await desk.locator(marked('line-lost')).waitFor({ state: 'detached' });
    await desk.locator(marked('status'), { hasText: 'Cancelled' }).waitFor();
    const fresh = await stage.consolePage();
    await fresh.goto(desk.url());
    await fresh.locator(marked('status'), { hasText: 'Cancelled' }).waitFor();
    await expectSame(desk, fresh);
    await organisation.cancel(incident);
  }, 60_000);

  it('a dispatcher acts by keys alone, and the keyboard is never lost', async () => {
    const phone = await stage.phoneOnDuty('Gita Nair');
    const desk = await stage.consolePage();
    const incident = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    await phone.locator(marked('accept')).click();
    await phone.locator(marked('address'), { hasText: ADDRESS }).waitFor();
    await desk.locator(marked('incident'), { hasText: ADDRESS }).waitFor();
    await desk.keyboard.press('j');
    await desk.keyboard.press('Enter');
    await desk.locator(marked('person'), { hasText: 'Accepted' }).waitFor();
    await desk.locator(marked('role-direct'), { hasText: '1/' }).waitFor();
    await shoot(desk, 'console-at-a-glance');

    await desk.keyboard.press('m');
    await desk.locator(`${marked('deed')}[open]`).waitFor();
    await shoot(desk, 'console-message');
    await desk.keyboard.type('Use the side entrance.');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Tab');
    await desk.keyboard.press('Enter');
    await desk.locator(marked('said'), { hasText: 'Use the side entrance.' }).waitFor();
    await phone.locator(marked('control-words'), { hasText: 'Use the side entrance.' }).waitFor();
    expect(await focusOf(desk)).toContain('row');

    await desk.keyboard.press('s');
    await desk.locator(`${marked('deed')}[open]`).waitFor();
    await desk.keyboard.press('Escape');
    await desk.locator(marked('deed')).waitFor({ state: 'detached' });
    await desk.locator(marked('person'), { hasText: 'Accepted' }).waitFor();
    await desk.keyboard.press('?');
    await desk.locator(`${marked('keys-sheet')}[open]`).waitFor();
    await desk.keyboard.press('Enter');
    await desk.locator(marked('keys-sheet')).waitFor({ state: 'detached' });

    await desk.keyboard.press('c');
    await desk.locator(`${marked('deed')}[open]`).waitFor();
    await desk.keyboard.type('handed over');
    await desk.keyboard.press('Enter');
    await desk.locator(marked('status'), { hasText: 'Closed' }).waitFor();
    await desk.locator(marked('timeline'), { hasText: 'handed over' }).waitFor();
    await phone.locator(marked('stood-down')).waitFor();
    expect(incident.status).toBe('active');
    await phone.locator(marked('understood')).click();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a reloaded page goes on where it was', async () => {
    const phone = await stage.phoneOnDuty('Dinesh Rao');
    const incident = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    await phone.locator(marked('accept')).click();
    await phone.locator(marked('address'), { hasText: ADDRESS }).waitFor();
    await phone.reload();
    await phone.locator(marked('address'), { hasText: ADDRESS }).waitFor();
    await phone.locator('.withdraw summary').click();
    await phone.locator(marked('withdraw')).click();
    await phone.locator(marked('news'), { hasText: 'You withdrew' }).waitFor();
    await expectForgotten(phone);
    await organisation.cancel(incident);
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a wrong code and a wrong key are refused in one plain sentence', async () => {
    const phone = await stage.phonePage();
    await signIn(phone, 'no-such-code-1');
    expect(await sentence(phone)).toMatch(/^[A-Z][^{}<>]+\.$/);
    await signIn(phone, 'short');
    await phone.locator(marked('problem'), { hasText: 'at least eight characters' }).waitFor();
    await shoot(phone, 'responder-refused');

    const desk = await stage.consoleDoor();
    await typeKey(desk, 'not-a-key');
    expect(await sentence(desk)).toBe(
      'This key is not valid here. Check it, or ask for a new one.',
    );
    await shoot(desk, 'console-refused');
  }, 60_000);
});

/** What both pages show is the same, but for the clocks that run. */
async function expectSame(one: Page, other: Page): Promise<void> {
  const read = async (page: Page): Promise<string[]> =>
    (await page.locator('.list-column, .page-column').allInnerTexts()).map((text) =>
      text.replaceAll(/\d+:\d\d(:\d\d)?|(due )?(in|now)? ?\d* ?min( ago)?/gu, '#'),
    );
  await until(async () => {
    const [mine, theirs] = [await read(one), await read(other)];
    return JSON.stringify(mine) === JSON.stringify(theirs);
  }, 'both pages show the same');
}

/** The class of whatever has the keyboard. */
async function focusOf(page: Page): Promise<string> {
  return String(await page.evaluate('document.activeElement?.className'));
}

async function sentence(page: Page): Promise<string> {
  return (await page.locator(marked('problem')).innerText()).trim();
}

/** Neither on the screen nor in what the browser keeps is anything left of the place. */
async function expectForgotten(phone: Page): Promise<void> {
  const kept = await phone.evaluate('JSON.stringify([localStorage, sessionStorage])');
  for (const text of [await phone.content(), String(kept)]) {
    expect(text).not.toContain('Atlantic');
    expect(text).not.toContain('Bystander');
    expect(text).not.toContain(AED);
  }
}
