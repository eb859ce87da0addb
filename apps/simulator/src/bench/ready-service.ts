import type { PushAddressMessage } from '#contracts/reach-api';
import { loadCity } from '../city/city';
import type { AlertLog } from '../demo/alert-log';
import { HttpClient } from '../demo/http-client';
import type { DemoKeys } from '../demo/keys';
import { PhoneFleet } from '../demo/phone-fleet';
import { readRule } from '../demo/rule';
import { setUp, type SignedIn } from '../demo/set-up';
import { followServerClock, type VirtualClock } from '../demo/virtual-clock';
import { VirtualTimers } from '../demo/virtual-timers';
import { makeDeliveryWorld, type DeliveryWorld } from './delivery-world';

/** Of everything that a bench draws by lot. */
export const SEED = '1';
const POLICY = 'nearest-10';

/** A server with everybody of the world registered, their phones not connected yet. */
export interface ReadyService {
  readonly world: DeliveryWorld;
  readonly control: HttpClient;
  readonly fleet: PhoneFleet;
  readonly log: AlertLog;
  readonly clock: VirtualClock;
}

/** Registers the people of the benches at a server in real time, each with a phone. */
export async function readyService(
  server: { readonly url: string; readonly keys: DemoKeys; readonly signal: AbortSignal },
  log: AlertLog,
  ways: {
    /** Where phones are pushed; null where sockets do for all. */
    readonly pushAddress: ((owner: SignedIn) => PushAddressMessage) | null;
    readonly sendSms: (from: string, text: string) => Promise<void>;
  },
): Promise<ReadyService> {
  const { url, keys, signal } = server;
  const anyone = new HttpClient(url, null);
  const control = new HttpClient(url, keys.controlKey);
  const registrar = new HttpClient(url, keys.registrarKey);
  const clock = await followServerClock(anyone, 1);
  const city = loadCity();
  const world = makeDeliveryWorld(city, SEED, clock.now());
  const { pushAddress, sendSms } = ways;
  const { signedIn } = await setUp(world, { registrar, anyone, signal, pushAddress });
  const rule = await readRule(control, POLICY);
  const timers = new VirtualTimers(clock);
  signal.addEventListener('abort', () => {
    timers.stop();
  });
  const phones = {
    ...{ seed: SEED, streets: city.streets, clock, timers, log, startsAt: clock.now() },
    ...{ isNight: () => false, findAed: () => 'missing' as const, sendSms },
  };
  const fleet = new PhoneFleet({ url, signedIn, world: phones, rule, signal });
  return { world, control, fleet, log, clock };
}
