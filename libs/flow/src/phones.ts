import { ok, refuse, type Result } from '#core/problem';
import { phonesToEnd } from '#core/registration';
import { DAY_MS } from '#core/units';
import type { DevicesView } from '#contracts/registration-api';
import type { SignedInDevice } from '#contracts/responder-api';
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

/** A phone stays signed in for this long. */
export const TOKEN_VALID_MS = 90 * DAY_MS;

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
    const tokenExpiresAt = now + TOKEN_VALID_MS;
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

  private async of(caller: ResponderCaller): Promise<readonly DeviceReach[]> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    return (person?.devices ?? []).filter((device) => device.tokenExpiresAt > now);
  }
}
