import type { Language } from '#core/delivery';
import { ok, refuse, type Result } from '#core/problem';
import type { CredentialStatus, Responder, ResponderTier, TravelMode } from '#core/responder';
import { DAY_MS } from '#core/units';
import type { EnrolmentView, PutResponderMessage, ResponderView } from '#contracts/registry-api';
import { toInstant, toIso } from '#contracts/shapes';
import type { Clock, Ids, Page, PageRequest, PeopleStore, ResponderCaller } from '#flow/ports';
import type { StandBy } from '#flow/stand-by';

/** A one-time code is good for this long. */
export const ENROLMENT_VALID_MS = 7 * DAY_MS;

/** What holds until somebody says otherwise: neither promises more than most people can keep. */
const FIRST_TRAVEL_MODE: TravelMode = 'foot';
const FIRST_TIER: ResponderTier = 'home';
const FIRST_LANGUAGE: Language = 'en';

/** People, their credentials and their phones. */
export class Registry {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly standBy: StandBy;
    },
  ) {}

  /**
   * Adds a responder under the organisation's own reference, or brings the one that is there up to
   * date. Sending the same again changes nothing.
   */
  async putResponder(
    organisationId: string,
    externalRef: string,
    message: PutResponderMessage,
  ): Promise<{ readonly change: 'added' | 'changed' | 'unchanged'; readonly view: ResponderView }> {
    const old = await this.ports.people.responderByRef(organisationId, externalRef);
    const { responder, change } = await this.ports.people.putResponder(
      organisationId,
      {
        externalRef,
        displayName: message.displayName,
        testPhone: message.testPhone,
        disabled: message.disabled,
        travelMode: message.travelMode ?? old?.travelMode ?? FIRST_TRAVEL_MODE,
        tier: message.tier ?? old?.tier ?? FIRST_TIER,
        language: message.language ?? old?.language ?? FIRST_LANGUAGE,
        ...(message.phone === undefined ? {} : { phone: message.phone }),
        ...(message.email === undefined ? {} : { email: message.email }),
        credentials: message.credentials.map((credential) => ({
          kind: credential.kind,
          issuer: credential.issuer,
          validFrom: toInstant(credential.validFrom),
          validTo: credential.validTo ? toInstant(credential.validTo) : null,
          verified: credential.verified,
        })),
      },
      this.ports.clock.now(),
    );
    if (change === 'changed')
      await this.ports.standBy.leave({ organisationId, responderId: responder.id });
    return { change, view: responderView(responder) };
  }

  /** One responder; `not-found` also for another organisation's. */
  async responder(organisationId: string, responderId: string): Promise<Result<ResponderView>> {
    const responder = await this.ports.people.responder(organisationId, responderId);
    return responder === null ? noResponder() : ok(responderView(responder));
  }

  /** A page of responders by reference. */
  async responders(organisationId: string, page: PageRequest): Promise<Page<ResponderView>> {
    const found = await this.ports.people.responders(organisationId, page);
    return { items: found.items.map(responderView), nextCursor: found.nextCursor };
  }

  /** A one-time code that a phone trades for its token; shown this once. */
  async enrol(organisationId: string, responderId: string): Promise<Result<EnrolmentView>> {
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null) return noResponder();
    const code = this.ports.ids.secret();
    const now = this.ports.clock.now();
    const expiresAt = now + ENROLMENT_VALID_MS;
    await this.ports.people.addEnrolment({ organisationId, responderId, code, expiresAt, now });
    return ok({ enrolmentCode: code, expiresAt: toIso(expiresAt) });
  }

  /**
   * Moves a credential by its table. A revoked one takes its person out of the live index and
   * withdraws what they have not answered.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  async moveCredential(
    organisationId: string,
    credentialId: string,
    to: CredentialStatus,
  ): Promise<Result<ResponderView>> {
    const now = this.ports.clock.now();
    const moved = await this.ports.people.moveCredential({ organisationId, credentialId, to, now });
    if (!moved.ok) return moved;
    const { responderId } = moved.value;
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null) return noResponder();
    await this.ports.standBy.leave({ organisationId, responderId });
    return ok(responderView(responder));
  }

  /** How this person travels from now on; refuses `not-eligible` where they have been disabled. */
  async setTravelMode(caller: ResponderCaller, travelMode: TravelMode): Promise<Result<null>> {
    const { organisationId, responderId } = caller;
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null || responder.disabledAt !== null) {
      return refuse('not-eligible', 'Your organisation has disabled you.');
    }
    const now = this.ports.clock.now();
    await this.ports.people.setTravelMode({ organisationId, responderId, travelMode, now });
    return ok(null);
  }
}

/** A responder as the registry shows them. */
export function responderView(responder: Responder): ResponderView {
  return {
    id: responder.id,
    externalRef: responder.externalRef,
    displayName: responder.displayName,
    onDuty: responder.onDuty,
    testPhone: responder.testPhone,
    disabled: responder.disabledAt !== null,
    travelMode: responder.travelMode,
    tier: responder.tier,
    language: responder.language,
    channels: [...responder.channels],
    credentials: responder.credentials.map((credential) => ({
      id: credential.id,
      kind: credential.kind,
      issuer: credential.issuer,
      status: credential.status,
      validFrom: toIso(credential.validFrom),
      validTo: toIso(credential.validTo),
    })),
  };
}

function noResponder(): Result<never> {
  return refuse('not-found', 'There is no such responder.');
}
