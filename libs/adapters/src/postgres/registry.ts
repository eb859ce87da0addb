import { createHash } from 'node:crypto';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';
import { channelsTo } from '#core/channels-to';
import type { DeliveryChannel } from '#core/delivery';
import type { Credential, Responder } from '#core/responder';
import type { Instant } from '#core/units';
import type { Purpose } from '#migrations/row-security';
import { sortCredentials } from '#adapters/shared/merge-credentials';
import type { Identity, PersonKeys } from './person-keys';
import { PERSON_KEY } from './privacy-tables';
import {
  CREDENTIAL,
  DEVICE,
  RESPONDER,
  type CredentialRow,
  type ResponderRow,
} from './registry-tables';
import { withoutContent } from './transaction';

/*
 * What the registry shares: transactions of TypeORM that belong to an organisation, and
 * responders with their credentials.
 */

const PURPOSES: readonly Purpose[] = ['queue', 'door', 'upkeep'];

/**
 * Runs registry work in one transaction; failures carry no content of rows.
 *
 * @param scope an organisation, or what the work is for where it belongs to none; null says that
 *   somebody signs in
 */
export function inRegistry<T>(
  dataSource: DataSource,
  scope: string | null,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return dataSource
    .transaction(async (manager) => {
      const purpose = scope === null ? 'door' : PURPOSES.find((known) => known === scope);
      const name = purpose === undefined ? 'closeby.organisation_id' : 'closeby.purpose';
      await manager.query('SELECT set_config($1, $2, true)', [name, purpose ?? scope]);
      return work(manager);
    })
    .catch((error: unknown) => {
      throw error instanceof QueryFailedError ? withoutContent(error.driverError) : error;
    });
}

/** What is stored of a secret. Secrets are long and random, so that one round is enough. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A responder with credentials and channels, or null. */
export async function findResponder(
  manager: EntityManager,
  where: { readonly organisationId: string } & (
    { readonly id: string } | { readonly externalRef: string }
  ),
  seen: { readonly now: Instant; readonly keys: PersonKeys },
): Promise<Responder | null> {
  const row = await manager.getRepository(RESPONDER).findOneBy({ ...where });
  return row === null ? null : ((await withTheirs(manager, [row], seen))[0] ?? null);
}

/** Responders of rows with their credentials and channels, in the order of the rows. */
export async function withTheirs(
  manager: EntityManager,
  rows: readonly ResponderRow[],
  { now, keys }: { readonly now: Instant; readonly keys: PersonKeys },
): Promise<Responder[]> {
  const credentials = await manager
    .getRepository(CREDENTIAL)
    .createQueryBuilder('c')
    .where('c.responderId = ANY (:ids)', { ids: rows.map((row) => row.id) })
    .getMany();
  const devices = await deviceChannels(manager, rows, now);
  const identities = await identitiesOf(manager, rows, keys);
  return rows.map((row) => {
    const { id, organisationId, externalRef, onDuty, testPhone, disabledAt } = row;
    const { travelMode, tier, equipment, language, schedule, quietHours, mutedUntil } = row;
    const displayName = identities.get(id)?.displayName ?? '';
    const theirs = credentials.filter((credential) => credential.responderId === id);
    return {
      ...{ id, organisationId, externalRef, displayName, onDuty, testPhone, disabledAt },
      ...{ travelMode, tier, equipment },
      credentials: sortCredentials(theirs.map(toCredential)),
      language,
      availability: { schedule, quietHours, mutedUntil },
      channels: channelsTo({
        ofDevices: devices.get(id) ?? [],
        hasPhone: row.phoneDigest !== null,
        hasEmail: row.emailDigest !== null,
        declined: row.declinedChannels,
      }),
    };
  });
}

/** Who the people of these rows are, by responder. */
export async function identitiesOf(
  manager: EntityManager,
  rows: readonly ResponderRow[],
  keys: PersonKeys,
): Promise<ReadonlyMap<string, Identity>> {
  const found = await manager
    .getRepository(PERSON_KEY)
    .createQueryBuilder('k')
    .where('k.responderId = ANY (:ids)', { ids: rows.map((row) => row.id) })
    .getMany();
  const sealed = new Map(found.map((key) => [key.responderId, key.sealedKey]));
  return new Map(
    rows.map(({ id, identity }) => [
      id,
      keys.open({ id, identity, sealedKey: sealed.get(id) ?? null }),
    ]),
  );
}

/** Channels of the phones that are signed in, by responder. */
async function deviceChannels(
  manager: EntityManager,
  rows: readonly ResponderRow[],
  now: Instant,
): Promise<ReadonlyMap<string, readonly DeliveryChannel[]>> {
  const devices = await manager
    .getRepository(DEVICE)
    .createQueryBuilder('d')
    .where('d.responderId = ANY (:ids)', { ids: rows.map((row) => row.id) })
    .andWhere('d.endedAt IS NULL AND d.tokenExpiresAt > :now', { now: new Date(now) })
    .getMany();
  const channels = new Map<string, DeliveryChannel[]>();
  for (const { responderId, pushToken, pushChannel } of devices) {
    const theirs = channels.get(responderId) ?? ['live'];
    if (pushToken !== null && !theirs.includes(pushChannel)) theirs.push(pushChannel);
    channels.set(responderId, theirs);
  }
  return channels;
}

export function toCredential(row: CredentialRow): Credential {
  const { id, kind, issuer, status, validFrom, validTo } = row;
  return { id, kind, issuer, status, validFrom, validTo };
}
