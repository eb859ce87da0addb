import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { faultsOf } from './basics';
import { previewCallout, typeCallout } from './callout-form';
import { HERE, Stage } from './stage';
import { inviteMember, signInFirst } from './staff';
import { marked, open, PHONE, shootBoth, WIDE } from './witness';

const TITLE = 'Sandbags at the inlet';
const PAGES_AROUND = [
  'warnings',
  'callout-templates',
  'areas',
  'warning-feeds',
  'groups',
  'board',
  'watch-points',
  'message-prices',
];
const REASON = 'The bridge is closed.';

describe('a call-out from the form to the stop', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('an exercise is previewed, opened, answered, joined by a pass, and stopped', async () => {
    const phone = await stage.phoneOnDuty('Eva Lindqvist', { testPhone: true });
    const real = await stage.phoneOnDuty('Ruth Adeyemi');
    const desk = await coordinatorDesk();
    await openExercise(desk);

    await answerWithConditions(phone);
    const helper = await joinByPass(desk);
    await readRoster(desk);
    expect(await real.locator(marked('callout')).count()).toBe(0);

    await desk.locator(marked('part-fill')).click();
    await desk.locator(`${marked('stop-coming')} summary`).click();
    await desk.locator('#stop-reason').fill(REASON);
    await desk.locator(marked('send-stop')).click();
    await desk.locator(marked('stopped')).waitFor();
    await phone.locator(marked('stop')).waitFor();
    await shootBoth(phone, 'responder-stop-coming');
    await phone.locator(marked('understood')).click();
    await phone.locator(marked('stop-coming')).waitFor();
    await helper
      .locator(`${marked('stop')}, ${marked('stop-coming')}`)
      .first()
      .waitFor(SOON);
    await shootBoth(helper, 'helper-stop-coming');
    await shootBoth(desk, 'console-callout-stopped');
    await stage.goOffDuty(real);
  }, 120_000);

  it('every page around call-outs opens for a coordinator, and on a phone', async () => {
    const desk = await coordinatorDesk();
    await desk.locator(marked('to-callouts')).click();
    for (const page of PAGES_AROUND) {
      await desk.locator(marked(`about-${page}`)).click();
      await desk.locator(marked(`about-${page}`) + '[aria-current="page"]').waitFor();
      expect([page, ...(await faultsOf(desk))]).toEqual([page]);
      expect(await desk.locator(marked('page-problem')).count()).toBe(0);
      await shootBoth(desk, `console-${page}`);
    }

    const phone = await stage.phoneOnDuty('Noor Haddad');
    for (const screen of ['near', 'watch', 'groups', 'board']) {
      await phone.locator(marked(`to-${screen}`)).click();
      await phone.locator(`[data-screen="${screen}"]`).waitFor();
      expect([screen, ...(await faultsOf(phone))]).toEqual([screen]);
      expect(await phone.locator(marked('own-problem')).count()).toBe(0);
      await shootBoth(phone, `responder-${screen}`);
      await phone.locator('.back').click();
    }
    await stage.goOffDuty(phone);
  }, 120_000);

  async function coordinatorDesk(): Promise<Page> {
    const member = await inviteMember(stage.server, 'coordinator', 'Gro Dahl');
    const desk = await stage.consoleDoor();
    await desk.setViewportSize(WIDE);
    await signInFirst(desk, member);
    return desk;
  }

  async function openExercise(desk: Page): Promise<void> {
    await desk.locator(marked('to-call-out')).click();
    const asked = { title: TITLE, wanted: 5, place: HERE, boats: 1 };
    await typeCallout(desk, { ...asked, mode: 'exercise', credential: '' });
    await desk.locator(marked('mode-strip'), { hasText: 'Exercise' }).waitFor();
    expect(await desk.locator(marked('open-callout')).count()).toBe(0);
    await shootBoth(desk, 'console-callout-exercise-form');
    expect(await faultsOf(desk)).toEqual([]);

    await previewCallout(desk);
    await desk.locator(marked('reachable'), { hasText: /^1$/ }).waitFor();
    await desk.locator(marked('not-reached'), { hasText: 'real people' }).waitFor();
    const send = desk.locator(marked('open-callout'), { hasText: 'EXERCISE' });
    await send.waitFor();
    await shootBoth(desk, 'console-callout-preview');
    expect(await faultsOf(desk)).toEqual([]);
    await send.click();
    await desk.locator(marked('to-opened')).click();
    await desk.locator(marked('callout-status'), { hasText: 'Open' }).waitFor();
    await desk.locator(marked('mode-strip'), { hasText: 'Nobody real is called' }).waitFor();
  }

  async function answerWithConditions(phone: Page): Promise<void> {
    const question = phone.locator(marked('callout'));
    await question.filter({ hasText: TITLE }).waitFor();
    expect(await question.locator('[data-part]').count()).toBe(8);
    await question.locator('.mode', { hasText: 'Exercise' }).waitFor();
    await question.locator(`${marked('conditions')} > summary`).click();
    await question.locator('#yes-people').fill('2');
    await question.locator('#yes-boat').fill('1');
    await question.locator('#yes-note').fill('With our dinghy');
    await shootBoth(phone, 'responder-callout-conditions');
    expect(await faultsOf(phone)).toEqual([]);
    await question.locator(marked('yes')).click();
    const booking = phone.locator(marked('promised'), { hasText: 'Marina car park' });
    await booking.waitFor();
    await booking.locator(marked('check-badge')).locator('summary').click();
    await booking.locator('[data-qr]').waitFor();
    await shootBoth(phone, 'responder-booking');
    expect(await faultsOf(phone)).toEqual([]);
  }

  async function joinByPass(desk: Page): Promise<Page> {
    await desk.locator(marked('part-points')).click();
    await desk.locator('#pass-label').fill('Rowing club');
    await desk.locator(marked('give-pass')).click();
    const address = await desk.locator(marked('pass-address')).innerText();
    await shootBoth(desk, 'console-callout-pass');
    expect(await faultsOf(desk)).toEqual([]);
    const { hash } = new URL(address);
    const url = `${stage.server.url}/helper/${hash}`;
    const helper = stage.witnessed(await open(stage.browser, url, { viewport: PHONE }));
    await helper.locator(marked('pass'), { hasText: TITLE }).waitFor();
    expect(helper.url()).not.toContain('#');
    await shootBoth(helper, 'helper-pass');
    expect(await faultsOf(helper)).toEqual([]);
    await helper.locator('#join-name').fill('Ada King');
    await helper.locator('#yes-people').fill('3');
    await helper.locator(marked('join')).click();
    await helper.locator(marked('joined')).locator('[data-qr]').waitFor();
    await helper.locator(marked('where'), { hasText: 'Marina car park' }).waitFor();
    await shootBoth(helper, 'helper-joined');
    expect(await faultsOf(helper)).toEqual([]);
    return helper;
  }

  async function readRoster(desk: Page): Promise<void> {
    await desk.locator(marked('part-roster')).click();
    const roster = desk.locator(marked('booking'));
    await roster.filter({ hasText: 'Eva Lindqvist and 1 with them' }).waitFor();
    await roster.filter({ hasText: 'brings 1 boat' }).waitFor();
    await roster.filter({ hasText: 'Ada King and 2 with them' }).waitFor();
    await shootBoth(desk, 'console-callout-roster');
    expect(await faultsOf(desk)).toEqual([]);
    await desk.locator(marked('part-why')).click();
    await desk.locator(`ul${marked('considered')}`, { hasText: 'Eva Lindqvist' }).waitFor();
    await shootBoth(desk, 'console-callout-why');
    await desk.locator(marked('part-fill')).click();
    await desk.locator(marked('need'), { hasText: '5 of 5 people' }).waitFor();
    await shootBoth(desk, 'console-callout-fill');
  }
});

/** Nothing is live for somebody without an account: their page asks every ten seconds. */
const SOON = { timeout: 25_000 };
