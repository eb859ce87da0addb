import { provenText } from '#core/registration';
import type { CredentialKind } from '#core/responder';
import { numberKey } from '#adapters/shared/credential-number';
import type { Vault } from '#flow/ports';
import { aboutNumber } from './credential-rows';
import { PersonKeys, SEALED_COLUMNS } from './person-keys';
import type { Pools } from './pools';
import { inOrganisation, readAcross, type Tx } from './transaction';

/** Rows looked at in one transaction. */
const BATCH = 500;

/** What the vault sealed for good: its table, column, and the row's key. */
const SEALED = [
  { what: 'person-keys', table: 'person_key', column: 'sealed_key', key: 'responder_id' },
  { what: 'sign-in-codes', table: 'account', column: 'totp_sealed', key: 'id' },
  { what: 'invited-codes', table: 'account_invitation', column: 'totp_sealed', key: 'code_hash' },
  { what: 'signing-secrets', table: 'signing_secret', column: 'sealed', key: 'id' },
  { what: 'webhook-secrets', table: 'webhook_secret', column: 'sealed', key: 'id' },
  { what: 'booked-guests', table: 'callout_booking', column: 'sealed', key: 'id' },
  { what: 'kept-fields', table: 'kept_fields', column: 'sealed', key: 'id' },
] as const;
type SealedPlace = (typeof SEALED)[number];

const ABOUT: Readonly<Record<SealedPlace['what'], { readonly of: string; readonly kind: string }>> =
  {
    'person-keys': { of: 'responder_id', kind: 'person' },
    'sign-in-codes': { of: 'id', kind: 'totp' },
    'invited-codes': { of: 'account_id', kind: 'totp' },
    'signing-secrets': { of: 'id', kind: 'signing-secret' },
    'webhook-secrets': { of: 'id', kind: 'webhook-secret' },
    'booked-guests': { of: 'id', kind: 'booking' },
    'kept-fields': { of: 'id', kind: 'kept-fields' },
  };

/** What was sealed, or digested, anew. */
export interface Resealed {
  readonly what: SealedPlace['what'] | 'addresses' | 'proven-addresses' | 'credential-numbers';
  readonly changed: number;
}

interface Work {
  readonly vault: Vault;
  readonly keys: PersonKeys;
  readonly organisationId: string;
}

/**
 * Seals by the key in use what an older one sealed, and makes digests anew by which people and
 * numbers are found; afterwards the older keys may go. Done again it changes nothing. Servers may
 * run beside it, when they know the key in use: a row that changed meanwhile is left as it is.
 */
export async function resealAll(pools: Pools, vault: Vault): Promise<readonly Resealed[]> {
  const organisations = await readAcross<{ id: string }>(pools.upkeep, {
    text: 'SELECT id FROM organisation ORDER BY id',
    values: [],
  });
  const counts = new Map<Resealed['what'], number>();
  const add = (what: Resealed['what'], changed: number): void => {
    counts.set(what, (counts.get(what) ?? 0) + changed);
  };
  for (const { id: organisationId } of organisations) {
    const work = { vault, keys: new PersonKeys(vault), organisationId };
    const inBatches = async (step: Step): Promise<void> => {
      for (let after: string | null = ''; after !== null;) {
        const from: string = after;
        after = await inOrganisation(pools.work, organisationId, (tx) => step(tx, from));
      }
    };
    for (const place of SEALED) {
      await inBatches((tx, after) => resealSome(tx, { ...work, place, after, add }));
    }
    await inBatches((tx, after) => digestPeople(tx, { ...work, after, add }));
    await inBatches((tx, after) => digestNumbers(tx, { ...work, after, add }));
  }
  return [...counts].map(([what, changed]) => ({ what, changed }));
}

/** One batch of rows after a key, as text; the last key of the batch, null after the last one. */
type Step = (tx: Tx, after: string) => Promise<string | null>;

type Batch = Work & {
  readonly after: string;
  readonly add: (what: Resealed['what'], changed: number) => void;
};

async function resealSome(
  tx: Tx,
  { vault, organisationId, place, after, add }: Batch & { readonly place: SealedPlace },
): Promise<string | null> {
  const { what, table, column, key } = place;
  const { of, kind } = ABOUT[what];
  const rows = await tx.rows<{ key: string; of: string; sealed: Buffer }>({
    text: `SELECT ${key}::text AS key, ${of}::text AS of, ${column} AS sealed FROM ${table}
      WHERE organisation_id = $1 AND ${column} IS NOT NULL AND ${key}::text > $2
      ORDER BY ${key}::text LIMIT ${BATCH}`,
    values: [organisationId, after],
  });
  let changed = 0;
  for (const row of rows.filter(({ sealed }) => !vault.isOfKeyInUse(sealed))) {
    const about = `${kind} ${row.of}`;
    const sealed = Buffer.from(vault.seal(vault.open(row.sealed, about), about));
    const done = await tx.rows({
      text: `UPDATE ${table} SET ${column} = $3
        WHERE organisation_id = $1 AND ${key}::text = $2 AND ${column} = $4 RETURNING 1`,
      values: [organisationId, row.key, sealed, row.sealed],
    });
    changed += done.length;
  }
  add(what, changed);
  return nextOf(rows);
}

interface PersonRow {
  readonly key: string;
  readonly identity: Buffer;
  readonly sealedKey: Buffer | null;
}

async function digestPeople(tx: Tx, batch: Batch): Promise<string | null> {
  const { vault, keys, organisationId, after, add } = batch;
  // Locked, as by whoever sets another address.
  const rows = await tx.rows<PersonRow>({
    text: `SELECT r.id::text AS key, ${SEALED_COLUMNS} FROM responder r
      WHERE r.organisation_id = $1 AND r.identity IS NOT NULL AND r.id::text > $2
      ORDER BY r.id::text LIMIT ${BATCH} FOR NO KEY UPDATE OF r`,
    values: [organisationId, after],
  });
  for (const { key: id, identity, sealedKey } of rows) {
    const person = keys.open({ id, identity, sealedKey });
    const { phone, email } = person;
    const digests = [keys.phoneDigest(phone), keys.emailDigest(email)];
    const done = await tx.rows({
      text: `UPDATE responder SET phone_digest = $3, email_digest = $4
        WHERE organisation_id = $1 AND id = $2::uuid
          AND (phone_digest, email_digest) IS DISTINCT FROM ($3::bytea, $4::bytea) RETURNING 1`,
      values: [organisationId, id, ...digests],
    });
    add('addresses', done.length);
    for (const contact of [
      { kind: 'phone', address: phone } as const,
      { kind: 'email', address: email } as const,
    ]) {
      if (contact.address === null) continue;
      const text = provenText({ ...contact, address: contact.address });
      const [first = new Uint8Array(), ...older] = vault
        .digests(text)
        .map((one) => Buffer.from(one));
      const proven = await tx.rows({
        text: `UPDATE contact_proof SET digest = $4 WHERE organisation_id = $1
          AND responder_id = $2::uuid AND kind = $3 AND digest = ANY ($5::bytea[]) RETURNING 1`,
        values: [organisationId, id, contact.kind, first, older],
      });
      add('proven-addresses', proven.length);
    }
  }
  return nextOf(rows);
}

interface NumberRow {
  readonly key: string;
  readonly responderId: string;
  readonly kind: CredentialKind;
  readonly sealed: Buffer;
  readonly sealedKey: Buffer;
}

async function digestNumbers(tx: Tx, batch: Batch): Promise<string | null> {
  const { vault, keys, organisationId, after, add } = batch;
  const rows = await tx.rows<NumberRow>({
    text: `SELECT f.credential_id::text AS key, f.responder_id AS "responderId", c.kind,
        f.number_sealed AS sealed, pk.sealed_key AS "sealedKey"
      FROM credential_filing f JOIN credential c ON c.id = f.credential_id
        JOIN person_key pk ON pk.responder_id = f.responder_id
      WHERE f.organisation_id = $1 AND f.number_sealed IS NOT NULL AND pk.sealed_key IS NOT NULL
        AND f.credential_id::text > $2
      ORDER BY f.credential_id::text LIMIT ${BATCH}`,
    values: [organisationId, after],
  });
  for (const { key, responderId, kind, sealed, sealedKey } of rows) {
    const number = keys.openText({ responderId, sealedKey, about: aboutNumber(key) }, sealed);
    const digest = Buffer.from(vault.digest(`credential ${numberKey(kind, number)}`));
    const done = await tx.rows({
      text: `UPDATE credential_filing SET number_digest = $3 WHERE organisation_id = $1
        AND credential_id = $2::uuid AND number_digest <> $3 RETURNING 1`,
      values: [organisationId, key, digest],
    });
    add('credential-numbers', done.length);
  }
  return nextOf(rows);
}

function nextOf(rows: readonly { readonly key: string }[]): string | null {
  return rows.length === BATCH ? (rows.at(-1)?.key ?? null) : null;
}
