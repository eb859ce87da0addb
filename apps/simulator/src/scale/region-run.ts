import type { Random } from '../city/random';
import { EventLine } from './event-line';
import type { Costs } from './measured';
import { Station } from './station';

/** How widely times scatter: the standard deviation of their logarithm. */
const SIGMA = 0.5;
/** Of an incident's work in a server and in PostgreSQL, what comes before it is saved. */
const SHARE_BEFORE = 0.5;
/** Positions are written together once in so long. */
const COALESCED_MS = 10;
/** A crowd is asked in pages of so many people. */
const CROWD_PAGE = 500;

/** What a region bears in one run. */
export interface Load {
  readonly incidentsPerS: number;
  readonly receiptsPerIncident: number;
  readonly positionsPerS: number;
  /** People of a call-out that begins with the run; 0 for none. */
  readonly crowd: number;
}

export interface Shape {
  readonly serverCores: number;
  readonly databaseCores: number;
}

/** What happens on the way of a run. */
export interface Happening {
  readonly atMs: number;
  /** The primary of PostgreSQL ends; nothing is saved until the standby takes over. */
  readonly databaseGoneMs?: number;
  /** The load from then on, in times the usual: a region beside has gone. */
  readonly factor?: number;
}

export interface RunResult {
  readonly incidents: number;
  /** From control's message to the last ring, by when the message came. */
  readonly took: readonly { readonly atMs: number; readonly tookMs: number }[];
  readonly serverBusy: number;
  readonly databaseBusy: number;
  /** Incidents that had not rung when the run ended. */
  readonly left: number;
}

/** One region under a load, event by event, with the costs that were measured. */
export class RegionRun {
  private readonly line = new EventLine();
  private readonly servers: Station;
  private readonly database: Station;
  private readonly redis: Station;
  private readonly took: { atMs: number; tookMs: number }[] = [];
  private factor = 1;
  private begun = 0;

  constructor(
    private readonly given: {
      readonly costs: Costs;
      readonly load: Load;
      readonly shape: Shape;
      readonly happenings: readonly Happening[];
      readonly random: Random;
    },
  ) {
    this.servers = new Station(this.line, given.shape.serverCores);
    this.database = new Station(this.line, given.shape.databaseCores);
    this.redis = new Station(this.line, 1);
  }

  /** Runs so long, in milliseconds of its own time. */
  run(forMs: number): RunResult {
    const { load, happenings, shape } = this.given;
    this.incidents();
    if (load.positionsPerS > 0) this.positions();
    this.crowdPage(Math.ceil(load.crowd / CROWD_PAGE));
    for (const happening of happenings) this.happen(happening);
    this.line.runUntil(forMs);
    return {
      incidents: this.begun,
      took: this.took,
      serverBusy: this.servers.workedMs / forMs / shape.serverCores,
      databaseBusy: this.database.workedMs / forMs / shape.databaseCores,
      left: this.begun - this.took.length,
    };
  }

  private incidents(): void {
    const { load, random } = this.given;
    const waitMs = random.exponential(1_000 / (load.incidentsPerS * this.factor));
    this.line.after(waitMs, () => {
      this.incident();
      this.incidents();
    });
  }

  /** Read and decide, save, ring: what each needs, one after the other. */
  private incident(): void {
    const { costs, load } = this.given;
    const atMs = this.line.nowMs;
    this.begun += 1;
    const steps: (readonly [Station, number])[] = [
      [this.servers, costs.incidentServerMs * SHARE_BEFORE],
      [this.redis, costs.incidentRedisMs],
      [this.database, costs.incidentDatabaseMs * SHARE_BEFORE],
      [this.database, costs.incidentDatabaseMs * (1 - SHARE_BEFORE)],
      [this.servers, costs.incidentServerMs * (1 - SHARE_BEFORE)],
    ];
    const go = (index: number): void => {
      const step = steps[index];
      if (step === undefined) {
        this.took.push({ atMs, tookMs: this.line.nowMs - atMs });
        for (let one = 0; one < load.receiptsPerIncident; one += 1) this.receipt();
        return;
      }
      const [station, meanMs] = step;
      station.take('arrest', this.drawn(meanMs), () => go(index + 1));
    };
    go(0);
  }

  private receipt(): void {
    const { costs } = this.given;
    this.servers.take('phones', this.drawn(costs.receiptServerMs), () => {
      this.database.take('phones', this.drawn(costs.receiptDatabaseMs), () => undefined);
    });
  }

  private positions(): void {
    const { load, costs } = this.given;
    const count = (load.positionsPerS * this.factor * COALESCED_MS) / 1_000;
    this.servers.take('phones', count * costs.positionServerMs, () => {
      this.redis.take('phones', count * costs.positionRedisMs, () => undefined);
    });
    this.line.after(COALESCED_MS, () => this.positions());
  }

  /** One page after the other, by a worker on a core of its own: it meets arrests in PostgreSQL. */
  private crowdPage(left: number): void {
    if (left <= 0) return;
    const { costs } = this.given;
    this.line.after(CROWD_PAGE * costs.crowdWorkerMs, () => {
      const serviceMs = CROWD_PAGE * costs.crowdDatabaseMs;
      this.database.take('crowd', serviceMs, () => this.crowdPage(left - 1));
    });
  }

  private happen({ atMs, databaseGoneMs, factor }: Happening): void {
    this.line.after(atMs, () => {
      if (factor !== undefined) this.factor = factor;
      if (databaseGoneMs === undefined) return;
      this.database.shut();
      this.line.after(databaseGoneMs, () => this.database.reopen());
    });
  }

  /** Scattered around a mean by a log-normal. */
  private drawn(meanMs: number): number {
    return this.given.random.lognormal(meanMs / Math.exp((SIGMA * SIGMA) / 2), SIGMA);
  }
}
