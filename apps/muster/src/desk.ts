import { normalBadge } from '#core/check-badge';
import type { CheckKind } from '#core/check-event';
import { badgeDigest } from '#contracts/badge-digest';
import type { CheckResult, DeskEvent, DeskPerson, DeskState } from '#contracts/muster-api';
import type { Problem } from '#core/problem';
import { request } from '#web/http';
import type { Desk, DeskBook, Made } from './desk-book';

/** Handed over at once; the rest follows. */
const CHECKS_AT_ONCE = 50;

/** How it stands between this desk and the server. */
export type Line =
  | { readonly is: 'asking' | 'there' | 'cut' }
  /** The code is of no desk any more. */
  | { readonly is: 'refused'; readonly problem: Problem }
  /** The desk's time is over: nothing of it is on this device any more. */
  | { readonly is: 'over' };

/** What the desk needs of the book it keeps on this device. */
type DeskKeeper = Pick<DeskBook, 'desk' | 'checks' | 'keepDesk' | 'keepChecks' | 'clear'>;

/** A check as it was taken down. */
export interface TakenDown {
  readonly made: Made;
  /** Null of a badge that this desk does not know. */
  readonly person: DeskPerson | null;
}

/**
 * The desk: takes checks down on this device first, and hands them over whenever the server can be
 * reached. It works the same with and without network.
 */
export class MusterDesk {
  desk: Desk | null = null;
  checks: readonly Made[] = [];
  line: Line = { is: 'asking' };
  private busy: Promise<void> | null = null;

  constructor(
    private readonly book: DeskKeeper,
    private readonly changed: () => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** Opens with a code, or with what this device has kept. */
  async begin(code: string): Promise<void> {
    this.desk = await this.book.desk();
    this.checks = await this.book.checks();
    if (code !== '' && code !== this.desk?.code) {
      const kept = this.desk ?? { state: null, people: [] };
      this.desk = { ...kept, code };
      await this.book.keepDesk(this.desk);
    }
    if (await this.forgottenAtEnd()) return;
    this.changed();
    if (this.desk !== null) await this.catchUp();
  }

  /** Checks that the server has not had yet. */
  get waiting(): readonly Made[] {
    return this.checks.filter(({ result }) => result === null);
  }

  /** Takes a check down of whoever holds a badge; null where it is none. */
  async scan(text: string, kind: CheckKind): Promise<TakenDown | null> {
    const badge = normalBadge(text);
    if (badge === null) return null;
    const digest = await badgeDigest(badge);
    const person = this.desk?.people.find((one) => one.badgeSha256 === digest) ?? null;
    const about = person === null ? { badge } : { bookingId: person.bookingId };
    const made = await this.takeDown({ kind, ...about }, person?.displayName ?? null);
    return { made, person };
  }

  /** Takes a check of somebody of the list down. */
  async check(one: { readonly bookingId: string; readonly displayName: string }, kind: CheckKind) {
    return this.takeDown({ kind, bookingId: one.bookingId }, one.displayName);
  }

  /** Takes down that somebody came who was not on the list. */
  async walkIn(walkIn: NonNullable<DeskEvent['walkIn']>): Promise<Made> {
    return this.takeDown({ kind: 'in', walkIn }, walkIn.displayName);
  }

  /** Hands over what waits and reads the list anew; once at a time. */
  catchUp(): Promise<void> {
    this.busy ??= this.exchange().finally(() => {
      this.busy = null;
      this.changed();
    });
    return this.busy;
  }

  /** Once its time is over a desk forgets whom it knew, with or without network. */
  private async forgottenAtEnd(): Promise<boolean> {
    const expiresAt = this.desk?.state?.expiresAt ?? null;
    if (expiresAt === null || Date.parse(expiresAt) > this.now()) return false;
    await this.close();
    this.line = { is: 'over' };
    this.changed();
    return true;
  }

  /** Forgets the desk on this device. */
  async close(): Promise<void> {
    await this.book.clear();
    this.desk = null;
    this.checks = [];
    this.changed();
  }

  private async takeDown(
    event: Omit<DeskEvent, 'eventId' | 'at'>,
    displayName: string | null,
  ): Promise<Made> {
    const at = new Date().toISOString();
    const made: Made = {
      event: { ...event, eventId: crypto.randomUUID(), at },
      result: null,
      displayName,
    };
    await this.book.keepChecks([made]);
    this.checks = [...this.checks, made];
    this.changed();
    void this.catchUp();
    return made;
  }

  private async exchange(): Promise<void> {
    if (await this.forgottenAtEnd()) return;
    // A check that was made while the last ones were on their way goes with the next round.
    while (this.waiting.length > 0) if (!(await this.handOver())) return;
    await this.read();
  }

  private async handOver(): Promise<boolean> {
    const { desk, waiting } = this;
    if (desk === null) return false;
    const events = waiting.slice(0, CHECKS_AT_ONCE).map(({ event }) => event);
    const body = { deskCode: desk.code, events };
    const path = '/v1/desk/sync';
    const reply = await request<{ results: CheckResult[] }>(path, { method: 'POST', body });
    if (!reply.ok) {
      await this.lost(reply.problem);
      return false;
    }
    const results = new Map(reply.value.results.map((result) => [result.eventId, result]));
    const told = this.checks.flatMap((made) => {
      const result = results.get(made.event.eventId);
      return result === undefined ? [] : [{ ...made, result }];
    });
    await this.book.keepChecks(told);
    const byId = new Map(told.map((made) => [made.event.eventId, made]));
    this.checks = this.checks.map((made) => byId.get(made.event.eventId) ?? made);
    await this.keepPeople(told.flatMap(({ result }) => result.person ?? []));
    return told.length > 0;
  }

  /** What the server now says of those who were checked, until the list is read anew. */
  private async keepPeople(fresh: readonly DeskPerson[]): Promise<void> {
    if (this.desk === null) return;
    const people = new Map(this.desk.people.map((person) => [person.bookingId, person]));
    for (const person of fresh) people.set(person.bookingId, person);
    this.desk = { ...this.desk, people: [...people.values()] };
    await this.book.keepDesk(this.desk);
  }

  private async read(): Promise<void> {
    const people: DeskPerson[] = [];
    let cursor: string | null = null;
    do {
      const { desk } = this;
      if (desk === null) return;
      const body: object = { deskCode: desk.code, ...(cursor === null ? {} : { cursor }) };
      const reply = await request<DeskState>('/v1/desk/open', { method: 'POST', body });
      if (!reply.ok) {
        await this.lost(reply.problem);
        return;
      }
      const { people: some, nextCursor, ...state } = reply.value;
      people.push(...some);
      cursor = nextCursor;
      if (cursor !== null) continue;
      this.desk = { code: desk.code, state, people };
      await this.book.keepDesk(this.desk);
      this.line = { is: 'there' };
    } while (cursor !== null);
  }

  /** A desk that the server ended forgets too, unless checks wait here for a new code. */
  private async lost(problem: Problem): Promise<void> {
    const isOpened = this.desk !== null && this.desk.state !== null;
    if (problem.code === 'pass-invalid' && isOpened && this.waiting.length === 0) {
      await this.close();
      this.line = { is: 'over' };
      return;
    }
    const isRefused = problem.code === 'pass-invalid';
    this.line = isRefused ? { is: 'refused', problem } : { is: 'cut' };
  }
}
