import type { PersonKeys } from './person-keys';
import type { Pools } from './pools';
import { inOrganisation, readAcross, type Tx } from './transaction';

const TAKE = `DELETE FROM plain_person p WHERE p.responder_id IN (
    SELECT responder_id FROM plain_person WHERE organisation_id = $1
      ORDER BY responder_id LIMIT $2::int)
  RETURNING p.responder_id AS id, p.display_name AS "displayName", p.phone, p.email`;

const SEAL = `WITH key AS (
    INSERT INTO person_key (responder_id, organisation_id, sealed_key) VALUES ($2, $1, $3)
  )
  UPDATE responder SET identity = $4, phone_digest = $5, email_digest = $6
  WHERE organisation_id = $1 AND id = $2`;

/** Sealed in one transaction. */
const BATCH = 500;

interface PlainPerson {
  readonly id: string;
  readonly displayName: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Seals people from before they were sealed, which SQL alone cannot. Nothing to do but once; copies
 * of the server may do it together.
 *
 * @returns how many were sealed
 */
export async function sealPlainPeople(pools: Pools, keys: PersonKeys): Promise<number> {
  const organisations = await readAcross<{ id: string }>(pools.upkeep, {
    text: 'SELECT id FROM organisation ORDER BY id',
    values: [],
  });
  let sealed = 0;
  for (const { id } of organisations) {
    for (let count = BATCH; count === BATCH; sealed += count) {
      count = await inOrganisation(pools.work, id, (tx) => sealSome(tx, id, keys));
    }
  }
  return sealed;
}

async function sealSome(tx: Tx, organisationId: string, keys: PersonKeys): Promise<number> {
  const people = await tx.rows<PlainPerson>({ text: TAKE, values: [organisationId, BATCH] });
  for (const { id, displayName, phone, email } of people) {
    const sealedKey = keys.newKey(id);
    const columns = keys.columns(id, sealedKey, { displayName, phone, email });
    const { identity, phoneDigest, emailDigest } = columns;
    const values = [organisationId, id, sealedKey, identity, phoneDigest, emailDigest];
    await tx.rows({ text: SEAL, values });
  }
  return people.length;
}
