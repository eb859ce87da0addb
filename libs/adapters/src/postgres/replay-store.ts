import type { Pool } from 'pg';
import type { ReplayStore } from '#flow/ports';
import { atOnce } from './transaction';

interface Noted {
  readonly isFirst: boolean;
  readonly isSame: boolean;
}

/** Signed messages that came, in PostgreSQL: what was taken is known after any crash. */
export class PostgresReplayStore implements ReplayStore {
  /** @param doorPool one statement on it is one round trip */
  constructor(private readonly doorPool: Pool) {}

  note: ReplayStore['note'] = async (message) => {
    const [noted] = await atOnce<Noted>(this.doorPool, {
      name: 'note-signed-message',
      // The row is touched so that it comes back; of two at once the second waits for the first.
      text: `INSERT INTO signed_message AS known
          (key_id, message_id, organisation_id, digest, received_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (key_id, message_id) DO UPDATE SET digest = known.digest
        RETURNING xmax = 0 AS "isFirst", digest = $4 AS "isSame"`,
      values: [
        ...[message.keyId, message.messageId, message.organisationId],
        ...[Buffer.from(message.digest), new Date(message.now)],
      ],
    });
    if (noted === undefined) throw new Error('a signed message was neither new nor known');
    if (noted.isFirst) return 'first';
    return noted.isSame ? 'again' : 'other';
  };
}
