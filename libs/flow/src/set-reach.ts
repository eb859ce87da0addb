import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS, type Instant } from '#core/units';
import {
  MUTE_MAX_DAYS,
  type OwnReachView,
  type PushAddressMessage,
  type SetReachMessage,
} from '#contracts/reach-api';
import { toInstant } from '#contracts/shapes';
import type { Clock, PersonReach, ReachChange, ReachStore, ResponderCaller } from '#flow/ports';
import { renderReach, type Whose } from '#flow/readiness';
import type { StandBy } from '#flow/stand-by';

interface Person {
  readonly organisationId: string;
  readonly responderId: string;
}

/** When and how a person is reached: set by themselves, or by a registrar for them. */
export class SetReach {
  constructor(
    private readonly ports: {
      readonly reach: ReachStore;
      readonly clock: Clock;
      readonly standBy: StandBy;
    },
  ) {}

  /** As it is now; refuses `not-found`, and `not-eligible` where the person is disabled. */
  async of(person: Person, whose: Whose = 'own'): Promise<Result<OwnReachView>> {
    const found = await this.find(person);
    const now = this.ports.clock.now();
    return found.ok ? ok(renderReach(found.value, { now, whose })) : found;
  }

  /**
   * Changes what is given and leaves the rest. Whoever may not be disturbed from now on is out of
   * the live index at once, and what they have not answered is decided anew before this returns.
   *
   * @param whose who is told in the answer: the person, or somebody about them
   * @returns refusals `not-found`, `not-eligible`, `invalid-field` for a mute that is too long
   */
  async set(
    person: Person,
    message: SetReachMessage,
    whose: Whose = 'own',
  ): Promise<Result<OwnReachView>> {
    const found = await this.find(person);
    if (!found.ok) return found;
    const now = this.ports.clock.now();
    const change = changeOf(message, now);
    if (!change.ok) return change;
    const { organisationId, responderId } = person;
    await this.ports.reach.setReach({ organisationId, responderId, change: change.value, now });
    if (message.availability !== undefined) await this.ports.standBy.changed(person);
    return this.of(person, whose);
  }

  /** Sets or forgets where this phone is pushed, and whether it may show what it gets. */
  async setPushAddress(caller: ResponderCaller, message: PushAddressMessage): Promise<void> {
    const { organisationId, deviceId } = caller;
    const { channel, permission } = message;
    await this.ports.reach.setPushAddress({
      organisationId,
      deviceId,
      channel,
      address: addressOf(message),
      ...(permission === undefined ? {} : { permission }),
      now: this.ports.clock.now(),
    });
  }

  private async find({ organisationId, responderId }: Person): Promise<Result<PersonReach>> {
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    if (person === null) return refuse('not-found', 'There is no such responder.');
    return person.disabledAt === null
      ? ok(person)
      : refuse('not-eligible', 'The organisation has disabled this person.');
  }
}

/** The address as channels use it: a token, or a subscription as JSON. */
function addressOf(message: PushAddressMessage): string | null {
  if (message.channel === 'push') return message.token;
  return message.subscription === null ? null : JSON.stringify(message.subscription);
}

function changeOf(message: SetReachMessage, now: Instant): Result<ReachChange> {
  const { availability, declined, language, phone, email } = message;
  const mutedUntil =
    typeof availability?.mutedUntil === 'string' ? toInstant(availability.mutedUntil) : null;
  if (mutedUntil !== null && mutedUntil > now + MUTE_MAX_DAYS * DAY_MS) {
    const detail = `A mute lasts ${String(MUTE_MAX_DAYS)} days at most; go off duty instead.`;
    return refuse('invalid-field', detail, 'availability.mutedUntil');
  }
  return ok({
    ...(availability === undefined ? {} : { availability: { ...availability, mutedUntil } }),
    ...(declined === undefined ? {} : { declined }),
    ...(language === undefined ? {} : { language }),
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
  });
}
