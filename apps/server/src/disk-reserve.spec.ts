import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskReserve } from './disk-reserve';

const BYTES = 3 * 1024 * 1024 + 5;

describe('room that is held on a disk', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'closeby-reserve-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is a file of that size, made once', async () => {
    const file = join(folder, 'reserve');
    const reserve = new DiskReserve({ file, bytes: BYTES });
    expect((await reserve.look()).reserveKept).toBe(false);
    await reserve.keep();
    expect(statSync(file).size).toBe(BYTES);
    expect(await reserve.look()).toMatchObject({ reserveKept: true });
  });

  it('is told to be gone when somebody has used it', async () => {
    const file = join(folder, 'reserve');
    const reserve = new DiskReserve({ file, bytes: BYTES });
    await reserve.keep();
    truncateSync(file, 1_024);
    expect((await reserve.look()).reserveKept).toBe(false);
  });

  it('is not taken from a disk that has hardly any', async () => {
    const file = join(folder, 'reserve');
    const reserve = new DiskReserve({ file, bytes: Number.MAX_SAFE_INTEGER / 4 });
    await reserve.keep();
    expect(() => statSync(file)).toThrow();
  });
});
