import { count, parseOptions, WrongOptions } from '../demo/options';

/** What the demo of a flood was asked to do. */
export interface FloodOptions {
  readonly url: string;
  readonly keysFile: string;
  readonly peopleCount: number;
  readonly wantedCount: number;
  readonly boatCount: number;
  readonly speed: number;
  readonly seed: string;
}

const PEOPLE_MAX = 200_000;
const WANTED_MAX = 10_000;
const SPEED_MAX = 1_000;

const KNOWN = {
  url: { type: 'string' },
  keys: { type: 'string' },
  people: { type: 'string', default: '20000' },
  wanted: { type: 'string', default: '200' },
  boats: { type: 'string', default: '20' },
  speed: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
} as const;

/** Reads the command line. Throws `WrongOptions` with one sentence that names what is wrong. */
export function readFloodOptions(argv: readonly string[]): FloodOptions {
  const { url, keys, people, wanted, boats, speed, seed } = parseOptions(argv, KNOWN);
  if (url === undefined || keys === undefined) {
    throw new WrongOptions('--url and --keys are missing: the server, and the file of its keys.');
  }
  const wantedCount = count('wanted', wanted, WANTED_MAX);
  return {
    ...{ url, keysFile: keys, seed, wantedCount },
    peopleCount: count('people', people, PEOPLE_MAX),
    boatCount: count('boats', boats, wantedCount),
    speed: count('speed', speed, SPEED_MAX),
  };
}
