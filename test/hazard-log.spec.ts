import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const LOG = readFileSync(join(ROOT, 'docs/hazard-log.md'), 'utf8');
/** A control: the file of its test, and the beginning of the title in quotes. */
const CONTROLS = [...LOG.matchAll(/`([\w./-]+\.ts)`\s+"([^"]+)"/g)].map(([, file, title]) => ({
  file: file ?? '',
  title: (title ?? '').replaceAll(/\s+/g, ' '),
}));
const HAZARDS = LOG.split(/^## /m).slice(1);

describe('the hazard log', () => {
  it('has controls with tests for every hazard', () => {
    for (const hazard of HAZARDS) expect(hazard).toMatch(/`[\w./-]+\.ts`\s+"/);
    expect(CONTROLS.length).toBeGreaterThan(HAZARDS.length);
  });

  it.each(CONTROLS)('$file still shows: $title', ({ file, title }) => {
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8').replaceAll(/\\'|’/g, "'")).toContain(title);
  });
});
