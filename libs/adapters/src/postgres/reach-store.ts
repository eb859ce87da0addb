import type { Pool } from 'pg';
import { In, IsNull, MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { PersonReach, PushAddressSet, ReachChange, ReachStore } from '#flow/ports';
import { forgetAddress, otherHolders } from './devices';
import type { PersonKeys } from './person-keys';
import { keyOfPerson } from './put-responder';
import { identitiesOf, inRegistry } from './registry';
import { DEVICE, RESPONDER, type DeviceRow, type ResponderRow } from './registry-tables';
import { atOnce } from './transaction';

/** $1 devices, $2 now. */
const SEEN = `WITH seen AS (
  SELECT id FROM device WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE
)
UPDATE device SET seen_at = greatest(device.seen_at, $2::timestamptz) FROM seen
WHERE device.id = seen.id`;

/** Where people can be reached and when, in PostgreSQL. */
export class PostgresReachStore implements ReachStore {
  constructor(
    private readonly pool: Pool,
    private readonly dataSource: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  reachOf: ReachStore['reachOf'] = (organisationId, responderId) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const where = { organisationId, id: responderId };
      const rows = await manager.getRepository(RESPONDER).findBy(where);
      return (await withDevices(manager, rows, this.keys))[0] ?? null;
    });

  reachOfAll: ReachStore['reachOfAll'] = (organisationId, page) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const after = readCursor(page.cursor, 1)?.[0] ?? '';
      const rows = await manager.getRepository(RESPONDER).find({
        where: { organisationId, externalRef: MoreThan(after), disabledAt: IsNull() },
        order: { externalRef: 'ASC' },
        take: page.limit + 1,
      });
      const items = await withDevices(manager, rows.slice(0, page.limit), this.keys);
      const last = items.at(-1);
      const more = rows.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.externalRef]) : null };
    });

  setReach: ReachStore['setReach'] = ({ organisationId, responderId, change, now }) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const { availability, declined, language } = change;
      const contact = await this.contact(manager, { id: responderId, organisationId }, change);
      await manager.getRepository(RESPONDER).update(
        { organisationId, id: responderId },
        {
          ...(availability === undefined ? {} : { ...availability }),
          ...(declined === undefined ? {} : { declinedChannels: [...declined] }),
          ...(language === undefined ? {} : { language }),
          ...contact,
          updatedAt: now,
        },
      );
    });

  /** Columns of a person with other addresses; none where none is changed. */
  private async contact(
    manager: EntityManager,
    person: { readonly id: string; readonly organisationId: string },
    { phone, email }: ReachChange,
  ): Promise<Partial<ReturnType<PersonKeys['columns']>>> {
    if (phone === undefined && email === undefined) return {};
    const row = await manager.getRepository(RESPONDER).findOne({
      where: { ...person },
      lock: { mode: 'for_no_key_update' },
    });
    if (row === null) return {};
    const known = (await identitiesOf(manager, [row], this.keys)).get(row.id);
    const sealedKey = await keyOfPerson(manager, row, this.keys);
    return this.keys.columns(row.id, sealedKey, {
      displayName: known?.displayName ?? '',
      phone: phone === undefined ? (known?.phone ?? null) : phone,
      email: email === undefined ? (known?.email ?? null) : email,
    });
  }

  setPushAddress: ReachStore['setPushAddress'] = (input) =>
    // At the door, since an address may be of a phone of another organisation.
    inRegistry(this.dataSource, null, async (manager) => {
      const { organisationId, deviceId: id, channel, address, permission, now } = input;
      const devices = manager.getRepository(DEVICE);
      const key = { id, organisationId, endedAt: IsNull() };
      const device = await devices.findOneBy(key);
      if (device === null) return { isSet: true, takenFrom: [] };
      const { responderId } = device;
      const allowed = permission === undefined ? {} : { permission };
      const holders =
        address === null ? [] : await otherHolders(manager, { address, responderId, now });
      if (holders.length > 0 && input.isProven !== true) {
        if (permission !== undefined) await devices.update(key, allowed);
        return { isSet: false, takenFrom: [] };
      }
      if (address !== null) await forgetAddress(manager, address);
      const kept = { pushToken: null, pushSetAt: null };
      const set = { pushToken: address, pushChannel: channel, pushSetAt: now, pushGoneAt: null };
      await devices.update(key, { ...(address === null ? kept : set), ...allowed });
      return { isSet: true, takenFrom: peopleOf(holders) };
    });

  pushAddressesOf: ReachStore['pushAddressesOf'] = (organisationId, responderId, now) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const devices = await manager.getRepository(DEVICE).find({
        where: {
          ...{ organisationId, responderId, endedAt: IsNull() },
          ...{ pushToken: Not(IsNull()), tokenExpiresAt: MoreThan(now) },
        },
        order: { createdAt: 'ASC', id: 'ASC' },
      });
      return devices.flatMap(({ id: deviceId, pushChannel: channel, pushToken: address }) =>
        address === null ? [] : [{ deviceId, channel, address }],
      );
    });

  holderOf: ReachStore['holderOf'] = (organisationId, { kind, address }) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const digests = this.keys.contactDigests(kind, address);
      const column = kind === 'phone' ? 'phone_digest' : 'email_digest';
      const row = await manager
        .getRepository(RESPONDER)
        .createQueryBuilder('r')
        .where(`r.organisation_id = :organisationId AND r.${column} = ANY (:digests)`)
        .setParameters({ organisationId, digests })
        .orderBy('r.id')
        .getOne();
      return row?.id ?? null;
    });

  dropPushAddress: ReachStore['dropPushAddress'] = (address, now) =>
    inRegistry(this.dataSource, null, (manager) => forgetAddress(manager, address, now));

  noteSeen: ReachStore['noteSeen'] = async (deviceIds, now) => {
    if (deviceIds.length === 0) return;
    const values = [deviceIds, new Date(now)];
    await atOnce(this.pool, { name: 'devices-seen', text: SEEN, values });
  };

  signOut: ReachStore['signOut'] = ({ organisationId, deviceId, now }) =>
    inRegistry(this.dataSource, organisationId, async (manager) => {
      const devices = manager.getRepository(DEVICE);
      const device = await devices.findOneBy({ id: deviceId, organisationId });
      if (device === null) return 0;
      const mine = { id: deviceId, organisationId, endedAt: IsNull() };
      await devices.update(mine, { endedAt: now, pushToken: null });
      const { responderId } = device;
      return devices.countBy({ responderId, endedAt: IsNull(), tokenExpiresAt: MoreThan(now) });
    });
}

/** Each of the people whose phones these are, once. */
function peopleOf(devices: readonly DeviceRow[]): PushAddressSet['takenFrom'] {
  const byId = new Map(
    devices.map(({ organisationId, responderId }) => [
      responderId,
      { organisationId, responderId },
    ]),
  );
  return [...byId.values()];
}

/** People with the phones they have not signed out of, in the order of the rows. */
async function withDevices(
  manager: EntityManager,
  rows: readonly ResponderRow[],
  keys: PersonKeys,
): Promise<PersonReach[]> {
  const identities = await identitiesOf(manager, rows, keys);
  const devices = await manager.getRepository(DEVICE).find({
    where: { responderId: In(rows.map((row) => row.id)), endedAt: IsNull() },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return rows.map((row) => {
    const { schedule, quietHours, mutedUntil } = row;
    const identity = identities.get(row.id);
    return {
      responderId: row.id,
      externalRef: row.externalRef,
      displayName: identity?.displayName ?? '',
      onDuty: row.onDuty,
      disabledAt: row.disabledAt,
      availability: { schedule, quietHours, mutedUntil },
      language: row.language,
      phone: identity?.phone ?? null,
      email: identity?.email ?? null,
      declined: row.declinedChannels,
      devices: devices.filter((device) => device.responderId === row.id).map(toDevice),
    };
  });
}

function toDevice(row: DeviceRow): PersonReach['devices'][number] {
  const { id: deviceId, platform, tokenExpiresAt, pushChannel, pushSetAt, pushGoneAt } = row;
  return {
    ...{ deviceId, platform, tokenExpiresAt, pushChannel, pushSetAt, pushGoneAt },
    signedInAt: row.createdAt,
    hasPushAddress: row.pushToken !== null,
    permission: row.permission,
    seenAt: row.seenAt,
    receiptAt: row.receiptAt,
  };
}
