import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What the demo was asked to do. */
export interface DemoOptions {
  readonly url: string;
  readonly keysFile: string;
  /** Null: forever. */
  readonly incidentCount: number | null;
  readonly responderCount: number;
  readonly aedCount: number;
  /** The preset that control's messages name; null leaves it to the organisation's own plans. */
  readonly policyName: string | null;
  readonly speed: number;
  readonly seed: string;
  /** Mean virtual seconds between two calls; null leaves it to the demo. */
  readonly gapS: number | null;
  /** Whether to run local providers for the server, and tell the parent process of them. */
  readonly withProviders: boolean;
  /** Shares of pushes that are lost silently, and that come late. */
  readonly pushDrop: number;
  readonly pushLate: number;
}

/** Wrong arguments; the message is the one sentence to print. */
export class WrongOptions extends Error {}

const RESPONDERS_MAX = 50_000;
const AEDS_MAX = 50_000;
const INCIDENTS_MAX = 1_000_000;
const SPEED_MAX = 1_000;
const GAP_MAX_S = 86_400;

const KNOWN = {
  url: { type: 'string' },
  keys: { type: 'string' },
  incidents: { type: 'string', default: 'forever' },
  responders: { type: 'string', default: '1000' },
  aeds: { type: 'string', default: '400' },
  policy: { type: 'string' },
  speed: { type: 'string', default: '1' },
  seed: { type: 'string', default: '1' },
  'gap-s': { type: 'string' },
  'with-providers': { type: 'boolean', default: false },
  'push-drop': { type: 'string', default: '0.1' },
  'push-late': { type: 'string', default: '0.1' },
} as const;

/** Reads the command line. Throws `WrongOptions` with one sentence that names what is wrong. */
export function readOptions(argv: readonly string[]): DemoOptions {
  const given = parseOptions(argv, KNOWN);
  if (given.url === undefined) throw new WrongOptions('--url is missing, the server to talk to.');
  if (!URL.canParse(given.url)) throw new WrongOptions(`--url ${given.url} is not an address.`);
  if (given.keys === undefined) throw new WrongOptions('--keys is missing, the file of demo keys.');
  const gap = given['gap-s'];
  return {
    url: given.url.replace(/\/+$/, ''),
    keysFile: given.keys,
    incidentCount:
      given.incidents === 'forever' ? null : count('incidents', given.incidents, INCIDENTS_MAX),
    responderCount: count('responders', given.responders, RESPONDERS_MAX),
    aedCount: count('aeds', given.aeds, AEDS_MAX),
    policyName: given.policy ?? null,
    speed: positive('speed', given.speed, SPEED_MAX),
    seed: given.seed,
    gapS: gap === undefined ? null : positive('gap-s', gap, GAP_MAX_S),
    withProviders: given['with-providers'],
    ...shares(given['push-drop'], given['push-late']),
  };
}

/** The values of known options. Throws `WrongOptions` for others. */
export function parseOptions<T extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: T,
) {
  try {
    return parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    throw new WrongOptions(error instanceof Error ? error.message : String(error));
  }
}

/** A whole number out of an option, 0 to `max`. Throws `WrongOptions` for anything else. */
export function count(name: string, text: string, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= 0 && value <= max) return value;
  throw new WrongOptions(`--${name} is ${text}, not a whole number from 0 to ${max}.`);
}

function shares(drop: string, late: string): Pick<DemoOptions, 'pushDrop' | 'pushLate'> {
  const [pushDrop, pushLate] = [share('push-drop', drop), share('push-late', late)];
  if (pushDrop + pushLate <= 1) return { pushDrop, pushLate };
  throw new WrongOptions('--push-drop and --push-late together are more than 1.');
}

function share(name: string, text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new WrongOptions(`--${name} is ${text}, not a share from 0 to 1.`);
}

function positive(name: string, text: string, max: number): number {
  const value = Number(text);
  if (value > 0 && value <= max) return value;
  throw new WrongOptions(`--${name} is ${text}, not a number above 0 and up to ${max}.`);
}
