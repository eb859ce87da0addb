import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CalloutView } from '#contracts/callout-api';
import { until } from '../support/clients';
import { previewCallout, typeCallout } from './callout-form';
import { FAR, FourPages } from './four-pages';
import { marked, open, PHONE } from './witness';

const TITLE = 'Sandbags at the boat house';
const MESSAGE = 'The car park is full: please park at the school.';
const STOP = 'The water is falling.';
/** So many that a second person has to agree. */
const WANTED = 400;

describe('a whole call-out, by pages alone, while arrests go on', () => {
  let pages: FourPages;

  beforeAll(async () => {
    pages = await FourPages.open();
  }, 90_000);

  afterAll(() => pages.close());

  it('from the request to the stop, with one cut off and the server killed', async () => {
    const { amara, ben, coordinator, demo, dispatcher } = pages;
    await askAndApprove(dispatcher, coordinator);
    await amara.locator(marked('callout'), { hasText: TITLE }).waitFor();
    await pages.cutOff(ben, async () => {
      await amara.locator(marked('yes')).click();
      await amara.locator(marked('promised')).waitFor();
      await saidYes(dispatcher, 1);
    });
    await ben.locator(marked('callout'), { hasText: TITLE }).waitFor();
    await ben.locator(marked('yes')).click();
    await ben.locator(marked('promised')).waitFor();
    await saidYes(dispatcher, 2);

    const desk = await openDesk(coordinator);
    await checkIn(desk, 'Amara Osei');

    // The coordinator sees nothing for a while, and then exactly what was missed.
    await coordinator.locator(marked('part-roster')).click();
    await pages.cutOff(coordinator, async () => {
      await ben.locator(marked('on-the-way')).click();
      await ben.locator(marked('booking-status'), { hasText: 'On the way' }).waitFor();
    });
    await inRoster(coordinator, 'Ben Castillo', 'On the way');
    await inRoster(coordinator, 'Amara Osei', 'There');

    await pages.killServer(async () => {
      await ben.locator(marked('promised'), { hasText: TITLE }).waitFor();
    });
    await demo.goesOn();
    await expectNobodyTwice();
    await write(coordinator);
    for (const phone of [amara, ben]) {
      await phone.getByText(MESSAGE).first().waitFor();
    }
    await stopComing(coordinator);
    await ben.locator(marked('stop')).waitFor();
    await ben.locator(marked('understood')).click();
    await dispatcher.locator(marked('callouts'), { hasText: TITLE }).waitFor();
    await pages.expectListExact(dispatcher);
  }, 150_000);

  async function openDesk(coordinator: Page): Promise<Page> {
    await coordinator.locator(marked('part-points')).click();
    await coordinator.locator(marked('open-desk')).click();
    const address = await coordinator.locator(marked('desk-address')).innerText();
    const { stage } = pages;
    const url = `${stage.server.url}/muster/${new URL(address).hash}`;
    return stage.witnessed(await open(stage.browser, url, { viewport: PHONE }));
  }

  /** Two have said yes, and two are booked, whatever died in between. */
  async function expectNobodyTwice(): Promise<void> {
    const dispatcher = pages.stage.server.dispatcher();
    const { body } = await dispatcher.get<{ items: CalloutView[] }>('/v1/callouts');
    const callout = body.items.find(({ title }) => title === TITLE);
    expect(callout?.acceptedCount).toBe(2);
  }
});

async function askAndApprove(dispatcher: Page, coordinator: Page): Promise<void> {
  await dispatcher.locator(marked('to-call-out')).click();
  const reason = 'The river rises faster than forecast.';
  await typeCallout(dispatcher, { title: TITLE, wanted: WANTED, place: FAR, reason });
  await previewCallout(dispatcher);
  await dispatcher.locator(marked('open-callout')).click();
  await dispatcher.locator(marked('waiting')).waitFor();
  await coordinator.locator(marked('open-approvals'), { hasText: '1' }).waitFor();
  await coordinator.locator(marked('to-approvals')).click();
  await coordinator.locator(marked('approve')).click();
  await coordinator.locator(marked('decided'), { hasText: 'Approved' }).waitFor();
  await coordinator.locator(marked('callouts')).getByRole('link', { name: TITLE }).click();
}

async function saidYes(desk: Page, people: number): Promise<void> {
  const words = `${people} of ${WANTED} said yes`;
  await desk.locator(marked('callouts'), { hasText: words }).waitFor();
}

async function checkIn(desk: Page, name: string): Promise<void> {
  const row = desk.locator(marked('person'), { hasText: name });
  await row.locator(marked('check-in')).click();
  await desk.locator(marked('said'), { hasText: `${name}: in` }).waitFor();
  const isSent = async () =>
    (await desk.locator(marked('waiting')).getAttribute('data-count')) === '0';
  await until(isSent, 'sent check-in');
}

async function inRoster(desk: Page, name: string, words: string): Promise<void> {
  const row = desk.locator(marked('booking'), { hasText: name }).filter({ hasText: words });
  await row.first().waitFor();
}

async function write(coordinator: Page): Promise<void> {
  await coordinator.locator(marked('part-messages')).click();
  const form = coordinator.locator(marked('message-form'));
  await form.getByLabel('What they read').fill(MESSAGE);
  for (const box of await form.getByRole('checkbox').all()) await box.check();
  await form.locator(marked('send-message')).click();
  await coordinator.locator(marked('messages'), { hasText: MESSAGE }).waitFor();
}

async function stopComing(coordinator: Page): Promise<void> {
  await coordinator.locator(marked('part-fill')).click();
  await coordinator.locator(`${marked('stop-coming')} summary`).click();
  await coordinator.locator('#stop-reason').fill(STOP);
  await coordinator.locator(marked('send-stop')).click();
  await coordinator.locator(marked('stopped')).waitFor();
}
