import { ok, refuse, type Result } from '#core/problem';
import { CONTACT_KINDS, type ContactKind } from '#core/registration';
import { DAY_MS, type Instant } from '#core/units';
import { MUTE_MAX_DAYS, type OwnReachView, type SetReachMessage } from '#contracts/reach-api';
import { toInstant } from '#contracts/shapes';
import type {
  Clock,
  PersonReach,
  ReachChange,
  ReachStore,
  RegistrationStore,
  Vault,
} from '#flow/ports';
import { contactDigests } from '#flow/codes';
import { renderReach, type ProvenAt, type Whose } from '#flow/readiness';
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
      readonly registrations: RegistrationStore;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly standBy: StandBy;
    },
  ) {}

  /** As it is now; refuses `not-found`, and `not-eligible` where the person is disabled. */
  async of(person: Person, whose: Whose = 'own'): Promise<Result<OwnReachView>> {
    const found = await this.find(person);
    if (!found.ok) return found;
    const now = this.ports.clock.now();
    const provenAt = await this.provenAt(person, found.value);
    return ok(renderReach(found.value, { now, whose, provenAt }));
  }

  /**
   * Changes what is given and leaves the rest. Whoever may not be disturbed from now on is out of
   * the live index at once, and what they have not answered is decided anew before this returns.
   *
   * @param whose who is told in the answer: the person, or somebody about them
   * @returns refusals `not-found`, `not-eligible`, `invalid-field` for a mute that is too long, and
   *   `proof-of-phone-needed` for a new address of one's own
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
    const missing = whose === 'own' ? unproven(found.value, message) : null;
    if (missing !== null) return missing;
    const { organisationId, responderId } = person;
    await this.ports.reach.setReach({ organisationId, responderId, change: change.value, now });
    if (message.availability !== undefined) await this.ports.standBy.changed(person);
    return this.of(person, whose);
  }

  /** When the addresses on record were proven; a proof of an address they had before is none. */
  private async provenAt(person: Person, reach: PersonReach): Promise<ProvenAt> {
    const { registrations, vault } = this.ports;
    const proofs = await registrations.proofsOf(person.organisationId, person.responderId);
    const at = (kind: ContactKind): Instant | null => {
      const address = reach[kind];
      const proof = proofs.find((one) => one.kind === kind);
      if (address === null || proof === undefined) return null;
      const isOfIt = contactDigests(vault, { kind, address }).some((digest) =>
        isSame(proof.digest, digest),
      );
      return isOfIt ? proof.provenAt : null;
    };
    return { phone: at('phone'), email: at('email') };
  }

  private async find({ organisationId, responderId }: Person): Promise<Result<PersonReach>> {
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    if (person === null) return refuse('not-found', 'There is no such responder.');
    return person.disabledAt === null
      ? ok(person)
      : refuse('not-eligible', 'The organisation has disabled this person.');
  }
}

/** Their own new addresses are kept only once they are proven; a registrar's word is enough. */
function unproven(person: PersonReach, message: SetReachMessage): Result<never> | null {
  const field = CONTACT_KINDS.find((kind) => {
    const given = message[kind];
    return given !== undefined && given !== null && given !== person[kind];
  });
  if (field === undefined) return null;
  const detail = 'Prove that this address is yours: have a code sent to it by /v1/me/contacts.';
  return refuse('proof-of-phone-needed', detail, field);
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

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
