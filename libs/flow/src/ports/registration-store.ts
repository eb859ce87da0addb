import type { ContactKind } from '#core/registration';
import type { OneTimeCode } from '#core/one-time-code';
import type { Instant } from '#core/units';

/** What a one-time code is for: who registers, an address of somebody known, or of an entry. */
export type CodePurpose = 'registration' | 'contact' | 'board';

/** A code by what it is for, and by the registration or the responder it belongs to. */
export interface CodeKey {
  readonly purpose: CodePurpose;
  readonly ofId: string;
}

export interface OrganisationSettings {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly selfRegistration: boolean;
  /** By which responders call control; null for none. */
  readonly controlPhone: string | null;
}

/** Codes, proofs of addresses, and claims of push addresses. Nothing is kept in plain. */
export interface RegistrationStore {
  /** By its short name, before anybody is signed in. */
  organisationBySlug(slug: string): Promise<OrganisationSettings | null>;
  settings(organisationId: string): Promise<OrganisationSettings | null>;
  setSelfRegistration(organisationId: string, isAllowed: boolean): Promise<void>;
  setControlPhone(organisationId: string, phone: string | null): Promise<void>;
  /** Keeps a code in the place of an older one of the same key; forgets what has run out. */
  putCode(
    key: CodeKey,
    kept: {
      readonly organisationId: string;
      /** What the code lets in to, sealed. */
      readonly sealed: Uint8Array;
      readonly codeDigest: Uint8Array;
      readonly code: OneTimeCode;
      readonly now: Instant;
    },
  ): Promise<void>;
  /**
   * One try, by any of these digests, by the rule of the core, kept before this returns; null where
   * it does not let in.
   */
  tryCode(
    key: CodeKey,
    codeDigests: readonly Uint8Array[],
    now: Instant,
  ): Promise<{ readonly organisationId: string; readonly sealed: Uint8Array } | null>;
  /** Keeps that a person has shown an address to be theirs, in the place of an older proof. */
  prove(proof: ContactProof & { readonly organisationId: string }): Promise<void>;
  proofsOf(organisationId: string, responderId: string): Promise<readonly ContactProof[]>;
  /** Keeps that a phone asked for a push address of somebody else; one claim for each phone. */
  putPushClaim(claim: PushClaim & { readonly challengeDigest: Uint8Array }): Promise<void>;
  /** The claim whose challenge this phone has shown, which is used up by it; null where none. */
  takePushClaim(input: {
    readonly organisationId: string;
    readonly deviceId: string;
    readonly challengeDigests: readonly Uint8Array[];
    readonly now: Instant;
  }): Promise<PushClaim | null>;
}

/** An address as a keyed digest, and when it was proven. */
export interface ContactProof {
  readonly responderId: string;
  readonly kind: ContactKind;
  readonly digest: Uint8Array;
  readonly provenAt: Instant;
}

export interface PushClaim {
  readonly organisationId: string;
  readonly deviceId: string;
  readonly channel: 'push' | 'web-push';
  /** The address, sealed. */
  readonly sealed: Uint8Array;
  readonly expiresAt: Instant;
}
