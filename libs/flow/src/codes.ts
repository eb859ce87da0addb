import { normalEmail } from '#core/account';
import { codeDigits, freshCode } from '#core/one-time-code';
import { provenText, type ContactKind } from '#core/registration';
import type { Instant } from '#core/units';
import type { Clock, CodeKey, Ids, RegistrationStore, Vault } from '#flow/ports';

/** What makes and tries one-time codes; the store never has one in plain. */
export class Codes {
  constructor(
    private readonly ports: {
      readonly registrations: RegistrationStore;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** Keeps a new code in the place of an older one of the same key, with what it lets in to. */
  async make(
    key: CodeKey,
    kept: { readonly organisationId: string; readonly about: unknown },
  ): Promise<{ readonly code: string; readonly expiresAt: Instant }> {
    const { registrations, vault, clock, ids } = this.ports;
    const now = clock.now();
    const code = codeDigits(vault.digest(`one-time code of ${ids.secret()}`));
    const fresh = freshCode(now);
    const plain = new TextEncoder().encode(JSON.stringify(kept.about));
    await registrations.putCode(key, {
      organisationId: kept.organisationId,
      sealed: vault.seal(plain, aboutKey(key)),
      codeDigest: vault.digest(codeText(key, code)),
      code: fresh,
      now,
    });
    return { code, expiresAt: fresh.expiresAt };
  }

  /** One try; what the code lets in to, as it was given, or null. */
  async take(
    key: CodeKey,
    code: string,
  ): Promise<{ readonly organisationId: string; readonly about: unknown } | null> {
    const { registrations, vault, clock } = this.ports;
    const taken = await registrations.tryCode(key, this.digestsOf(key, code), clock.now());
    if (taken === null) return null;
    const plain = vault.open(taken.sealed, aboutKey(key));
    return {
      organisationId: taken.organisationId,
      about: JSON.parse(new TextDecoder().decode(plain)),
    };
  }

  private digestsOf(key: CodeKey, code: string): readonly Uint8Array[] {
    return this.ports.vault.digests(codeText(key, code));
  }
}

/** Names an address to the vault, which makes an unreadable digest of it. */
export function contactDigest(
  vault: Vault,
  contact: { readonly kind: ContactKind; readonly address: string },
): Uint8Array {
  return vault.digest(provenText(contact));
}

/** As `contactDigest`, also of proofs from before the keys were changed. */
export function contactDigests(
  vault: Vault,
  contact: { readonly kind: ContactKind; readonly address: string },
): readonly Uint8Array[] {
  return vault.digests(provenText(contact));
}

/** The one address that a message names. */
export function contactOf(message: {
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}): { readonly kind: ContactKind; readonly address: string } {
  return message.phone === undefined
    ? { kind: 'email', address: message.email ?? '' }
    : { kind: 'phone', address: message.phone };
}

/**
 * Under which codes to an address are counted: one mailbox however it is written. What the
 * organisation itself sends is counted apart, so that no stranger uses it up.
 */
export function countedAddress(
  kind: ContactKind,
  address: string,
  by: 'anybody' | 'staff',
): string {
  const one = kind === 'email' ? normalEmail(address) : address;
  return by === 'staff' ? `invited ${one}` : one;
}

function codeText(key: CodeKey, code: string): string {
  return `${aboutKey(key)} is ${code}`;
}

function aboutKey({ purpose, ofId }: CodeKey): string {
  return `one-time code ${purpose} ${ofId}`;
}
