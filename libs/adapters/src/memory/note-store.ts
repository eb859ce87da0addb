import type { Instant } from '#core/units';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type {
  CalloutMessage,
  DueNote,
  MessageTo,
  NewNote,
  NoteStore,
  Page,
  PageRequest,
  StoredNote,
} from '#flow/ports';
import { contactOf, signedInDevices } from './reach';
import { settle, type BookingRow, type MemoryTables } from './tables';

interface Row {
  readonly note: StoredNote;
  readonly messageId: string | null;
  readonly spared: string | null;
  readonly dueAt: Instant | null;
  readonly attempt: number;
  readonly leaseId: string | null;
  readonly leasedUntil: Instant | null;
}

const ALWAYS = { schedule: null, quietHours: null, mutedUntil: null };

/** Texts to people in memory. */
export class MemoryNoteStore implements NoteStore {
  private readonly rows = new Map<string, Row>();
  private readonly sent = new Map<string, CalloutMessage>();

  constructor(
    private readonly tables: MemoryTables,
    private readonly ports: { readonly ids: { id(): string } },
  ) {}

  addNotes: NoteStore['addNotes'] = (notes) =>
    settle(() => {
      for (const note of notes) this.add(note, null);
      if (notes.length > 0) this.tables.wake();
    });

  addMessage: NoteStore['addMessage'] = (message, isExercise) =>
    settle(() => {
      const { organisationId, id, calloutId, kind, text, at } = message;
      const callout = this.tables.callouts.get(calloutId);
      if (callout?.organisationId !== organisationId) return null;
      if (this.sent.has(id)) return 0;
      this.sent.set(id, message);
      const meant = new Map<string, BookingRow>();
      for (const row of this.tables.bookings.values()) {
        if (row.booking.calloutId !== calloutId || !isMeant(row, message.to)) continue;
        meant.set(row.booking.responderId ?? row.booking.id, row);
      }
      for (const { booking } of meant.values()) {
        const { responderId } = booking;
        const bookingId = responderId === null ? booking.id : null;
        const about = { organisationId, calloutId, kind, text, isExercise, at };
        this.add({ id: this.ports.ids.id(), responderId, bookingId, ...about }, id);
      }
      this.tables.wake();
      return meant.size;
    });

  messages: NoteStore['messages'] = (organisationId, calloutId, page) =>
    settle(() => {
      const all = [...this.sent.values()]
        .filter((one) => one.organisationId === organisationId && one.calloutId === calloutId)
        .sort(newestFirst);
      const found = pageOf(all, page);
      const items = found.items.map((message) => {
        const rows = this.rowsOf(message.id);
        const count = (which: (row: Row) => boolean): number => rows.filter(which).length;
        return {
          ...{ message, recipientCount: rows.length },
          reachedCount: count(({ note }) => note.by.length > 0),
          seenCount: count(({ note }) => note.seenAt !== null),
          sparedCount: count(({ spared }) => spared !== null),
        };
      });
      return { items, nextCursor: found.nextCursor };
    });

  hasMessage: NoteStore['hasMessage'] = (organisationId, { calloutId, messageId }) =>
    settle(() => {
      const message = this.sent.get(messageId);
      return message?.organisationId === organisationId && message.calloutId === calloutId;
    });

  recipients: NoteStore['recipients'] = (organisationId, { calloutId, messageId }, page) =>
    settle(() => {
      const rows = this.rowsOf(messageId)
        .filter(({ note }) => note.calloutId === calloutId)
        .filter(({ note }) => note.organisationId === organisationId)
        .map((row) => ({ ...row, id: row.note.id, at: row.note.at }))
        .sort((a, b) => newestFirst(b, a));
      const found = pageOf(rows, page, true);
      const items = found.items.map(({ note, spared }) => ({
        ...{ bookingId: note.bookingId, responderId: note.responderId },
        ...{ by: note.by, spared, seenAt: note.seenAt },
      }));
      return { items, nextCursor: found.nextCursor };
    });

  takeNotes: NoteStore['takeNotes'] = ({ leaseId, now, leaseMs, max }) =>
    settle(() =>
      [...this.rows.values()]
        .filter(({ dueAt }) => dueAt !== null && dueAt <= now)
        .filter(({ leasedUntil }) => leasedUntil === null || leasedUntil <= now)
        .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.note.id < b.note.id ? -1 : 1))
        .slice(0, max)
        .map((row) => {
          const attempt = row.attempt + 1;
          const taken = { ...row, attempt, leaseId, leasedUntil: now + leaseMs };
          this.rows.set(row.note.id, taken);
          return this.due(taken, now);
        }),
    );

  noteHandled: NoteStore['noteHandled'] = (input) =>
    settle(() => {
      const row = this.rows.get(input.noteId);
      if (row?.leaseId !== input.leaseId) return;
      const by = [...new Set([...row.note.by, ...input.by])];
      const dueAt = row.note.seenAt === null ? input.nextAt : null;
      this.rows.set(row.note.id, {
        ...{ ...row, note: { ...row.note, by }, spared: input.spared, dueAt },
        ...{ leaseId: null, leasedUntil: null },
        attempt: input.resetAttempts ? 0 : row.attempt,
      });
    });

  notesOf: NoteStore['notesOf'] = (organisationId, of, page) =>
    settle(() => {
      const all = [...this.rows.values()]
        .map(({ note }) => note)
        .filter((note) => note.organisationId === organisationId)
        .filter((note) =>
          'responderId' in of
            ? note.responderId === of.responderId
            : note.bookingId === of.bookingId,
        )
        .sort(newestFirst);
      return pageOf(all, page);
    });

  noteSeen: NoteStore['noteSeen'] = (organisationId, { responderId, noteId, now }) =>
    settle(() => {
      const row = this.rows.get(noteId);
      const isTheirs = row?.note.responderId === responderId;
      if (row?.note.organisationId !== organisationId || !isTheirs) return null;
      const note = { ...row.note, seenAt: row.note.seenAt ?? now };
      this.rows.set(noteId, { ...row, note, dueAt: null });
      return note;
    });

  /** When the next note falls due; null for none. */
  nextDueAt(): Instant | null {
    const moments = [...this.rows.values()].flatMap(({ dueAt, leasedUntil }) =>
      dueAt === null ? [] : [Math.max(dueAt, leasedUntil ?? dueAt)],
    );
    return moments.length === 0 ? null : Math.min(...moments);
  }

  /** A message that was sent; null for none. */
  message(id: string): CalloutMessage | null {
    return this.sent.get(id) ?? null;
  }

  private add(note: NewNote, messageId: string | null): void {
    if (this.rows.has(note.id)) return;
    this.rows.set(note.id, {
      note: { ...note, seenAt: null, by: [] },
      ...{ messageId, spared: null, dueAt: note.at, attempt: 0, leaseId: null, leasedUntil: null },
    });
  }

  private rowsOf(messageId: string): readonly Row[] {
    return [...this.rows.values()].filter((row) => row.messageId === messageId);
  }

  private due({ note, attempt }: Row, now: Instant): DueNote {
    const { tables } = this;
    const id = note.responderId ?? '';
    const responder = tables.responders.get(id);
    const { phone, email, declined } = contactOf(tables, id);
    const pushes = signedInDevices(tables, id, now).flatMap(({ pushChannel, pushToken }) =>
      pushToken === null ? [] : [{ channel: pushChannel, address: pushToken }],
    );
    const isBooked = [...tables.bookings.values()].some(
      ({ booking }) => booking.responderId === id && booking.calloutId === note.calloutId,
    );
    return {
      ...{ note, attempt, phone, email, declined, pushes },
      timeZone: tables.organisations.get(note.organisationId)?.timeZone ?? 'UTC',
      language: responder?.language ?? 'en',
      person: {
        disabledAt: responder?.disabledAt ?? null,
        testPhone: responder?.testPhone ?? false,
        onDuty: responder?.onDuty ?? false,
        isBooked,
        hasAccount: note.responderId !== null,
        availability: responder?.availability ?? ALWAYS,
      },
    };
  }
}

function isMeant({ booking }: BookingRow, to: MessageTo): boolean {
  return (
    to.statuses.includes(booking.status) &&
    (to.musterKey === null || booking.musterKey === to.musterKey) &&
    (to.needKey === null || booking.needKey === to.needKey) &&
    (to.groupId === null || booking.groupId === to.groupId)
  );
}

interface Placed {
  readonly id: string;
  readonly at: Instant;
}

function newestFirst(a: Placed, b: Placed): number {
  if (a.id === b.id) return 0;
  return b.at - a.at || (a.id < b.id ? 1 : -1);
}

/** A page of what is in order already: newest first, or oldest first. */
function pageOf<T extends Placed>(all: readonly T[], page: PageRequest, oldest = false): Page<T> {
  const after = readTimeCursor(page.cursor);
  const rest = all.filter((one) => {
    if (after === null) return true;
    const order = newestFirst(after, one);
    return oldest ? order > 0 : order < 0;
  });
  const items = rest.slice(0, page.limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, nextCursor: more ? writeCursor([String(last.at), last.id]) : null };
}
