import { parseArgs } from 'node:util';
import type { IncidentView } from '#contracts/incident-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import { loadCity } from '../city/city';
import { makeWorld } from '../city/world';
import { HttpClient } from '../demo/http-client';
import { readKeys } from '../demo/keys';
import { percentile } from '../demo/score';
import { setUp } from '../demo/set-up';
import { followServerClock, type VirtualClock } from '../demo/virtual-clock';
import { benchLine } from './measure';
import { SEED } from './ready-service';
import { ScreensConsole } from './screens-console';
import { ScreensPhones } from './screens-phones';

const RESPONDERS = 1_000;
const OPEN_INCIDENTS = 50;
/** As many of each as a figure of the worst in a hundred needs. */
const MEASURED = 110;
const WARM_UP = 10;
/** From what happened to what somebody in front of the console sees. */
const VISIBLE_P99_MAX_MS = 500;
const FRAMES_MS = 15_000;
/** Drawn in software on a machine that also runs the server and a thousand phones. */
const FRAME_P99_MAX_MS = 250;
const HEAP_MAX_MB = 150;
const RING_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 5;
const POLICY = 'nearest-10';

interface Bench {
  readonly control: HttpClient;
  readonly phones: ScreensPhones;
  readonly screen: ScreensConsole;
  readonly clock: VirtualClock;
  readonly places: readonly Place[];
}

/**
 * What the console does with a thousand live phones and fifty open incidents: how smoothly its map
 * is drawn, what it keeps, and how long it takes until an incident, and a yes, is on the screen.
 * Prints a line per figure; the exit code is 1 where one misses its limit.
 */
export async function runScreens(args: readonly string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const options = { url: text, keys: text, chromium: text };
  const { url, keys: file, chromium } = parseArgs({ args: [...args], options }).values;
  if (url === undefined || file === undefined) throw new Error('--url and --keys are missing');
  if (chromium === undefined) throw new Error('--chromium is missing, the path of the browser');
  const keys = readKeys(file);
  const control = new HttpClient(url, keys.controlKey);
  const anyone = new HttpClient(url, null);
  const registrar = new HttpClient(url, keys.registrarKey);
  const clock = await followServerClock(anyone, 1);
  const counts = { responders: RESPONDERS, aeds: 100, cases: OPEN_INCIDENTS + MEASURED + WARM_UP };
  const world = makeWorld(loadCity(), { seed: SEED, ...counts, startsAt: clock.now() });
  const { signal } = new AbortController();
  const { signedIn } = await setUp(world, { registrar, anyone, signal, pushAddress: null });
  const phones = new ScreensPhones(url, signedIn, clock);
  const screen = await ScreensConsole.open(url, {
    ...{ key: keys.dispatcherKey, executablePath: chromium },
  });
  try {
    await phones.start();
    const places = world.incidents.map(({ place }) => place);
    if (!(await measure({ control, phones, screen, clock, places }))) process.exitCode = 1;
  } finally {
    phones.stop();
    await screen.close();
  }
}

async function measure(bench: Bench): Promise<boolean> {
  const { screen, phones, places } = bench;
  for (const [index, place] of places.slice(0, OPEN_INCIDENTS).entries()) {
    await raise(bench, `open-${index}`, place);
  }
  await screen.enterMap();
  const times = { incidentMs: [] as number[], acceptMs: [] as number[] };
  for (const [index, place] of places.slice(OPEN_INCIDENTS).entries()) {
    const one = await runOne(bench, `measured-${index}`, place);
    if (index < WARM_UP) continue;
    times.incidentMs.push(one.incidentMs);
    if (one.acceptMs !== null) times.acceptMs.push(one.acceptMs);
  }
  const frames = await screen.framesOfMap(FRAMES_MS);
  const heapMb = await screen.heapMb();
  console.log(
    `${phones.count} live responders, ${OPEN_INCIDENTS} open incidents, ${frames.length} frames`,
  );
  return report(times, frames, heapMb);
}

interface OneIncident {
  readonly incidentMs: number;
  /** Null where nobody near was free. */
  readonly acceptMs: number | null;
}

/** One incident: on the screen, accepted by whoever heard it first, on the screen, closed. */
async function runOne(bench: Bench, name: string, place: Place): Promise<OneIncident> {
  const { control, screen, phones } = bench;
  const posted = now();
  const incident = await raise(bench, name, place);
  const incidentMs = (await screen.seenAt(incident.id, 0)) - posted;
  const alertIds = incident.responders.map(({ alertId }) => alertId);
  const rung = await firstRung(phones, alertIds);
  let acceptMs: number | null = null;
  if (rung !== null) {
    const said = now();
    if (await phones.accept(rung)) acceptMs = (await screen.seenAt(incident.id, 1)) - said;
  }
  const path = `/v1/incidents/by-ref/${encodeURIComponent(incident.controlRef)}/close`;
  const closed = await control.ask('POST', path, { version: 2 });
  if (!closed.ok) throw new Error(`a close was refused: ${closed.detail}`);
  return { incidentMs, acceptMs };
}

async function raise({ control, clock }: Bench, name: string, place: Place): Promise<IncidentView> {
  const answer = await control.ask<IncidentView>('POST', '/v1/incidents', {
    ...{ controlRef: `bench-${name}`, version: 1, kind: 'cardiac-arrest', mode: 'actual' },
    ...{ priority: 'life-threatening', place: fromPlace(place), calledAt: toIso(clock.now()) },
    ...{ policyName: POLICY, acceptOutsideArea: true },
  });
  if (!answer.ok) throw new Error(`an incident was refused: ${answer.detail}`);
  return answer.value;
}

async function firstRung(phones: ScreensPhones, ids: readonly string[]): Promise<string | null> {
  const until = performance.now() + RING_WITHIN_MS;
  while (ids.length > 0 && performance.now() < until) {
    const found = ids.find((id) => phones.hasHeard(id));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return null;
}

/** Prints the figures; whether all keep their limits. */
function report(
  times: { readonly incidentMs: readonly number[]; readonly acceptMs: readonly number[] },
  frames: readonly number[],
  heapMb: number,
): boolean {
  const figures = [
    ...quantiles('screens.incident_visible', times.incidentMs, VISIBLE_P99_MAX_MS),
    ...quantiles('screens.accept_visible', times.acceptMs, VISIBLE_P99_MAX_MS),
    ...quantiles('screens.map_frame', frames, FRAME_P99_MAX_MS),
    { name: 'screens.js_heap', figure: heapMb, unit: 'MB', limit: HEAP_MAX_MB, count: 1 },
  ];
  for (const { name, figure, unit, limit, count } of figures) {
    const verdict = figure <= limit ? 'PASS' : 'MISS';
    console.log(`${benchLine(name, { figure, unit, limit }, { count })} ${verdict}`);
  }
  return figures.every(({ figure, limit }) => figure <= limit);
}

function quantiles(name: string, values: readonly number[], limit: number) {
  return [0.5, 0.99].map((share) => ({
    ...{ name: `${name}_p${share * 100}`, unit: 'ms', limit, count: values.length },
    figure: percentile(values, share) ?? Infinity,
  }));
}

/** Milliseconds since 1970, finer than whole ones, as the page in the browser tells them. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
