import type { Caller, PeopleStore } from '#flow/ports';
import type { DeviceRow, MemoryTables } from './tables';

/** Whose token of a phone it is, in use or not; see `PeopleStore.callerOf`. */
export function callerOfPhone(tables: MemoryTables, token: string): Caller | null {
  const other = tables.deviceTokens.get(token);
  const device = tables.devices.get(token) ?? deviceOf(tables, other?.deviceId ?? '');
  const responder = tables.responders.get(device?.responderId ?? '');
  if (device?.endedAt !== null || responder?.disabledAt !== null) return null;
  const { organisationId, responderId, id: deviceId } = device;
  const whose = { role: 'responder', organisationId, responderId, deviceId } as const;
  return other === undefined
    ? { ...whose, expiresAt: device.expiresAt }
    : { ...whose, expiresAt: other.expiresAt, tradedAt: other.tradedAt };
}

/** Keeps a new token beside the one in use; see `PeopleStore`. */
export function offerToken(
  tables: MemoryTables,
  input: Parameters<PeopleStore['offerToken']>[0],
): boolean {
  const { organisationId, deviceId, token, expiresAt } = input;
  if (signedIn(tables, organisationId, deviceId) === null) return false;
  for (const [old, { deviceId: of, tradedAt }] of tables.deviceTokens) {
    if (of === deviceId && tradedAt === null) tables.deviceTokens.delete(old);
  }
  tables.deviceTokens.set(token, { deviceId, expiresAt, tradedAt: null });
  return true;
}

/** The first use of such a token; see `PeopleStore`. */
export function useToken(
  tables: MemoryTables,
  input: Parameters<PeopleStore['useToken']>[0],
): void {
  const { organisationId, deviceId, token, now } = input;
  const device = signedIn(tables, organisationId, deviceId);
  const next = tables.deviceTokens.get(token);
  if (device === null || next?.deviceId !== deviceId || next.tradedAt !== null) return;
  const { token: old, expiresAt } = device;
  tables.deviceTokens.delete(token);
  tables.deviceTokens.set(old, { deviceId, expiresAt, tradedAt: now });
  tables.devices.delete(old);
  tables.devices.set(token, { ...device, token, expiresAt: next.expiresAt });
  const tokens = tables.tokensByResponder.get(device.responderId) ?? [];
  tables.tokensByResponder.set(
    device.responderId,
    tokens.map((one) => (one === old ? token : one)),
  );
}

function signedIn(
  tables: MemoryTables,
  organisationId: string,
  deviceId: string,
): DeviceRow | null {
  const device = deviceOf(tables, deviceId);
  return device?.organisationId === organisationId && device.endedAt === null ? device : null;
}

function deviceOf(tables: MemoryTables, deviceId: string): DeviceRow | undefined {
  return [...tables.devices.values()].find((one) => one.id === deviceId);
}
