import { Random } from '../city/random';

/** How one person can be reached. */
export interface Reach {
  /** The app holds a socket; otherwise it sleeps and is woken by pushes. */
  readonly hasSocket: boolean;
  readonly push: 'push' | 'web-push' | null;
  readonly phone: string | null;
}

/** Assumptions of ours: apps in the background lose their socket, and few are in the open. */
const SOCKET_SHARE = 0.6;
const WEB_SHARE = 0.2;
const PHONE_SHARE = 0.92;
/** Country code 999 is nobody's. */
const NUMBER_BEGINS = '+999';
const NUMBER_DIGITS = 8;

/** Everybody's ways: a person has the same in every run of a seed. */
export function reachOf(seed: string, ref: string, index: number): Reach {
  const random = new Random(`${seed}/reach/${ref}`);
  const digits = String(index).padStart(NUMBER_DIGITS, '0');
  return {
    hasSocket: random.stream('socket').chance(SOCKET_SHARE),
    push: random.stream('web').chance(WEB_SHARE) ? 'web-push' : 'push',
    phone: random.stream('phone').chance(PHONE_SHARE) ? `${NUMBER_BEGINS}${digits}` : null,
  };
}

/** Where no provider is there, every phone holds its socket. */
export const ONLY_SOCKET: Reach = { hasSocket: true, push: null, phone: null };
