import { channelsTo } from '#core/channels-to';
import type { DeliveryChannel } from '#core/delivery';
import type { Responder } from '#core/responder';
import type { Instant } from '#core/units';
import type { ContactRow, DeviceRow, MemoryTables } from './tables';

const NO_CONTACT: ContactRow = { phone: null, email: null, declined: [] };

/** A responder with the channels that lead to them at that moment. */
export function withChannels(tables: MemoryTables, responder: Responder, now: Instant): Responder {
  const contact = contactOf(tables, responder.id);
  const ofDevices = signedInDevices(tables, responder.id, now).flatMap((device) => {
    const push: DeliveryChannel[] = device.pushToken === null ? [] : [device.pushChannel];
    return ['live' as const, ...push];
  });
  return {
    ...responder,
    channels: channelsTo({
      ofDevices,
      hasPhone: contact.phone !== null,
      hasEmail: contact.email !== null,
      declined: contact.declined,
    }),
  };
}

export function contactOf(tables: MemoryTables, responderId: string): ContactRow {
  return tables.contacts.get(responderId) ?? NO_CONTACT;
}

/** Phones whose token is good. */
export function signedInDevices(
  tables: MemoryTables,
  responderId: string,
  now: Instant,
): readonly DeviceRow[] {
  return (tables.tokensByResponder.get(responderId) ?? [])
    .flatMap((token) => tables.devices.get(token) ?? [])
    .filter((device) => device.expiresAt > now && device.endedAt === null);
}

/** Signed-in phones of other people that have a push address. */
export function otherHolders(
  tables: MemoryTables,
  asked: { readonly address: string; readonly responderId: string; readonly now: Instant },
): readonly DeviceRow[] {
  return [...tables.devices.values()].filter(
    (device) =>
      device.pushToken === asked.address &&
      device.responderId !== asked.responderId &&
      device.endedAt === null &&
      device.expiresAt > asked.now,
  );
}

/**
 * Takes an address from whatever phone has it: it is one phone's, and nobody who had that phone
 * before is rung on it.
 *
 * @param goneAt when its provider called it gone; left out where it only moves
 */
export function forgetAddress(tables: MemoryTables, address: string, goneAt?: Instant): void {
  for (const device of tables.devices.values()) {
    if (device.pushToken !== address) continue;
    device.pushToken = null;
    if (goneAt !== undefined) device.pushGoneAt = goneAt;
  }
}
