import type { BookingProgressMessage, OwnBookingView } from '#contracts/booking-api';
import type { OwnTaskView, TaskProgressMessage } from '#contracts/field-task-api';
import type { NoteView } from '#contracts/note-api';
import { OwnPart, type OwnListener } from './own-part';

interface ItemsOf<T> {
  readonly items: readonly T[];
}

/** Words on a call-out come in bursts; what follows from them is fetched once per burst. */
const BURST_MS = 300;
const NOTES_MAX = 50;
/** Notes that stop somebody: they cover the screen until they have been read. */
const STOPS: readonly NoteView['kind'][] = ['stop-coming', 'held-back', 'stood-down'];

/** The call-outs this person has said yes to, their tasks, and what they are told. */
export class Work extends OwnPart {
  bookings: readonly OwnBookingView[] = [];
  tasks: readonly OwnTaskView[] = [];
  notes: readonly NoteView[] = [];
  /** Texts of the badges that were asked for, by booking; they stay without network. */
  readonly badges = new Map<string, string>();
  loaded = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    listener: OwnListener,
    private readonly onNote: () => void,
  ) {
    super(listener);
  }

  async load(): Promise<void> {
    const { ask } = this.listener;
    const [bookings, tasks, notes] = await Promise.all([
      ask<ItemsOf<OwnBookingView>>('/v1/me/bookings'),
      ask<ItemsOf<OwnTaskView>>('/v1/me/tasks'),
      ask<ItemsOf<NoteView>>(`/v1/me/notes?limit=${NOTES_MAX}`),
    ]);
    if (bookings.ok) this.bookings = bookings.value.items;
    if (tasks.ok) this.tasks = tasks.value.items;
    if (notes.ok) this.notes = notes.value.items;
    this.loaded = bookings.ok;
    this.listener.onChange();
    await this.fetchBadges();
  }

  /** Something of it may have changed. */
  loadSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), BURST_MS);
  }

  /** A note came live: what it is about may have changed as well. */
  take(note: NoteView): void {
    this.notes = [note, ...this.notes.filter(({ noteId }) => noteId !== note.noteId)];
    this.onNote();
    this.listener.onChange();
    this.loadSoon();
  }

  /** The newest note that tells this person to stop and was not read; null when none does. */
  stop(): NoteView | null {
    return this.unread().find(({ kind }) => STOPS.includes(kind)) ?? null;
  }

  unread(): readonly NoteView[] {
    return this.notes.filter(({ seenAt }) => seenAt === null);
  }

  /** Whoever has read it has confirmed it; without network it is read here all the same. */
  async see(note: NoteView): Promise<void> {
    const seenAt = new Date().toISOString();
    this.notes = this.notes.map((one) => (one.noteId === note.noteId ? { ...one, seenAt } : one));
    this.listener.onChange();
    await this.listener.ask(`/v1/me/notes/${note.noteId}/seen`, { method: 'POST', body: {} });
  }

  progress(booking: OwnBookingView, body: BookingProgressMessage): Promise<boolean> {
    const path = `/v1/me/bookings/${booking.bookingId}/progress`;
    const news =
      body.step === 'en-route'
        ? 'They know that you are on the way.'
        : 'They know that you cannot come. Thank you for saying so.';
    return this.doing(
      () => this.listener.ask(path, { method: 'POST', body }),
      news,
      () => this.load(),
    );
  }

  task(task: OwnTaskView, body: TaskProgressMessage): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`/v1/me/tasks/${task.id}/progress`, { method: 'POST', body }),
      'They know.',
      () => this.load(),
    );
  }

  forget(): void {
    clearTimeout(this.timer);
    this.bookings = [];
    this.tasks = [];
    this.notes = [];
    this.badges.clear();
    this.loaded = false;
    this.quieten();
  }

  /** Before somebody stands at a desk without network. */
  private async fetchBadges(): Promise<void> {
    const wanted = this.bookings.filter(
      ({ bookingId, musterKey }) => musterKey !== null && !this.badges.has(bookingId),
    );
    for (const { bookingId } of wanted) {
      const path = `/v1/me/bookings/${bookingId}/badge`;
      const reply = await this.listener.ask<{ readonly badge: string }>(path);
      if (reply.ok) this.badges.set(bookingId, reply.value.badge);
    }
    if (wanted.length > 0) this.listener.onChange();
  }
}
