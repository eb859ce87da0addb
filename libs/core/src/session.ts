import { HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/units';

/** An access token opens things for this long, and its socket (OWASP ASVS 5, 7.3). */
export const ACCESS_TOKEN_VALID_MS = 10 * MINUTE_MS;
/** A session ends this long after the sign-in, whatever happens in it: one shift. */
export const SESSION_VALID_MS = 12 * HOUR_MS;
/** A session that nobody refreshed for so long is over: a page that is open does so by itself. */
export const SESSION_IDLE_MS = 60 * MINUTE_MS;
/**
 * A token that was traded so shortly before is refused without ending the session: two tabs asked
 * at once. It is given nothing, so that whoever stole it has gained nothing either.
 */
export const SAME_MOMENT_MS = 5 * SECOND_MS;
/** An invitation to set password and authenticator. */
export const INVITATION_VALID_MS = 3 * 24 * HOUR_MS;
/** From leaving for the provider until coming back. */
export const OIDC_ATTEMPT_VALID_MS = 10 * MINUTE_MS;
/** Own sessions shown, with how each ended. */
export const SESSIONS_SHOWN_MS = 14 * 24 * HOUR_MS;

export const SESSION_ENDS = [
  'signed-out',
  'ended',
  'token-reused',
  'account-disabled',
  'password-changed',
] as const;
/** Why a session is over before its time. */
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** A sign-in of one browser. */
export interface Session {
  readonly id: string;
  readonly organisationId: string;
  readonly accountId: string;
  readonly signedInBy: 'password' | 'oidc';
  /** Browser and system in a few words. */
  readonly client: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedBecause: SessionEnd | null;
}

/**
 * What to do about a refresh token: `renew` trades it for the next one; `again` is the same moment
 * as its trade and gives nothing; `reused` ends the session, since two hold its tokens; `over`
 * is a session that is no more.
 */
export type RefreshVerdict = 'renew' | 'again' | 'reused' | 'over';

/** The times above as they are on the clock that sessions are kept by. */
export interface SessionTimes {
  readonly accessMs: number;
  readonly sessionMs: number;
  readonly idleMs: number;
  readonly sameMomentMs: number;
}

/** The times of sessions on a clock that may run fast; see `Clock.stretch`. */
export function sessionTimes(stretch: (realMs: number) => number): SessionTimes {
  return {
    accessMs: stretch(ACCESS_TOKEN_VALID_MS),
    sessionMs: stretch(SESSION_VALID_MS),
    idleMs: stretch(SESSION_IDLE_MS),
    sameMomentMs: stretch(SAME_MOMENT_MS),
  };
}

/** Judges a refresh token that was found, by its session. */
export function judgeRefresh(
  found: {
    /** When the token was traded; null while it is the session's newest. */
    readonly usedAt: Instant | null;
    readonly session: Pick<Session, 'lastUsedAt' | 'expiresAt' | 'endedAt'>;
    readonly accountDisabled: boolean;
  },
  now: Instant,
  times: SessionTimes,
): RefreshVerdict {
  const { usedAt, session } = found;
  if (session.endedAt !== null || isOver(session, now, times) || found.accountDisabled) {
    return 'over';
  }
  if (usedAt === null) return 'renew';
  return now - usedAt <= times.sameMomentMs ? 'again' : 'reused';
}

/** Whether a session has run out by itself. */
export function isOver(
  session: Pick<Session, 'lastUsedAt' | 'expiresAt'>,
  now: Instant,
  times: SessionTimes,
): boolean {
  return session.expiresAt <= now || session.lastUsedAt + times.idleMs <= now;
}

/** End of an access token given now: never after its session's. */
export function accessTokenEnd(
  session: Pick<Session, 'expiresAt'>,
  now: Instant,
  times: SessionTimes,
): Instant {
  return Math.min(now + times.accessMs, session.expiresAt);
}
