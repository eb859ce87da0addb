import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** What stands before the server, and what it shows to whom. */
export interface EdgeConfig {
  /** Addresses and networks of proxies; only of these are forwarded headers believed. */
  readonly trustedProxies: readonly string[];
  /** In which a trusted proxy names the client's certificate; null: no key may ask for one. */
  readonly certificateHeader: string | null;
  /** Bearer token of whoever reads /metrics; null: nobody in production, anybody elsewhere. */
  readonly metricsToken: string | null;
  /** Whether /docs and /openapi.json answer. */
  readonly docs: boolean;
  /** How many times the usual requests one caller or address may send to one copy. */
  readonly requestLimitFactor: number;
  /** How long a process that is told to end goes on, so that its balancer sends nobody any more. */
  readonly drainNoticeMs: number;
}

const METRICS_TOKEN_CHARS_MIN = 22;
const REQUEST_LIMIT_FACTOR_MIN = 0.01;
const REQUEST_LIMIT_FACTOR_MAX = 1_000;
const DRAIN_NOTICE_MAX_MS = 60_000;

/** The variables of the server's edge, to be read together with the others. */
export const EDGE_VARIABLES = {
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((value) => value.split(',').map((each) => each.trim()))
    .transform((values) => values.filter((each) => each.length > 0))
    .refine((values) => values.every(isNetwork), {
      error: 'must be addresses or networks such as 10.0.0.0/8, separated by commas',
    }),
  CLIENT_CERTIFICATE_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, { error: 'must be the name of a header such as client-cert' })
    .transform((name) => name.toLowerCase())
    .optional(),
  METRICS_TOKEN: z
    .string()
    .min(METRICS_TOKEN_CHARS_MIN, { error: 'must be 22 characters or more' })
    .optional(),
  DOCS: z.enum(['0', '1']).optional(),
  REQUEST_LIMIT_FACTOR: z.coerce
    .number()
    .min(REQUEST_LIMIT_FACTOR_MIN)
    .max(REQUEST_LIMIT_FACTOR_MAX)
    .default(1),
  DRAIN_NOTICE_MS: z.coerce.number().int().min(0).max(DRAIN_NOTICE_MAX_MS).default(0),
};
type EdgeEnvironment = z.infer<z.ZodObject<typeof EDGE_VARIABLES>>;

/** The edge as its variables say; `problems` gets what does not fit together. */
export function readEdge(
  data: EdgeEnvironment & { readonly NODE_ENV: string },
  problems: string[],
): EdgeConfig {
  const production = data.NODE_ENV === 'production';
  if (data.CLIENT_CERTIFICATE_HEADER !== undefined && data.TRUSTED_PROXIES.length === 0) {
    problems.push('TRUSTED_PROXIES is missing: CLIENT_CERTIFICATE_HEADER is believed of them only');
  }
  return {
    trustedProxies: data.TRUSTED_PROXIES,
    certificateHeader: data.CLIENT_CERTIFICATE_HEADER ?? null,
    metricsToken: data.METRICS_TOKEN ?? null,
    docs: data.DOCS === undefined ? !production : data.DOCS === '1',
    requestLimitFactor: data.REQUEST_LIMIT_FACTOR,
    drainNoticeMs: data.DRAIN_NOTICE_MS,
  };
}

/**
 * The environment with every `NAME_FILE` read into `NAME`, for secrets that are handed over as
 * files. A name that is a variable itself is left as it is.
 *
 * @param known the names of the server's variables
 * @param problems gets what cannot be read, and what is given twice
 */
export function withFiles(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
  problems: string[],
): Readonly<Record<string, string | undefined>> {
  const read: Record<string, string | undefined> = { ...env };
  for (const name of known) {
    const fileName = `${name}_FILE`;
    const path = env[fileName];
    if (known.includes(fileName) || path === undefined || path === '') continue;
    if ((env[name] ?? '') !== '') problems.push(`${name} and ${fileName} are both given`);
    try {
      read[name] = readFileSync(path, 'utf8').trimEnd();
    } catch {
      problems.push(`${fileName} cannot be read`);
    }
  }
  return read;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}
