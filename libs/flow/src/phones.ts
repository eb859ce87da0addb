import { judgePhoneToken, PHONE_TOKEN_OVERLAP_MS, PHONE_TOKEN_VALID_MS } from '#core/phone-token';
import { ok, refuse, type Result } from '#core/problem';
import { phonesToEnd } from '#core/registration';
import type { DevicesView } from '#contracts/registration-api';
import type { RenewedToken, SignedInDevice } from '#contracts/responder-api';
import { toIso } from '#contracts/shapes';
import type {
  AuditLog,
  Clock,
  DeviceReach,
  Ids,
  Live,
  PeopleStore,
  ReachStore,
  ResponderCaller,
} from '#flow/ports';
import type { PersonalMessages } from '#flow/personal-messages';
import type { PushProof } from '#flow/push-proof';
import type { SignOut } from '#flow/sign-out';

/** A code, and the phone it is typed into. */
export interface PhoneSignIn {
  readonly code: string;
  readonly platform: 'android' | 'ios' | 'web';
  readonly pushToken: string | null;
}

/** The phones that people are signed in with. */
export class Phones {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly reach: ReachStore;
      readonly live: Live;
      readonly auditLog: AuditLog;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly messages: PersonalMessages;
      readonly pushProof: PushProof;
      readonly signOut: SignOut;
    },
  ) {}

  /**
   * Trades an enrolment code for the token of a phone. Whoever has other phones is told on them
   * and by their other ways; of too many phones the most silent is ended. A push address of
   * somebody else's phone is to be proven first.
   *
   * @returns refusal `enrolment-code-invalid`
   */
  async signIn({ code, platform, pushToken }: PhoneSignIn): Promise<Result<SignedInDevice>> {
    const { people, ids, clock } = this.ports;
    const now = clock.now();
    const token = ids.secret();
    const deviceId = ids.id();
    const tokenExpiresAt = now + PHONE_TOKEN_VALID_MS;
    const device = { deviceId, token, tokenExpiresAt, platform, pushToken };
    const signedIn = await people.signInDevice({ code, ...device, now });
    if (!signedIn.ok) return signedIn;
    const { organisationId, responderId, isPushHeld } = signedIn.value;
    const caller: ResponderCaller = {
      ...({ role: 'responder', organisationId, responderId, deviceId } as const),
      expiresAt: tokenExpiresAt,
    };
    if (isPushHeld && pushToken !== null) {
      // Too many challenges for one address: the app asks again when it sets its address.
      await this.ports.pushProof.claim(caller, 'push', pushToken);
    }
    await this.welcome(caller);
    return ok({ token, expiresAt: toIso(tokenExpiresAt), responderId, deviceId });
  }

  /**
   * A new token for this phone. The one it has stays good until the new one was used, so that an
   * answer that is lost signs nobody out.
   *
   * @returns refusal `unauthenticated` where the phone was signed out meanwhile
   */
  async renew(caller: ResponderCaller): Promise<Result<RenewedToken>> {
    const { people, ids, clock } = this.ports;
    const { organisationId, deviceId } = caller;
    const now = clock.now();
    const token = ids.secret();
    const expiresAt = now + PHONE_TOKEN_VALID_MS;
    const isKept = await people.offerToken({ organisationId, deviceId, token, expiresAt, now });
    return isKept
      ? ok({ token, expiresAt: toIso(expiresAt) })
      : refuse('unauthenticated', 'This phone is not signed in any more.');
  }

  /**
   * Takes note that somebody came with a token that is not the one in use. A new one is in use
   * from then on. One that was traded a while ago is a copy in other hands: the phone's sign-in
   * ends, its person is told by their other ways, and the audit says so.
   *
   * @param shown.isSeated of a socket that was let in with it before: that betrays nobody
   * @returns whether they may go on
   */
  async used(
    caller: ResponderCaller,
    { token, isSeated }: { readonly token: string; readonly isSeated: boolean },
  ): Promise<boolean> {
    const { people, clock } = this.ports;
    const { organisationId, deviceId, tradedAt } = caller;
    const now = clock.now();
    switch (judgePhoneToken(tradedAt, now, clock.stretch(PHONE_TOKEN_OVERLAP_MS))) {
      case 'in-use':
      case 'overlap':
        return true;
      case 'first-use':
        await people.useToken({ organisationId, deviceId, token, now });
        return true;
      case 'reused':
        if (!isSeated) await this.endReused(caller);
        return false;
    }
  }

  /** The phones this person is signed in with, oldest sign-in first. */
  async list(caller: ResponderCaller): Promise<DevicesView> {
    const phones = await this.of(caller);
    return {
      items: phones.map((phone) => ({
        id: phone.deviceId,
        platform: phone.platform,
        isThisOne: phone.deviceId === caller.deviceId,
        signedInAt: toIso(phone.signedInAt),
        seenAt: toIso(phone.seenAt),
        expiresAt: toIso(phone.tokenExpiresAt),
        hasPushAddress: phone.hasPushAddress,
      })),
    };
  }

  /** Ends the sign-in of one of them; refuses `not-found` for a phone of anybody else. */
  async end(caller: ResponderCaller, deviceId: string): Promise<Result<DevicesView>> {
    const phones = await this.of(caller);
    if (!phones.some((phone) => phone.deviceId === deviceId)) {
      return refuse('not-found', 'You have no such phone.');
    }
    await this.ports.signOut.signOut({ ...caller, deviceId });
    return ok(await this.list(caller));
  }

  private async welcome(caller: ResponderCaller): Promise<void> {
    const { organisationId, responderId, deviceId } = caller;
    const { reach, live, auditLog, clock, messages } = this.ports;
    const now = clock.now();
    const others = (await this.of(caller)).filter((phone) => phone.deviceId !== deviceId);
    const ended = phonesToEnd(others);
    for (const id of ended) {
      await reach.signOut({ organisationId, deviceId: id, now });
      live.showOut(id);
    }
    await auditLog.append([
      {
        ...{ organisationId, at: now, action: 'phone.signed-in', outcome: 'done' },
        actor: { role: 'responder', id: responderId },
        subject: { kind: 'device', id: deviceId },
        detail: { others: others.length, ended: ended.length },
      },
    ]);
    // With a first phone there is nobody to warn: whoever lost their code has no phone signed in.
    if (others.length > 0) messages.tellPhonesChangedLater(caller, deviceId);
  }

  private async endReused(caller: ResponderCaller): Promise<void> {
    const { organisationId, responderId, deviceId } = caller;
    const { auditLog, clock, messages, signOut } = this.ports;
    await signOut.signOut(caller);
    await auditLog.append([
      {
        ...{ organisationId, at: clock.now(), action: 'phone.token-reused', outcome: 'refused' },
        actor: { role: 'nobody', id: null },
        subject: { kind: 'device', id: deviceId },
        detail: { responderId },
      },
    ]);
    messages.tellPhonesChangedLater({ organisationId, responderId }, deviceId);
  }

  private async of(caller: ResponderCaller): Promise<readonly DeviceReach[]> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    return (person?.devices ?? []).filter((device) => device.tokenExpiresAt > now);
  }
}
