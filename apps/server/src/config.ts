import { accessSync, constants } from 'node:fs';
import { z } from 'zod';
import { addressesOf } from '#adapters/shared/addresses';
import { VAULT_KEY_BYTES } from '#adapters/vault/aes-vault';
import {
  CHANNEL_VARIABLES,
  readChannels,
  unfitChannels,
  type ChannelsConfig,
} from './config-channels';
import { EDGE_VARIABLES, readEdge, withFiles, type EdgeConfig } from './config-edge';
import { AUDIT_VARIABLES, readAudit, unfitAudit, type AuditConfig } from './config-audit';
import { DROP_VARIABLES, readDrop } from './config-drop';
import { MAP_VARIABLES, readMap, type MapConfig } from './config-map';
import { readSignIn, SIGN_IN_VARIABLES, type SignInConfig } from './config-sign-in';
import { readWatchdog, WATCHDOG_VARIABLES, type WatchdogConfig } from './config-watchdog';
import { RELEASE } from './release';

/** Keys every copy of the demo has; a server in production refuses to know them. */
export const DEMO_KEY_PREFIX = 'closeby-demo-';

/** Seals nothing: whoever reads this knows it. A server in production refuses to start with it. */
const KEY_OF_DEVELOPMENT = new Uint8Array(VAULT_KEY_BYTES).fill(7);

const PORT_MAX = 65_535;
const CLOCK_SPEED_MAX = 3_600;
const POOL_SIZE_DEFAULT = 10;
const POOL_SIZE_MAX = 200;

/** All that the server is told from outside; made once, at start. */
export interface Config {
  readonly version: string;
  readonly role: 'api' | 'worker' | 'all';
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Connection of the role that owns nothing. */
  readonly databaseUrl: string;
  readonly databasePoolMax: number;
  /** Null: no live index and no other copies; dispatch goes on from last known positions. */
  readonly redisUrl: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Other origins whose pages may open sockets; pages of this server always may. */
  readonly allowedOrigins: readonly string[];
  readonly demoKeys: boolean;
  /** The clock runs this many times as fast as time; 1 in production. */
  readonly clockSpeed: number;
  /** Real moment at which a fast clock shows the true time; null for the start of the server. */
  readonly clockAnchor: number | null;
  readonly channels: ChannelsConfig;
  /** Signed heads of the audit outside the database; null: none are written. */
  readonly audit: AuditConfig | null;
  readonly edge: EdgeConfig;
  readonly signIn: SignInConfig;
  /** Keys that seal what the record must not hold in plain: the one in use, then older ones. */
  readonly secretKeys: readonly [Uint8Array, ...Uint8Array[]];
  /** OpenStreetMap or TIGER streets to measure ways along; null: straight lines. */
  readonly streetsFile: string | null;
  /** A routing engine that is asked first; null: none. */
  readonly routing: RoutingConfig | null;
  readonly map: MapConfig;
  readonly watchdog: WatchdogConfig;
  /** Where control rooms leave files; null: nowhere. */
  readonly dropFolder: string | null;
}

/** As the adapter of routing engines takes it. */
export interface RoutingConfig {
  readonly kind: 'valhalla' | 'osrm';
  readonly url: string;
  readonly profile?: string;
}

/** Why the server does not start: everything that is wrong, one line each. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((each) => `  - ${each}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const url = (protocols: readonly string[]): z.ZodType<string, string> =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`,
  });

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** One server, or several of one database or cluster, their hosts separated by commas. */
const servers = (protocols: readonly string[]): z.ZodType<string, string> =>
  z
    .string()
    .refine((value) => addressesOf(value).every((one) => url(protocols).safeParse(one).success), {
      error: `must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`,
    });

const postgresUrl = servers(['postgres:', 'postgresql:']);
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** 32 bytes in base64, in use first; several while one is replaced. */
const secretKeys = z
  .string()
  .transform((value) => value.split(',').map((each) => Buffer.from(each.trim(), 'base64')))
  .refine((keys) => keys.every((key) => key.length === VAULT_KEY_BYTES), {
    error: 'must be 32 random bytes in base64 (openssl rand -base64 32), or several by commas',
  });

const environmentSchema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(PORT_MAX).default(3000),
  DATABASE_URL: postgresUrl,
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(POOL_SIZE_MAX).default(POOL_SIZE_DEFAULT),
  REDIS_URL: servers(['redis:', 'rediss:']).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((value) => value.split(',').map((each) => each.trim()))
    .transform((values) => values.filter((each) => each.length > 0))
    .refine(
      (values) => values.every((each) => URL.canParse(each) && new URL(each).origin === each),
      {
        error: 'must be origins such as https://console.example.org, separated by commas',
      },
    ),
  DEMO_KEYS: flag.default(false),
  CLOCK_SPEED: z.coerce.number().min(1).max(CLOCK_SPEED_MAX).default(1),
  CLOCK_ANCHOR: z.iso.datetime({ offset: true }).optional(),
  SECRETS_KEY: secretKeys.optional(),
  ...CHANNEL_VARIABLES,
  ...AUDIT_VARIABLES,
  ...EDGE_VARIABLES,
  ...SIGN_IN_VARIABLES,
  ...MAP_VARIABLES,
  ...WATCHDOG_VARIABLES,
  ...DROP_VARIABLES,
  STREETS_FILE: z
    .string()
    .refine(isReadable, { error: 'must be a file that can be read' })
    .optional(),
  ROUTING_URL: url(['http:', 'https:'])
    .refine((value) => !URL.canParse(value) || new URL(value).username === '', {
      error: 'must not carry a name or password',
    })
    .optional(),
  ROUTING_KIND: z.enum(['valhalla', 'osrm']).optional(),
  ROUTING_PROFILE: z
    .string()
    .regex(/^\w+$/, { error: "must be a name such as 'pedestrian' or 'foot'" })
    .optional(),
});
type Environment = z.infer<typeof environmentSchema>;

/**
 * Reads the environment; empty variables count as absent, and `NAME_FILE` names a file to read.
 *
 * @throws ConfigError with everything that is wrong
 */
export function readConfig(given: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const env = withFiles(given, Object.keys(environmentSchema.shape), problems);
  const present = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(present));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.');
      const absent = !present.some(([key]) => key === name);
      return `${name} ${absent ? 'is missing' : issue.message}`;
    });
    throw new ConfigError([...problems, ...wrong]);
  }
  const channels = readChannels(parsed.data, problems);
  const routing = readRouting(parsed.data, problems);
  const audit = readAudit(parsed.data, problems);
  const edge = readEdge(parsed.data, problems);
  const map = readMap(parsed.data, problems);
  const watchdog = readWatchdog(parsed.data, problems);
  const production = parsed.data.NODE_ENV === 'production';
  const { publicUrl } = channels;
  const signIn = readSignIn({ ...parsed.data, production, publicUrl }, problems);
  if (production) problems.push(...unfitForProduction(parsed.data));
  if (problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data, { audit, channels, edge, map, routing, signIn, watchdog });
}

/** The configuration of this process. */
export function configOfProcess(): Config {
  useUtc();
  return readConfig(process.env);
}

/** What the commands that work on the database need. */
export function commandEnvironment(): {
  readonly databaseUrl: string;
  readonly databaseOwnerUrl: string;
  readonly redisUrl: string | null;
  readonly demoKeysFile: string | null;
  readonly production: boolean;
  readonly secretKeys: Config['secretKeys'];
  /** False where nobody gave any, so that they are those which everybody knows. */
  readonly hasOwnKeys: boolean;
} {
  const schema = z.object({
    DATABASE_URL: postgresUrl,
    DATABASE_OWNER_URL: postgresUrl,
    SECRETS_KEY: secretKeys.optional(),
  });
  useUtc();
  const problems: string[] = [];
  const env = withFiles(process.env, [...Object.keys(schema.shape), 'REDIS_URL'], problems);
  const owner = env['DATABASE_OWNER_URL'] ?? env['DATABASE_URL'];
  const parsed = schema.safeParse({ ...env, DATABASE_OWNER_URL: owner });
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((each) => `${each.path.join('.')} is missing`);
    throw new ConfigError([...problems, ...wrong]);
  }
  return {
    databaseUrl: parsed.data.DATABASE_URL,
    databaseOwnerUrl: parsed.data.DATABASE_OWNER_URL,
    redisUrl: env['REDIS_URL'] ?? null,
    demoKeysFile: env['CLOSEBY_DEMO_KEYS_FILE'] ?? null,
    production: (env['NODE_ENV'] ?? 'production') === 'production',
    secretKeys: secretKeysOf(parsed.data.SECRETS_KEY),
    hasOwnKeys: parsed.data.SECRETS_KEY !== undefined,
  };
}

function toConfig(
  data: Environment,
  read: Pick<Config, 'audit' | 'channels' | 'edge' | 'map' | 'routing' | 'signIn' | 'watchdog'>,
): Config {
  return {
    version: RELEASE,
    role: data.ROLE,
    production: data.NODE_ENV === 'production',
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL,
    databasePoolMax: data.DATABASE_POOL_MAX,
    redisUrl: data.REDIS_URL ?? null,
    logLevel: data.LOG_LEVEL,
    allowedOrigins: data.ALLOWED_ORIGINS,
    demoKeys: data.DEMO_KEYS,
    clockSpeed: data.CLOCK_SPEED,
    clockAnchor: data.CLOCK_ANCHOR === undefined ? null : Date.parse(data.CLOCK_ANCHOR),
    streetsFile: data.STREETS_FILE ?? null,
    dropFolder: readDrop(data),
    secretKeys: secretKeysOf(data.SECRETS_KEY),
    ...read,
  };
}

function unfitForProduction(data: Environment): string[] {
  const problems: string[] = [];
  if (data.SECRETS_KEY === undefined) problems.push('SECRETS_KEY is missing');
  if (data.DEMO_KEYS) problems.push('DEMO_KEYS must not be 1 with NODE_ENV=production');
  if (data.CLOCK_SPEED !== 1) problems.push('CLOCK_SPEED must be 1 with NODE_ENV=production');
  if (data.CLOCK_ANCHOR !== undefined) {
    problems.push('CLOCK_ANCHOR must not be set with NODE_ENV=production');
  }
  return [...problems, ...unfitChannels(data), ...unfitAudit(data)];
}

/** The keys given; outside production one that everybody knows will do. */
export function secretKeysOf(given: readonly Uint8Array[] = []): Config['secretKeys'] {
  const [first, ...older] = given;
  return first === undefined ? [KEY_OF_DEVELOPMENT] : [first, ...older];
}

/** The address and the kind of the engine belong together. */
function readRouting(data: Environment, problems: string[]): RoutingConfig | null {
  const { ROUTING_URL: address, ROUTING_KIND: kind, ROUTING_PROFILE: profile } = data;
  if (address !== undefined && kind !== undefined) {
    return { kind, url: address, ...(profile === undefined ? {} : { profile }) };
  }
  if (address !== undefined) problems.push('ROUTING_KIND is missing: valhalla or osrm');
  else if (kind !== undefined || profile !== undefined) problems.push('ROUTING_URL is missing');
  return null;
}

/** Opening hours are read as local dates of the process, which must skip no hour of its own. */
function useUtc(): void {
  process.env['TZ'] = 'UTC';
}
