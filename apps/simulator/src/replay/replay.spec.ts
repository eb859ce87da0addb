import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEAREST_10, REPLACE_7 } from '#core/policy-presets';
import { runBench, type BenchTask } from './bench';
import { checkDecisions, DecisionFile } from './decisions';
import { readOptions } from './options';
import { openRegion } from './region-source';
import { replay } from './replay';
import { differenceLines, replayLine, reportOn } from './report';
import type { Contestant } from './run-part';
import { survivalByCase } from './scores';

const SOURCE = { timeZone: '', cases: null, aeds: null, people: null, aedsPerKm2: 3 };
const TEN: Contestant = { name: 'nearest-10', kind: 'policy', policy: NEAREST_10 };
const SEVEN: Contestant = { name: 'replace-7', kind: 'policy', policy: REPLACE_7 };
const NONE: Contestant = { name: 'none', kind: 'none' };
const ORACLE: Contestant = { name: 'oracle', kind: 'oracle', curve: 'larsen' };

const task: BenchTask = {
  source: { ...SOURCE, city: 'zurich' },
  contestants: [NONE, TEN, SEVEN, ORACLE],
  density: 5,
  roads: false,
  ambulanceFrom: 'dispatch',
  seeds: ['a', 'b'],
  incidents: 12,
  half: 'all',
  threads: 1,
};

describe('the benchmark', () => {
  it('gives the same outcomes for the same seeds, whoever else is compared', async () => {
    const all = await runBench(task);
    const alone = await runBench({ ...task, contestants: [TEN] });
    expect(alone.policies[0]?.columns).toEqual(all.policies[1]?.columns);
    expect(alone.cases).toEqual(all.cases);
    const other = await runBench({ ...task, contestants: [TEN], seeds: ['c', 'd'] });
    expect(other.policies[0]?.columns).not.toEqual(alone.policies[0]?.columns);
  });

  it('keeps every rule between nobody and the oracle, in every single case', async () => {
    const { policies } = await runBench({ ...task, incidents: 25 });
    const [none, ten, seven, oracle] = policies.map(
      ({ columns }) => survivalByCase(columns).larsen,
    );
    ten?.forEach((share, row) => {
      expect(share).toBeGreaterThanOrEqual(none?.[row] ?? 1);
      expect(share).toBeLessThanOrEqual((oracle?.[row] ?? 0) + 1e-6);
      expect(seven?.[row] ?? 1).toBeLessThanOrEqual((oracle?.[row] ?? 0) + 1e-6);
    });
  });

  it('never asks more than its number at once, and counts everybody it asked', async () => {
    const { policies } = await runBench({ ...task, contestants: [TEN] });
    expect(Math.max(...(policies[0]?.columns.alerts ?? []))).toBeLessThanOrEqual(10);
    const asked = policies[0]?.columns.alerts.reduce((sum, count) => sum + count, 0);
    const years = task.incidents / openRegion(task.source).incidentsPerYear;
    const counted = policies[0]?.alertsPerYear.reduce((sum, rate) => sum + rate * years, 0);
    expect(counted).toBeCloseTo(asked ?? -1, 6);
  });

  it('fits prices on cases of other places than those it judges on', async () => {
    const virginia = { ...task, source: { ...SOURCE, city: 'virginia-beach' as const } };
    const setting = { ...virginia, contestants: [NONE], incidents: 200 };
    const fitting = await runBench({ ...setting, half: 'fitting' });
    const judged = await runBench({ ...setting, half: 'evaluation' });
    const groups = new Set(fitting.cases.map(({ group }) => group));
    expect(fitting.cases).toHaveLength(400);
    expect(judged.cases.filter(({ group }) => groups.has(group))).toEqual([]);
  });

  it('prints the promised line, and differences with their intervals', async () => {
    const reports = reportOn(await runBench(task));
    const [none, ten] = reports;
    if (none === undefined || ten === undefined) throw new Error('nothing to report on');
    const fields = replayLine(ten.scores)
      .split(' ')
      .map((field) => field.split('=')[0]);
    expect(replayLine(ten.scores)).toMatch(/^REPLAY policy=nearest-10 incidents=24 /);
    expect(fields.slice(3, 11)).toEqual([
      'alerts_per_incident',
      'survival_larsen',
      'survival_waalewijn',
      'survival_demaio',
      'survival_valenzuela',
      'cpr_s_p50',
      'aed_s_p50',
      'before_ambulance',
    ]);
    expect(fields[11]).toBe('decide_ms_p99');
    const [line] = differenceLines(none);
    expect(line).toMatch(/^DIFFERENCE policy=none to=nearest-10 larsen_pp=-\S+ larsen_ci=\[/);
  });
});

describe('a run from the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replay-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("replays a service's own files, and names every row it did not use", async () => {
    const file = (name: string, rows: readonly string[]): string => {
      writeFileSync(join(folder, name), `${rows.join('\n')}\n`);
      return join(folder, name);
    };
    const cases = file('calls.csv', [
      'ref,called_at,lat,lon,response_min',
      'a,2024-03-01T08:00:00Z,47.37,8.54,6.5',
      'b,2024-03-02T23:10:00+01:00,47.38,8.53,',
      'c,2024-03-02T23:10:00,47.38,8.53,4',
      'd,2024-03-05T10:10:00Z,147.38,8.53,4',
      'a,2024-03-05T10:10:00Z,47.38,8.53,4',
    ]);
    const aeds = file('aeds.csv', ['ref,lat,lon,opening_hours', 'x,47.371,8.541,24/7', 'y,,,24/7']);
    const people = file('people.csv', [
      'ref,lat,lon,mode,alerts,accepts,declines',
      'p1,47.371,8.541,foot,10,9,1',
      'p2,47.372,8.542,rocket,,,',
      'p3,47.373,8.543,car,2,3,0',
    ]);
    const lines: string[] = [];
    const print = { log: (line: string) => lines.push(line), table: () => undefined };
    const args = ['--cases', cases, '--aeds', aeds, '--people', people];
    const more = ['--time-zone', 'Europe/Zurich', '--policy', 'nearest-10', '--threads', '1'];
    const out = ['--out', join(folder, 'out')];
    const options = readOptions([...args, ...more, ...out]);
    if (options === null) throw new Error('help was not asked for');
    await replay(options, print);
    expect(lines).toContain(`INPUT cases=${cases} read=5 used=2 refused=3`);
    expect(lines).toContain(`INPUT aeds=${aeds} read=2 used=1 refused=1`);
    expect(lines).toContain(`INPUT people=${people} read=3 used=1 refused=2`);
    expect(lines.filter((line) => line.includes('calls.csv:'))).toHaveLength(3);
    expect(lines.some((line) => line.startsWith('REPLAY policy=nearest-10 incidents=2 '))).toBe(
      true,
    );
    expect(lines.some((line) => line.startsWith('ACCEPTANCE alerts='))).toBe(true);
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(
      expect.arrayContaining(['pareto-own-data-10-larsen.svg', 'replay-own-data-10.csv']),
    );
  });

  it('refuses a file without its columns and an option that makes no sense, and says why', () => {
    const cases = join(folder, 'other.csv');
    writeFileSync(cases, 'ref,lat\na,1\n');
    const source = { ...SOURCE, city: 'own' as const, timeZone: 'UTC', cases };
    expect(() => openRegion(source)).toThrow('the header has no column called_at, lon');
    expect(() => readOptions(['--policy', 'nearest-11'])).toThrow('there is no policy');
    expect(() => readOptions(['--density', 'many'])).toThrow('--density takes a number');
    expect(() => readOptions(['--cases', cases])).toThrow('--time-zone');
  });

  it('decides stored decisions again, and finds the one that was tampered with', async () => {
    const path = join(folder, 'decisions.jsonl');
    const kept = new DecisionFile(path);
    await runBench({ ...task, contestants: [TEN], incidents: 3 }, (name, input, plan) => {
      kept.add(name, input, plan);
    });
    kept.close();
    const whole = await checkDecisions(path);
    expect(whole.read).toBeGreaterThan(5);
    expect(whole).toMatchObject({ same: whole.read, different: [] });
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"reason":"nearest"', '"reason":"floor"'));
    const tampered = await checkDecisions(path);
    expect(tampered.same).toBe(whole.read - 1);
    expect(tampered.different).toEqual([expect.stringContaining('line 1: incident nearest-10/')]);
  });
});
