import type { CredentialKind } from '#core/responder';

/** By which two numbers are told to be the same: spaces, marks and capitals do not count. */
export function numberKey(kind: CredentialKind, number: string): string {
  return `${kind} ${number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')}`;
}
