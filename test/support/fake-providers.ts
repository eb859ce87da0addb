import type { LedgerView } from '#contracts/delivery-api';
import type { IncidentView } from '#contracts/incident-api';
import {
  startFakeProviders,
  type EnvironmentOptions,
  type FakeProviders,
} from '../../apps/simulator/src/providers/fake-providers';
import { arrestAt, enrolPhone, type Phone } from './clients';
import { startServer, type TestServer } from './server';

/** A server with every channel set up, and the local providers that it uses. */
export interface ServedByFakes {
  readonly server: TestServer;
  readonly providers: FakeProviders;
  stop(): Promise<void>;
}

/** A phone as its owner and the providers know it. */
export interface ReachablePhone extends Phone {
  /** Token of FCM; empty where it has none. */
  readonly pushToken: string;
  /** Telephone number; empty where it has none. */
  readonly number: string;
  /** Endpoint of a browser's subscription; empty where it has none. */
  readonly endpoint: string;
  /** Alerts that have rung by push or Web Push, one for each time, with when that was. */
  readonly rings: { readonly alertId: string; readonly atMs: number }[];
}

export type Way = 'push' | 'web-push' | 'number';

/** Together at most when people are enrolled. */
const ENROL_TOGETHER = 8;
/** Between two people of a crowd, degrees: a few metres. */
const APART = 0.00005;
let numbers = 0;

/** Starts the providers, and a server that uses them and is called back by them. */
export async function startWithFakes(options: EnvironmentOptions = {}): Promise<ServedByFakes> {
  const providers = await startFakeProviders();
  const server = await startServer({ env: providers.env(undefined, options) });
  providers.setCallbackTarget(server.url);
  return {
    server,
    providers,
    stop: async () => {
      await server.stop();
      await providers.stop();
    },
  };
}

/** A place of its own for each crowd of a test file, five kilometres from the next. */
export function placeOf(index: number): { readonly lat: number; readonly lon: number } {
  return { lat: 36.62 + 0.05 * (index % 6), lon: -76.28 + 0.06 * Math.floor(index / 6) };
}

/**
 * People on duty side by side, each with a phone that can be reached in these ways and says so when
 * it rings by push.
 */
export async function enrolCrowd(
  { server, providers }: ServedByFakes,
  place: { readonly lat: number; readonly lon: number },
  ways: readonly (readonly Way[])[],
): Promise<readonly ReachablePhone[]> {
  const crowd: ReachablePhone[] = [];
  for (let from = 0; from < ways.length; from += ENROL_TOGETHER) {
    const some = ways.slice(from, from + ENROL_TOGETHER).map(async (each, i) => {
      const phone = await enrolPhone(server.registrar(), server.url);
      const reachable = await giveAddresses({ server, providers }, phone, each);
      await phone.standAt({ lat: place.lat + APART * (from + i), lon: place.lon });
      return reachable;
    });
    crowd.push(...(await Promise.all(some)));
  }
  return crowd;
}

/** Raises an arrest at a place; resolves the incident as control got it. */
export async function raiseAt(
  { server }: ServedByFakes,
  place: { readonly lat: number; readonly lon: number },
): Promise<IncidentView> {
  const raised = await server.control().post<IncidentView>('/v1/incidents', arrestAt(place));
  if (raised.status !== 201) throw new Error(`not raised: ${JSON.stringify(raised.body)}`);
  return raised.body;
}

/** The delivery truth of an incident, as a dispatcher reads it now. */
export async function ledgerOf({ server }: ServedByFakes, id: string): Promise<LedgerView> {
  return (await server.dispatcher().get<LedgerView>(`/v1/incidents/${id}/deliveries`)).body;
}

async function giveAddresses(
  { server, providers }: Pick<ServedByFakes, 'server' | 'providers'>,
  phone: Phone,
  ways: readonly Way[],
): Promise<ReachablePhone> {
  const rings: ReachablePhone['rings'] = [];
  const ring = (alertId: string, channel: 'push' | 'web-push'): void => {
    rings.push({ alertId, atMs: performance.now() });
    void phone.post('/v1/me/receipts', { alertId, kind: 'delivered', subject: 'alert', channel });
  };
  numbers += 1;
  const pushToken = ways.includes('push') ? `token-${phone.responderId}` : '';
  const number = ways.includes('number') ? `+1757555${String(numbers).padStart(4, '0')}` : '';
  let endpoint = '';
  if (pushToken !== '') {
    await set(phone, { channel: 'push', token: pushToken, permission: 'granted' });
    providers.onPush(pushToken, ({ data }) => {
      if (data?.['kind'] !== 'stood-down') ring(data?.['alertId'] ?? '', 'push');
    });
  }
  if (ways.includes('web-push')) {
    const subscription = providers.subscribe();
    endpoint = subscription.endpoint;
    await set(phone, { channel: 'web-push', subscription, permission: 'granted' });
    providers.onWebPush(endpoint, ({ text }) => {
      const { data } = JSON.parse(text) as { data: { kind: string; alertId: string } };
      if (data.kind !== 'stood-down') ring(data.alertId, 'web-push');
    });
  }
  if (number !== '') {
    const path = `/v1/responders/${phone.responderId}/reach`;
    const stored = await server.registrar().put(path, { phone: number });
    if (stored.status !== 200) throw new Error(`no number: ${JSON.stringify(stored.body)}`);
  }
  return { ...phone, pushToken, number, endpoint, rings };
}

async function set(phone: Phone, address: object): Promise<void> {
  const stored = await phone.put('/v1/me/push-address', address);
  if (stored.status !== 204) throw new Error(`no address: ${JSON.stringify(stored.body)}`);
}
