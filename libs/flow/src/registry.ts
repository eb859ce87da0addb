import { verifiesMore } from '#core/credential-review';
import { tierNow } from '#core/credential-tier';
import type { Language } from '#core/delivery';
import type { Equipment } from '#core/equipment';
import { ok, refuse, type Result } from '#core/problem';
import type { CredentialStatus, Responder, ResponderTier, TravelMode } from '#core/responder';
import { DAY_MS, type Instant } from '#core/units';
import type { EnrolmentView, PutResponderMessage, ResponderView } from '#contracts/registry-api';
import { toInstant, toIso } from '#contracts/shapes';
import { notOnesOwn, type OwnRecord, type Reviewer } from '#flow/credentials';
import type {
  Clock,
  CredentialStore,
  FiledCredential,
  Ids,
  Page,
  PageRequest,
  PeopleStore,
  ReachStore,
  ResponderCaller,
} from '#flow/ports';
import { fitsPerson, type PeopleFilter } from '#flow/people-filter';
import type { StandBy } from '#flow/stand-by';

/** A one-time code is good for this long. */
export const ENROLMENT_VALID_MS = 7 * DAY_MS;

/** People looked through for one page of a search; whoever wants more follows the cursor. */
const SCANNED_MAX = 2_000;

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
      readonly credentials: CredentialStore;
      readonly reach: Pick<ReachStore, 'reachOf'>;
      readonly ownRecord: OwnRecord;
    },
  ) {}

  /**
   * As `putResponder`, by a member of staff, who may not make anything of their own count.
   *
   * @returns refusal `second-person-needed`
   */
  async putResponderBy(
    reviewer: Reviewer,
    externalRef: string,
    message: PutResponderMessage,
  ): Promise<Result<PutView>> {
    if (await this.isOwnGain(reviewer, externalRef, message)) return notOnesOwn();
    return ok(await this.putResponder(reviewer.organisationId, externalRef, message));
  }

  /** Whether a member of staff would make something of their own count by this. */
  async isOwnGain(
    reviewer: Reviewer,
    externalRef: string,
    message: PutResponderMessage,
  ): Promise<boolean> {
    const { organisationId } = reviewer;
    const old = await this.ports.people.responderByRef(organisationId, externalRef);
    const raises = message.tier !== undefined && message.tier !== (old?.tier ?? FIRST_TIER);
    if (!raises && !verifiesMore(old?.credentials ?? [], wantedOf(message))) return false;
    const reach = old && (await this.ports.reach.reachOf(organisationId, old.id));
    for (const email of [message.email ?? null, reach?.email ?? null]) {
      if (await this.ports.ownRecord.isOwn(reviewer, email)) return true;
    }
    return false;
  }

  /**
   * Adds a responder under the organisation's own reference, or brings the one that is there up to
   * date. Sending the same again changes nothing.
   */
  async putResponder(
    organisationId: string,
    externalRef: string,
    message: PutResponderMessage,
  ): Promise<PutView> {
    const old = await this.ports.people.responderByRef(organisationId, externalRef);
    const { responder, change: put } = await this.ports.people.putResponder(
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
        credentials: wantedOf(message),
      },
      this.ports.clock.now(),
    );
    const isOther = await this.putEquipment(responder, message.equipment);
    const change = put === 'unchanged' && isOther ? 'changed' : put;
    if (change === 'changed')
      await this.ports.standBy.leave({ organisationId, responderId: responder.id });
    return { change, view: await this.view(responder) };
  }

  /** Whether that was anything new. */
  private async putEquipment(
    { id: responderId, organisationId, equipment: old }: Responder,
    asked: readonly Equipment[] | undefined,
  ): Promise<boolean> {
    const equipment = [...new Set(asked ?? old)].sort();
    if (equipment.join() === [...old].sort().join()) return false;
    const now = this.ports.clock.now();
    await this.ports.people.setEquipment({ organisationId, responderId, equipment, now });
    return true;
  }

  /** One responder; `not-found` also for another organisation's. */
  async responder(organisationId: string, responderId: string): Promise<Result<ResponderView>> {
    const responder = await this.ports.people.responder(organisationId, responderId);
    return responder === null ? noResponder() : ok(await this.view(responder));
  }

  /**
   * A page of responders by reference. Names are sealed, so words are looked for in what was read:
   * narrowed down, a page may hold fewer than were asked for although more follow.
   */
  async responders(
    organisationId: string,
    page: PageRequest,
    wanted: PeopleFilter = {},
  ): Promise<Page<ResponderView>> {
    const now = this.ports.clock.now();
    const items: ResponderView[] = [];
    let { cursor } = page;
    for (let read = 0; read < SCANNED_MAX; read += page.limit) {
      const rest = { cursor, limit: page.limit - items.length };
      const found = await this.ports.people.responders(organisationId, rest);
      const views = await this.views(organisationId, found.items);
      items.push(...views.filter((view) => fitsPerson(view, wanted, now)));
      cursor = found.nextCursor;
      if (cursor === null || items.length * 2 >= page.limit) break;
    }
    return { items, nextCursor: cursor };
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
   * Moves a credential by its table, and keeps who did it and when. A revoked one takes its person
   * out of the live index and withdraws what they have not answered. Nobody verifies their own.
   *
   * @returns refusals `not-found`, `illegal-step`, `second-person-needed`
   */
  async moveCredential(
    reviewer: Reviewer,
    credentialId: string,
    to: CredentialStatus,
  ): Promise<Result<ResponderView>> {
    const { organisationId, keyId } = reviewer;
    const { credentials, ownRecord, people, standBy } = this.ports;
    const filed = await credentials.filedCredential(organisationId, credentialId);
    if (filed === null) return refuse('not-found', 'There is no such credential.');
    if (to === 'verified' && (await ownRecord.isOwn(reviewer, filed.email))) return notOnesOwn();
    const now = this.ports.clock.now();
    const review = { organisationId, credentialId, to, reason: null, by: keyId, now };
    const moved = await credentials.review(review);
    if (!moved.ok) return moved;
    const person = { organisationId, responderId: moved.value.responderId };
    await (to === 'verified' ? standBy.changed(person) : standBy.leave(person));
    const responder = await people.responder(organisationId, person.responderId);
    return responder === null ? noResponder() : ok(await this.view(responder));
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

  private async view(responder: Responder): Promise<ResponderView> {
    const [view] = await this.views(responder.organisationId, [responder]);
    if (view === undefined) throw new Error('one responder has one view');
    return view;
  }

  private async views(
    organisationId: string,
    responders: readonly Responder[],
  ): Promise<ResponderView[]> {
    const ids = responders.map(({ id }) => id);
    const filed = await this.ports.credentials.credentialsOf(organisationId, ids);
    const byId = new Map(filed.map((one) => [one.credential.id, one]));
    const now = this.ports.clock.now();
    return responders.map((responder) => responderView(responder, byId, now));
  }
}

/** What came of putting somebody. */
export interface PutView {
  readonly change: 'added' | 'changed' | 'unchanged';
  readonly view: ResponderView;
}

function wantedOf(message: PutResponderMessage) {
  return message.credentials.map(({ kind, issuer, validFrom, validTo, verified }) => ({
    ...{ kind, issuer, verified },
    validFrom: toInstant(validFrom),
    validTo: validTo ? toInstant(validTo) : null,
  }));
}

/** A responder as the registry shows them. */
function responderView(
  responder: Responder,
  filed: ReadonlyMap<string, FiledCredential>,
  now: Instant,
): ResponderView {
  return {
    id: responder.id,
    externalRef: responder.externalRef,
    displayName: responder.displayName,
    onDuty: responder.onDuty,
    testPhone: responder.testPhone,
    disabled: responder.disabledAt !== null,
    travelMode: responder.travelMode,
    tier: responder.tier,
    tierNow: tierNow(responder, now),
    language: responder.language,
    channels: [...responder.channels],
    credentials: responder.credentials.map(({ id, kind, issuer, status, ...dates }) => {
      const one = filed.get(id);
      return {
        ...{ id, kind, issuer, status },
        validFrom: toIso(dates.validFrom),
        validTo: toIso(dates.validTo),
        number: one?.number ?? null,
        hasProof: (one?.proof ?? null) !== null,
        reviewedBy: one?.reviewedBy ?? null,
        reviewedAt: toIso(one?.reviewedAt ?? null),
      };
    }),
  };
}

function noResponder(): Result<never> {
  return refuse('not-found', 'There is no such responder.');
}
