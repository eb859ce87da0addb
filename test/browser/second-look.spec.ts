import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ApprovalPageView } from '#contracts/approval-api';
import { account } from '../support/clients';
import { previewCallout, typeCallout } from './callout-form';
import { PATIENT, Stage, typeKey } from './stage';
import { marked, shootBoth, WIDE } from './witness';

/** A page looks for what became of an approval every ten seconds. */
const SOON = { timeout: 25_000 };

describe('what needs a second look, of somebody else or of another organisation', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  }, 60_000);

  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('whoever asked for a large call-out reads that it was refused, and why', async () => {
    const { server } = stage;
    const desk = await deskOf(server.keys.dispatcher);
    await desk.locator(marked('to-call-out')).click();
    const title = 'Dig out the north road';
    const reason = 'Snow, and more is coming.';
    await typeCallout(desk, { title, wanted: 400, place: PATIENT, reason });
    await previewCallout(desk);
    await desk.locator(marked('open-callout')).click();
    await desk.locator(marked('to-asked')).click();
    await desk.locator(marked('own-approval')).waitFor();
    expect(await desk.locator(marked('approve')).count()).toBe(0);
    const waiting = await server.dispatcher().get<ApprovalPageView>('/v1/approvals');
    const path = `/v1/approvals/${waiting.body.items[0]?.id ?? ''}/decide`;
    const decision = { approve: false, reason: 'The army digs.' };
    expect((await server.supervisor().post(path, decision)).status).toBe(200);
    await desk.locator(marked('decided'), { hasText: 'The army digs.' }).waitFor(SOON);
    await shootBoth(desk, 'console-refused-callout');
  }, 60_000);

  it('an auditor reads what is kept for how long, and takes incidents for a reason', async () => {
    const desk = await deskOf(stage.server.keys.auditor);
    await desk.locator(marked('to-retention')).click();
    await desk.locator(marked('retention-rule'), { hasText: 'Last position' }).first().waitFor();
    await shootBoth(desk, 'console-retention');
    await desk.locator(marked('to-export')).click();
    await desk.locator('#export-reason').fill('Yearly report to the council');
    const download = desk.waitForEvent('download');
    await desk.locator(marked('take-export')).click();
    expect((await download).suggestedFilename()).toMatch(/^incidents-.*\.json$/);
    await desk.locator(marked('taken')).waitFor();
    await shootBoth(desk, 'console-export');
  }, 60_000);

  it('two organisations agree, one asks for help, and sees how many come', async () => {
    const other = await stage.server.otherOrganisation();
    const partner = account(stage.server.url, other.supervisor);
    const { slug } = (await partner.get<{ slug: string }>('/v1/organisation')).body;
    const ours = await deskOf(stage.server.keys.supervisor);
    await ours.locator(marked('to-mutual-aid')).click();
    await ours.locator('#aid-partner').fill(slug);
    await ours.locator(marked('propose-aid')).click();
    await ours.locator(marked('agreement'), { hasText: 'Proposed' }).waitFor();
    const theirs = await deskOf(other.supervisor);
    await theirs.locator(marked('to-mutual-aid')).click();
    await theirs.locator(marked('accept-aid')).click();
    await theirs.locator(marked('agreement'), { hasText: 'In force' }).waitFor();
    await shootBoth(theirs, 'console-mutual-aid');

    const incident = await stage.organisation.raise(PATIENT, {
      ...{ address: '1905 Atlantic Avenue', notes: '' },
    });
    await ours.goto(new URL(`/console/#/incidents/${incident.id}`, ours.url()).href);
    await ours.locator(marked('ask-aid-open')).click();
    await ours.locator('#aid-reason').fill('All of ours are at the fair.');
    await shootBoth(ours, 'console-ask-aid');
    await ours.locator(marked('ask-aid')).click();
    await ours.locator(marked('aid-counts'), { hasText: '0 on scene' }).waitFor();
    await shootBoth(ours, 'console-aid');
    await theirs.locator(marked('to-incidents')).click();
    await theirs.locator('.row').first().click();
    await theirs.locator(marked('timeline'), { hasText: 'Raised for another service' }).waitFor();
  }, 60_000);

  async function deskOf(key: string): Promise<Page> {
    const desk = await stage.consoleDoor();
    await desk.setViewportSize(WIDE);
    await typeKey(desk, key);
    await desk.locator(marked('to-account')).waitFor();
    return desk;
  }
});
