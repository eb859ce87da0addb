import type { Responder } from '#core/responder';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { DeviceReach, PersonReach, ReachStore } from '#flow/ports';
import { contactOf, forgetAddress, otherHolders, signedInDevices } from './reach';
import { settle, type DeviceRow, type MemoryTables } from './tables';

/** Where people can be reached and when, in memory. */
export class MemoryReachStore implements ReachStore {
  constructor(private readonly tables: MemoryTables) {}

  reachOf: ReachStore['reachOf'] = (organisationId, responderId) =>
    settle(() => {
      const responder = this.tables.responders.get(responderId);
      return responder?.organisationId === organisationId ? this.shown(responder) : null;
    });

  reachOfAll: ReachStore['reachOfAll'] = (organisationId, page) =>
    settle(() => {
      const after = readCursor(page.cursor, 1)?.[0] ?? '';
      const rest = [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId && one.externalRef > after)
        .filter((one) => one.disabledAt === null)
        .sort((a, b) => (a.externalRef < b.externalRef ? -1 : 1));
      const items = rest.slice(0, page.limit).map((one) => this.shown(one));
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.externalRef]) : null };
    });

  setReach: ReachStore['setReach'] = ({ organisationId, responderId, change }) =>
    settle(() => {
      const old = this.tables.responders.get(responderId);
      if (old?.organisationId !== organisationId) return;
      const { availability = old.availability, language = old.language } = change;
      this.tables.responders.set(responderId, { ...old, availability, language });
      const contact = contactOf(this.tables, responderId);
      const { phone = contact.phone, email = contact.email } = change;
      const { declined = contact.declined } = change;
      this.tables.contacts.set(responderId, { phone, email, declined });
    });

  setPushAddress: ReachStore['setPushAddress'] = (input) =>
    settle(() => {
      const { organisationId, deviceId, channel, address, permission, now } = input;
      const device = this.device(organisationId, deviceId);
      if (device?.endedAt !== null) return { isSet: true, takenFrom: [] };
      const { responderId } = device;
      if (permission !== undefined) device.permission = permission;
      const holders =
        address === null ? [] : otherHolders(this.tables, { address, responderId, now });
      if (holders.length > 0 && input.isProven !== true) return { isSet: false, takenFrom: [] };
      if (address !== null) forgetAddress(this.tables, address);
      device.pushToken = address;
      device.pushSetAt = address === null ? null : now;
      if (address !== null) {
        device.pushChannel = channel;
        device.pushGoneAt = null;
      }
      const people = new Map(holders.map((one) => [one.responderId, one.organisationId]));
      const takenFrom = [...people].map(([id, of]) => ({ organisationId: of, responderId: id }));
      return { isSet: true, takenFrom };
    });

  pushAddressesOf: ReachStore['pushAddressesOf'] = (organisationId, responderId, now) =>
    settle(() =>
      signedInDevices(this.tables, responderId, now)
        .filter((device) => device.organisationId === organisationId)
        .flatMap(({ id: deviceId, pushChannel: channel, pushToken: address }) =>
          address === null ? [] : [{ deviceId, channel, address }],
        ),
    );

  holderOf: ReachStore['holderOf'] = (organisationId, { kind, address }) =>
    settle(() => {
      const found = [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId)
        .filter(({ id }) => {
          const kept = contactOf(this.tables, id)[kind];
          return kind === 'email'
            ? kept?.toLowerCase() === address.toLowerCase()
            : kept === address;
        })
        .map(({ id }) => id);
      return found.sort()[0] ?? null;
    });

  dropPushAddress: ReachStore['dropPushAddress'] = (address, now) =>
    settle(() => {
      forgetAddress(this.tables, address, now);
    });

  noteSeen: ReachStore['noteSeen'] = (deviceIds, now) =>
    settle(() => {
      for (const device of this.tables.devices.values()) {
        if (deviceIds.includes(device.id)) device.seenAt = Math.max(device.seenAt ?? now, now);
      }
    });

  signOut: ReachStore['signOut'] = ({ organisationId, deviceId, now }) =>
    settle(() => {
      const device = this.device(organisationId, deviceId);
      if (device === undefined) return 0;
      device.endedAt ??= now;
      device.pushToken = null;
      return signedInDevices(this.tables, device.responderId, now).length;
    });

  private device(organisationId: string, deviceId: string): DeviceRow | undefined {
    return [...this.tables.devices.values()].find(
      (one) => one.id === deviceId && one.organisationId === organisationId,
    );
  }

  private shown(responder: Responder): PersonReach {
    const { id, externalRef, displayName, onDuty, disabledAt, availability, language } = responder;
    const { phone, email, declined } = contactOf(this.tables, id);
    const devices = (this.tables.tokensByResponder.get(id) ?? [])
      .flatMap((token) => this.tables.devices.get(token) ?? [])
      .filter((device) => device.endedAt === null);
    return {
      responderId: id,
      ...{ externalRef, displayName, onDuty, disabledAt, availability, language },
      ...{ phone, email, declined },
      devices: devices.map(deviceReach),
    };
  }
}

function deviceReach(device: DeviceRow): DeviceReach {
  const { id: deviceId, platform, expiresAt: tokenExpiresAt, pushChannel, pushSetAt } = device;
  const { pushGoneAt, permission, seenAt, receiptAt, signedInAt } = device;
  return {
    ...{ deviceId, platform, tokenExpiresAt, pushChannel, pushSetAt, pushGoneAt },
    ...{ permission, seenAt, receiptAt, signedInAt },
    hasPushAddress: device.pushToken !== null,
  };
}
