import type { Candidate } from '#core/eligibility';
import { checkFix, FIX_AGE_MAX_MS, type Fix, type ReportedFix } from '#core/location-fix';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import { MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import type { FixesMessage, FixesTaken } from '#contracts/responder-api';
import { toInstant } from '#contracts/shapes';
import { isAvailable, liveEntry, type Moment } from '#flow/availability';
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
import { TimesAhead } from '#flow/times-ahead';

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

/** So many messages wait to be taken; then a newer one of the same person replaces theirs. */
export const WAITING_USUAL_MAX = 5_000;
/** So many people's messages wait; one more is told to come again. */
export const WAITING_MAX = 50_000;
const AGAIN_AFTER_MS = 5 * SECOND_MS;
/** People looked at in one go when the minute changes. */
const LET_IN_AT_ONCE = 1_000;

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
  /** Of each organisation, now and the next minutes. */
  readonly moments: ReadonlyMap<string, readonly Moment[]>;
}

/** Who is told what came of a message. */
export interface Answer {
  readonly done: (result: Result<FixesTaken>) => void;
  readonly failed: (error: unknown) => void;
}

interface Waiting {
  caller: ResponderCaller;
  fixes: readonly ReportedFix[];
  answer: Answer;
}

/**
 * Positions come in: checked in order per person, gathered for ten milliseconds, then written to
 * the live index in one go and, once a second, to the record; somebody's very first one at once, so
 * that they are found there too. Of an off-duty person nothing is kept.
 */
export class IngestFixes {
  private waiting: Waiting[] = [];
  /** The newest of each person that waits. */
  private readonly newest = new Map<string, Waiting>();
  private flushing: Promise<void> | null = null;
  private readonly remembered = new Map<string, Remembered>();
  /** Those of them who are not in the live index, because nothing may disturb them at this time. */
  private readonly keptOut = new Set<string>();
  private readonly timesAhead: TimesAhead;
  private lookedAtMinute = NaN;
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
  ) {
    this.timesAhead = new TimesAhead(ports.decide);
  }

  /** Begins to write what has been gathered, index and record each in its own rhythm. */
  start(): void {
    this.timers = [
      setInterval(() => {
        this.flush().catch(this.ports.onError);
        this.letIn().catch(this.ports.onError);
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
   * @returns refusal `off-duty` for the whole batch, `not-found` for someone unknown,
   *   `too-many-requests` where more comes than can be taken, so that a newer one of the same
   *   person is taken instead, or nothing is for now
   */
  ingest(caller: ResponderCaller, message: FixesMessage): Promise<Result<FixesTaken>> {
    return new Promise((done, failed) => this.take(caller, message, { done, failed }));
  }

  /** As `ingest`, told instead of promised: positions come by the ten thousand a second. */
  take(caller: ResponderCaller, message: FixesMessage, answer: Answer): void {
    const fixes = message.fixes.map(reported);
    this.wait({ caller, fixes, answer });
  }

  /** While more comes than can be taken, only the newest of each person waits. */
  private wait(message: Waiting): void {
    const { responderId } = message.caller;
    if (this.waiting.length >= WAITING_USUAL_MAX) {
      const older = this.newest.get(responderId);
      if (older !== undefined) {
        older.answer.done(
          refuse('too-many-requests', 'A newer position of yours is taken instead.'),
        );
        Object.assign(older, message);
        return;
      }
      if (this.waiting.length >= WAITING_MAX) {
        message.answer.done({ ok: false, problem: TOO_MANY });
        return;
      }
    }
    this.waiting.push(message);
    this.newest.set(responderId, message);
  }

  /**
   * Once a minute: into the live index with whoever may be disturbed again by now or soon, because
   * a shift begins or quiet hours end, by the position they have sent before.
   */
  async letIn(): Promise<void> {
    const now = this.ports.clock.now();
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.lookedAtMinute) return;
    this.lookedAtMinute = minute;
    const waiting = [...this.keptOut];
    for (let from = 0; from < waiting.length; from += LET_IN_AT_ONCE) {
      await this.letInOf(waiting.slice(from, from + LET_IN_AT_ONCE), now);
      // Whatever else has come in meanwhile has its turn.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
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
    this.newest.clear();
    this.flushing = this.takeAll(batch).finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async takeAll(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.remember(batch);
      const taken = await this.begin(batch);
      const answers = batch.map((waiting) => this.check(waiting, taken));
      await this.index(taken);
      // The others are found by an older position until the second is over.
      if (taken.newcomers.size > 0) await this.recordFixes().catch(this.ports.onError);
      batch.forEach(({ answer }, index) => answer.done(answers[index] ?? unknown()));
    } catch (error) {
      for (const { answer } of batch) answer.failed(error);
    }
  }

  private async begin(batch: readonly Waiting[]): Promise<Taken> {
    const now = this.ports.clock.now();
    const moments = new Map<string, readonly Moment[]>();
    for (const organisationId of new Set(batch.map(({ caller }) => caller.organisationId))) {
      moments.set(organisationId, await this.timesAhead.of(organisationId, now));
    }
    return { entries: new Map(), leaving: new Map(), newcomers: new Set(), now, moments };
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

  private async letInOf(ids: readonly string[], now: Instant): Promise<void> {
    const entries: Taken['entries'] = new Map();
    for (const id of ids) {
      const known = this.remembered.get(id);
      const fix = known?.previous ?? null;
      if (known === undefined || fix === null || now - fix.at > FIX_AGE_MAX_MS) {
        this.keptOut.delete(id);
        continue;
      }
      const { organisationId } = known.candidate.responder;
      const moments = await this.timesAhead.of(organisationId, now);
      if (!moments.some((at) => isAvailable(known.candidate, at))) continue;
      known.mayBeIndexed = true;
      this.keptOut.delete(id);
      entries.set(id, { organisationId, entry: liveEntry(known.candidate, fix, now) });
    }
    await this.index({ entries, leaving: new Map() });
  }

  /** Into the live index, or out of it where nothing may disturb them at this time. */
  private place(known: Remembered, fix: Fix, all: Taken): void {
    const { id, organisationId } = known.candidate.responder;
    const moments = all.moments.get(organisationId) ?? [];
    if (moments.some((at) => isAvailable(known.candidate, at))) {
      known.mayBeIndexed = true;
      this.keptOut.delete(id);
      all.entries.set(id, { organisationId, entry: liveEntry(known.candidate, fix, all.now) });
      return;
    }
    this.keptOut.add(id);
    if (!known.mayBeIndexed) return;
    known.mayBeIndexed = false;
    all.entries.delete(id);
    all.leaving.set(id, organisationId);
  }

  /** A dead live index refuses nobody's position: the record keeps it, dispatch reads it there. */
  private async index({ entries, leaving }: Pick<Taken, 'entries' | 'leaving'>): Promise<void> {
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

const TOO_MANY: Problem = {
  code: 'too-many-requests',
  detail: 'More positions come in than can be taken now.',
  retryAfterMs: AGAIN_AFTER_MS,
};

function reported({ place, at, accuracyM, isMock }: FixesMessage['fixes'][number]): ReportedFix {
  const [lon, lat] = place.coordinates;
  const fix = { place: { lon, lat }, at: toInstant(at), accuracyM };
  return isMock === undefined ? fix : { ...fix, isMock };
}

function newer(a: Fix | null, b: Fix | null): Fix | null {
  if (a === null || b === null) return a ?? b;
  return a.at >= b.at ? a : b;
}

function unknown(): Result<FixesTaken> {
  return refuse('not-found', 'There is no such responder.');
}
