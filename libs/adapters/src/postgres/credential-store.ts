import type { Pool } from 'pg';
import { ok, refuse, type Result } from '#core/problem';
import { CREDENTIAL_TABLE, type CredentialKind, type CredentialStatus } from '#core/responder';
import { canMove } from '#core/transition';
import type { Instant } from '#core/units';
import { numberKey } from '#adapters/shared/credential-number';
import { readTimeCursor } from '#adapters/shared/cursor';
import type { CredentialStore, Vault } from '#flow/ports';
import { aboutNumber, openFiled, pageOf, type FiledRow } from './credential-rows';
import { ENDING, FILED, type EndingRow } from './credential-sql';
import { takeReminders } from './credential-reminders';
import type { PersonKeys } from './person-keys';
import { inOrganisation, isDuplicate, type Tx } from './transaction';

interface HeldRow {
  readonly responderId: string;
  readonly kind: CredentialKind;
  readonly status: CredentialStatus;
  readonly sealedKey: Buffer | null;
}

/** $1 organisation, $2 credential. Locked: a proof and a review do not cross. */
const HELD = `SELECT c.responder_id AS "responderId", c.kind, c.status,
  (SELECT pk.sealed_key FROM person_key pk WHERE pk.responder_id = c.responder_id) AS "sealedKey"
FROM credential c WHERE c.organisation_id = $1::uuid AND c.id = $2::uuid FOR NO KEY UPDATE`;

/** Filings, proofs and reminders of credentials in PostgreSQL; numbers and proofs are sealed. */
export class PostgresCredentialStore implements CredentialStore {
  constructor(
    private readonly ports: {
      readonly pool: Pool;
      readonly queuePool: Pool;
      readonly keys: PersonKeys;
      readonly vault: Pick<Vault, 'digest'>;
    },
  ) {}

  file: CredentialStore['file'] = async (input) => {
    const { organisationId, responderId, credential, number, now } = input;
    const { id, kind, issuer, status, validFrom, validTo } = credential;
    try {
      await inOrganisation(this.ports.pool, organisationId, async (tx) => {
        const sealedKey = await keyOf(tx, responderId);
        await tx.rows({
          text: `INSERT INTO credential (id, organisation_id, responder_id, kind, issuer, status,
              valid_from, valid_to, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
          values: [
            ...[id, organisationId, responderId, kind, issuer, status],
            ...[new Date(validFrom), momentOf(validTo), new Date(now)],
          ],
        });
        const sealed = this.ports.keys.sealText(
          { responderId, sealedKey, about: aboutNumber(id) },
          number,
        );
        await tx.rows({
          text: `INSERT INTO credential_filing (credential_id, organisation_id, responder_id,
              filed_at, number_sealed, number_digest) VALUES ($1, $2, $3, $4, $5, $6)`,
          values: [
            ...[id, organisationId, responderId, new Date(now), sealed],
            this.ports.vault.digest(`credential ${numberKey(kind, number)}`),
          ],
        });
      });
      return ok(null);
    } catch (error) {
      if (!isDuplicate(error, ['credential_once_key'])) throw error;
      return refuse('reference-conflict', 'This credential is there already.');
    }
  };

  filedCredential: CredentialStore['filedCredential'] = async (organisationId, credentialId) => {
    const rows = await this.filed(organisationId, {
      where: 'c.id = $2::uuid',
      values: [credentialId],
    });
    return rows[0] === undefined ? null : openFiled(rows[0], this.ports.keys);
  };

  credentialsOf: CredentialStore['credentialsOf'] = async (organisationId, responderIds) => {
    const rows = await this.filed(organisationId, {
      where: 'c.responder_id = ANY ($2::uuid[])',
      values: [responderIds],
      order: 'c.responder_id, c.id',
    });
    return rows.map((row) => openFiled(row, this.ports.keys));
  };

  credentialsByStatus: CredentialStore['credentialsByStatus'] = async (
    organisationId,
    status,
    page,
  ) => {
    const after = readTimeCursor(page.cursor);
    const rows = await this.filed(organisationId, {
      where: `c.status = $2 AND ($3::timestamptz IS NULL
        OR (coalesce(f.filed_at, c.updated_at), c.id) > ($3::timestamptz, $4::uuid))`,
      values: [status, momentOf(after?.at ?? null), after?.id ?? null, page.limit + 1],
      order: 'coalesce(f.filed_at, c.updated_at), c.id LIMIT $5::int',
    });
    const placeOf = (row: FiledRow) => ({ at: row.addedAt, id: row.id });
    const { items, nextCursor } = pageOf(rows, page.limit, placeOf);
    return { items: items.map((row) => openFiled(row, this.ports.keys)), nextCursor };
  };

  putProof: CredentialStore['putProof'] = (input) =>
    inOrganisation(this.ports.pool, input.organisationId, async (tx) => {
      const { organisationId, responderId, credentialId, mediaType, file, now } = input;
      const held = await hold(tx, organisationId, credentialId);
      if (held?.responderId !== responderId) return noCredential();
      if (held.status !== 'pending') {
        return refuse('illegal-step', 'This credential has been looked at already.');
      }
      const sealedKey = known(held.sealedKey);
      const of = { responderId, sealedKey, about: aboutProof(credentialId) };
      await tx.rows({
        text: `INSERT INTO credential_proof (credential_id, organisation_id, responder_id,
            media_type, bytes, sealed, uploaded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (credential_id) DO UPDATE SET media_type = excluded.media_type,
            bytes = excluded.bytes, sealed = excluded.sealed, uploaded_at = excluded.uploaded_at`,
        values: [
          ...[credentialId, organisationId, responderId, mediaType, file.length],
          ...[this.ports.keys.sealBytes(of, file), new Date(now)],
        ],
      });
      return ok(null);
    });

  proof: CredentialStore['proof'] = (organisationId, credentialId) =>
    inOrganisation(this.ports.pool, organisationId, async (tx) => {
      const [row] = await tx.rows<ProofRow>({
        text: `SELECT p.responder_id AS "responderId", p.media_type AS "mediaType", p.sealed,
            (SELECT pk.sealed_key FROM person_key pk
              WHERE pk.responder_id = p.responder_id) AS "sealedKey"
          FROM credential_proof p
          WHERE p.organisation_id = $1::uuid AND p.credential_id = $2::uuid`,
        values: [organisationId, credentialId],
      });
      if (row === undefined || row.sealedKey === null) return null;
      const { responderId, sealedKey, mediaType, sealed } = row;
      const of = { responderId, sealedKey, about: aboutProof(credentialId) };
      return { mediaType, file: this.ports.keys.openBytes(of, sealed) };
    });

  review: CredentialStore['review'] = (input) =>
    inOrganisation(this.ports.pool, input.organisationId, (tx) => review(tx, input));

  takeReminders: CredentialStore['takeReminders'] = (lease) => takeReminders(this.ports, lease);

  reminderSent: CredentialStore['reminderSent'] = (reminder, leaseId, now) =>
    inOrganisation(this.ports.pool, reminder.organisationId, async (tx) => {
      const { credentialId, validTo, days } = reminder;
      await tx.rows({
        text: `UPDATE credential_reminder SET sent_at = $5
          WHERE credential_id = $1 AND valid_to = $2 AND days = $3 AND lease_id = $4
            AND sent_at IS NULL`,
        values: [credentialId, new Date(validTo), days, leaseId, new Date(now)],
      });
    });

  endingCredentials: CredentialStore['endingCredentials'] = async (organisationId, ends, page) => {
    const after = readTimeCursor(page.cursor);
    const rows = await inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<EndingRow>({
        name: 'credentials-ending',
        text: ENDING,
        values: [
          ...[organisationId, new Date(ends.now), new Date(ends.until)],
          ...[momentOf(after?.at ?? null), after?.id ?? null, page.limit + 1],
        ],
      }),
    );
    const placeOf = (row: EndingRow) => ({ at: row.validTo, id: row.credentialId });
    const { items, nextCursor } = pageOf(rows, page.limit, placeOf);
    const opened = items.map(({ responderId: id, externalRef, identity, sealedKey, ...row }) => {
      const { displayName } = this.ports.keys.open({ id, identity, sealedKey });
      return { ...row, responder: { id, externalRef, displayName } };
    });
    return { items: opened, nextCursor };
  };

  private filed(
    organisationId: string,
    query: { readonly where: string; readonly values: readonly unknown[]; readonly order?: string },
  ): Promise<FiledRow[]> {
    const { where, values, order = 'c.id' } = query;
    return inOrganisation(this.ports.pool, organisationId, (tx) =>
      tx.rows<FiledRow>({
        text: `${FILED} WHERE c.organisation_id = $1::uuid AND ${where} ORDER BY ${order}`,
        values: [organisationId, ...values],
      }),
    );
  }
}

interface ProofRow {
  readonly responderId: string;
  readonly mediaType: 'image/jpeg' | 'image/png' | 'application/pdf';
  readonly sealed: Buffer;
  readonly sealedKey: Buffer | null;
}

async function review(
  tx: Tx,
  input: Parameters<CredentialStore['review']>[0],
): Promise<Result<{ readonly responderId: string }>> {
  const { organisationId, credentialId, to, validTo, reason, by, now } = input;
  const held = await hold(tx, organisationId, credentialId);
  if (held === null) return noCredential();
  const { responderId, status } = held;
  if (status === to) return ok({ responderId });
  if (!canMove(CREDENTIAL_TABLE, status, to)) {
    return refuse('illegal-step', `A ${status} credential cannot become ${to}.`);
  }
  await tx.rows({
    text: `UPDATE credential SET status = $2, updated_at = $3,
        valid_to = CASE WHEN $4::boolean THEN valid_to ELSE $5::timestamptz END
      WHERE id = $1`,
    values: [credentialId, to, new Date(now), validTo === undefined, momentOf(validTo ?? null)],
  });
  await tx.rows({
    text: `INSERT INTO credential_filing (credential_id, organisation_id, responder_id,
        reviewed_by, reviewed_at, reason) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (credential_id) DO UPDATE SET reviewed_by = excluded.reviewed_by,
        reviewed_at = excluded.reviewed_at, reason = excluded.reason`,
    values: [credentialId, organisationId, responderId, by, new Date(now), reason],
  });
  return ok({ responderId });
}

async function hold(tx: Tx, organisationId: string, credentialId: string): Promise<HeldRow | null> {
  const values = [organisationId, credentialId];
  return (await tx.rows<HeldRow>({ text: HELD, values }))[0] ?? null;
}

async function keyOf(tx: Tx, responderId: string): Promise<Buffer> {
  const [row] = await tx.rows<{ sealedKey: Buffer | null }>({
    text: 'SELECT sealed_key AS "sealedKey" FROM person_key WHERE responder_id = $1',
    values: [responderId],
  });
  return known(row?.sealedKey ?? null);
}

function known(sealedKey: Buffer | null): Buffer {
  if (sealedKey === null) throw new Error('this person was erased');
  return sealedKey;
}

function momentOf(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function aboutProof(credentialId: string): string {
  return `proof ${credentialId}`;
}

function noCredential() {
  return refuse('not-found', 'There is no such credential.');
}
