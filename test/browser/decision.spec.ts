import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Organisation } from './organisation';
import { HERE, PATIENT, signIn, Stage } from './stage';
import { DESK, marked, PHONE, shoot } from './witness';

const NEAR_AED = 'Pier Office';
const NEAR_CODE = 'C4711';
const OTHER_AED = 'Surf School';
const FACTS = { address: '1905 Atlantic Avenue, Apt 3B', notes: 'Side entrance.' };

/** Whoever is there first fetches an AED, and nobody is sent to violence. */
const DRAFT = {
  name: 'cardiac-arrest',
  title: 'Cardiac arrest, AED first',
  kinds: ['cardiac-arrest'],
  preset: 'heartrunner-20',
  changes: { roles: { kind: 'in-order', order: ['via-aed', 'direct'] } },
  safetyRules: [
    {
      code: 'violence',
      says: 'There is violence at the scene.',
      when: { hazards: ['violence'] },
      keepsAway: ['public-place', 'home'],
    },
  ],
};

describe('who does what, and why', () => {
  let stage: Stage;
  let organisation: Organisation;

  beforeAll(async () => {
    stage = await Stage.set();
    ({ organisation } = stage);
    await organisation.addAed(
      NEAR_AED,
      { lat: 36.8523, lon: -75.9793 },
      { locationDetail: 'Beside the lift', floor: '2', cabinetCode: NEAR_CODE },
    );
    await organisation.addAed(OTHER_AED, { lat: 36.8526, lon: -75.9786 }, {});
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('a response plan is refused at its field, tried on the past, then activated', async () => {
    const past = await organisation.raise(PATIENT, FACTS);
    await organisation.cancel(past);
    const desk = await stage.consolePage('supervisor');
    await desk.locator(marked('to-plans')).click();
    await desk.locator(marked('presets'), { hasText: 'closeby' }).waitFor();
    await shoot(desk, 'console-plans-empty');
    await desk
      .locator('.plan-row', { hasText: 'heartrunner-20' })
      .locator(marked('start-from'))
      .click();
    await desk
      .locator('#draft')
      .fill(JSON.stringify({ ...DRAFT, changes: { radiusM: 1 } }, null, 2));
    await desk.locator(marked('try')).click();
    await desk.locator(marked('draft-problem'), { hasText: 'changes.radiusM' }).waitFor();
    await desk.locator(marked('show-field')).click();
    expect(await desk.evaluate('getSelection().toString()')).toBe('"radiusM"');
    await shoot(desk, 'console-plan-refused');

    await desk.locator('#draft').fill(JSON.stringify(DRAFT, null, 2));
    await desk.locator(marked('try')).click();
    await desk.locator(marked('shadow'), { hasText: '1 past incident' }).waitFor();
    await shoot(desk, 'console-plan-tried');
    await desk.setViewportSize(PHONE);
    await shoot(desk, 'console-plan-tried');
    await desk.setViewportSize(DESK);
    await desk.locator(marked('save')).click();
    await desk.locator(marked('plans-news'), { hasText: 'cardiac-arrest version 1' }).waitFor();
    await desk.locator(marked('activate')).click();
    await desk.locator(marked('confirm')).waitFor();
    await shoot(desk, 'console-plan-confirm');
    await desk.locator(marked('confirm-yes')).click();
    await desk.locator(marked('plan-status'), { hasText: 'Active' }).waitFor();
    await desk.setViewportSize(PHONE);
    await shoot(desk, 'console-plans');
  }, 60_000);

  it('whoever fetches an AED has one plain order, and a new one when it is not there', async () => {
    const phone = await stage.phoneOnDuty('Grace Hall');
    const desk = await stage.consolePage();
    const incident = await organisation.raise(PATIENT, FACTS);
    await phone.locator(marked('part'), { hasText: 'Fetch an AED on the way' }).waitFor();
    await expectUnnamed(phone);
    await shoot(phone, 'responder-alarm-part');
    await phone.locator(marked('accept')).click();
    const sentence = phone.locator(marked('order-sentence'));
    await sentence.filter({ hasText: `Fetch the AED at ${NEAR_AED}` }).waitFor();
    await phone.locator(marked('cabinet-code'), { hasText: NEAR_CODE }).waitFor();
    await phone.locator(marked('direction'), { hasText: /\d+ m to the/ }).waitFor();
    await phone.locator(marked('aed-open'), { hasText: 'Open when you get there' }).waitFor();
    await shoot(phone, 'responder-order');

    await desk.locator(marked('incident'), { hasText: FACTS.address }).click();
    const person = desk.locator(marked('person'), { hasText: 'Grace Hall' });
    await person.locator(marked('task'), { hasText: NEAR_AED }).waitFor();
    await person.locator(marked('eta'), { hasText: /in \d+ min|due now/ }).waitFor();

    await phone.locator(marked('aed-trouble')).click();
    await shoot(phone, 'responder-order-trouble');
    await phone.locator(marked('aed-missing')).click();
    await phone.locator(marked('order-changed'), { hasText: 'Your new order' }).waitFor();
    await sentence.filter({ hasText: OTHER_AED }).waitFor();
    await shoot(phone, 'responder-order-changed');
    await phone.locator(marked('order-understood')).click();
    await phone.locator(marked('order-changed')).waitFor({ state: 'detached' });
    expect(await phone.content()).not.toContain(NEAR_CODE);
    await phone.locator(marked('aed-collected')).click();
    await phone.locator(marked('aed-in-hand'), { hasText: OTHER_AED }).waitFor();
    await shoot(phone, 'responder-aed-in-hand');
    await person.locator(marked('task'), { hasText: 'in hand' }).waitFor();
    await desk.locator(marked('timeline'), { hasText: 'not there' }).waitFor();
    await shoot(desk, 'console-order');
    await phone.locator(marked('aed-trouble')).click();
    await phone.locator(marked('aed-flat')).click();
    await phone.locator(marked('aed-in-hand')).waitFor({ state: 'detached' });
    await phone.locator(marked('news'), { hasText: 'Go on to the patient without it' }).waitFor();
    await expectWhy(desk);

    await organisation.cancel(incident);
    await phone.locator(marked('understood')).click();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a safety rule keeps people away until a dispatcher says why they are sent', async () => {
    const phone = await stage.phoneOnDuty('Hugo Brandt');
    const desk = await stage.consolePage();
    const incident = await organisation.raise(PATIENT, {
      ...FACTS,
      more: { hazards: ['violence'], determinantCode: '09E01', patientAgeYears: 54 },
    });
    await desk.locator(marked('incident'), { hasText: FACTS.address }).click();
    await desk.locator(marked('safety'), { hasText: 'There is violence at the scene.' }).waitFor();
    await desk.locator(marked('not-alerted'), { hasText: 'Kept away by a safety rule' }).waitFor();
    expect(await phone.locator(marked('alarm')).count()).toBe(0);
    await desk.locator(marked('override-open')).click();
    await shoot(desk, 'console-safety');
    await desk.setViewportSize(PHONE);
    await shoot(desk, 'console-safety');
    await desk.setViewportSize(DESK);
    await desk.locator('#override-reason').fill('Police have made the flat safe.');
    await desk.locator(marked('override-send')).click();
    await desk.locator(marked('override'), { hasText: 'Police have made' }).waitFor();
    await phone.locator(marked('alarm')).waitFor();
    await desk.locator(marked('timeline'), { hasText: 'Safety rule overridden' }).waitFor();
    await shoot(desk, 'console-overridden');
    await organisation.cancel(incident);
    await phone.locator(marked('news')).waitFor();
    await stage.goOffDuty(phone);
  }, 60_000);

  it('a responder says how they travel and where they live, and takes it back', async () => {
    const phone = await stage.phonePage();
    await signIn(phone, await organisation.enrol('Ines Duarte'));
    await phone.locator(marked('travel-bicycle')).click();
    await phone.locator(`${marked('travel-bicycle')}[aria-checked="true"]`).waitFor();
    const home = phone.locator(marked('place-home'));
    await home.locator('summary').click();
    await home.locator('#hours-home').fill('Mo-Fr 18:00-08:00');
    await home.locator(marked('use-here')).click();
    const here = `${HERE.lat.toFixed(4)}, ${HERE.lon.toFixed(4)}`;
    await home.filter({ hasText: `${here}, Mo-Fr 18:00-08:00` }).waitFor();
    await shoot(phone, 'responder-habits');
    await phone.reload();
    await phone.locator(`${marked('travel-bicycle')}[aria-checked="true"]`).waitFor();
    await home.locator('summary').click();
    await home.locator(marked('remove-place')).click();
    await home.filter({ hasText: 'not registered' }).waitFor();
  }, 60_000);
});

async function expectUnnamed(phone: Page): Promise<void> {
  const page = await phone.content();
  for (const secret of [NEAR_AED, OTHER_AED, NEAR_CODE, 'Atlantic']) {
    expect(page).not.toContain(secret);
  }
}

async function expectWhy(desk: Page): Promise<void> {
  await desk.locator(marked('why')).click();
  await desk.locator(marked('why-people'), { hasText: 'Grace Hall' }).waitFor();
  await desk.locator(marked('decision'), { hasText: 'cardiac-arrest@1' }).first().waitFor();
  await shoot(desk, 'console-why');
  await desk.setViewportSize(PHONE);
  await shoot(desk, 'console-why');
  await desk.locator('#why-words').fill('nobody of this name');
  await desk.locator('text=Nobody fits this filter.').waitFor();
}
