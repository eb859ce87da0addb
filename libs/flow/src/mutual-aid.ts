import type { CallerRole } from '#core/caller-roles';
import { staffDisclosureFor } from '#core/disclosure';
import { contains } from '#core/geometry';
import { aidStanding, checkAidStep, checkAidValidity, type AidAgreement } from '#core/mutual-aid';
import { ok, refuse, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { AidAgreementView, AidView, AskAidMessage } from '#contracts/aid-api';
import type {
  EndIncidentMessage,
  RaiseIncidentMessage,
  UpdateIncidentMessage,
} from '#contracts/incident-api';
import { fromPlace, REF_LENGTH_MAX, toIso } from '#contracts/shapes';
import type { ChangeIncident, HandChange } from '#flow/change-incident';
import type { HandDeed } from '#flow/hand-deed';
import type {
  AidRequest,
  AidStore,
  AuditActor,
  AuditLog,
  Clock,
  Ids,
  IncidentState,
  IncidentStore,
  PeopleStore,
} from '#flow/ports';
import type { RaiseIncident } from '#flow/raise-incident';

/** References of incidents raised for another organisation begin so. */
export const AID_PREFIX = 'aid/';
const ENDED_BY_ASKER = 'ended by whoever asked for aid';
const CHANGED_BY_ASKER = 'changed by whoever asked for aid';

/** Fields of an update that a partner is told; no address, notes or age, and nobody's reference. */
const TOLD = [
  ...['version', 'sentAt', 'kind', 'priority', 'place', 'placeAccuracyM', 'calledAt'],
  ...['ambulanceEtaAt', 'determinantCode', 'hazards', 'setting'],
];
const ORDER_FIELDS = ['version', 'sentAt'];

type Step =
  | { readonly op: 'update'; readonly message: UpdateIncidentMessage }
  | { readonly op: 'close' | 'cancel'; readonly message: EndIncidentMessage }
  | { readonly op: 'by-hand'; readonly deed: HandDeed; readonly change: HandChange };

/** Help between two organisations; nothing but kind, place and counts ever crosses. */
export class MutualAid {
  constructor(
    private readonly ports: {
      readonly aid: AidStore;
      readonly incidents: IncidentStore;
      readonly people: PeopleStore;
      readonly auditLog: AuditLog;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly raise: RaiseIncident;
      readonly changeIncident: ChangeIncident;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Agreements of an organisation, newest first. */
  async list(organisationId: string): Promise<{ readonly items: AidAgreementView[] }> {
    const found = await this.ports.aid.agreements(organisationId);
    return { items: found.map((agreement) => this.view(agreement)) };
  }

  /** Proposes an agreement; refusals `not-found`, `invalid-field`. */
  async propose(
    organisationId: string,
    slug: string,
    validUntil: Instant,
  ): Promise<Result<AidAgreementView>> {
    const now = this.ports.clock.now();
    const valid = checkAidValidity(validUntil, now);
    if (!valid.ok) return valid;
    const [own, partner] = await Promise.all([
      this.ports.people.organisation(organisationId),
      this.ports.aid.partner(slug),
    ]);
    if (own === null || partner === null) {
      return refuse('not-found', 'There is no such organisation.');
    }
    if (partner.id === own.id) {
      return refuse('invalid-field', 'An organisation helps itself without agreement.', 'partner');
    }
    const id = this.ports.ids.id();
    const fresh = { id, status: 'proposed', proposedAt: now, validUntil } as const;
    const open = { ...fresh, acceptedAt: null, endedAt: null };
    const { slug: ownSlug, name } = own;
    const us: AidAgreement = { ...open, organisationId, partner, proposedByUs: true };
    const asPartner = { id: organisationId, slug: ownSlug, name };
    const them = { ...open, organisationId: partner.id, partner: asPartner, proposedByUs: false };
    await this.ports.aid.propose([us, them]);
    return ok(this.view(us));
  }

  /** Accepts or ends an agreement for both sides; refusals `not-found`, `illegal-step`. */
  async move(
    organisationId: string,
    agreementId: string,
    to: 'accepted' | 'ended',
  ): Promise<Result<AidAgreementView>> {
    const now = this.ports.clock.now();
    const agreement = await this.ports.aid.agreement(organisationId, agreementId);
    if (agreement === null) return noAgreement();
    const step = checkAidStep(agreement, to, now);
    if (!step.ok) return step;
    if (!(await this.ports.aid.move(agreement, to, now))) {
      return refuse('illegal-step', 'The other organisation was quicker; look again.');
    }
    const at = to === 'accepted' ? { acceptedAt: now } : { endedAt: now };
    return ok(this.view({ ...agreement, status: to, ...at }));
  }

  /**
   * Has the partner raise an incident like this one, and links them.
   *
   * @returns whether that was new; refusals `not-found`, `aid-not-agreed`, `incident-over`,
   *   `place-outside-area`, and those of raising
   */
  async ask(
    caller: { readonly organisationId: string; readonly actor: AuditActor },
    incidentId: string,
    { agreementId, reason }: AskAidMessage,
  ): Promise<Result<{ readonly isNew: boolean; readonly view: AidView }>> {
    const { organisationId, actor } = caller;
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    if (state.incident.status !== 'active') {
      return refuse('incident-over', `This incident is ${state.incident.status}.`);
    }
    // Whoever was asked asks nobody on: it would come back, and nobody would hear of the end.
    if (state.incident.controlRef.startsWith(AID_PREFIX)) {
      return refuse('aid-not-agreed', 'This is aid for another organisation, which asks others.');
    }
    const agreement = await this.ports.aid.agreement(organisationId, agreementId);
    if (agreement === null) return noAgreement();
    const agreed = this.inForce(agreement);
    if (!agreed.ok) return agreed;
    const known = await this.requestOf(organisationId, { incidentId, agreementId });
    if (known !== undefined) {
      return ok({ isNew: false, view: await this.viewOf(known, agreement) });
    }
    const asked = { organisationId, incidentId, agreementId, reason };
    const raised = await this.raiseAtPartner(agreement, state, asked);
    if (!raised.ok) return raised;
    await this.note(raised.value, agreement, actor);
    return ok({ isNew: true, view: await this.viewOf(raised.value, agreement) });
  }

  /** What was asked for an incident and what came of it; refusal `not-found`. */
  async read(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<{ readonly items: AidView[] }>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    const items: AidView[] = [];
    for (const request of await this.ports.aid.requests(organisationId, incidentId)) {
      const agreement = await this.ports.aid.agreement(organisationId, request.agreementId);
      if (agreement === null) continue;
      const view = await this.viewOf(request, agreement);
      items.push(staffDisclosureFor(role) === 'all' ? view : { ...view, reason: '' });
    }
    return ok({ items });
  }

  /**
   * Tells partners what changed of an incident they help with. An update is told while the
   * agreement is in force; an end always, so that nobody is left on the way to what is over. What
   * goes wrong there is not the asker's trouble.
   */
  async follow(organisationId: string, incidentId: string, step: Step): Promise<void> {
    try {
      for (const request of await this.ports.aid.requests(organisationId, incidentId)) {
        const agreement = await this.ports.aid.agreement(organisationId, request.agreementId);
        if (agreement !== null) await this.tell(agreement, request, step);
      }
    } catch (error) {
      this.ports.onError(error);
    }
  }

  private async tell(
    agreement: AidAgreement,
    { partnerRef: ref, partnerIncidentId }: AidRequest,
    step: Step,
  ): Promise<void> {
    const { id } = agreement.partner;
    const { changeIncident } = this.ports;
    if (step.op === 'by-hand') {
      const { deedId } = step.deed;
      const deed = { organisationId: id, incidentId: partnerIncidentId, deedId };
      const change = toldByHand(step.change);
      const isTold = step.change.op === 'close' || this.inForce(agreement).ok;
      const said = { ...deed, by: AID_PREFIX, reason: CHANGED_BY_ASKER };
      if (change !== null && isTold) await changeIncident.byHand(said, change);
      return;
    }
    if (step.op !== 'update') {
      // Why control ends it is control's own: only when it ends is told.
      const end = { op: step.op, message: { ...step.message, reason: ENDED_BY_ASKER } };
      await changeIncident.end(id, ref, end);
      return;
    }
    const told = Object.entries(step.message).filter(([field]) => TOLD.includes(field));
    const isWorthIt = told.some(([field]) => !ORDER_FIELDS.includes(field));
    if (!isWorthIt || !this.inForce(agreement).ok) return;
    await changeIncident.update(id, ref, Object.fromEntries(told));
  }

  private async raiseAtPartner(
    { partner }: AidAgreement,
    state: IncidentState,
    asked: Pick<AidRequest, 'organisationId' | 'incidentId' | 'agreementId' | 'reason'>,
  ): Promise<Result<AidRequest>> {
    const [own, theirs] = await Promise.all([
      this.ports.people.organisation(asked.organisationId),
      this.ports.people.organisation(partner.id),
    ]);
    if (own === null || theirs === null) return noAgreement();
    if (theirs.area !== null && !contains(theirs.area, state.incident.place)) {
      return refuse('place-outside-area', 'The place lies outside the area of the partner.');
    }
    const controlRef = refAtPartner(own.slug, state);
    const now = this.ports.clock.now();
    const raised = await this.ports.raise.raise(partner.id, messageOf(state, controlRef), now);
    if (!raised.ok) return raised;
    const partnerIncidentId = raised.value.view.id;
    const request = { ...asked, partnerIncidentId, partnerRef: controlRef, askedAt: now };
    await this.ports.aid.keep(request);
    return ok(request);
  }

  /** On both timelines and, for the partner, in its audit; the asker's route is audited anyway. */
  private async note(
    request: AidRequest,
    { partner }: AidAgreement,
    actor: AuditActor,
  ): Promise<void> {
    const { organisationId, incidentId, partnerIncidentId, agreementId, reason } = request;
    const at = request.askedAt;
    const fact = { at, responderId: null };
    const asker = actor.role === 'control' ? 'control' : 'dispatcher';
    const common = { calloutId: null, notAlerted: [], now: at };
    const detail = { partner: partner.slug, agreementId, reason };
    await this.ports.incidents.addFacts({
      ...{ ...common, organisationId, incidentId },
      facts: [{ ...fact, kind: 'aid-asked', actor: asker, detail }],
    });
    await this.ports.incidents.addFacts({
      ...{ ...common, organisationId: partner.id, incidentId: partnerIncidentId },
      facts: [{ ...fact, kind: 'raised-for-aid', actor: 'closeby', detail: { agreementId } }],
    });
    await this.ports.auditLog.append([
      {
        ...{ organisationId: partner.id, at, actor: { role: 'closeby', id: null } },
        ...{ action: 'aid.raise', outcome: 'done', detail: { agreementId } },
        subject: { kind: 'incident', id: partnerIncidentId },
      },
    ]);
  }

  private async requestOf(
    organisationId: string,
    of: { readonly incidentId: string; readonly agreementId: string },
  ): Promise<AidRequest | undefined> {
    const asked = await this.ports.aid.requests(organisationId, of.incidentId);
    return asked.find((request) => request.agreementId === of.agreementId);
  }

  private async viewOf(request: AidRequest, agreement: AidAgreement): Promise<AidView> {
    const { agreementId, reason, askedAt, partnerIncidentId } = request;
    const { id, slug, name } = agreement.partner;
    const state = this.inForce(agreement).ok
      ? await this.ports.incidents.load(id, partnerIncidentId)
      : null;
    const base = { agreementId, partner: { slug, name }, reason, askedAt: toIso(askedAt) };
    return { ...base, incident: state === null ? null : countsOf(state) };
  }

  private inForce(agreement: AidAgreement): Result<null> {
    const standing = aidStanding(agreement, this.ports.clock.now());
    return standing === 'in-force'
      ? ok(null)
      : refuse('aid-not-agreed', `The agreement with ${agreement.partner.name} is ${standing}.`);
  }

  private view(agreement: AidAgreement): AidAgreementView {
    const { id, partner, proposedByUs, proposedAt, validUntil, acceptedAt, endedAt } = agreement;
    return {
      ...{ id, partner: { slug: partner.slug, name: partner.name }, proposedByUs },
      status: aidStanding(agreement, this.ports.clock.now()),
      proposedAt: toIso(proposedAt),
      validUntil: toIso(validUntil),
      acceptedAt: acceptedAt === null ? null : toIso(acceptedAt),
      endedAt: endedAt === null ? null : toIso(endedAt),
    };
  }
}

/** A partner is told the place and no address; a new address alone is nothing to them. */
function toldByHand(change: HandChange): HandChange | null {
  if (change.op === 'close') return change;
  const { place, placeAccuracyM = null } = change.facts;
  if (place === undefined) return null;
  return { op: 'relocate', facts: { place, placeAccuracyM }, seenPlace: null };
}

function noAgreement(): Result<never> {
  return refuse('not-found', 'There is no such agreement.');
}

function refAtPartner(slug: string, { incident }: IncidentState): string {
  const ref = `${AID_PREFIX}${slug}/${incident.controlRef}`;
  return ref.length <= REF_LENGTH_MAX ? ref : `${AID_PREFIX}${slug}/${incident.id}`;
}

/** The incident as the partner is told it, in the order in which its own messages stand. */
function messageOf(
  { incident, messages }: IncidentState,
  controlRef: string,
): RaiseIncidentMessage {
  const { kind, mode, priority, place, placeAccuracyM, calledAt, ambulanceEtaAt } = incident;
  const { determinantCode, hazards, setting } = incident;
  return {
    ...{ controlRef, kind, mode, priority, hazards: [...hazards], setting },
    version: Math.max(0, ...messages.map(({ message }) => message.order)),
    place: fromPlace(place),
    calledAt: toIso(calledAt),
    ...(placeAccuracyM === null ? {} : { placeAccuracyM }),
    ...(ambulanceEtaAt === null ? {} : { ambulanceEtaAt: toIso(ambulanceEtaAt) }),
    ...(determinantCode === null ? {} : { determinantCode }),
    ...{ acceptOutsideArea: false, excludedResponderRefs: [] },
  };
}

function countsOf({ incident, alerts, assignments }: IncidentState): AidView['incident'] {
  const there = assignments.filter(({ status }) => ['on-scene', 'with-patient'].includes(status));
  return {
    status: incident.status,
    alertedCount: new Set(alerts.map((alert) => alert.responderId)).size,
    acceptedCount: incident.acceptedCount,
    onSceneCount: there.length,
  };
}
