import type { BookingProgressMessage, OwnBookingView } from '#contracts/booking-api';
import type { OwnTaskView, TaskProgressMessage } from '#contracts/field-task-api';
import type { NoteView } from '#contracts/note-api';
import { t } from '#web/language';
import { OwnPart, type OwnListener } from './own-part';

interface ItemsOf<T> {
  readonly items: readonly T[];
}

/** Words on a call-out come in bursts; what follows from them is fetched once per burst. */
const BURST_MS = 300;
/** What a desk writes down of whoever stands there comes by no socket. */
const AGAIN_MS = 15_000;
/** Where the server was not reached it is asked again. */
const RETRY_MS = 2_000;
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
  /** When notes were read here: what was fetched before the server knew does not undo it. */
  private readonly seenHere = new Map<string, string>();
  loaded = false;
  private asked = 0;
  /** The newest fetch whose answers are shown: those of an earlier one may come after them. */
  private shown = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Apart from the other: what changed while something was fetched is fetched after it. */
  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    listener: OwnListener,
    private readonly onNote: () => void,
  ) {
    super(listener);
  }

  async load(): Promise<void> {
    const { ask } = this.listener;
    const nth = (this.asked += 1);
    const [bookings, tasks, notes] = await Promise.all([
      ask<ItemsOf<OwnBookingView>>('/v1/me/bookings'),
      ask<ItemsOf<OwnTaskView>>('/v1/me/tasks'),
      ask<ItemsOf<NoteView>>(`/v1/me/notes?limit=${NOTES_MAX}`),
    ]);
    if (nth < this.shown) return;
    this.shown = nth;
    if (bookings.ok) this.bookings = bookings.value.items;
    if (tasks.ok) this.tasks = tasks.value.items;
    if (notes.ok) this.notes = notes.value.items.map((note) => this.asSeenHere(note));
    this.loaded = bookings.ok;
    this.listener.onChange();
    if (notes.ok) await this.tellAgain(notes.value.items);
    await this.fetchBadges();
    if (nth < this.asked || (bookings.ok && this.bookings.length === 0)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), bookings.ok ? AGAIN_MS : RETRY_MS);
  }

  /** Something of it may have changed. */
  loadSoon(): void {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.load(), BURST_MS);
  }

  /** A note came live: what it is about may have changed as well. */
  take(note: NoteView): void {
    const others = this.notes.filter(({ noteId }) => noteId !== note.noteId);
    this.notes = [this.asSeenHere(note), ...others];
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
    this.seenHere.set(note.noteId, new Date().toISOString());
    this.notes = this.notes.map((one) => this.asSeenHere(one));
    this.listener.onChange();
    await this.tellSeen(note.noteId);
  }

  progress(booking: OwnBookingView, body: BookingProgressMessage): Promise<boolean> {
    const path = `/v1/me/bookings/${booking.bookingId}/progress`;
    const news =
      body.step === 'en-route'
        ? t('They know that you are on the way.')
        : t('They know that you cannot come. Thank you for saying so.');
    return this.doing(
      () => this.listener.ask(path, { method: 'POST', body }),
      news,
      () => this.load(),
    );
  }

  task(task: OwnTaskView, body: TaskProgressMessage): Promise<boolean> {
    return this.doing(
      () => this.listener.ask(`/v1/me/tasks/${task.id}/progress`, { method: 'POST', body }),
      t('They know.'),
      () => this.load(),
    );
  }

  forget(): void {
    clearTimeout(this.timer);
    clearTimeout(this.soon);
    // What was asked for somebody else is shown to nobody.
    this.shown = this.asked += 1;
    this.bookings = [];
    this.tasks = [];
    this.notes = [];
    this.badges.clear();
    this.seenHere.clear();
    this.loaded = false;
    this.quieten();
  }

  private asSeenHere(note: NoteView): NoteView {
    return { ...note, seenAt: note.seenAt ?? this.seenHere.get(note.noteId) ?? null };
  }

  /** What was read without network is told when there is one. */
  private async tellAgain(fetched: readonly NoteView[]): Promise<void> {
    const untold = fetched.filter((one) => one.seenAt === null && this.seenHere.has(one.noteId));
    for (const { noteId } of untold) await this.tellSeen(noteId);
  }

  private async tellSeen(noteId: string): Promise<void> {
    await this.listener.ask(`/v1/me/notes/${noteId}/seen`, { method: 'POST', body: {} });
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
