import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Stage, typeKey } from './stage';
import { marked, shootBoth } from './witness';

const FILE = [
  'externalRef,name,lat,lon,openingHours',
  'pool-1,Swimming pool,36.85,-75.98,Mo-Su 08:00-20:00',
  'gym-1,Gym,36.86,-75.97,when somebody is in',
  'sea-1,Nowhere,0,0,24/7',
].join('\n');

describe('a registrar puts a file in', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.set();
  }, 60_000);
  afterEach(() => stage.clear());
  afterAll(() => stage.strike());

  it('sees what it would do, applies exactly that, and finds it in the register', async () => {
    const desk = await stage.consoleDoor();
    await typeKey(desk, stage.server.keys.registrar);
    await desk.locator(marked('to-imports')).click();
    const file = { name: 'aeds.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
    await desk.locator('#import-file').setInputFiles(file);
    await desk.locator(marked('dry-run')).click();
    const refused = desk.locator(`${marked('import-lines')} tbody tr`).first();
    await refused.getByText('line 4').waitFor();
    expect(await desk.locator(marked('apply-import')).isDisabled()).toBe(true);
    const [saved] = await Promise.all([
      desk.waitForEvent('download'),
      desk.locator(marked('save-report')).click(),
    ]);
    expect(readFileSync(await saved.path(), 'utf8')).toContain('sea-1,refused');

    await desk.getByLabel('Take the good lines although others are refused').check();
    await desk.locator(marked('dry-run')).click();
    await shootBoth(desk, 'console-import');
    await desk.locator(`${marked('apply-import')}:enabled`).click();
    await desk.locator(marked('page-news'), { hasText: 'Applied' }).waitFor();
    await desk.locator(marked('to-register')).click();
    const rows = desk.locator(marked('aed-row'));
    await rows.filter({ hasText: 'Swimming pool' }).waitFor();
    const gym = rows.filter({ hasText: 'Gym' });
    await gym.getByText('Hours not known').first().waitFor();

    await gym.locator(marked('edit-aed')).click();
    await desk.locator('#aed-hours').fill('Mo-Fr 08:00-18:00');
    await desk.locator(marked('hours-read'), { hasText: 'Understood' }).waitFor();
    await shootBoth(desk, 'console-aeds');
    await desk.locator(marked('save-aed')).click();
    await gym.getByText('Mo-Fr 08:00-18:00').waitFor();
  }, 60_000);
});
