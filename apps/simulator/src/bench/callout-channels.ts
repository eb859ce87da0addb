import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ApprovalView } from '#contracts/approval-api';
import type { CalloutView } from '#contracts/callout-api';
import { toIso } from '#contracts/shapes';
import { HOUR_MS, SECOND_MS } from '#core/units';
import { AlertLog } from '../demo/alert-log';
import { HttpClient } from '../demo/http-client';
import { readKeys, type DemoKeys } from '../demo/keys';
import { handOver } from '../demo/parent';
import { percentile } from '../demo/score';
import { runAlertRound, type AlertService, type AlertTimes } from './alert-rounds';
import { registerNation, type NationalRegister } from './national-register';
import { ProviderProcess } from './provider-process';
import { readyService } from './ready-service';

/** Registered people: as many as the national scheme of 2020 had. */
const PEOPLE = 750_000;
const INSIDE = 50_000;
/** Far from the arrests, so that nobody is asked by both. */
const AROUND = { lat: 30.55, lon: -88.6 };
/**
 * Rounds of arrests before, and as many after, while nothing else happens: enough for the worst in
 * a hundred. Everybody's earlier alerts are read for each decision, so that later arrests cost more
 * than earlier ones whatever else happens; those of the call-out lie in the middle.
 */
const IDLE_ROUNDS = 20;
const FIRST_BATCH_MAX_S = 5;
const ALL_MAX_S = 60;
const ARREST_P99_RATIO_MAX = 1.5;
/** So long it is waited for the last push before the bench gives up. */
const GIVE_UP_AFTER_MS = 300 * SECOND_MS;
const LOOK_EVERY_MS = 100;

/**
 * A call-out to the 50,000 people in a square of 20 km, out of 750,000 registered, through a real
 * server and worker with a local provider of pushes, while arrests go on as before. Prints a line
 * per figure; the exit code is 1 where one misses its limit.
 */
export async function runCalloutChannels(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { url: text, keys: text, 'owner-url': text, people: text, inside: text };
  const given = parseArgs({ args: [...args], options }).values;
  const { url, keys: file, 'owner-url': ownerUrl, people, inside } = given;
  if (url === undefined || file === undefined || ownerUrl === undefined) {
    throw new Error('--url, --keys and --owner-url are missing');
  }
  const keys = readKeys(file);
  const peopleCount = Number(people ?? PEOPLE);
  const insideCount = Number(inside ?? INSIDE);
  const organisationId = keys.organisationId;
  const asked = { organisationId, around: AROUND, peopleCount, insideCount };
  const nation = await registerNation(ownerUrl, asked);
  console.log(`${peopleCount} people registered, ${insideCount} of them in a square of 20 km`);
  const provider = await ProviderProcess.start();
  const pushes = new Pushes(provider);
  const stop = new AbortController();
  try {
    const pids = await handOver(environmentOf(provider));
    const service = await arrests(url, keys, stop.signal);
    try {
      const run = await measure({ url, keys, nation, service, pushes });
      if (!report({ ...run, pids, insideCount })) process.exitCode = 1;
    } finally {
      await service.fleet.stop();
    }
  } finally {
    stop.abort();
    pushes.stop();
    await provider.stop();
  }
}

/** What the server has to be told of a provider that is a process of its own. */
function environmentOf({ at }: ProviderProcess): Record<string, string> {
  const caFile = join(mkdtempSync(join(tmpdir(), 'closeby-bench-')), 'ca.pem');
  writeFileSync(caFile, at.ca);
  return {
    FCM_LOCAL_ADDRESS: `${at.host}:${at.port}`,
    FCM_LOCAL_CA: caFile,
    FCM_SENDER: 'http2',
  };
}

/** When so many pushes were taken, as far as looking every tenth of a second tells. */
class Pushes {
  private readonly seen: { readonly count: number; readonly atMs: number }[] = [];
  private readonly looking: NodeJS.Timeout;

  constructor(private readonly provider: ProviderProcess) {
    this.looking = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.looking);
  }

  get count(): number {
    return this.seen.at(-1)?.count ?? 0;
  }

  /** `performance.now()` when that many had been taken; infinite for never. */
  atMs(count: number): number {
    return this.seen.find((look) => look.count >= count)?.atMs ?? Infinity;
  }

  private async look(): Promise<void> {
    const { requests } = await this.provider.slowBy(0);
    if (requests > this.count) this.seen.push({ count: requests, atMs: performance.now() });
  }
}

interface Run {
  readonly before: AlertTimes;
  readonly during: AlertTimes;
  readonly after: AlertTimes;
  readonly pushedCount: number;
  readonly firstBatchCount: number;
  /** Seconds from the second person's yes to the last push of the first batch, and of all. */
  readonly firstBatchS: number;
  readonly allS: number;
}

async function measure(bench: {
  readonly url: string;
  readonly keys: DemoKeys;
  readonly nation: NationalRegister;
  readonly service: AlertService;
  readonly pushes: Pushes;
}): Promise<Run> {
  const { url, keys, nation, service, pushes } = bench;
  const [warmUp, before, during, after] = [noTimes(), noTimes(), noTimes(), noTimes()];
  await runAlertRound(service, 0, warmUp);
  for (let round = 1; round <= IDLE_ROUNDS; round += 1) await runAlertRound(service, round, before);
  const { calloutId, openedMs } = await callOut(url, keys, nation);
  const isDone = (): boolean =>
    pushes.count >= nation.insideCount || performance.now() - openedMs > GIVE_UP_AFTER_MS;
  let round = IDLE_ROUNDS;
  while (!isDone()) await runAlertRound(service, (round += 1), during);
  for (const last = round + IDLE_ROUNDS; round < last;) {
    await runAlertRound(service, (round += 1), after);
  }
  const coordinator = new HttpClient(url, keys.supervisorKey);
  const firstBatchCount = await firstBatch(coordinator, calloutId);
  const secondsTo = (count: number): number => (pushes.atMs(count) - openedMs) / SECOND_MS;
  return {
    ...{ before, during, after, firstBatchCount, pushedCount: pushes.count },
    ...{ firstBatchS: secondsTo(firstBatchCount), allS: secondsTo(nation.insideCount) },
  };
}

function noTimes(): AlertTimes {
  return { answerMs: [], ringMs: [] };
}

/** Asks as one person and approves as another; the clock runs from the approval. */
async function callOut(
  url: string,
  keys: DemoKeys,
  nation: NationalRegister,
): Promise<{ readonly calloutId: string; readonly openedMs: number }> {
  const now = Date.now();
  const asked = await new HttpClient(url, keys.dispatcherKey).ask<CalloutView>(
    'POST',
    '/v1/callouts',
    {
      controlRef: `bench-${now}`,
      title: 'River over its banks',
      briefing: {
        event: 'The river is over its banks for 20 km.',
        task: 'Look after your neighbours and report to the hall.',
        contact: 'The desk, 555 0100',
        bring: 'Boots and a torch',
        risks: 'Nobody enters moving water.',
      },
      area: { type: 'Polygon', coordinates: [nation.ring] },
      window: { from: toIso(now), until: toIso(now + 8 * HOUR_MS) },
      needs: [{ needKey: 'all', label: 'Everyone', wantedCount: nation.insideCount }],
      musterPoints: [
        {
          ...{ musterKey: 'hall', name: 'The hall', routeNote: 'By road.', parkingNote: 'There.' },
          place: { type: 'Point', coordinates: [AROUND.lon, AROUND.lat] },
        },
      ],
      policy: { order: 'all-at-once', batchMax: nation.insideCount },
      reason: 'The river',
    },
  );
  if (asked.ok) throw new Error('so large a call-out was opened without a second person');
  if (asked.code !== 'approval-pending') throw new Error(asked.detail);
  const supervisor = new HttpClient(url, keys.supervisorKey);
  const path = '/v1/approvals?status=pending';
  const waiting = await supervisor.ask<{ items: ApprovalView[] }>('GET', path);
  const [approval] = waiting.ok ? waiting.value.items : [];
  if (approval === undefined) throw new Error('no approval waits');
  const openedMs = performance.now();
  const decide = `/v1/approvals/${approval.id}/decide`;
  const decided = await supervisor.ask<ApprovalView>('POST', decide, { approve: true });
  if (!decided.ok || decided.value.calloutId === null) throw new Error('the call-out is not open');
  return { calloutId: decided.value.calloutId, openedMs };
}

/** How many the first batch asked, as the timeline says. */
async function firstBatch(coordinator: HttpClient, calloutId: string): Promise<number> {
  const path = `/v1/callouts/${calloutId}/timeline`;
  const read = await coordinator.ask<{
    items: { kind: string; detail: { askedCount?: number } }[];
  }>('GET', path);
  if (!read.ok) throw new Error(read.detail);
  const batch = read.value.items.find(({ kind }) => kind === 'callout-asked');
  return batch?.detail.askedCount ?? 0;
}

/** Prints the figures; whether all keep their limits. */
function report(
  run: Run & { readonly pids: readonly number[]; readonly insideCount: number },
): boolean {
  const { before, during, after, pushedCount, firstBatchCount, insideCount } = run;
  const counts = [before, during, after].map(({ answerMs }) => answerMs.length);
  console.log(`${counts.join(', ')} arrests before, while and after people were asked`);
  console.log(`first batch of ${firstBatchCount}, ${pushedCount} of ${insideCount} handed over`);
  const figures: [name: string, figure: number, unit: string, limit: number][] = [
    ['callout.first_batch', run.firstBatchS, 's', FIRST_BATCH_MAX_S],
    ['callout.all', run.allS, 's', ALL_MAX_S],
  ];
  for (const kind of ['answerMs', 'ringMs'] as const) {
    const [first, last] = [before, after].map((times) => percentile(times[kind], 0.99) ?? Infinity);
    const idle = percentile([...before[kind], ...after[kind]], 0.99) ?? Infinity;
    console.log(`${kind}: p99 ${first?.toFixed(1)} before, ${last?.toFixed(1)} after`);
    const name = `callout.arrest_${kind === 'ringMs' ? 'ring' : 'answer'}_p99`;
    const figure = percentile(during[kind], 0.99) ?? Infinity;
    figures.push([name, figure, 'ms', idle * ARREST_P99_RATIO_MAX]);
  }
  const verdicts = figures.map(([name, figure, unit, limit]) => {
    const passed = figure <= limit;
    console.log(
      `BENCH name=${name} figure=${figure.toFixed(1)} unit=${unit} limit=${limit.toFixed(1)} ` +
        `ratio=${(figure / limit).toFixed(3)} ${passed ? 'PASS' : 'MISS'}`,
    );
    return passed;
  });
  const peaks = run.pids.map((pid) => peakMiB(pid));
  console.log(`BENCH name=callout.memory_peak figure=${peaks.join('+')} unit=MiB`);
  return verdicts.every(Boolean);
}

/** The most memory that a process has had, MiB. */
function peakMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1_024);
}

/** Phones on sockets around the scenes of the arrests. */
async function arrests(url: string, keys: DemoKeys, signal: AbortSignal): Promise<AlertService> {
  const bySocketAlone = { pushAddress: null, sendSms: () => Promise.resolve() };
  const service = await readyService({ url, keys, signal }, new AlertLog(), bySocketAlone);
  await service.fleet.start();
  return { name: 'now', ...service };
}
