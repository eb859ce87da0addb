import type { Candidate } from '#core/eligibility';
import { checkFix, type Fix } from '#core/location-fix';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { FixesMessage, FixesTaken } from '#contracts/responder-api';
import { toInstant, toPlace } from '#contracts/shapes';
import { isAvailable, validKinds } from '#flow/availability';
import type { Clock, LiveEntry, Locations, PeopleStore, ResponderCaller } from '#flow/ports';

/** Fixes of all phones that come in within this time go to the live index together. */
export const INDEX_EVERY_MS = 10;
/** Last known positions are written to the record this often; only the newest of each person. */
export const RECORD_EVERY_MS = SECOND_MS;
/** What is remembered of a person's duty and credentials; the decision asks the record anyway. */
export const REMEMBERED_FOR_MS = 2 * MINUTE_MS;
/** People remembered at most. */
export const REMEMBERED_MAX = 200_000;

interface Remembered {
  candidate: Candidate;
  previous: Fix | null;
  readAtMs: number;
}

interface Waiting {
  readonly caller: ResponderCaller;
  readonly fixes: readonly Fix[];
  readonly done: (result: Result<FixesTaken>) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Positions come in: checked in order per person, gathered for ten milliseconds, then written to
 * the live index in one go and, once a second, to the record. Of an off-duty person nothing is
 * kept.
 */
export class IngestFixes {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | null = null;
  private readonly remembered = new Map<string, Remembered>();
  private readonly unrecorded = new Map<string, { organisationId: string; fix: Fix }>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly locations: Locations;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Begins to write what has been gathered, index and record each in its own rhythm. */
  start(): void {
    this.timers = [
      setInterval(() => {
        this.flush().catch(this.ports.onError);
      }, INDEX_EVERY_MS),
      setInterval(() => {
        this.record().catch(this.ports.onError);
      }, RECORD_EVERY_MS),
    ];
  }

  /** Stops, with everything gathered so far written. */
  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
    await this.flush();
    await this.record();
  }

  /**
   * Takes one fix or a batch, oldest first. Each refused fix is named with its code; the others
   * stand. Resolves when the newest is in the live index.
   *
   * @returns refusal `off-duty` for the whole batch, `not-found` for someone unknown
   */
  ingest(caller: ResponderCaller, message: FixesMessage): Promise<Result<FixesTaken>> {
    const fixes = message.fixes.map((fix) => ({
      place: toPlace({ type: 'Point', coordinates: fix.place.coordinates }),
      at: toInstant(fix.at),
      accuracyM: fix.accuracyM,
    }));
    return new Promise((done, failed) => {
      this.waiting.push({ caller, fixes, done, failed });
    });
  }

  /** Forgets what was remembered of a person, after their duty, credentials or binding changed. */
  forget(responderId: string): void {
    this.remembered.delete(responderId);
  }

  /** Writes everything gathered to the live index; one flush at a time. */
  async flush(): Promise<void> {
    if (this.flushing !== null) return this.flushing;
    if (this.waiting.length === 0) return;
    const batch = this.waiting;
    this.waiting = [];
    this.flushing = this.take(batch).finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async take(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.remember(batch);
      const entries = new Map<string, { organisationId: string; entry: LiveEntry }>();
      const answers = batch.map((waiting) => this.check(waiting, entries));
      await this.index(entries);
      batch.forEach((waiting, index) => waiting.done(answers[index] ?? unknown()));
    } catch (error) {
      for (const waiting of batch) waiting.failed(error);
    }
  }

  /** Reads whoever is not remembered, or not any more, in one go per organisation. */
  private async remember(batch: readonly Waiting[]): Promise<void> {
    const readAtMs = performance.now();
    const byOrganisation = new Map<string, Set<string>>();
    for (const { caller } of batch) {
      const known = this.remembered.get(caller.responderId);
      if (known !== undefined && readAtMs - known.readAtMs < REMEMBERED_FOR_MS) continue;
      const ids = byOrganisation.get(caller.organisationId) ?? new Set();
      byOrganisation.set(caller.organisationId, ids.add(caller.responderId));
    }
    if (this.remembered.size > REMEMBERED_MAX) this.remembered.clear();
    for (const [organisationId, ids] of byOrganisation) {
      const candidates = await this.ports.people.candidates(organisationId, [...ids]);
      for (const candidate of candidates) {
        const before = this.remembered.get(candidate.responder.id)?.previous ?? null;
        const previous = newer(before, candidate.fix);
        this.remembered.set(candidate.responder.id, { candidate, previous, readAtMs });
      }
    }
  }

  private check(
    waiting: Waiting,
    entries: Map<string, { organisationId: string; entry: LiveEntry }>,
  ): Result<FixesTaken> {
    const { responderId, organisationId } = waiting.caller;
    const known = this.remembered.get(responderId);
    if (known === undefined) return unknown();
    if (!known.candidate.responder.onDuty) {
      return refuse('off-duty', 'Off duty, no position is kept.');
    }
    const now = this.ports.clock.now();
    const refused: FixesTaken['refused'] = [];
    waiting.fixes.forEach((fix, index) => {
      const checked = checkFix(fix, known.previous, now);
      if (checked.ok) known.previous = fix;
      else refused.push({ index, code: checked.problem.code, detail: checked.problem.detail });
    });
    const taken = waiting.fixes.length - refused.length;
    if (taken > 0 && known.previous !== null) {
      this.unrecorded.set(responderId, { organisationId, fix: known.previous });
      if (isAvailable(known.candidate)) {
        const entry = liveEntry(known.candidate, known.previous, now);
        entries.set(responderId, { organisationId, entry });
      }
    }
    return ok({ taken, refused });
  }

  /** A dead live index refuses nobody's position: the record keeps it, dispatch reads it there. */
  private async index(
    entries: ReadonlyMap<string, { organisationId: string; entry: LiveEntry }>,
  ): Promise<void> {
    const byOrganisation = new Map<string, LiveEntry[]>();
    for (const { organisationId, entry } of entries.values()) {
      const list = byOrganisation.get(organisationId) ?? [];
      list.push(entry);
      byOrganisation.set(organisationId, list);
    }
    for (const [organisationId, list] of byOrganisation) {
      await this.ports.locations.put(organisationId, list).catch(this.ports.onError);
    }
  }

  private async record(): Promise<void> {
    if (this.unrecorded.size === 0) return;
    const fixes = [...this.unrecorded].map(([responderId, { organisationId, fix }]) => ({
      organisationId,
      responderId,
      fix,
    }));
    this.unrecorded.clear();
    await this.ports.people.saveLastKnown(fixes, this.ports.clock.now());
  }
}

function liveEntry(candidate: Candidate, fix: Fix, now: Instant): LiveEntry {
  const { responder } = candidate;
  return { responderId: responder.id, fix, credentialKinds: validKinds(responder, now) };
}

function newer(a: Fix | null, b: Fix | null): Fix | null {
  if (a === null || b === null) return a ?? b;
  return a.at >= b.at ? a : b;
}

function unknown(): Result<FixesTaken> {
  return refuse('not-found', 'There is no such responder.');
}
