import { evaluate } from './scripts';

const MODULE = 'lib/faults-table.mjs';
const MATRIX = {
  F03: {
    does: 'A worker dies.',
    stock: '58 s',
    tells: '{reached_percent} % of {n} ring {resume_p99_ms} later',
  },
  F13: { does: 'A cut.', stock: 'not measured' },
  F36: { does: 'Midnight.', stock: 'not measured', tells: 'nothing' },
};

function table(name: string, lines: readonly string[]): Promise<unknown> {
  return evaluate(MODULE, `m.${name}(${JSON.stringify(MATRIX)}, ${JSON.stringify(lines)})`);
}

function call(name: string, ...args: readonly unknown[]): Promise<unknown> {
  return evaluate(MODULE, `m.${name}(...${JSON.stringify(args)})`);
}

describe('the tables of the faults', () => {
  it('say how long a fault took that was tried, and nothing of one that was not', async () => {
    expect(await call('withSeconds', 'FAULT F03 dies n=1 PASS', 31)).toBe(
      'FAULT F03 dies n=1 seconds=31 PASS',
    );
    const notRun = 'FAULT F24 lost seed=1 NOT RUN only root may filter packets';
    expect(await call('withSeconds', notRun, 31)).toBe(notRun);
  });

  it('of several seeds hold the worst verdict and both ends of each figure', async () => {
    const lines = [
      'FAULT F13 cut seed=1 n=40 lost=0 error="it broke" MISS',
      'FAULT F03 dies seed=1 n=50 resume_p99_ms=1480 why=none PASS',
      'FAULT F03 dies seed=2 n=50 resume_p99_ms=900 why=429*1 PASS',
      'FAULT F13 cut seed=2 n=40 lost=0 PASS',
    ];
    expect(await call('worstOfSeeds', lines)).toEqual([
      'FAULT F03 dies seed=1,2 n=50 resume_p99_ms=900..1480 why=none|429*1 PASS',
      'FAULT F13 cut seed=1,2 n=40 lost=0 error="it broke" missed_by=1 MISS',
    ]);
  });

  it('keep what other seeds and faults said, and only the newest of the same', async () => {
    const [dies, cut, again] = [
      'FAULT F03 dies seed=1 n=1 PASS',
      'FAULT F13 cut seed=10 n=1 PASS',
      'FAULT F13 cut seed=10 n=2 MISS',
    ];
    const merged = await call('mergeLines', [dies, cut], [again, 'FAULT F13 cut seed=2 n=3 PASS']);
    expect(merged).toEqual([dies, 'FAULT F13 cut seed=2 n=3 PASS', again]);
  });

  it('say of which days and commits they are', async () => {
    const lines = ['date=2026-11-23 commit=aaa', 'date=2026-11-24 commit=bbb', ''].map(
      (stamp) => `FAULT F03 dies ${stamp} seed=1 PASS`,
    );
    expect(await call('whenOf', lines)).toBe('2026-11-23 to 2026-11-24, commits aaa, bbb');
    expect(await call('whenOf', lines.slice(0, 1))).toBe('2026-11-23, commit aaa');
  });

  it('have a row for each fault, with what broke and what was missed', async () => {
    const rows = await table('wholeTable', [
      'FAULT F03 dies date=2026-11-23 seed=1 n=1200 lost_alerts=0 gaps=0 seconds=31 PASS',
      'FAULT F13 cut seed=1 n=2 why=429*1 gaps=3 error="x | y" missed_by=3 MISS',
    ]);
    expect((rows as string).split('\n').slice(2)).toEqual([
      '| F03 | A worker dies. | `n` 1,200, 2 invariants 0 | 31 | 1 | PASS | 58 s |',
      '| F13 | A cut. | `n` 2, `why` `429*1`, `gaps` 3 |  | 1 | **MISS** by 3: x \\| y | not measured |',
      '| F36 | Midnight. |  |  |  | not run yet | not measured |',
    ]);
  });

  it('tell the worst figure of the most telling faults, and what was missed', async () => {
    const rows = await table('tellingTable', [
      'FAULT F03 dies n=1200 reached_percent=98..100 resume_p99_ms=900..1480 MISS',
      'FAULT F36 midnight NOT BUILT',
    ]);
    expect((rows as string).split('\n').slice(2)).toEqual([
      '| F03 | A worker dies. | 98 % of 1,200 ring 1.5 s later **MISS** | 58 s |',
      '| F36 | Midnight. | NOT BUILT | not measured |',
    ]);
  });

  it('count what was kept, missed and not run, and the time of one seed', async () => {
    const counted = await table('counted', [
      'FAULT F03 dies seed=1,2 seconds=60..90 PASS',
      'FAULT F13 cut seed=1,2 seconds=30 MISS',
    ]);
    expect(counted).toBe(
      'Of 3 faults 1 kept to their bars, 1 missed one, 1 were not run; 2 minutes for one seed.',
    );
  });
});
