import type { Account } from '#core/account';
import type { RefreshVerdict, Session, SessionEnd, SessionTimes } from '#core/session';
import type { Instant } from '#core/units';
import type { OrganisationName } from '#flow/ports/account-store';

/** Secrets of a session at one moment: plain here, and stored as their hash. */
export interface SessionTokens {
  readonly refreshToken: string;
  readonly accessToken: string;
}

/** A session with whom it is of. */
export interface SessionOf {
  readonly session: Session;
  readonly account: Account;
  readonly organisation: OrganisationName;
}

/** What came of a refresh token; `unknown` is one that was never given, or long ago. */
export type RefreshOutcome =
  | { readonly verdict: 'unknown' }
  | (SessionOf & { readonly verdict: RefreshVerdict; readonly accessExpiresAt: Instant });

/** Sign-ins of members of staff. */
export interface SessionStore {
  /** Opens a session with its first tokens; its account has signed in at that moment. */
  openSession(
    session: Omit<Session, 'lastUsedAt' | 'endedAt' | 'endedBecause'>,
    tokens: SessionTokens & { readonly accessExpiresAt: Instant },
  ): Promise<void>;
  /**
   * Judges a refresh token and acts on it in one transaction: trades it for the next tokens, or
   * ends its session where it was traded before.
   */
  refreshSession(input: {
    readonly refreshToken: string;
    readonly next: SessionTokens;
    readonly times: SessionTimes;
    readonly now: Instant;
  }): Promise<RefreshOutcome>;
  /** Ends the session of a refresh token, whichever of its tokens; null where there is none. */
  endSessionOfToken(refreshToken: string, now: Instant): Promise<SessionOf | null>;
  /** An account's sessions since then, newest first. */
  sessions(organisationId: string, accountId: string, since: Instant): Promise<readonly Session[]>;
  /** Ends one session of an account; false where it has no such session. */
  endSession(input: {
    readonly organisationId: string;
    readonly accountId: string;
    readonly sessionId: string;
    readonly now: Instant;
  }): Promise<boolean>;
  /** Ends all sessions of an account; returns how many. */
  endSessions(input: {
    readonly organisationId: string;
    readonly accountId: string;
    readonly because: SessionEnd;
    readonly now: Instant;
  }): Promise<number>;
}

/** Whose way in has changed or ended, by the id that everything of theirs is remembered under. */
export type AccessSubject = 'account' | 'session' | 'key' | 'device' | 'responder';

/** Tells every copy of the server at once when somebody's way in changes. */
export interface AccessChanges {
  /** Calls back with the ids of subjects, each at least once; returns how to stop. */
  onChange(callback: (subjectIds: readonly string[]) => void): Promise<() => Promise<void>>;
}
