import type { Candidate } from '#core/eligibility';
import { checkFix, type Fix, type ReportedFix } from '#core/location-fix';
import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { FixesMessage, FixesTaken } from '#contracts/responder-api';
import { toInstant, toPlace } from '#contracts/shapes';
import { isAvailable, validKinds, type Moment } from '#flow/availability';
import type { Decide } from '#flow/decide';
import type { NoteSeen } from '#flow/note-seen';
import type {
  AuditEntry,
  AuditLog,
  Clock,
  LiveEntry,
  Locations,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';

/** Fixes of all phones that come in within this time go to the live index together. */
export const INDEX_EVERY_MS = 10;
/** Last known positions are written to the record this often; only the newest of each person. */
export const RECORD_EVERY_MS = SECOND_MS;
/** What is remembered of a person's duty and credentials; the decision asks the record anyway. */
export const REMEMBERED_FOR_MS = 2 * MINUTE_MS;
/** Doubts about one person's positions go into the audit this often. */
const DOUBT_EVERY_MS = 10 * MINUTE_MS;
/** People remembered at most. */
export const REMEMBERED_MAX = 200_000;

interface Remembered {
  candidate: Candidate;
  previous: Fix | null;
  readAtMs: number;
  /** False once they have been taken out because nothing may disturb them now. */
  mayBeIndexed: boolean;
}

interface Taken {
  readonly entries: Map<string, { organisationId: string; entry: LiveEntry }>;
  /** People to take out, with their organisations. */
  readonly leaving: Map<string, string>;
  /** People of whom no position was known at all. */
  readonly newcomers: Set<string>;
  readonly now: Instant;
  /** By organisation. */
  readonly minutesOfWeek: ReadonlyMap<string, number>;
}

interface Waiting {
  readonly caller: ResponderCaller;
  readonly fixes: readonly ReportedFix[];
  readonly done: (result: Result<FixesTaken>) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Positions come in: checked in order per person, gathered for ten milliseconds, then written to
 * the live index in one go and, once a second, to the record; somebody's very first one at once, so
 * that they are found there too. Of an off-duty person nothing is kept.
 */
export class IngestFixes {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | null = null;
  private readonly remembered = new Map<string, Remembered>();
  private readonly unrecorded = new Map<string, { organisationId: string; fix: Fix }>();
  /** When somebody's positions were last doubted in the audit. */
  private readonly doubted = new Map<string, Instant>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly locations: Locations;
      readonly clock: Clock;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      readonly seen: NoteSeen;
      readonly auditLog: Pick<AuditLog, 'append'>;
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
      ...(fix.isMock === undefined ? {} : { isMock: fix.isMock }),
    }));
    return new Promise((done, failed) => {
      this.waiting.push({ caller, fixes, done, failed });
    });
  }

  /** Forgets what was remembered of a person, after their duty, credentials or binding changed. */
  forget(responderId: string): void {
    this.remembered.delete(responderId);
    this.unrecorded.delete(responderId);
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
      const taken = await this.begin(batch);
      const answers = batch.map((waiting) => this.check(waiting, taken));
      await this.index(taken);
      // The others are found by an older position until the second is over.
      if (taken.newcomers.size > 0) await this.recordFixes().catch(this.ports.onError);
      batch.forEach((waiting, index) => waiting.done(answers[index] ?? unknown()));
    } catch (error) {
      for (const waiting of batch) waiting.failed(error);
    }
  }

  private async begin(batch: readonly Waiting[]): Promise<Taken> {
    const now = this.ports.clock.now();
    const minutesOfWeek = new Map<string, number>();
    for (const organisationId of new Set(batch.map(({ caller }) => caller.organisationId))) {
      const { minuteOfWeek } = await this.ports.decide.localTimeAt(organisationId, now);
      minutesOfWeek.set(organisationId, minuteOfWeek);
    }
    return { entries: new Map(), leaving: new Map(), newcomers: new Set(), now, minutesOfWeek };
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
        const before = this.remembered.get(candidate.responder.id);
        const previous = newer(before?.previous ?? null, candidate.fix);
        const mayBeIndexed = before?.mayBeIndexed ?? true;
        this.remembered.set(candidate.responder.id, {
          ...{ candidate, previous, readAtMs, mayBeIndexed },
        });
      }
    }
  }

  private check(waiting: Waiting, all: Taken): Result<FixesTaken> {
    const { responderId, organisationId, deviceId } = waiting.caller;
    this.ports.seen.note(deviceId);
    const known = this.remembered.get(responderId);
    if (known === undefined) return unknown();
    if (!known.candidate.responder.onDuty) {
      return refuse('off-duty', 'Off duty, no position is kept.');
    }
    const { now } = all;
    const refused: FixesTaken['refused'] = [];
    const isNewcomer = known.previous === null;
    waiting.fixes.forEach((fix, index) => {
      const checked = checkFix(fix, known.previous, now);
      if (checked.ok) known.previous = checked.value;
      else refused.push({ index, code: checked.problem.code, detail: checked.problem.detail });
    });
    this.doubt(waiting.caller, waiting.fixes, refused);
    const taken = waiting.fixes.length - refused.length;
    if (taken > 0 && known.previous !== null) {
      this.unrecorded.set(responderId, { organisationId, fix: known.previous });
      this.place(known, known.previous, all);
      if (isNewcomer) all.newcomers.add(responderId);
    }
    return ok({ taken, refused });
  }

  /** A position that nobody can have goes no further, and is in the audit now and then. */
  private doubt(
    { organisationId, responderId: id }: ResponderCaller,
    fixes: readonly ReportedFix[],
    refused: FixesTaken['refused'],
  ): void {
    const jumped = refused.some(({ code }) => code === 'fix-implausible-speed');
    const mocked = fixes.some(({ isMock }) => isMock === true);
    if (!jumped && !mocked) return;
    const at = this.ports.clock.now();
    const before = this.doubted.get(id);
    if (before !== undefined && at - before < DOUBT_EVERY_MS) return;
    if (this.doubted.size >= REMEMBERED_MAX) this.doubted.clear();
    this.doubted.set(id, at);
    const entry: AuditEntry = {
      organisationId,
      at,
      actor: { role: 'responder', id },
      action: 'fix.doubted',
      subject: { kind: 'responder', id },
      outcome: 'refused',
      detail: { jumped, mocked },
    };
    this.ports.auditLog.append([entry]).catch(this.ports.onError);
  }

  /** Into the live index, or out of it where nothing may disturb them at this time. */
  private place(known: Remembered, fix: Fix, all: Taken): void {
    const { id, organisationId } = known.candidate.responder;
    const at: Moment = { now: all.now, minuteOfWeek: all.minutesOfWeek.get(organisationId) ?? 0 };
    if (isAvailable(known.candidate, at)) {
      known.mayBeIndexed = true;
      all.entries.set(id, { organisationId, entry: liveEntry(known.candidate, fix, all.now) });
    } else if (known.mayBeIndexed) {
      known.mayBeIndexed = false;
      all.entries.delete(id);
      all.leaving.set(id, organisationId);
    }
  }

  /** A dead live index refuses nobody's position: the record keeps it, dispatch reads it there. */
  private async index({ entries, leaving }: Taken): Promise<void> {
    for (const [responderId, organisationId] of leaving) {
      await this.ports.locations.remove(organisationId, [responderId]).catch(this.ports.onError);
    }
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

  /** People whom another server knows to be off duty leave this one's memory and the index. */
  private async leave(people: Awaited<ReturnType<PeopleStore['saveLastKnown']>>): Promise<void> {
    for (const { organisationId, responderId } of people) {
      this.forget(responderId);
      await this.ports.locations.remove(organisationId, [responderId]).catch(this.ports.onError);
    }
  }

  private async record(): Promise<void> {
    await this.ports.seen.write().catch(this.ports.onError);
    await this.recordFixes();
  }

  private async recordFixes(): Promise<void> {
    if (this.unrecorded.size === 0) return;
    const fixes = [...this.unrecorded].map(([responderId, { organisationId, fix }]) => ({
      organisationId,
      responderId,
      fix,
    }));
    this.unrecorded.clear();
    const offDuty = await this.ports.people.saveLastKnown(fixes, this.ports.clock.now());
    await this.leave(offDuty);
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
