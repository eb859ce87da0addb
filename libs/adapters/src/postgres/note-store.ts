import type { Pool } from 'pg';
import { readTimeCursor } from '#adapters/shared/cursor';
import type { CalloutMessage, MessageRecipient, NewNote, NoteStore } from '#flow/ports';
import { pageOf } from './credential-rows';
import type { DueBell } from './due-bell';
import {
  ADD_MESSAGE,
  ADD_NOTES,
  MESSAGES,
  NOTES_OF,
  RECIPIENTS,
  SEEN,
  toNote,
  type MessageRow,
  type NoteRow,
} from './note-sql';
import type { PersonKeys } from './person-keys';
import { takeNotes } from './take-notes';
import { inOrganisation } from './transaction';

/** Texts to people in PostgreSQL. */
export class PostgresNoteStore implements NoteStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly bell: DueBell;
      readonly keys: PersonKeys;
    },
  ) {}

  addNotes: NoteStore['addNotes'] = async (notes) => {
    const byOrganisation = new Map<string, NewNote[]>();
    for (const note of notes) {
      const list = byOrganisation.get(note.organisationId) ?? [];
      byOrganisation.set(note.organisationId, [...list, note]);
    }
    for (const [organisationId, some] of byOrganisation) {
      const rows = some.map(({ at, ...note }) => ({ ...note, at: new Date(at) }));
      await inOrganisation(this.ports.pool, organisationId, (tx) =>
        tx.rows({ text: ADD_NOTES, values: [organisationId, JSON.stringify(rows)] }),
      );
    }
    if (notes.length > 0) this.ports.bell.ring();
  };

  addMessage: NoteStore['addMessage'] = async (message, isExercise) => {
    const { organisationId, id, calloutId, kind, text, to, by, at } = message;
    const [row] = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<{ known: boolean; count: number }>({
        text: ADD_MESSAGE,
        values: [
          ...[organisationId, id, calloutId, kind, text, JSON.stringify(to), by.role, by.id],
          ...[new Date(at), isExercise],
        ],
      }),
    );
    this.ports.bell.ring();
    return row?.known === true ? row.count : null;
  };

  messages: NoteStore['messages'] = async (organisationId, calloutId, page) => {
    const rows = await this.read<MessageRow>(organisationId, {
      text: MESSAGES,
      values: [calloutId, ...fromCursor(page)],
    });
    const placeOf = ({ sent_at: at, id }: MessageRow) => ({ at, id });
    const found = pageOf(rows, page.limit, placeOf);
    const items = found.items.map((row) => ({
      message: toMessage(row, organisationId),
      recipientCount: row.recipient_count,
      ...{ reachedCount: row.reached, seenCount: row.seen, sparedCount: row.spared },
    }));
    return { items, nextCursor: found.nextCursor };
  };

  hasMessage: NoteStore['hasMessage'] = async (organisationId, { calloutId, messageId }) => {
    const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<{ id: string }>({
        text: `SELECT id FROM callout_message
          WHERE organisation_id = $1::uuid AND id = $2::uuid AND callout_id = $3::uuid`,
        values: [organisationId, messageId, calloutId],
      }),
    );
    return rows.length > 0;
  };

  recipients: NoteStore['recipients'] = async (organisationId, of, page) => {
    const rows = await this.read<MessageRecipient & { id: string; at: number }>(organisationId, {
      text: RECIPIENTS,
      values: [of.messageId, of.calloutId, ...fromCursor(page)],
    });
    const { items, nextCursor } = pageOf(rows, page.limit, ({ at, id }) => ({ at, id }));
    return {
      items: items.map(({ bookingId, responderId, by, spared, seenAt }) => ({
        ...{ bookingId, responderId, by, spared, seenAt },
      })),
      nextCursor,
    };
  };

  takeNotes: NoteStore['takeNotes'] = (lease) =>
    takeNotes({ pool: this.ports.queuePool, keys: this.ports.keys }, lease);

  noteHandled: NoteStore['noteHandled'] = async (input) => {
    const { organisationId, noteId, leaseId, by, spared, nextAt, resetAttempts } = input;
    await inOrganisation(this.ports.queuePool, organisationId, (tx) =>
      tx.rows({
        text: `UPDATE note SET by_ways = ARRAY(SELECT DISTINCT w FROM unnest(by_ways || $4) w),
            spared = $5, due_at = CASE WHEN seen_at IS NULL THEN $6::timestamptz END,
            lease_id = NULL, leased_until = NULL, attempt = CASE WHEN $7 THEN 0 ELSE attempt END
          WHERE organisation_id = $1 AND id = $2 AND lease_id = $3`,
        values: [
          ...[organisationId, noteId, leaseId, by, spared],
          ...[nextAt === null ? null : new Date(nextAt), resetAttempts],
        ],
      }),
    );
  };

  notesOf: NoteStore['notesOf'] = async (organisationId, of, page) => {
    const responderId = 'responderId' in of ? of.responderId : null;
    const bookingId = 'bookingId' in of ? of.bookingId : null;
    const rows = await this.read<NoteRow>(organisationId, {
      text: NOTES_OF,
      values: [responderId, bookingId, ...fromCursor(page)],
    });
    const found = pageOf(rows, page.limit, ({ made_at: at, id }) => ({ at, id }));
    return { items: found.items.map(toNote), nextCursor: found.nextCursor };
  };

  noteSeen: NoteStore['noteSeen'] = async (organisationId, { responderId, noteId, now }) => {
    const [row] = await this.read<NoteRow>(organisationId, {
      text: SEEN,
      values: [noteId, responderId, new Date(now)],
    });
    return row === undefined ? null : toNote(row);
  };

  private read<Row>(
    organisationId: string,
    statement: { readonly text: string; readonly values: readonly unknown[] },
  ): Promise<Row[]> {
    const { text, values } = statement;
    return inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<Row>({ text, values: [organisationId, ...values] }),
    );
  }
}

function toMessage(row: MessageRow, organisationId: string): CalloutMessage {
  const { id, callout_id: calloutId, kind, body: text, sent_to: to, sent_at: at } = row;
  return {
    ...{ id, organisationId, calloutId, kind, text, to, at },
    by: { role: row.by_role, id: row.by_id },
  };
}

/** Moment and id after which a page begins, and one row more than it holds. */
function fromCursor(page: Parameters<NoteStore['messages']>[2]): readonly unknown[] {
  const after = readTimeCursor(page.cursor);
  return [after === null ? null : new Date(after.at), after?.id ?? null, page.limit + 1];
}
