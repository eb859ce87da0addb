import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Organisation } from './organisation';
import { HERE, PATIENT, signIn, Stage, typeKey } from './stage';
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

  it('a console that was cut off says so, and shows what it missed', async () => {
    const desk = await stage.consolePage();
    await desk.context().setOffline(true);
    await desk.locator(marked('line-lost'), { hasText: 'may be out of date' }).waitFor();
    const incident = await organisation.raise(PATIENT, {
      address: '7 Missed Street',
      notes: NOTES,
    });
    expect(await desk.locator(marked('incident'), { hasText: '7 Missed Street' }).count()).toBe(0);
    await desk.context().setOffline(false);
    await desk.locator(marked('incident'), { hasText: '7 Missed Street' }).waitFor();
    await desk.locator(marked('line-lost')).waitFor({ state: 'detached' });
    await organisation.cancel(incident);
  }, 60_000);

  it('a server that dies in the middle: both pages say so and go on when it is back', async () => {
    const phone = await stage.phoneOnDuty('Femi Adeyemi');
    const desk = await stage.consolePage();
    const incident = await organisation.raise(PATIENT, { address: ADDRESS, notes: NOTES });
    await phone.locator(marked('accept')).click();
    await phone.locator(marked('address'), { hasText: ADDRESS }).waitFor();
    await stage.server.kill('SIGKILL');
    await phone.locator(marked('line-lost')).waitFor();
    await desk.locator(marked('line-lost')).waitFor();
    await phone.locator(marked('step-en-route')).click();
    await phone.locator(marked('problem'), { hasText: 'cannot be reached' }).waitFor();
    await stage.server.restart();
    await phone.locator(marked('line-lost')).waitFor({ state: 'detached' });
    await phone.locator(marked('step-on-scene')).click();
    await desk.locator(marked('incident'), { hasText: ADDRESS }).click();
    await desk.locator(marked('person'), { hasText: 'On scene' }).waitFor();
    await organisation.cancel(incident);
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

  it('a call-out asks, a yes is told where to report, the console shows the fill', async () => {
    const phone = await stage.phoneOnDuty('Eva Lindqvist');
    const desk = await stage.consolePage();
    await organisation.openCallout({
      title: 'Sandbags at the inlet',
      briefing: {
        event: 'The inlet is rising.',
        task: 'Fill and carry sandbags for about three hours.',
        contact: 'The flood warden, 555 0100',
        bring: 'Boots and gloves',
        risks: 'Nobody enters moving water.',
      },
      area: squareAround(HERE),
      wantedCount: 2,
      credentialKind: 'cpr',
      musterName: 'Car park of the marina',
    });
    await phone.locator(marked('callout'), { hasText: 'Fill and carry sandbags' }).waitFor();
    await shoot(phone, 'responder-callout');
    await phone.locator(marked('yes')).click();
    await phone.locator(marked('promised'), { hasText: 'Car park of the marina' }).waitFor();
    await desk.locator(marked('callouts'), { hasText: '1 of 2 said yes' }).waitFor();
    await shoot(desk, 'console-callout');
    await desk.locator(marked('callouts')).getByText('All deliveries').click();
    await desk.locator(marked('reached'), { hasText: 'Eva Lindqvist' }).waitFor();
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

function squareAround({ lat, lon }: { readonly lat: number; readonly lon: number }): {
  type: 'Polygon';
  coordinates: [number, number][][];
} {
  const [south, north, west, east] = [lat - 0.02, lat + 0.02, lon - 0.02, lon + 0.02];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
