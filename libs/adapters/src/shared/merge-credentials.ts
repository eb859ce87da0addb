import type { Credential } from '#core/responder';
import type { CredentialInput } from '#flow/ports';

/**
 * The credentials of a responder after the registry has put them. One with the same kind, issuer
 * and begin is the same credential and keeps its status, so that importing a list again never
 * revives what was revoked; only a pending one becomes verified. One the registry no longer names
 * is gone, but for what people filed themselves.
 *
 * @param rule.newId gives the identifier of each credential not known yet
 * @param rule.isFiled whether the person themselves filed the credential with that id
 */
export function mergeCredentials(
  existing: readonly Credential[],
  input: readonly CredentialInput[],
  rule: { readonly newId: () => string; readonly isFiled: (credentialId: string) => boolean },
): Credential[] {
  const known = new Map(existing.map((credential) => [keyOf(credential), credential]));
  const merged = new Map([...known].filter(([, { id }]) => rule.isFiled(id)));
  for (const entry of input) {
    const key = keyOf(entry);
    const old = merged.get(key) ?? known.get(key);
    merged.set(key, {
      id: old?.id ?? rule.newId(),
      kind: entry.kind,
      issuer: entry.issuer,
      status: statusOf(old, entry),
      validFrom: entry.validFrom,
      validTo: entry.validTo,
    });
  }
  return sortCredentials([...merged.values()]);
}

/** The one order credentials are read in: by kind, then begin, issuer and id. */
export function sortCredentials(credentials: readonly Credential[]): Credential[] {
  return [...credentials].sort((a, b) => {
    const [x, y] = [sortKey(a), sortKey(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

function keyOf(credential: Pick<Credential, 'kind' | 'issuer' | 'validFrom'>): string {
  return JSON.stringify([credential.kind, credential.issuer, credential.validFrom]);
}

function sortKey(credential: Credential): string {
  const { kind, validFrom, issuer, id } = credential;
  return JSON.stringify([kind, String(validFrom).padStart(16, '0'), issuer, id]);
}

function statusOf(old: Credential | undefined, entry: CredentialInput): Credential['status'] {
  if (old === undefined) return entry.verified ? 'verified' : 'pending';
  return old.status === 'pending' && entry.verified ? 'verified' : old.status;
}
