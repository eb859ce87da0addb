import type { Account } from '#core/account';
import type { StaffRole } from '#core/caller-roles';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** An organisation as it is named at the door. */
export interface OrganisationName {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

/** What a password and a code are checked against. */
export interface LocalSecrets {
  readonly account: Account;
  readonly passwordHash: string;
  /** Sealed about `totp ACCOUNT`. */
  readonly totpSealed: Uint8Array;
}

/** An invitation that is open, and what was begun by it. */
export interface OpenInvitation {
  readonly account: Account;
  readonly begun: { readonly passwordHash: string; readonly totpSealed: Uint8Array } | null;
}

/** Members of staff and how they prove who they are. Secrets are stored as their hash. */
export interface AccountStore {
  organisationBySlug(slug: string): Promise<OrganisationName | null>;
  organisationOf(organisationId: string): Promise<OrganisationName | null>;
  account(organisationId: string, accountId: string): Promise<Account | null>;
  /** By name, then id. */
  accounts(organisationId: string, page: PageRequest): Promise<Page<Account>>;
  /** Refuses `reference-conflict` where the organisation has an account of that address. */
  addAccount(input: {
    readonly id: string;
    readonly organisationId: string;
    readonly role: StaffRole;
    readonly displayName: string;
    readonly email: string;
    readonly now: Instant;
  }): Promise<Result<Account>>;
  /**
   * Changes an account; a disabled one's sessions end with it. Refuses `not-found`, and
   * `last-of-its-kind` where no supervisor would be left.
   */
  changeAccount(input: {
    readonly organisationId: string;
    readonly accountId: string;
    readonly displayName: string;
    readonly role: StaffRole;
    readonly disabled: boolean;
    readonly now: Instant;
  }): Promise<Result<Account>>;
  /** Stores an invitation; those given before are void. Refuses `not-found`. */
  invite(input: {
    readonly organisationId: string;
    readonly accountId: string;
    readonly code: string;
    readonly expiresAt: Instant;
    readonly now: Instant;
  }): Promise<Result<null>>;
  /** The invitation of that code while it is open; null where it is not, or its account is not. */
  openInvitation(code: string, now: Instant): Promise<OpenInvitation | null>;
  /** Keeps with the invitation what was begun by it; what was begun before is replaced. */
  beginByInvitation(input: {
    readonly code: string;
    readonly passwordHash: string;
    readonly totpSealed: Uint8Array;
    readonly now: Instant;
  }): Promise<boolean>;
  /**
   * Uses the invitation up: what was begun by it is the account's from now on, whose sessions end.
   * False where somebody else was first.
   */
  finishByInvitation(input: {
    readonly code: string;
    readonly totpStep: number;
    readonly now: Instant;
  }): Promise<boolean>;
  /** What is checked of somebody who signs in; null where there is no such local account. */
  localSecrets(organisationId: string, email: string): Promise<LocalSecrets | null>;
  /** Uses a code up: false where it, or a later one, was used before. */
  useTotpStep(organisationId: string, accountId: string, step: number): Promise<boolean>;
  /**
   * The account a provider vouches for: bound to it before, or not bound yet and of that address,
   * which binds it. Null where there is none, and where it is disabled.
   */
  accountByOidc(input: {
    readonly organisationId: string;
    readonly issuer: string;
    readonly subject: string;
    /** An address the provider has verified; null where it has not. */
    readonly email: string | null;
  }): Promise<Account | null>;
  /** Remembers a browser that left for the provider. */
  addOidcAttempt(input: {
    readonly organisationId: string;
    readonly state: string;
    readonly sealed: Uint8Array;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** Takes the attempt of that state away, for good; null where there is none or it ran out. */
  takeOidcAttempt(
    state: string,
    now: Instant,
  ): Promise<{ readonly organisation: OrganisationName; readonly sealed: Uint8Array } | null>;
}
