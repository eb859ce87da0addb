import type { Language } from '#core/delivery';
import { noteWords } from '#core/note-words';
import { ok, refuse, type Result } from '#core/problem';
import type { NoteView } from '#contracts/note-api';
import { toIso } from '#contracts/shapes';
import type {
  Clock,
  Ids,
  NewNote,
  NoteStore,
  Page,
  PageRequest,
  ReachStore,
  ResponderCaller,
  StoredNote,
} from '#flow/ports';

/** Notes kept in one statement. */
const NOTES_AT_ONCE = 500;

/** Texts to people that are no alerts: kept first, carried by the worker, listed in the app. */
export class Notes {
  constructor(
    private readonly ports: {
      readonly notes: NoteStore;
      readonly reach: Pick<ReachStore, 'reachOf'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /**
   * Keeps notes until they have been handed over; resolves once they are kept. Whether and by what
   * each person gets theirs is decided when it goes out.
   */
  async tell(notes: readonly Omit<NewNote, 'id' | 'at'>[]): Promise<void> {
    const at = this.ports.clock.now();
    for (let first = 0; first < notes.length; first += NOTES_AT_ONCE) {
      const some = notes.slice(first, first + NOTES_AT_ONCE);
      await this.ports.notes.addNotes(
        some.map((each) => ({ ...each, id: this.ports.ids.id(), at })),
      );
    }
  }

  /** A responder's own notes, newest first, in their language. */
  async own(caller: ResponderCaller, page: PageRequest): Promise<Page<NoteView>> {
    const { organisationId, responderId } = caller;
    const language = await this.languageOf(caller);
    const found = await this.ports.notes.notesOf(organisationId, { responderId }, page);
    const { items, nextCursor } = found;
    return { items: items.map((note) => renderNote(note, language)), nextCursor };
  }

  /** Notes of somebody without an account, newest first. */
  async ofBooking(
    { organisationId, bookingId }: { readonly organisationId: string; readonly bookingId: string },
    page: PageRequest,
  ): Promise<Page<NoteView>> {
    const found = await this.ports.notes.notesOf(organisationId, { bookingId }, page);
    const { items, nextCursor } = found;
    return { items: items.map((note) => renderNote(note, 'en')), nextCursor };
  }

  /**
   * The person has seen a note of theirs: nothing more goes out about it. The first time counts.
   *
   * @returns refusal `not-found`, also for a note of somebody else
   */
  async seen(caller: ResponderCaller, noteId: string): Promise<Result<NoteView>> {
    const { organisationId, responderId } = caller;
    const of = { responderId, noteId, now: this.ports.clock.now() };
    const note = await this.ports.notes.noteSeen(organisationId, of);
    if (note === null) return refuse('not-found', 'There is no such note.');
    return ok(renderNote(note, await this.languageOf(caller)));
  }

  private async languageOf(caller: ResponderCaller): Promise<Language> {
    const { organisationId, responderId } = caller;
    return (await this.ports.reach.reachOf(organisationId, responderId))?.language ?? 'en';
  }
}

/** A note as its person reads it. */
export function renderNote(note: StoredNote, language: Language): NoteView {
  const { title, body } = noteWords(note, language);
  return {
    ...{ noteId: note.id, kind: note.kind, title, text: body, calloutId: note.calloutId },
    ...{ isExercise: note.isExercise, at: toIso(note.at), seenAt: toIso(note.seenAt) },
    by: [...note.by],
  };
}
