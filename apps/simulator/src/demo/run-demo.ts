import type { Place } from '#core/geometry';
import type { Instant } from '#core/units';
import { SECOND_MS } from '#core/units';
import { loadCity } from '../city/city';
import { Random } from '../city/random';
import { makeWorld } from '../city/world';
import type { City } from '../city/city';
import type { World } from '../city/world-types';
import { AedKeeper } from './aed-keeper';
import { AlertLog } from './alert-log';
import { ControlRoom, type ControlRoomTask } from './control-room';
import { ControlWatch } from './control-watch';
import type { DemoProviders } from './demo-providers';
import { fitLadders } from './fast-ladders';
import { foundAed } from './found-aed';
import { HttpClient } from './http-client';
import type { DemoKeys } from './keys';
import { wrongUnconfirmed } from './ledger-check';
import type { DemoOptions } from './options';
import { PhoneFleet } from './phone-fleet';
import { Rings, scoreReach } from './reach-score';
import { Report } from './report';
import { readRule, type Rule } from './rule';
import { scoreRun, summaryLine } from './score';
import { setUp, type SignedIn } from './set-up';
import { bestSample, followServerClock, type VirtualClock } from './virtual-clock';
import { VirtualTimers } from './virtual-timers';

/** Mean virtual time between calls; a city of this size has three a day. */
const GAP_MS = 30 * SECOND_MS;
/** However fast the clock, at least so much real time; more where somebody is to watch. */
const GAP_REAL_MS = SECOND_MS;
const GAP_WATCHED_MS = 3 * SECOND_MS;
/** A demo without end begins anew after all the recorded arrests of the city. */
const FOREVER_CASES = 2_071;
/** What the demo organisation is seeded with. */
const SEEDED_POLICY = 'closeby-larsen';
const CLOCK_SET_EVERY_MS = 20_000;
const NIGHT = { fromHour: 23, toHour: 7 } as const;

/** What a run needs; `providers` are null where sockets do for all. */
export interface DemoTask {
  readonly options: DemoOptions;
  readonly keys: DemoKeys;
  readonly signal: AbortSignal;
  readonly providers: DemoProviders | null;
}

/**
 * The whole demo: makes the world, registers and connects it, plays control room and phones until
 * every incident has ended or `signal` is aborted, and prints a line per incident and the summary.
 * Resolves with the exit code: 1 when an incident was lost, refused or doubled, or rang twice.
 */
export async function runDemo({ options, keys, signal, providers }: DemoTask): Promise<number> {
  const anyone = new HttpClient(options.url, null);
  const clock = await followServerClock(anyone, options.speed);
  const controlHttp = new HttpClient(options.url, keys.controlKey);
  const rule = await readRule(controlHttp, options.policyName ?? SEEDED_POLICY);
  const city = loadCity();
  const world = makeTheWorld(city, options, clock.now());
  const report = new Report(world.timeZone);
  introduce(report, world, options);
  const dispatcher = new HttpClient(options.url, keys.dispatcherKey);
  const registrar = new HttpClient(options.url, keys.registrarKey);
  const named = { rule, speed: options.speed, named: options.policyName };
  const ladders = providers === null ? null : await fitLadders(registrar, named);
  tellLadders(report, ladders?.share ?? 1);
  const pushAddress = providers && ((owner: SignedIn) => providers.pushAddress(owner));
  const registered = await setUp(world, { registrar, anyone, signal, pushAddress });
  if (signal.aborted) return 0;
  const timers = new VirtualTimers(clock);
  signal.addEventListener('abort', () => {
    timers.stop();
  });
  const setting = setInterval(() => void setAgain(anyone, clock), CLOCK_SET_EVERY_MS);
  const shared = { options, city, clock, timers, report, signal, rule, log: new AlertLog() };
  const fleet = makeFleet({ ...shared, signedIn: registered.signedIn, providers });
  for (const phone of fleet.phones) providers?.connect(phone);
  const incidents = world.incidents;
  const policyName = ladders === null ? options.policyName : ladders.policyName;
  const control = makeControl({ ...shared, http: controlHttp, incidents, fleet, policyName });
  const keeper = new AedKeeper({ registrar, timers, refs: registered.aedRefs });
  const watch = new ControlWatch(options.url, keys.dispatcherKey, (fact) => {
    keeper.hear(fact);
  });
  try {
    await control.closeLeftOver();
    await fleet.start();
    await control.run();
    await fleet.settle();
    return await sumUp({ ...shared, control, fleet, watch, dispatcher });
  } finally {
    clearInterval(setting);
    timers.stop();
    watch.stop();
    await fleet.stop();
  }
}

/** What all parts of a run use. */
interface Shared {
  readonly options: DemoOptions;
  readonly city: City;
  readonly clock: VirtualClock;
  readonly timers: VirtualTimers;
  readonly log: AlertLog;
  readonly report: Report;
  readonly signal: AbortSignal;
  readonly rule: Rule;
}

function makeFleet(
  task: Shared & {
    readonly signedIn: readonly SignedIn[];
    readonly providers: DemoProviders | null;
  },
): PhoneFleet {
  const { options, city, clock, timers, log, report, signedIn, rule, signal, providers } = task;
  const { seed, url } = options;
  const isNight = (at: Instant): boolean => nightAt(report.hourAt(at));
  const findAed = (place: Place) => foundAed(seed, place);
  const startsAt = clock.now();
  const { streets } = city;
  const sendSms = async (from: string, text: string) => providers?.sendSms(from, text);
  const world = { seed, streets, clock, timers, log, startsAt, isNight, findAed, sendSms };
  return new PhoneFleet({ url, signedIn, world, rule, signal });
}

function makeControl(
  task: Shared & Pick<ControlRoomTask, 'http' | 'incidents' | 'fleet' | 'policyName'>,
): ControlRoom {
  const { options } = task;
  return new ControlRoom({
    ...task,
    count: options.incidentCount,
    gapMs: gapOf(options),
    random: new Random(`${options.seed}/control`),
  });
}

/** Credentials count from the first of the month: a second run finds the same people. */
function makeTheWorld(city: City, options: DemoOptions, now: Instant): World {
  const today = new Date(now);
  return makeWorld(city, {
    seed: options.seed,
    responders: options.responderCount,
    aeds: options.aedCount,
    cases: options.incidentCount ?? FOREVER_CASES,
    startsAt: Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1),
  });
}

function introduce(report: Report, world: World, options: DemoOptions): void {
  const count = options.incidentCount ?? 'endless';
  report.line(
    `${world.city}: ${count} cardiac arrests, ${world.responders.length} responders, ` +
      `${world.aeds.length} AEDs, policy ${options.policyName ?? SEEDED_POLICY}, ` +
      `${options.speed} times real time, seed ${options.seed}`,
  );
  for (const sentence of world.madeUp) report.line(sentence);
  report.line('Announced arrivals of the ambulance, and what is found of an AED, are made up too.');
}

function tellLadders(report: Report, share: number): void {
  if (share === 1) return;
  const percent = Math.round(share * 100);
  report.line(
    `The clock is so fast that SMS and calls come after ${percent} % of their usual real time.`,
  );
}

function gapOf({ gapS, incidentCount, speed }: DemoOptions): number {
  if (gapS !== null) return gapS * SECOND_MS;
  const realMs = incidentCount === null ? GAP_WATCHED_MS : GAP_REAL_MS;
  return Math.max(GAP_MS, realMs * speed);
}

function nightAt(hour: number): boolean {
  return hour >= NIGHT.fromHour || hour < NIGHT.toHour;
}

async function setAgain(http: HttpClient, clock: VirtualClock): Promise<void> {
  const sample = await bestSample(http);
  if (sample !== null) clock.set(sample);
}

async function sumUp(
  run: Shared & {
    readonly control: ControlRoom;
    readonly fleet: PhoneFleet;
    readonly watch: ControlWatch;
    readonly dispatcher: HttpClient;
  },
): Promise<number> {
  const { control, fleet, watch, log, report, options, dispatcher, rule } = run;
  const { cases } = control;
  const { seed, speed } = options;
  const listed = await control.readBack();
  if (listed === null) report.line('The list of incidents could not be read back.');
  const rings = new Rings(cases, log, speed);
  const reach = scoreReach({ cases, rings, speed, alertTtlMs: rule.alertTtlMs });
  const score = scoreRun({
    ...{ cases, heard: log.heard, listed },
    freeAt: (phone, at) => fleet.wasFreeAt(phone, at),
    hasRung: (alertId) => rings.ofAlert(alertId).length > 0,
  });
  const unconfirmedWrong = await wrongUnconfirmed({ dispatcher, cases, log });
  const unwatched = cases.filter(({ incidentId }) => !watch.hasSeen(incidentId)).length;
  const refusals = [...log.refusals].map(([code, count]) => `${code} ${count}`);
  if (refusals.length > 0) report.line(`Refused to phones: ${refusals.join(', ')}`);
  const { socketCount } = fleet;
  const { refusedCount: refused, doubledCount: doubled } = control;
  const figures = {
    reach,
    unconfirmedWrong,
    seed,
    speed,
    socketCount,
    refused,
    doubled,
    unwatched,
  };
  report.line(summaryLine(score, figures));
  const bad = score.lost + reach.lost + reach.rangTwice + doubled + refused;
  return bad > 0 ? 1 : 0;
}
