import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { OidcProviderOptions } from '#adapters/oidc/oidc-providers';
import { slugSchema } from '#contracts/sign-in-api';

/** Variables of sign-in by OpenID Connect. */
export const SIGN_IN_VARIABLES = {
  OIDC_FILE: z.string().min(1).optional(),
};

/** How staff sign in beside local accounts. */
export interface SignInConfig {
  readonly oidc: readonly OidcProviderOptions[];
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PROVIDERS_MAX = 100;

const providerSchema = z
  .strictObject({
    organisation: slugSchema,
    name: z.string().min(1).max(100),
    issuer: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1),
    clientSecret: z.string().min(1).optional(),
    clientSecretFile: z.string().min(1).optional(),
  })
  .refine((one) => (one.clientSecret === undefined) !== (one.clientSecretFile === undefined), {
    error: 'must have clientSecret or clientSecretFile',
  });
const fileSchema = z.array(providerSchema).max(PROVIDERS_MAX);

/**
 * Reads the providers of OpenID Connect, a JSON list; what is wrong goes to `problems`.
 *
 * @param data.publicUrl where browsers reach this server; null where that is not configured
 */
export function readSignIn(
  data: {
    readonly OIDC_FILE?: string | undefined;
    readonly production: boolean;
    readonly publicUrl: string | null;
  },
  problems: string[],
): SignInConfig {
  const { OIDC_FILE: file, production, publicUrl } = data;
  if (file === undefined) return { oidc: [] };
  const parsed = fileSchema.safeParse(jsonOf(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    problems.push(`OIDC_FILE: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`);
    return { oidc: [] };
  }
  if (production && publicUrl === null) {
    problems.push('PUBLIC_URL is missing: providers send browsers back there');
  }
  const oidc = parsed.data.flatMap(({ clientSecretFile, clientSecret, ...provider }) => {
    const secret = clientSecret ?? textOf(clientSecretFile);
    if (!isSafe(provider.issuer, production)) {
      problems.push(`OIDC_FILE: ${provider.organisation}: the issuer must begin with https://`);
    }
    if (secret === null) {
      problems.push(`OIDC_FILE: ${provider.organisation}: clientSecretFile cannot be read`);
    }
    return secret === null ? [] : [{ ...provider, clientSecret: secret }];
  });
  if (new Set(oidc.map((provider) => provider.organisation)).size < oidc.length) {
    problems.push('OIDC_FILE: an organisation has one provider');
  }
  return { oidc };
}

/** Plain HTTP only to this very machine, and never in production. */
function isSafe(issuer: string, production: boolean): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || (!production && LOOPBACK.test(hostname));
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function textOf(file: string | undefined): string | null {
  try {
    return file === undefined ? null : readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
