import { CODE_VALID_MS } from '#core/one-time-code';
import { ok, refuse, type Result } from '#core/problem';
import type { PushAddressMessage } from '#contracts/reach-api';
import type { PushToBeProven } from '#contracts/registration-api';
import { toIso } from '#contracts/shapes';
import type { AuditLog, Clock, Ids, Limits, ReachStore, RegistrationStore } from '#flow/ports';
import type { ResponderCaller, Vault } from '#flow/ports';
import type { PersonalMessages } from '#flow/personal-messages';

/** Whose phone a push address is, and how it moves from one person to another. */
export class PushProof {
  constructor(
    private readonly ports: {
      readonly registrations: RegistrationStore;
      readonly reach: ReachStore;
      readonly auditLog: AuditLog;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly messages: PersonalMessages;
    },
  ) {}

  /**
   * Sets or forgets where this phone is pushed, and whether it may show what it gets. What another
   * person's phone has does not move: a challenge is pushed there, and whoever brings it back from
   * this phone has both in hand.
   *
   * @returns null once set; refusal `too-many-requests`
   */
  async set(
    caller: ResponderCaller,
    message: PushAddressMessage,
  ): Promise<Result<PushToBeProven | null>> {
    const { organisationId, deviceId } = caller;
    const { channel, permission } = message;
    const address = addressOf(message);
    const { isSet } = await this.ports.reach.setPushAddress({
      ...{ organisationId, deviceId, channel, address },
      ...(permission === undefined ? {} : { permission }),
      now: this.ports.clock.now(),
    });
    return isSet || address === null ? ok(null) : this.claim(caller, channel, address);
  }

  /** Pushes a challenge to an address that somebody else's phone has; see `set`. */
  async claim(
    caller: ResponderCaller,
    channel: PushAddressMessage['channel'],
    address: string,
  ): Promise<Result<PushToBeProven>> {
    const { organisationId, responderId, deviceId } = caller;
    const { limits, ids, vault, clock, registrations, messages, reach } = this.ports;
    const allowed = await limits.use('code-to-address', address);
    if (!allowed.ok) return allowed;
    const challenge = ids.secret();
    const expiresAt = clock.now() + CODE_VALID_MS;
    await registrations.putPushClaim({
      ...{ organisationId, deviceId, channel, expiresAt },
      sealed: vault.seal(new TextEncoder().encode(address), aboutClaim(deviceId)),
      challengeDigest: vault.digest(challengeText(deviceId, challenge)),
    });
    const person = await reach.reachOf(organisationId, responderId);
    messages.sendLater({
      ...{ organisationId, channel, address, language: person?.language ?? 'en' },
      ...{ kind: 'push-proof', notice: { kind: 'push-proof', challenge } },
    });
    return ok({ standing: 'to-be-proven', expiresAt: toIso(expiresAt) });
  }

  /**
   * Moves the address whose challenge this phone brings back, and tells whoever had it by all
   * their other ways.
   *
   * @returns refusals `code-invalid`, `too-many-requests`
   */
  async prove(caller: ResponderCaller, challenge: string): Promise<Result<null>> {
    const { organisationId, responderId, deviceId } = caller;
    const { limits, registrations, clock, vault, reach, messages, auditLog } = this.ports;
    const tried = await limits.use('code-tried', deviceId);
    if (!tried.ok) return tried;
    const now = clock.now();
    const challengeDigests = vault.digests(challengeText(deviceId, challenge));
    const claim = { organisationId, deviceId, challengeDigests, now };
    const taken = await registrations.takePushClaim(claim);
    if (taken === null) return refuse('code-invalid', 'This challenge is wrong or out of date.');
    await limits.forgive('code-tried', deviceId);
    const address = new TextDecoder().decode(vault.open(taken.sealed, aboutClaim(deviceId)));
    const { channel } = taken;
    const move = { organisationId, deviceId, channel, address, isProven: true, now };
    const { takenFrom } = await reach.setPushAddress(move);
    await auditLog.append(
      takenFrom.map((holder) => ({
        ...{ organisationId: holder.organisationId, at: now, action: 'push.moved' },
        actor:
          holder.organisationId === organisationId
            ? { role: 'responder', id: responderId }
            : { role: 'nobody', id: null },
        ...{ subject: { kind: 'responder', id: holder.responderId }, outcome: 'done', detail: {} },
      })),
    );
    for (const holder of takenFrom) messages.tellPhonesChangedLater(holder, null);
    return ok(null);
  }
}

function challengeText(deviceId: string, challenge: string): string {
  return `push challenge ${deviceId} ${challenge}`;
}

/** The address as channels use it: a token, or a subscription as JSON. */
function addressOf(message: PushAddressMessage): string | null {
  if (message.channel === 'push') return message.token;
  return message.subscription === null ? null : JSON.stringify(message.subscription);
}

function aboutClaim(deviceId: string): string {
  return `push claim ${deviceId}`;
}
