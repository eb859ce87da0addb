import type { IncidentView } from '#contracts/incident-api';
import { arrestAt, phoneAt, until, type LivePhone } from '../support/clients';
import { CountedLine, type Spent } from '../support/counted-line';
import { makeDatabase, type TestDatabase } from '../support/database';
import { postgresReader, redisReader } from '../support/line-readers';
import { HERE, makeOrganisation, startServer, type TestServer } from '../support/server';

/*
 * What an incident costs in statements, commands and bytes. Unlike times these do not depend on the
 * machine, so that a change that makes the hot path dearer is seen wherever the tests run. They are
 * counted from outside, on the lines to PostgreSQL and Redis. Allocations are not among them: how
 * much is allocated depends on what the compiler of the engine has done by then.
 */

/** All who are around; `nearest-10` asks them all. */
const PHONES = 10;
const PLACES = 3;
const DEGREES_APART = 0.0001;
/** Statements are prepared and caches filled by the first; of the others the cheapest counts. */
const WARM_UPS = 2;
const ROUNDS = 3;
/**
 * What is read and written again after some time, whatever happens meanwhile: the clock, who may
 * call, where a safety rule holds, where people were last, and the audit's next batch.
 */
const BY_TIME =
  /clock_timestamp|token_hash|access_change|SELECT code, says|audit_append|WITH (told|seen)/;
/** Nothing of an incident comes after so long a silence. */
const QUIET_MS = 120;

type Step = 'raised' | 'accepted' | 'filled' | 'stood down';
interface Cost {
  readonly statements: number;
  readonly trips: number;
  readonly sqlSentBytes: number;
  readonly sqlReceivedBytes: number;
  readonly commands: number;
  readonly redisSentBytes: number;
  readonly redisReceivedBytes: number;
}

/** From POST to the last of ten rings, with what is written after it. */
const RAISED_MAX: Cost = {
  ...{ statements: 27, trips: 8, sqlSentBytes: 29_000, sqlReceivedBytes: 15_000 },
  ...{ commands: 30, redisSentBytes: 44_000, redisReceivedBytes: 1_500 },
};
/** Somebody takes a place and others are left. */
const ACCEPTED_MAX: Cost = {
  ...{ statements: 19, trips: 6, sqlSentBytes: 2_700, sqlReceivedBytes: 28_700 },
  ...{ commands: 6, redisSentBytes: 20_500, redisReceivedBytes: 130 },
};
/** Somebody takes the last place, it is decided again, and seven are let go. */
const FILLED_MAX: Cost = {
  ...{ statements: 56, trips: 16, sqlSentBytes: 34_500, sqlReceivedBytes: 96_000 },
  ...{ commands: 25, redisSentBytes: 54_000, redisReceivedBytes: 1_400 },
};
/** Control cancels while three are on the way. */
const STOOD_DOWN_MAX: Cost = {
  ...{ statements: 41, trips: 15, sqlSentBytes: 8_100, sqlReceivedBytes: 55_000 },
  ...{ commands: 13, redisSentBytes: 26_500, redisReceivedBytes: 1_100 },
};

interface Measured {
  readonly sql: Spent;
  readonly redis: Spent;
}

let database: TestDatabase;
let lines: { readonly sql: CountedLine; readonly redis: CountedLine };
let server: TestServer;
let phones: readonly LivePhone[] = [];
const measured: Record<Step, Measured[]> = {
  raised: [],
  accepted: [],
  filled: [],
  'stood down': [],
};

beforeAll(async () => {
  database = await makeDatabase();
  const made = await makeOrganisation(database);
  const redisUrl = process.env['REDIS_URL'];
  if (redisUrl === undefined) throw new Error('REDIS_URL is not set: run the tests by npm test');
  lines = {
    sql: await CountedLine.open(database.appUrl, {
      reader: postgresReader,
      background: BY_TIME,
    }),
    redis: await CountedLine.open(redisUrl, { reader: redisReader, background: /^xread$/i }),
  };
  const env = { DATABASE_URL: lines.sql.url, REDIS_URL: lines.redis.url };
  server = await startServer({ role: 'api', over: { database, ...made }, env });
  const there = [];
  for (let n = 0; n < PHONES; n += 1) {
    const phone = await phoneAt(server, placeOf(n));
    there.push(await phone.connect(0));
  }
  phones = there;
  for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) await oneIncident(round);
});
afterAll(async () => {
  for (const phone of phones) phone.close();
  await server.stop();
  await Promise.all([lines.sql.close(), lines.redis.close()]);
  await database.drop();
});

const STEPS: readonly (readonly [Step, Cost])[] = [
  ['raised', RAISED_MAX],
  ['accepted', ACCEPTED_MAX],
  ['filled', FILLED_MAX],
  ['stood down', STOOD_DOWN_MAX],
];

it.each(STEPS)('an incident that is %s costs no more than its budget', (step, budget) => {
  const rounds = measured[step].slice(WARM_UPS);
  expect(rounds).toHaveLength(ROUNDS);
  const figures = Object.keys(budget) as (keyof Cost)[];
  const overruns = figures.flatMap((figure) => {
    const [least] = rounds.toSorted((one, other) => costOf(one)[figure] - costOf(other)[figure]);
    if (least === undefined || costOf(least)[figure] <= budget[figure]) return [];
    const { [figure]: spent } = costOf(least);
    return [`${step}: ${figure} ${spent}, budget ${budget[figure]}; ${spentOn(least, figure)}`];
  });
  expect(overruns).toEqual([]);
});

/** Raised, accepted until it is full, and cancelled. */
async function oneIncident(round: number): Promise<void> {
  const message = arrestAt(HERE);
  await measure('raised', async () => {
    const { status } = await server.control().post<IncidentView>('/v1/incidents', message);
    expect(status).toBe(201);
    await heard('alert-sent', phones, round + 1);
  });
  for (let n = 0; n < PLACES; n += 1) {
    const answer = () => accept(phones[n]);
    if (n === 0) await measure('accepted', answer);
    else if (n === PLACES - 1) await measure('filled', answer);
    else await answer();
  }
  await measure('stood down', async () => {
    const ref = encodeURIComponent(String(message['controlRef']));
    const path = `/v1/incidents/by-ref/${ref}/cancel`;
    const { status } = await server.control().post(path, { version: 2 });
    expect(status).toBe(200);
    await heard('stood-down', phones.slice(0, PLACES), round + 1);
  });
}

async function accept(phone: LivePhone | undefined): Promise<void> {
  const sent = phone?.heard.findLast(({ kind }) => kind === 'alert-sent');
  const alertId = sent?.alert.alertId ?? '';
  expect(await phone?.send('answer', { alertId, answer: 'accept' })).toMatchObject({ ok: true });
}

function heard(kind: string, by: typeof phones, times: number): Promise<unknown> {
  const has = ({ heard: all }: LivePhone): boolean =>
    all.filter((message) => message.kind === kind).length >= times;
  return until(() => Promise.resolve(by.every(has)), `${kind} on every phone`);
}

async function measure(step: Step, work: () => Promise<void>): Promise<void> {
  await silence();
  lines.sql.spent();
  lines.redis.spent();
  await work();
  await silence();
  measured[step].push({ sql: lines.sql.spent(), redis: lines.redis.spent() });
}

function silence(): Promise<unknown> {
  const isQuiet = (): boolean => Math.min(lines.sql.quietMs, lines.redis.quietMs) >= QUIET_MS;
  return until(() => Promise.resolve(isQuiet()), 'silence on the lines');
}

function costOf({ sql, redis }: Measured): Cost {
  return {
    statements: sql.asked.length,
    trips: sql.trips,
    sqlSentBytes: sql.bytesSent,
    sqlReceivedBytes: sql.bytesReceived,
    commands: redis.asked.length,
    redisSentBytes: redis.bytesSent,
    redisReceivedBytes: redis.bytesReceived,
  };
}

function spentOn({ sql, redis }: Measured, figure: keyof Cost): string {
  const isRedis = figure === 'commands' || figure.startsWith('redis');
  return `spent on\n${(isRedis ? redis : sql).asked.join('\n')}`;
}

function placeOf(n: number): { readonly lat: number; readonly lon: number } {
  return { lat: HERE.lat + n * DEGREES_APART, lon: HERE.lon };
}
