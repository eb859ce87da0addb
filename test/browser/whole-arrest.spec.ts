import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { FAR, FourPages } from './four-pages';
import { marked } from './witness';

const ADDRESS = '4 Mill Lane, boat house';
const NOTES = 'Bystander is giving CPR. Gate on the left.';

describe('a whole arrest, by pages alone, while others go on', () => {
  let pages: FourPages;

  beforeAll(async () => {
    pages = await FourPages.open();
  }, 90_000);

  afterAll(() => pages.close());

  it('from the call to the stand-down, with one cut off and the server killed', async () => {
    const { amara, ben, dispatcher, demo } = pages;
    await dispatcher.locator(marked('incident')).first().waitFor({ timeout: 30_000 });
    await raiseByHand(dispatcher);
    await amara.locator(marked('alarm')).waitFor();
    await ben.locator(marked('alarm')).waitFor();

    // Ben is out of reach while Amara accepts and goes.
    await pages.cutOff(ben, async () => {
      await amara.locator(marked('accept')).click();
      await amara.locator(marked('address'), { hasText: ADDRESS }).waitFor();
      await amara.locator(marked('step-en-route')).click();
      await stateOf(dispatcher, 'Amara Osei', 'En route');
    });
    await ben.locator(marked('accept')).click();
    await ben.locator(marked('notes'), { hasText: NOTES }).waitFor();
    await stateOf(dispatcher, 'Ben Castillo', 'Accepted');

    // The dispatcher sees nothing for a while, and then exactly what was missed.
    await pages.cutOff(dispatcher, async () => {
      await amara.locator(marked('step-on-scene')).click();
      await amara.locator(marked('done-on-scene')).waitFor();
      await demo.goesOn();
    });
    await stateOf(dispatcher, 'Amara Osei', 'On scene');
    await pages.expectListExact(dispatcher);

    await pages.killServer(async () => {
      await ben.locator(marked('address'), { hasText: ADDRESS }).waitFor();
      await ben.locator(marked('step-en-route')).click();
      await ben.locator(marked('waits-en-route'), { hasText: 'when there is network' }).waitFor();
    });
    await ben.locator(marked('waits-en-route')).waitFor({ state: 'detached' });
    await ben.locator(marked('step-on-scene')).click();
    await stateOf(dispatcher, 'Ben Castillo', 'On scene');
    await stateOf(dispatcher, 'Amara Osei', 'On scene');
    await demo.goesOn();
    await pages.expectListExact(dispatcher);

    await closeByHand(dispatcher);
    for (const phone of [amara, ben]) {
      await phone.locator(marked('stood-down')).waitFor();
      await phone.locator(marked('understood')).click();
      await phone.locator(marked('duty')).waitFor();
    }
    await dispatcher.locator('.row.ended', { hasText: ADDRESS }).waitFor();
  }, 150_000);
});

async function raiseByHand(desk: Page): Promise<void> {
  await desk.locator(marked('to-raise')).click();
  await desk.locator('#raise-address').fill(ADDRESS);
  await desk.locator('#raise-place').fill(`${FAR.lat}, ${FAR.lon}`);
  await desk.locator('#raise-notes').fill(NOTES);
  await desk.locator('#raise-reason').fill('Control’s system is down.');
  await desk.locator(marked('raise')).click();
  await desk.locator(marked('to-raised')).click();
}

async function stateOf(desk: Page, name: string, words: string): Promise<void> {
  await desk.locator(marked('person'), { hasText: name }).filter({ hasText: words }).waitFor();
}

async function closeByHand(desk: Page): Promise<void> {
  await desk.locator(marked('do-close')).click();
  await desk.locator('#deed-reason').fill('The ambulance has the patient.');
  await desk.locator(marked('deed-send')).click();
}
