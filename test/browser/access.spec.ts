import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ApprovalPageView } from '#contracts/approval-api';
import { previewCallout, typeCallout } from './callout-form';
import { PATIENT, Stage } from './stage';
import { slugOf } from '../support/staff';
import { inviteMember, signInAgain, signInFirst, type Member } from './staff';
import { marked, shootBoth, WIDE } from './witness';

/** A session that was ended is out of every page within this. */
const OUT_WITHIN_MS = 2_000;
const CALLOUT = { title: 'Sandbags at the quay', wanted: 400 };

describe('people sign in at the console, and see what is theirs', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('signs in by invitation, then by password and code, and stays in', async () => {
    const member = await inviteMember(stage.server, 'dispatcher', 'Dana Osei');
    const desk = await stage.consoleDoor();
    await shootBoth(desk, 'console-door');
    await desk.setViewportSize(WIDE);
    const secret = await firstWithPictures(desk, member);
    expect(await menuOf(desk)).toEqual([
      'Incidents',
      'Map',
      'Call-outs',
      'Approvals',
      'Replies',
      'Reachability',
      'Readiness',
      'Drills',
      'Templates',
      'Response plans',
    ]);
    await shootBoth(desk, 'console-dispatcher');
    expect(
      await desk.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])'),
    ).toBe(JSON.stringify([{ 'closeby.organisation': await slugOf(stage.server) }, {}]));
    await desk.reload();
    await desk.locator(marked('to-account'), { hasText: 'Dana Osei' }).waitFor();

    await desk.locator(marked('sign-out')).click();
    await desk.locator(marked('local')).waitFor();
    await shootBoth(desk, 'console-sign-in');
    await desk.reload();
    await desk.locator(marked('local')).waitFor();
    await signInAgain(desk, { ...member, password: 'not the password' }, secret);
    await desk.locator(marked('problem')).waitFor();
    await shootBoth(desk, 'console-sign-in-refused');
    await signInAgain(desk, member, secret);
    await desk.locator(marked('to-account'), { hasText: 'Dana Osei' }).waitFor();
  }, 90_000);

  it('has the pages of the role in the menu, and is told that another is not theirs', async () => {
    const registrar = await deskOf('registrar', 'Rita Holm');
    expect(await menuOf(registrar)).toEqual([
      'Groups',
      'Credentials',
      'People',
      'AEDs',
      'Import',
      'Reachability',
      'Readiness',
      'Drills',
      'Templates',
      'Response plans',
      'Reports',
      'Organisation',
      'Export',
    ]);
    await registrar.goto(new URL('/console/#/keys', registrar.url()).href);
    await registrar.locator(marked('not-for-you')).waitFor();
    await shootBoth(registrar, 'console-not-for-you');
    const auditor = await deskOf('auditor', 'Aude Blanc');
    expect(await menuOf(auditor)).toEqual([
      'Response plans',
      'Reports',
      'Organisation',
      'Audit',
      'Retention',
      'Export',
    ]);
    await auditor.locator(marked('to-audit')).click();
    await auditor.locator(marked('audit-row')).first().waitFor();
    await auditor.locator('#audit-action').fill('searchAudit');
    await auditor.locator(marked('search-audit')).click();
    await auditor.locator(marked('audit-row'), { hasText: 'searchAudit' }).first().waitFor();
    await shootBoth(auditor, 'console-audit');
  }, 90_000);

  it('a session that is ended elsewhere is out within two seconds', async () => {
    const member = await inviteMember(stage.server, 'dispatcher', 'Emil Vance');
    const desk = await stage.consoleDoor();
    const secret = await signInFirst(desk, member);
    await desk.locator('.live').waitFor();
    const other = await stage.consoleDoor();
    await other.locator('#organisation').fill(await slugOf(stage.server));
    await other.locator(marked('continue')).click();
    await signInAgain(other, member, secret);
    await other.locator(marked('to-account')).click();
    await other.locator(marked('end-session')).waitFor();
    await shootBoth(other, 'console-account');
    await other.locator(marked('end-session')).click();
    const clicked = Date.now();
    await desk.locator(marked('problem'), { hasText: 'Your session was ended' }).waitFor();
    const tookMs = Date.now() - clicked;
    await shootBoth(desk, 'console-session-ended');
    expect(tookMs).toBeLessThanOrEqual(OUT_WITHIN_MS);
  }, 90_000);

  it('a supervisor adds an account and a key, and reads what is shown once', async () => {
    const desk = await deskOf('supervisor', 'Sofia Lindt');
    await shootBoth(desk, 'console-supervisor');
    await desk.locator(marked('to-accounts')).click();
    await desk.locator('#new-name').fill('Carl Winter');
    await desk.locator('#new-email').fill('carl@example.org');
    await desk.locator('#new-role').selectOption('coordinator');
    await desk.locator(marked('add-account')).click();
    await desk.locator(marked('invitation'), { hasText: '#/invitation/' }).waitFor();
    await shootBoth(desk, 'console-accounts');
    const row = desk.locator(marked('account'), { hasText: 'Carl Winter' });
    await row.locator(marked('edit-account')).click();
    await row.locator('[name="disabled"]').check();
    await shootBoth(desk, 'console-account-editor');
    await row.locator(marked('save-account')).click();
    await row.filter({ hasText: 'Disabled' }).waitFor();

    await desk.locator(marked('to-keys')).click();
    await desk.locator('#key-label').fill('CAD of the control room');
    await desk.locator('[name="signed"]').check();
    await desk.locator(marked('add-key')).click();
    await desk.locator(marked('new-key')).waitFor();
    await desk.locator(marked('new-signing-secret'), { hasText: 'whsec_' }).waitFor();
    const key = desk.locator(marked('key'), { hasText: 'CAD of the control room' });
    await key.locator(marked('revoke')).click();
    await shootBoth(desk, 'console-keys');
    await key.locator(marked('revoke-yes')).click();
    await key.waitFor({ state: 'detached' });
    await desk.locator(marked('to-incidents')).click();
    await desk.locator(marked('to-keys')).click();
    expect(await desk.locator(marked('new-key')).count()).toBe(0);
  }, 90_000);

  it('a large call-out waits until a second person approves it', async () => {
    const asking = await deskOf('dispatcher', 'Finn Achebe');
    await asking.locator(marked('to-call-out')).click();
    const reason = 'The river rises faster than forecast.';
    await typeCallout(asking, { ...CALLOUT, place: PATIENT, reason });
    await shootBoth(asking, 'console-callout-form');
    await previewCallout(asking);
    await asking.locator(marked('needs-approval')).waitFor();
    await asking.locator(marked('open-callout')).click();
    await asking.locator(marked('waiting')).waitFor();
    await shootBoth(asking, 'console-callout-waits');

    const second = await deskOf('coordinator', 'Gro Dahl');
    await second.locator(marked('open-approvals'), { hasText: '1' }).waitFor();
    await second.locator(marked('to-approvals')).click();
    const approval = second.locator(marked('approval'), { hasText: CALLOUT.title });
    await approval.filter({ hasText: 'rises faster' }).waitFor();
    await shootBoth(second, 'console-approvals');
    await approval.locator(marked('approve')).click();
    await second.locator(marked('decided'), { hasText: 'Approved' }).waitFor();
    await second.locator(marked('callouts'), { hasText: CALLOUT.title }).waitFor();
    const page = await stage.server.supervisor().get<ApprovalPageView>('/v1/approvals');
    expect(page.body.items[0]).toMatchObject({ status: 'approved', reason: expect.anything() });
  }, 90_000);

  it('an incident raised by hand asks why, and the incident says so', async () => {
    const desk = await deskOf('dispatcher', 'Hana Sato');
    await desk.locator(marked('to-raise')).click();
    await desk.locator('#raise-address').fill('1905 Atlantic Avenue');
    await desk.locator('#raise-place').fill(`${PATIENT.lat}, ${PATIENT.lon}`);
    await desk.locator(marked('raise')).click();
    expect(await desk.locator(marked('to-raised')).count()).toBe(0);
    await desk.locator('#raise-reason').fill('Control’s system is down.');
    await shootBoth(desk, 'console-raise');
    await desk.locator(marked('raise')).click();
    await desk.locator(marked('to-raised')).click();
    await desk.locator(marked('by-hand'), { hasText: 'system is down' }).waitFor();
  }, 60_000);

  async function deskOf(role: Parameters<typeof inviteMember>[1], name: string): Promise<Page> {
    const member = await inviteMember(stage.server, role, name);
    const desk = await stage.consoleDoor();
    await desk.setViewportSize(WIDE);
    await signInFirst(desk, member);
    return desk;
  }

  async function firstWithPictures(desk: Page, member: Member): Promise<string> {
    await desk.goto(new URL(`/console/#/invitation/${member.invitation}`, desk.url()).href);
    await desk.locator(marked('first-sign-in')).waitFor();
    await shootBoth(desk, 'console-first-password');
    return signInFirst(desk, member, () => shootBoth(desk, 'console-first-code'));
  }
});

async function menuOf(desk: Page): Promise<readonly string[]> {
  const links = await desk.locator('nav[aria-label="Pages"] a').allInnerTexts();
  return links.map((words) => words.replace(/\s*\d.*$/s, '').trim());
}
