import type {
  AuthenticatorView,
  OwnAccountView,
  SignedInView,
  SignInLocally,
  SignInWays,
} from '#contracts/sign-in-api';
import { may, type Permission } from '#core/caller-roles';
import type { Problem } from '#core/problem';
import { NOT_REACHED, request, turnsAway, type Reply } from '#web/http';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';

const KEY = 'closeby.key';
const ORGANISATION = 'closeby.organisation';
/** Tabs share one refresh token; two of them must not use it at once. */
const REFRESH_LOCK = 'closeby.session';
/** An access token is renewed when this much of its time is left. */
const RENEW_BEFORE_MS = 60_000;
const RENEW_MIN_MS = 5_000;
/** Where this device's clock makes no sense of the token's end. */
const RENEW_USUAL_MS = 120_000;
const RENEW_MAX_MS = 3_600_000;

/** Another tab was first; it takes the next token within this time. */
const ANOTHER_TAB_MS = 1_000;

export interface DoorListener {
  readonly onChange: () => void;
  /** Somebody is in; what they may see is fetched with the secret of the door. */
  readonly onIn: () => void;
  /** The secret is another one for the same person. */
  readonly onRenewed: () => void;
  /** Nobody is in any more: everything fetched is forgotten. */
  readonly onOut: () => void;
}

/**
 * Who is signed in at this console: a person with a session, whose access token lives only in
 * memory here, or the holder of a key, which is kept until the tab closes.
 */
export class Door {
  secret: string | null = null;
  account: OwnAccountView | null = null;
  /** What is said beside the sign-in, one sentence. */
  problem: string | null = null;
  busy = false;
  /** It is not yet known whether somebody is still signed in. */
  looking = true;
  ways: SignInWays | null = null;
  organisation = '';
  invitation: string | null = null;
  /** What goes into the authenticator at a first sign-in. */
  authenticator: AuthenticatorView | null = null;
  private isKey = false;
  private renewTimer: ReturnType<typeof setTimeout> | undefined;
  private renewing: Promise<Reply<SignedInView>> | null = null;

  constructor(private readonly listener: DoorListener) {}

  /** Continues the session of an earlier visit, or that which a provider has just begun. */
  async begin(): Promise<void> {
    const address = new URL(location.href);
    this.organisation =
      address.searchParams.get('organisation') ?? localStorage.getItem(ORGANISATION) ?? '';
    const refused = address.searchParams.get('sign-in') === 'refused';
    const key = sessionStorage.getItem(KEY);
    if (this.invitation === null && key !== null) await this.signInWithKey(key);
    else if (this.invitation === null && !refused) await this.resume();
    if (refused) {
      this.problem = t(
        'Your provider vouched for nobody who may come in. Ask your supervisor for an account.',
      );
    }
    this.looking = false;
    this.listener.onChange();
    if (this.secret === null && this.organisation !== '') await this.askWays(this.organisation);
  }

  /** Whether the person who is in, or the key, may do this. */
  may(permission: Permission): boolean {
    return this.account !== null && may(this.account.role, permission);
  }

  /** A key is nobody's own: it has no sessions. */
  isPerson(): boolean {
    return this.account !== null && !this.isKey;
  }

  /** The ways into an organisation. */
  async askWays(organisation: string): Promise<void> {
    this.organisation = organisation.trim().toLowerCase();
    const path = `/v1/sign-in/ways?organisation=${encodeURIComponent(this.organisation)}`;
    await this.trying(request<SignInWays>(path), (ways) => {
      this.ways = ways;
      localStorage.setItem(ORGANISATION, ways.organisation.slug);
    });
  }

  /** Another organisation is meant. */
  forgetOrganisation(): void {
    this.ways = null;
    this.problem = null;
    this.listener.onChange();
  }

  async signInLocally(given: Omit<SignInLocally, 'organisation'>): Promise<void> {
    const body: SignInLocally = { organisation: this.organisation, ...given };
    const asked = request<SignedInView>('/v1/sign-in/local', { method: 'POST', body });
    await this.trying(asked, (signedIn) => this.enter(signedIn));
  }

  /** First sign-in, first half: a password for what comes out of the authenticator next. */
  async choosePassword(password: string): Promise<void> {
    const body = { invitation: this.invitation ?? '', password };
    const asked = request<AuthenticatorView>('/v1/sign-in/first', { method: 'POST', body });
    await this.trying(asked, (authenticator) => {
      this.authenticator = authenticator;
    });
  }

  /** First sign-in, second half: the authenticator holds the secret. */
  async confirmCode(code: string): Promise<void> {
    const body = { invitation: this.invitation ?? '', code };
    const asked = request<SignedInView>('/v1/sign-in/first/confirm', { method: 'POST', body });
    await this.trying(asked, (signedIn) => this.enter(signedIn));
  }

  /** Follows an invitation that the address carries; it is in no history afterwards. */
  takeInvitation(invitation: string): void {
    this.invitation = invitation;
    this.authenticator = null;
    this.problem = null;
    history.replaceState(null, '', location.pathname);
  }

  leaveInvitation(): void {
    this.invitation = null;
    this.authenticator = null;
    this.problem = null;
    this.listener.onChange();
  }

  /** Signs in with a key; also continues an earlier visit of this tab. */
  async signInWithKey(key: string): Promise<void> {
    this.busy = true;
    this.problem = null;
    this.listener.onChange();
    const problem = await this.lookAtKey(key);
    this.busy = false;
    if (problem === null) {
      this.isKey = true;
      this.secret = key;
      sessionStorage.setItem(KEY, key);
      this.listener.onIn();
    } else if (turnsAway(problem)) {
      this.leave(t('This key is not valid here. Check it, or ask for a new one.'));
    } else {
      this.problem = sentenceOf(problem);
    }
    this.listener.onChange();
  }

  async signOut(): Promise<void> {
    const bearer = this.secret;
    if (!this.isKey && bearer !== null) {
      await request('/v1/session/end', { method: 'POST' });
    }
    this.leave(null);
  }

  /**
   * The server does not take the secret any more: asks for another, or leaves. True where it is
   * worth trying again.
   */
  async doubt(problem: Problem): Promise<boolean> {
    if (this.secret === null) return false;
    if (this.isKey) {
      this.leave(t('This key is not valid any more. Sign in again.'));
      return false;
    }
    const isOver = problem.code === 'session-over';
    const renewed = isOver ? null : await this.renew();
    if (renewed?.ok === true) return true;
    if (renewed === null || turnsAway(renewed.problem)) {
      this.leave(t('Your session was ended. Sign in again.'));
    }
    return false;
  }

  /** Nobody is in any more. */
  leave(problem: string | null): void {
    clearTimeout(this.renewTimer);
    this.secret = null;
    this.account = null;
    this.isKey = false;
    this.problem = problem;
    sessionStorage.removeItem(KEY);
    this.listener.onOut();
    this.listener.onChange();
    if (this.ways === null && this.organisation !== '') void this.waysQuietly();
  }

  private async waysQuietly(): Promise<void> {
    const { problem } = this;
    await this.askWays(this.organisation);
    this.problem = problem;
    this.listener.onChange();
  }

  private async resume(): Promise<void> {
    const signedIn = await this.renew();
    if (!signedIn.ok && !turnsAway(signedIn.problem)) this.problem = null;
  }

  /** Learns the key's role; null where it is let in. */
  private async lookAtKey(key: string): Promise<Problem | null> {
    const account = await request<OwnAccountView>('/v1/account', { bearer: key });
    if (account.ok) {
      this.account = account.value;
      return null;
    }
    return account.problem;
  }

  private renew(): Promise<Reply<SignedInView>> {
    this.renewing ??= this.renewOnce().finally(() => {
      this.renewing = null;
    });
    return this.renewing;
  }

  private async renewOnce(): Promise<Reply<SignedInView>> {
    const ask = (): Promise<Reply<SignedInView>> =>
      request<SignedInView>('/v1/session/refresh', { method: 'POST' });
    const alone = async (): Promise<Reply<SignedInView>> =>
      'locks' in navigator ? await navigator.locks.request(REFRESH_LOCK, ask) : ask();
    const first = await alone();
    const anotherWas = !first.ok && first.problem.code === 'changed-meanwhile';
    if (anotherWas) await new Promise((resolve) => setTimeout(resolve, ANOTHER_TAB_MS));
    const reply = anotherWas ? await alone() : first;
    if (reply.ok) this.enter(reply.value);
    return reply;
  }

  private enter({ accessToken, expiresAt, account }: SignedInView): void {
    const wasIn = this.secret !== null;
    this.secret = accessToken;
    this.account = account;
    this.problem = null;
    this.invitation = null;
    this.authenticator = null;
    this.organisation = account.organisation.slug;
    // What the address said of an earlier try is over.
    if (location.search !== '') {
      history.replaceState(null, '', `${location.pathname}${location.hash}`);
    }
    localStorage.setItem(ORGANISATION, account.organisation.slug);
    this.renewIn(Date.parse(expiresAt) - Date.now() - RENEW_BEFORE_MS);
    if (wasIn) this.listener.onRenewed();
    else this.listener.onIn();
  }

  private renewIn(leftMs: number): void {
    clearTimeout(this.renewTimer);
    const sensible = leftMs >= RENEW_MIN_MS && leftMs <= RENEW_MAX_MS;
    this.renewTimer = setTimeout(() => void this.renewInTime(), sensible ? leftMs : RENEW_USUAL_MS);
  }

  private async renewInTime(): Promise<void> {
    const reply = await this.renew();
    if (reply.ok || this.secret === null) return;
    if (turnsAway(reply.problem)) this.leave(t('Your session was ended. Sign in again.'));
    else this.renewIn(RENEW_MIN_MS);
  }

  private async trying<T>(asked: Promise<Reply<T>>, take: (value: T) => void): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.listener.onChange();
    const reply = await asked;
    this.busy = false;
    if (reply.ok) take(reply.value);
    else
      this.problem = reply.problem === NOT_REACHED ? NOT_REACHED.detail : sentenceOf(reply.problem);
    this.listener.onChange();
  }
}
