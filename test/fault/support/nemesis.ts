import type { Cluster } from './cluster';
import { monotonicMs } from './ledger';
import type { NemesisAct, NemesisKind, NemesisPart } from './nemesis-schedule';
import type { ServerNode } from './node';
import { pause, waitFor } from './wait';
import { isWorkAtHand, killAndResume } from './worker-kills';

/** What was measured; of killed workers only where that alone went wrong. Milliseconds. */
export interface NemesisFigures {
  readonly kills: number;
  readonly resumedMs: readonly number[];
  /** Moments of the ledger. */
  readonly postgresKilledAt: readonly number[];
  readonly promotedAt: readonly number[];
}

const RESET_EVERY_MS = 1_000;
const RESET_SHARE = 0.1;
const WORK_WITHIN_MS = 5_000;

/** Does to a cluster what a schedule says, and puts everything right again after each act. */
export class Nemesis {
  private readonly resumedMs: number[] = [];
  private readonly postgresKilledAt: number[] = [];
  private readonly promotedAt: number[] = [];
  private kills = 0;

  constructor(private readonly cluster: Cluster) {}

  /** Resolves when the last act is over; an act waits for the one before it. */
  async play(acts: readonly NemesisAct[]): Promise<NemesisFigures> {
    const from = performance.now();
    for (const { atMs, parts } of acts) {
      await pause(Math.max(0, from + atMs - performance.now()));
      const alone = parts.length === 1;
      await Promise.all(parts.map((part) => this.doOne(part, alone)));
    }
    const { kills, resumedMs, postgresKilledAt, promotedAt } = this;
    return { kills, resumedMs, postgresKilledAt, promotedAt };
  }

  private doOne(part: NemesisPart, alone: boolean): Promise<void> {
    return this.kinds[part.kind](part, alone);
  }

  private readonly kinds: Readonly<
    Record<NemesisKind, (part: NemesisPart, alone: boolean) => Promise<void>>
  > = {
    'worker-killed': (part, alone) =>
      alone ? this.killWorkerAndMeasure(part) : this.killNode(this.cluster.workers, part),
    'api-killed': (part) => this.killNode(this.cluster.apis, part),
    'worker-frozen': async ({ which, forMs }) => {
      const victim = nth(this.cluster.workers, which);
      await victim.kill('SIGSTOP');
      await pause(forMs);
      await victim.kill('SIGCONT');
      await waitFor(() => victim.answersReady(), `${victim.name} awake again`);
    },
    'redis-killed-and-empty': async ({ forMs }) => {
      const { redis } = this.cluster.services;
      await redis.kill('SIGKILL');
      await pause(forMs);
      await redis.start({ empty: true });
    },
    'redis-cut-from-one-node': ({ which, forMs }) =>
      cutFromRedis([nth(this.cluster.nodes, which)], forMs),
    'nodes-apart': ({ which, forMs }) => {
      const { apis, workers } = this.cluster;
      return cutFromRedis([nth(apis, which), nth(workers, which)], forMs);
    },
    'postgres-killed': async () => {
      const { postgres } = this.cluster.services;
      this.postgresKilledAt.push(monotonicMs());
      await postgres.kill('SIGKILL');
      await postgres.start();
    },
    'phones-slow-and-dropped': ({ forMs }) => this.dropPhones(forMs),
    'standby-promoted': async () => {
      const { postgres, standby } = this.cluster.services;
      this.promotedAt.push(monotonicMs());
      await postgres.kill('SIGKILL');
      await standby?.promote();
    },
  };

  /** Every second phone is away, so that workers have pushes in their hands. */
  private async killWorkerAndMeasure({ which }: NemesisPart): Promise<void> {
    const { phones, workers } = this.cluster;
    const away = Array.from({ length: phones.count / 2 }, (_, index) => 2 * index);
    phones.leave(away);
    await isWorkAtHand(this.cluster, WORK_WITHIN_MS).catch(() => undefined);
    this.kills += 1;
    this.resumedMs.push(...(await killAndResume(this.cluster, nth(workers, which))));
    await phones.connect(away);
  }

  private async killNode(nodes: readonly ServerNode[], { which, forMs }: NemesisPart) {
    const victim = nth(nodes, which);
    this.kills += 1;
    await victim.kill('SIGKILL');
    await pause(forMs);
    await victim.start();
  }

  /** What lost packets do to connections: bytes come late, and some connections break. */
  private async dropPhones(forMs: number): Promise<void> {
    const { phoneLink } = this.cluster;
    phoneLink.delay(150, 200);
    const end = performance.now() + forMs;
    while (performance.now() < end) {
      await pause(Math.min(RESET_EVERY_MS, end - performance.now()));
      phoneLink.resetSome(RESET_SHARE);
    }
    phoneLink.heal();
  }
}

/** From a moment to the first acknowledgement of what control sent after it. */
export function ackedAfterMs({ ledger }: Cluster, moment: number): number {
  const sentAfter = new Set(
    ledger
      .controlFacts('raise-sent')
      .filter(({ atMs }) => atMs >= moment)
      .map(({ ref }) => ref),
  );
  const acked = ledger.controlFacts('raise-acked').find(({ ref }) => sentAfter.has(ref));
  return acked === undefined ? NaN : acked.atMs - moment;
}

async function cutFromRedis(nodes: readonly ServerNode[], forMs: number): Promise<void> {
  for (const { links } of nodes) links.redis.blackHole();
  await pause(forMs);
  for (const { links } of nodes) links.redis.heal();
}

function nth(nodes: readonly ServerNode[], which: number): ServerNode {
  const node = nodes[which % nodes.length];
  if (node === undefined) throw new RangeError('there are no nodes');
  return node;
}
