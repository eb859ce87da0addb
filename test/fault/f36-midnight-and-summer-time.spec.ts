import type { Plan } from '#core/plan';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#core/units';
import { account } from '../support/clients';
import { isWanted, scenesAround, textOf, type Scene, type Times } from './support/by-the-clock';
import { startCluster, type Cluster } from './support/cluster';
import { fault, type FaultRun } from './support/fault';
import type { Raised } from './support/control';
import { percentile } from './support/ledger';
import { PEOPLE_PER_SCENE, PERSON_OF, placeOf, sceneAt, TOKEN_OF } from './support/population';
import { nextChanges, WallClock } from './support/wall-clock';
import { ShownClock } from './support/shown-clock';
import { pause } from './support/wait';

const ZONE = 'America/New_York';
/** Ten minutes of the servers' clock pass in a second. */
const SPEED = 600;
/** Where a machine is busy, time passes so many times more slowly at most. */
const SLOWER_MAX = 3;
const SLOWNESS_TRIES = 4;
/** From raising to closing, where the machine is free. */
const TAKES_MS = 80;
const TIMEOUT_MS = 240_000;
/** At each scene. */
const RAISE_EVERY_MS = 250;
const FIX_EVERY_MS = 400;
/** The rule's: a position older than this says nothing. */
const FIX_STALE_AFTER_MS = 15 * MINUTE_MS;
const TOKENS_LIVE_MS = 500 * DAY_MS;
const DAY_MINUTES = 1_440;
const CREATED = 201;
/** Of doors and shifts, with decisions before and after. */
const CHANGES_MIN = 20;
const CHECKED = [
  ...(['lost_incidents', 'duplicate_rings', 'over_accept'] as const),
  ...(['cross_tenant', 'audit_breaks', 'unaccounted'] as const),
] as const;

interface Window {
  readonly from: number;
  readonly until: number;
}

/** An incident, by the clock that the servers show. */
interface Sent {
  readonly raised: Raised;
  readonly sentAt: number;
}

/** A position that was taken, by the same clock. */
interface Taken {
  readonly phone: number;
  readonly measuredAt: number;
  readonly takenAt: number;
}

/** What a decision stored. */
interface Decided {
  readonly ref: string;
  readonly at: number;
  readonly alerted: ReadonlySet<string>;
  readonly aedIds: ReadonlySet<string>;
}

/** Whether somebody should have been asked, or an AED offered, and whether that was so. */
interface Verdict {
  readonly kind: 'shift' | 'aed';
  readonly id: string;
  readonly at: number;
  readonly should: boolean;
  readonly did: boolean;
}

/**
 * Incidents come in over a local midnight and over both changes of the clocks, where AEDs open and
 * shut and people's shifts begin and end.
 */
fault(
  'F36',
  async (run) => {
    const cluster = await startCluster({ apis: 1, workers: 1, phones: 0 });
    try {
      const { midnight, forward, back } = nextChanges(ZONE, Date.now() + HOUR_MS);
      const night = await WallClock.around(cluster.services.postgres, ZONE, midnight);
      const scenes = scenesAround(night.shows(midnight - MINUTE_MS).day);
      const aeds = await makeReady(cluster, scenes);
      const slower = await slownessOf(cluster);
      const clock = new ShownClock(cluster, SPEED / slower);
      const found: Found[] = [];
      const changes = [around(forward, 35, 35), around(back, 35, 100)];
      const windows = [around(midnight, 20, 25), ...changes.sort((a, b) => a.from - b.from)];
      for (const window of windows) {
        const passed = await passOver(cluster, clock, { window, scenes });
        found.push({
          sent: passed.sent,
          ...(await judge(cluster, { window, scenes, aeds, passed })),
        });
      }
      run.figure('speed', clock.speed);
      tell(run, found);
      await cluster.control.closeAll();
      const { invariants: all } = await cluster.check();
      const checked = CHECKED.map((name) => [name, all[name]] as const);
      run.invariants(Object.fromEntries(checked));
    } finally {
      await cluster.stop();
    }
  },
  { timeoutMs: TIMEOUT_MS },
);

/** How many times as long as usual an incident takes here, from raising to closing. */
async function slownessOf(cluster: Cluster): Promise<number> {
  const tookMs: number[] = [];
  for (let nth = 0; nth < SLOWNESS_TRIES; nth += 1) {
    const began = performance.now();
    await cluster.control.raiseAt(0);
    await cluster.control.closeAll();
    tookMs.push(performance.now() - began);
  }
  return Math.min(SLOWER_MAX, Math.max(1, percentile(tookMs, 0.5) / TAKES_MS));
}

interface Found {
  readonly sent: readonly Sent[];
  readonly verdicts: readonly Verdict[];
  /** People whose last position was too old, through no fault of the product. */
  readonly stale: number;
}

function tell(run: FaultRun, found: readonly Found[]): void {
  const sent = found.flatMap((one) => one.sent);
  const verdicts = found.flatMap((one) => one.verdicts);
  const wrong = verdicts.filter(({ should, did }) => should !== did);
  const errors = (kind: Verdict['kind']): number =>
    wrong.filter((verdict) => verdict.kind === kind).length;
  run.figure('n', sent.length);
  run.figure('not_acked', sent.filter(({ raised }) => raised.id === null).length, { max: 0 });
  run.figure('verdicts', verdicts.length, { min: 1 });
  run.figure('changes', changesIn(verdicts), { min: CHANGES_MIN });
  run.figure(
    'stale_positions',
    found.reduce((sum, { stale }) => sum + stale, 0),
  );
  run.figure('aed_open_errors', errors('aed'), { max: 0 });
  run.figure('shift_errors', errors('shift'), { max: 0 });
  for (const { kind, id, at, did } of wrong.slice(0, 1)) {
    const moment = new Date(at).toISOString();
    run.figure('example', `"${kind} ${id} was ${did ? '' : 'not '}taken at ${moment}"`);
  }
}

/** How often one of them was to be there and then not, or not and then was. */
function changesIn(verdicts: readonly Verdict[]): number {
  const last = new Map<string, boolean>();
  return verdicts.filter(({ id, should }) => {
    const before = last.get(id);
    last.set(id, should);
    return before !== undefined && before !== should;
  }).length;
}

/** People say when they want to be asked, and AEDs come into the register; their ids by scene. */
async function makeReady(
  cluster: Cluster,
  scenes: readonly Scene[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const until = new Date(Date.now() + TOKENS_LIVE_MS);
  const { postgres } = cluster.services;
  await postgres.rows('UPDATE device SET token_expires_at = $1 WHERE organisation_id = $2', [
    ...[until, cluster.organisationId],
  ]);
  const ids = new Map<number, readonly string[]>();
  const registrar = cluster.account('registrar');
  for (const { index, people, aeds } of scenes) {
    await Promise.all(people.map((times, nth) => setTimes(cluster, phoneAt(index, nth), times)));
    const { lat, lon } = sceneAt(index);
    const place = { type: 'Point', coordinates: [lon, lat] };
    const made = aeds.map(async (span, nth) => {
      const aed = { name: 'In the hall', place, access: 'public', openingHours: textOf(span) };
      const path = `/v1/aeds/scene-${index}-${nth}`;
      const { status, body } = await registrar.put<{ id: string }>(path, aed);
      if (status !== CREATED) throw new Error(`no AED: ${status} ${JSON.stringify(body)}`);
      return body.id;
    });
    ids.set(index, await Promise.all(made));
  }
  return ids;
}

async function setTimes(cluster: Cluster, phone: number, { shift, quiet }: Times): Promise<void> {
  const schedule = shift?.map(({ day, fromMinute, toMinute }) => {
    // Weeks of a schedule begin on Monday.
    const midnight = ((day + 6) % 7) * DAY_MINUTES;
    return { fromMinute: midnight + fromMinute, toMinute: midnight + toMinute };
  });
  const [fromMinute, toMinute] = quiet ?? [];
  const quietHours = quiet === null ? null : { fromMinute, toMinute, letThrough: 'nothing' };
  const availability = { schedule: schedule ?? null, quietHours, mutedUntil: null };
  const self = account(cluster.phoneLink.url, TOKEN_OF(phone));
  const { status, body } = await self.put('/v1/me/reach', { availability });
  if (status !== 200) throw new Error(`no times: ${status} ${JSON.stringify(body)}`);
}

/** Servers show one moment after the other; incidents and positions come in meanwhile. */
async function passOver(
  cluster: Cluster,
  clock: ShownClock,
  { window, scenes }: { readonly window: Window; readonly scenes: readonly Scene[] },
): Promise<{ readonly sent: readonly Sent[]; readonly taken: readonly Taken[] }> {
  await clock.bringTo(window.from - FIX_EVERY_MS * clock.speed);
  const phones = scenes.flatMap(({ index, people }) => people.map((_, nth) => phoneAt(index, nth)));
  const taken: Taken[] = [];
  const fixAll = async (): Promise<void> => {
    taken.push(...(await Promise.all(phones.map((phone) => fix(cluster, clock, phone)))).flat());
  };
  const fixing = (async () => {
    while (clock.now() < window.until) {
      const began = performance.now();
      await fixAll();
      await pause(Math.max(0, FIX_EVERY_MS - (performance.now() - began)));
    }
  })();
  await clock.until(window.from);
  const raising = scenes.map((scene) => raiseAt(cluster, clock, { scene, until: window.until }));
  const sent = (await Promise.all(raising)).flat();
  await fixing;
  return { sent, taken };
}

/** One incident after the other at one scene, each over before the next. */
async function raiseAt(
  { control }: Cluster,
  clock: ShownClock,
  { scene, until }: { readonly scene: Scene; readonly until: number },
): Promise<readonly Sent[]> {
  const sent: Sent[] = [];
  while (clock.now() < until) {
    const began = performance.now();
    const sentAt = clock.now();
    const fields = { calledAt: new Date(sentAt).toISOString() };
    sent.push({ sentAt, raised: await control.raiseAt(scene.index, true, fields) });
    await pause(Math.max(0, RAISE_EVERY_MS - (performance.now() - began)));
  }
  return sent;
}

async function fix(cluster: Cluster, clock: ShownClock, phone: number): Promise<readonly Taken[]> {
  const measuredAt = clock.now();
  const { lat, lon } = placeOf(phone);
  const place = { type: 'Point', coordinates: [lon, lat] };
  const fixes = [{ place, at: new Date(measuredAt).toISOString(), accuracyM: 10 }];
  const self = account(cluster.phoneLink.url, TOKEN_OF(phone));
  const { body } = await self.post<{ taken?: number }>('/v1/me/fixes', { fixes });
  return body.taken === 1 ? [{ phone, measuredAt, takenAt: clock.now() }] : [];
}

/** Compares what was decided with what another clock and a reading of the rules say. */
async function judge(
  cluster: Cluster,
  given: {
    readonly window: Window;
    readonly scenes: readonly Scene[];
    readonly aeds: ReadonlyMap<number, readonly string[]>;
    readonly passed: { readonly sent: readonly Sent[]; readonly taken: readonly Taken[] };
  },
): Promise<Omit<Found, 'sent'>> {
  const { window, scenes, aeds, passed } = given;
  const wall = await WallClock.around(cluster.services.postgres, ZONE, window.from);
  const decided = await decisionsOn(cluster, passed.sent);
  const verdicts: Verdict[] = [];
  let stale = 0;
  for (const { raised, sentAt } of passed.sent) {
    const decision = decided.get(raised.ref);
    const scene = scenes.find(({ index }) => index === raised.scene);
    if (decision === undefined || scene === undefined) continue;
    const { at, alerted, aedIds } = decision;
    scene.people.forEach((times, nth) => {
      const phone = phoneAt(scene.index, nth);
      const isFresh = passed.taken.some((one) => {
        const { measuredAt, takenAt } = one;
        return one.phone === phone && takenAt < sentAt && measuredAt >= at - FIX_STALE_AFTER_MS;
      });
      const id = PERSON_OF(cluster.organisationId, phone);
      const should = isWanted(times, wall.shows(at));
      if (should && !isFresh) stale += 1;
      else verdicts.push({ kind: 'shift', id, at, should, did: alerted.has(id) });
    });
    scene.aeds.forEach((span, nth) => {
      const id = aeds.get(scene.index)?.[nth] ?? '';
      verdicts.push({ kind: 'aed', id, at, should: wall.isOpen(span, at), did: aedIds.has(id) });
    });
  }
  return { verdicts, stale };
}

async function decisionsOn(
  cluster: Cluster,
  sent: readonly Sent[],
): Promise<ReadonlyMap<string, Decided>> {
  const rows = await cluster.services.postgres.rows<{ ref: string; at: number; plan: string }>(
    `SELECT i.control_ref AS ref, (extract(epoch FROM d.at) * 1000)::float8 AS at, d.plan
      FROM decision d JOIN incident i ON i.id = d.incident_id
      WHERE d.seq = 1 AND i.control_ref = ANY ($1)`,
    [sent.map(({ raised }) => raised.ref)],
  );
  return new Map(
    rows.map(({ ref, at, plan }) => {
      const { alerts, aeds } = JSON.parse(plan) as Pick<Plan, 'alerts' | 'aeds'>;
      const alerted = new Set(alerts.map(({ responderId }) => responderId));
      return [ref, { ref, at, alerted, aedIds: new Set(aeds.map(({ aedId }) => aedId)) }];
    }),
  );
}

function around(moment: number, minutesBefore: number, minutesAfter: number): Window {
  return {
    from: moment - minutesBefore * MINUTE_MS,
    until: moment + minutesAfter * MINUTE_MS,
  };
}

function phoneAt(scene: number, nth: number): number {
  return scene * PEOPLE_PER_SCENE + nth;
}
