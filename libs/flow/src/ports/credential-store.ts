import type { ProofMediaType } from '#core/credential-proof';
import type { RenewalDays } from '#core/credential-renewal';
import type { Availability } from '#core/availability';
import type { DeclinableChannel, Language } from '#core/delivery';
import type { Result } from '#core/problem';
import type { Credential, CredentialKind, CredentialStatus } from '#core/responder';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** Whose something is, as lists show it. */
export interface NamedResponder {
  readonly id: string;
  readonly externalRef: string;
  readonly displayName: string;
}

/** A credential with what was filed about it and who has looked at it. */
export interface FiledCredential {
  readonly credential: Credential;
  readonly responder: NamedResponder;
  /** Of the responder; by it a reviewer is told to be the same person. */
  readonly email: string | null;
  /** As printed on it; null where nobody gave one. */
  readonly number: string | null;
  readonly proof: {
    readonly mediaType: ProofMediaType;
    readonly bytes: number;
    readonly uploadedAt: Instant;
  } | null;
  readonly addedBy: 'responder' | 'registrar';
  readonly addedAt: Instant;
  /** Account or key of whoever verified or refused it. */
  readonly reviewedBy: string | null;
  readonly reviewedAt: Instant | null;
  readonly reason: string | null;
  /** Other people's of the same kind and number. */
  readonly sameNumber: readonly {
    readonly credentialId: string;
    readonly responder: NamedResponder;
    readonly status: CredentialStatus;
  }[];
}

/** A credential that ends soon, with the reminders that went out about this end. */
export interface EndingCredential {
  readonly credentialId: string;
  readonly kind: CredentialKind;
  readonly issuer: string;
  readonly validTo: Instant;
  readonly responder: NamedResponder;
  readonly remindedDays: readonly number[];
}

/** A reminder in hand of whoever took it, and how its person is reached. */
export interface DueReminder {
  readonly organisationId: string;
  readonly responderId: string;
  readonly credentialId: string;
  readonly validTo: Instant;
  readonly days: RenewalDays;
  readonly timeZone: string;
  readonly language: Language;
  readonly email: string | null;
  readonly declined: readonly DeclinableChannel[];
  readonly availability: Availability;
  readonly pushes: readonly {
    readonly channel: 'push' | 'web-push';
    readonly address: string;
  }[];
}

/** What people file of their training, its proofs and reviews, and its coming to an end. */
export interface CredentialStore {
  /**
   * Adds a pending credential that a person says they have.
   *
   * @returns refusal `reference-conflict` where they have the same already
   */
  file(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly credential: Credential;
    readonly number: string;
    readonly now: Instant;
  }): Promise<Result<null>>;
  filedCredential(organisationId: string, credentialId: string): Promise<FiledCredential | null>;
  /** All credentials of people, in no particular order. */
  credentialsOf(
    organisationId: string,
    responderIds: readonly string[],
  ): Promise<readonly FiledCredential[]>;
  /** By status, the longest there first. */
  credentialsByStatus(
    organisationId: string,
    status: CredentialStatus,
    page: PageRequest,
  ): Promise<Page<FiledCredential>>;
  /**
   * Keeps the proof of a person's own pending credential in place of an earlier one. It is sealed.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  putProof(input: {
    readonly organisationId: string;
    readonly responderId: string;
    readonly credentialId: string;
    readonly mediaType: ProofMediaType;
    readonly file: Uint8Array;
    readonly now: Instant;
  }): Promise<Result<null>>;
  proof(
    organisationId: string,
    credentialId: string,
  ): Promise<{ readonly mediaType: ProofMediaType; readonly file: Uint8Array } | null>;
  /**
   * Moves a credential by its table and keeps who did it, when and why. The same again changes
   * nothing, and keeps who was first.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  review(input: {
    readonly organisationId: string;
    readonly credentialId: string;
    readonly to: CredentialStatus;
    /** Left out, as it was. */
    readonly validTo?: Instant | null;
    readonly reason: string | null;
    readonly by: string;
    readonly now: Instant;
  }): Promise<Result<{ readonly responderId: string }>>;
  /**
   * Takes reminders that are due, of all organisations, each for one taker alone until its lease
   * runs out. Of one end at most one is due at a time: the nearest that has begun. None is due of
   * what another credential of the same kind outlasts, nor of people who are disabled.
   */
  takeReminders(lease: {
    readonly leaseId: string;
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<readonly DueReminder[]>;
  /** Notes that a reminder went out; it never falls due again. Nothing where the lease was lost. */
  reminderSent(
    reminder: Pick<DueReminder, 'organisationId' | 'credentialId' | 'validTo' | 'days'>,
    leaseId: string,
    now: Instant,
  ): Promise<void>;
  /** Verified credentials that end after `now` and not after `until`, soonest first. */
  endingCredentials(
    organisationId: string,
    ends: { readonly now: Instant; readonly until: Instant },
    page: PageRequest,
  ): Promise<Page<EndingCredential>>;
}
