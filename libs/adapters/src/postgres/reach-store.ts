import type { Pool } from 'pg';
import { In, IsNull, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { PersonReach, ReachChange, ReachStore } from '#flow/ports';
import { forgetAddress } from './devices';
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
    inRegistry(this.dataSource, input.organisationId, async (manager) => {
      const { organisationId, deviceId: id, channel, address, permission, now } = input;
      if (address !== null) await forgetAddress(manager, address);
      const kept = { pushToken: null, pushSetAt: null };
      const set = { pushToken: address, pushChannel: channel, pushSetAt: now, pushGoneAt: null };
      await manager.getRepository(DEVICE).update(
        { id, organisationId, endedAt: IsNull() },
        {
          ...(address === null ? kept : set),
          ...(permission === undefined ? {} : { permission }),
        },
      );
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
    hasPushAddress: row.pushToken !== null,
    permission: row.permission,
    seenAt: row.seenAt,
    receiptAt: row.receiptAt,
  };
}
