import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CalloutView } from '#contracts/callout-api';
import type { DeskOpened, HeadcountView } from '#contracts/muster-api';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import { calloutBody } from '../support/callout-message';
import { account, until } from '../support/clients';
import { HERE, Stage } from './stage';
import { DESK, marked, open, PHONE, shoot, shootBoth } from './witness';

const HOUR_MS = 3_600_000;
const PEOPLE = ['Ada Okafor', 'Noor Haddad', 'Robin Szabó'];

describe('a desk at a muster point', () => {
  let stage: Stage;
  let calloutId: string;
  let badges: ReadonlyMap<string, string>;

  beforeAll(async () => {
    stage = await Stage.set();
    calloutId = await openExercise();
    badges = await peopleJoin();
  }, 60_000);

  afterEach(() => stage.clear());

  afterAll(() => stage.strike());

  it('opens, checks in and is opened again with the network cut, then catches up', async () => {
    const desk = await deskPage();
    await desk.locator(marked('person')).nth(2).waitFor();
    expect(desk.url()).not.toContain('#');
    await desk.locator(marked('exercise'), { hasText: 'EXERCISE' }).waitFor();
    await desk.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await shootBoth(desk, 'muster-open');

    // The network goes, and the server with it.
    await desk.context().setOffline(true);
    await stage.server.kill('SIGKILL');
    await desk.reload();
    await desk.locator(marked('person')).nth(2).waitFor();
    await scan(desk, badges.get('Robin Szabó') ?? '');
    await said(desk, 'Robin Szabó: in');
    await press(desk, 'Ada Okafor', 'in');
    await walkIn(desk, 'Walter Lang', 2);
    await scan(desk, `CB1:${'0'.repeat(96)}`);
    await said(desk, 'does not know');
    await waiting(desk, 4);
    expect(await desk.locator(marked('count-in')).textContent()).toBe('4');
    await desk.locator(`${marked('line')}[data-line="cut"]`).waitFor();
    await shootBoth(desk, 'muster-cut');

    // Closed and opened again, still without network: nothing is lost.
    await desk.goto('about:blank');
    await desk.goto(`${stage.server.url}/muster/`);
    await waiting(desk, 4);
    await press(desk, 'Robin Szabó', 'out');
    await waiting(desk, 5);
    expect(await desk.locator(marked('count-in')).textContent()).toBe('3');

    await stage.server.restart();
    expect(await headcount()).toMatchObject({ in: 0, out: 0 });
    await desk.context().setOffline(false);
    await waiting(desk, 0);
    await desk.locator(`${marked('line')}[data-line="there"]`).waitFor();
    expect(await headcount()).toMatchObject({ in: 3, out: 1, expected: 1 });
    await desk.locator(marked('problems'), { hasText: 'no badge' }).waitFor();
    expect(await desk.locator(marked('count-in')).textContent()).toBe('3');
    await shootBoth(desk, 'muster-caught-up');
  }, 120_000);

  it('two desks check the same person; the later is told, and nobody counts twice', async () => {
    const [one, two] = [await deskPage(), await deskPage()];
    for (const desk of [one, two]) await desk.locator(marked('person')).first().waitFor();
    const noor = badges.get('Noor Haddad') ?? '';
    const before = (await headcount()).in;
    await Promise.all([scan(one, noor), scan(two, noor)]);
    for (const desk of [one, two]) await waiting(desk, 0);
    expect((await headcount()).in).toBe(before + 1);
    await one.locator('#entry').fill('szabo');
    expect(await one.locator(marked('person')).allTextContents()).toHaveLength(1);
  }, 60_000);

  it('a code of no desk opens nothing, and paper shows the exercise', async () => {
    const made_up = await deskPage('made-up');
    await made_up.locator('h1', { hasText: 'not open yet' }).waitFor();
    expect(await made_up.locator(marked('person')).count()).toBe(0);
    const { body } = await dispatcher().get<{ text: string }>(path('/headcount.html'));
    // The file as somebody has saved it.
    const paper = await stage.browser.newPage({ viewport: DESK });
    await paper.setContent(body.text);
    await paper.locator('.exercise').waitFor();
    expect(await paper.locator('tbody tr').count()).toBeGreaterThan(4);
    await shoot(paper, 'headcount-paper');
    await paper.close();
  }, 60_000);

  const dispatcher = () => stage.server.dispatcher();
  const path = (rest: string): string => `/v1/callouts/${calloutId}${rest}`;

  async function openExercise(): Promise<string> {
    const need = { needKey: 'hands', label: 'Sandbags', wantedCount: 20 };
    const from = new Date(Date.now() - HOUR_MS).toISOString();
    const window = { from, until: new Date(Date.now() + 5 * HOUR_MS).toISOString() };
    const body = {
      ...calloutBody({ controlRef: `FLOOD-${randomUUID()}`, mode: 'exercise' }),
      ...{ needs: [need], window },
      area: { type: 'Circle', centre: [HERE.lon, HERE.lat], radiusM: 2_000 },
    };
    const opened = await dispatcher().post<CalloutView>('/v1/callouts', body);
    expect(opened.status).toBe(201);
    return opened.body.id;
  }

  async function peopleJoin(): Promise<ReadonlyMap<string, string>> {
    const validUntil = new Date(Date.now() + HOUR_MS).toISOString();
    const pass = { label: 'Rowing club', usesMax: 9, validUntil };
    const given = await dispatcher().post<PassGivenView>(path('/passes'), pass);
    const joined = new Map<string, string>();
    for (const displayName of PEOPLE) {
      const answer = await account(stage.server.url, null).post<PassJoinedView>('/v1/pass/join', {
        ...{ code: given.body.code, displayName },
      });
      joined.set(displayName, answer.body.badge);
    }
    return joined;
  }

  async function deskPage(code?: string): Promise<Page> {
    const made = await dispatcher().post<DeskOpened>(path('/muster-desks'), {});
    const url = `${stage.server.url}/muster/#${code ?? made.body.deskCode}`;
    return stage.witnessed(await open(stage.browser, url, { viewport: PHONE }));
  }

  async function headcount(): Promise<HeadcountView> {
    return (await dispatcher().get<HeadcountView>(path('/headcount'))).body;
  }

  /** As a scanner that types: the code and Enter. */
  async function scan(desk: Page, badge: string): Promise<void> {
    await desk.locator('#entry').fill(badge);
    await desk.locator('#entry').press('Enter');
    await until(async () => (await desk.locator('#entry').inputValue()) === '', 'taken code');
  }

  async function press(desk: Page, name: string, kind: 'in' | 'out'): Promise<void> {
    const row = desk.locator(marked('person'), { hasText: name });
    await row.locator(marked(`check-${kind}`)).click();
    await said(desk, `${name}: ${kind}`);
  }

  async function walkIn(desk: Page, name: string, people: number): Promise<void> {
    await desk.locator(`${marked('walk-in')} summary`).click();
    await desk.locator('#name').fill(name);
    await desk.locator('#people').fill(String(people));
    await desk.locator(marked('walk-in-add')).click();
    await said(desk, `${name}: in`);
  }

  async function said(desk: Page, text: string): Promise<void> {
    await desk.locator(marked('said'), { hasText: text }).waitFor();
  }

  async function waiting(desk: Page, count: number): Promise<void> {
    await desk.locator(`${marked('waiting')}[data-count="${count}"]`).waitFor();
  }
});
