import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { RandomIds } from '#adapters/clock/random-ids';
import { PostgresStore } from '#adapters/postgres/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { SECOND_MS } from '#core/units';
import { OrmAccepts } from './accept-orm';
import {
  openIncidents,
  PHONES,
  PLACES,
  registerPeople,
  type OpenIncident,
} from './accept-questions';
import { readOptions } from './bench-options';
import { median, shareBelow, tell } from './verdict';

/** Accepts a second: all at once, and so few that also the slow one keeps up. */
const STORM_PER_S = 3_000;
const CALM_PER_S = 500;
const TIMES_FASTER_MIN = 4;
const CONNECTIONS = 16;
/** Whatever a store still seals; this bench reads nobody's name. */
const VAULT_KEY = Buffer.alloc(32, 7);

/** Says yes to a question; whether the place was given. */
type Accepts = (
  alert: {
    readonly incidentId: string;
    readonly alertId: string;
    readonly responderId: string;
  },
  organisationId: string,
) => Promise<boolean>;

interface Run {
  readonly tookMs: number[];
  /** Incidents with more yes than places, and with fewer. */
  over: number;
  under: number;
  /** Calls that got no answer. */
  failed: number;
  perSecond: number;
}

/**
 * Twenty phones say yes to three places at the same moment, 3,000 yes a second, through the store
 * of the server, which commits each with its assignment, its fact and its line of the feed; beside
 * an object mapper that reads, looks and saves two rows.
 *
 * Options: `--seconds N --rounds N --scale X`.
 */
export async function runAccept(args: readonly string[]): Promise<void> {
  const { numbers, text } = readOptions(args, { seconds: 4, rounds: 5 });
  const perRound = (perS: number): number => {
    return Math.max(5, Math.ceil((numbers.seconds * numbers.scale * perS) / PHONES));
  };
  const owner = new Client({
    connectionString: text('owner-url'),
    options: '-c closeby.purpose=maintenance',
  });
  await owner.connect();
  const store = await openStore(text('database-url'));
  const orm = await OrmAccepts.open(text('owner-url'), CONNECTIONS);
  const own: Accepts = async (alert, organisationId) => {
    const now = Date.now();
    const asked = { organisationId, ...alert, now, reviewAt: now + SECOND_MS };
    const taken = await store.incidents.takePlace({ ...asked, assignmentId: randomUUID() });
    return taken.ok;
  };
  const runs = { calm: [] as Run[], ormCalm: [] as Run[], storm: [] as Run[], orm: [] as Run[] };
  try {
    for (let round = 0; round <= numbers.rounds; round += 1) {
      const scene = await sceneOf(store, owner, {
        calm: perRound(CALM_PER_S),
        storm: perRound(STORM_PER_S),
      });
      await orm.take([...scene.calm, ...scene.storm]);
      const ormAccepts: Accepts = ({ alertId }) => orm.accept(alertId);
      const calm = await run(scene.calm, { perS: CALM_PER_S, accept: own, ...scene });
      const ormCalm = await run(scene.calm, { perS: CALM_PER_S, accept: ormAccepts, ...scene });
      const storm = await run(scene.storm, { perS: STORM_PER_S, accept: own, ...scene });
      const ormStorm = await run(scene.storm, { perS: STORM_PER_S, accept: ormAccepts, ...scene });
      // The first round only warms up.
      if (round === 0) continue;
      runs.calm.push(calm);
      runs.ormCalm.push(ormCalm);
      runs.storm.push(storm);
      runs.orm.push(ormStorm);
    }
  } finally {
    await orm.close();
    await store.close();
    await owner.end();
  }
  report(runs);
}

function openStore(url: string): Promise<PostgresStore> {
  return PostgresStore.connect({
    ...{ url, connectionsMax: CONNECTIONS, ids: new RandomIds() },
    clock: { now: () => Date.now(), stretch: (realMs) => realMs },
    vault: new AesVault([VAULT_KEY]),
    onError: (error) => console.error(error.message),
  });
}

/** A service of its own for each round, with its people and its incidents. */
async function sceneOf(
  store: PostgresStore,
  owner: Client,
  counts: { readonly calm: number; readonly storm: number },
) {
  const organisationId = randomUUID();
  await store.people.addOrganisation({
    ...{ id: organisationId, slug: organisationId, name: 'Bench', timeZone: 'UTC', area: null },
    policyName: 'nearest-10',
  });
  const { calm, storm } = counts;
  await registerPeople(owner, organisationId, (calm + storm) * PHONES);
  const all = await openIncidents(owner, organisationId, { from: 0, upto: calm + storm - 1 });
  await owner.query('ANALYZE responder, incident, alert');
  return { organisationId, calm: all.slice(0, calm), storm: all.slice(calm) };
}

/** Has all of each incident say yes at once, an incident after the other at an even pace. */
async function run(
  incidents: readonly OpenIncident[],
  with_: { readonly perS: number; readonly accept: Accepts; readonly organisationId: string },
): Promise<Run> {
  const { perS, accept, organisationId } = with_;
  const result: Run = { tookMs: [], over: 0, under: 0, failed: 0, perSecond: 0 };
  const began = performance.now();
  const everyMs = (PHONES * SECOND_MS) / perS;
  const storms = incidents.map(async ({ incidentId, alerts }, n) => {
    await until(began + n * everyMs);
    const dueMs = began + n * everyMs;
    const given = await Promise.all(
      alerts.map(async (alert) => {
        const isGiven = await accept({ incidentId, ...alert }, organisationId).catch(() => null);
        if (isGiven === null) result.failed += 1;
        result.tookMs.push(performance.now() - dueMs);
        return isGiven;
      }),
    );
    const count = given.filter((isGiven) => isGiven === true).length;
    if (count > PLACES) result.over += 1;
    if (count < PLACES) result.under += 1;
  });
  await Promise.all(storms);
  result.perSecond = (incidents.length * PHONES * SECOND_MS) / (performance.now() - began);
  return result;
}

function report(runs: Readonly<Record<'calm' | 'ormCalm' | 'storm' | 'orm', Run[]>>): void {
  const middle = (some: readonly Run[], share: number): number =>
    median(some.map(({ tookMs }) => shareBelow(tookMs, share)));
  const wrong = (some: readonly Run[]): number[] => some.map(({ over, under }) => over + under);
  tell({
    ...{ name: 'accept.wrong_incidents', unit: 'incidents', bar: { most: 0 } },
    rounds: wrong([...runs.storm, ...runs.calm]),
    beside: {
      offered_per_s: STORM_PER_S,
      done_per_s: median(runs.storm.map(({ perSecond }) => perSecond)),
      failed: runs.storm.reduce((sum, { failed }) => sum + failed, 0),
      p50_ms: middle(runs.storm, 0.5),
      p99_ms: middle(runs.storm, 0.99),
      orm_wrong: median(wrong(runs.orm)),
      orm_done_per_s: median(runs.orm.map(({ perSecond }) => perSecond)),
      orm_p50_ms: middle(runs.orm, 0.5),
    },
  });
  const faster = runs.calm.map(({ tookMs }, n) => {
    return shareBelow(runs.ormCalm[n]?.tookMs ?? [], 0.5) / shareBelow(tookMs, 0.5);
  });
  tell({
    ...{ name: 'accept.times_faster', unit: 'times', rounds: faster },
    bar: { least: TIMES_FASTER_MIN },
    beside: {
      offered_per_s: CALM_PER_S,
      p50_ms: middle(runs.calm, 0.5),
      p99_ms: middle(runs.calm, 0.99),
      orm_p50_ms: middle(runs.ormCalm, 0.5),
      orm_p99_ms: middle(runs.ormCalm, 0.99),
      orm_wrong: median(wrong(runs.ormCalm)),
    },
  });
}

function until(atMs: number): Promise<void> {
  const leftMs = atMs - performance.now();
  return leftMs <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, leftMs));
}
