import { foldControlMessages, type ControlMessage } from '#core/control-messages';
import { coarseCell } from '#core/geometry';
import type { Incident, IncidentFacts, RaisedByHand } from '#core/incident';
import type { Organisation } from '#core/organisation';
import { ok, refuse, type Result } from '#core/problem';
import type { SafetyFinding } from '#core/safety';
import type { Fact } from '#core/timeline';
import type { Instant } from '#core/units';
import type { IncidentView, RaiseIncidentMessage } from '#contracts/incident-api';
import type { ChangeIncident } from '#flow/change-incident';
import { channelsOf } from '#flow/climb';
import { checkFacts, factsOf, orderOf, sameMessage, withFolded } from '#flow/control-facts';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { Decide, Decision } from '#flow/decide';
import type { Gathered } from '#flow/gather';
import { effectsOf, noChange } from '#flow/incident-change';
import { renderIncident } from '#flow/incident-view';
import type {
  Clock,
  Ids,
  IncidentChange,
  IncidentState,
  IncidentStore,
  Live,
  Meter,
  PolicyRef,
  Saved,
  StoredControlMessage,
} from '#flow/ports';
import type { Organisations } from '#flow/organisations';
import type { PolicyInForce, ResponsePlans } from '#flow/response-plans';
import type { Teller } from '#flow/teller';

export interface Raised {
  readonly created: boolean;
  readonly view: IncidentView;
}

interface HowRaised {
  readonly receivedAt: Instant;
  readonly byHand: RaisedByHand | null;
}

/** What the record holds under a reference. */
type Known = Awaited<ReturnType<IncidentStore['loadByRef']>>;

const NOTHING_KNOWN: Known = { state: null, messages: [] };

/** What the first decision is stored from. */
interface FirstDecision {
  readonly incident: Incident;
  readonly decision: Decision;
  readonly connected: ReadonlySet<string>;
  readonly stored: StoredControlMessage;
  readonly inForce: PolicyInForce;
}

/** Everything a first message leads to, before anything is written. */
interface Draft {
  readonly change: IncidentChange;
  readonly state: IncidentState;
  readonly gathered: Gathered;
  readonly safety: readonly SafetyFinding[];
  readonly silentAfterMs: number;
}

/**
 * Control's incident comes in: decide who is alerted, store incident, alerts, deliveries and
 * reasons in one transaction, then ring the phones. The same reference never raises a second
 * incident, however often and however concurrently it is sent.
 */
export class RaiseIncident {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly organisations: Pick<Organisations, 'of'>;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly decide: Decide;
      readonly plans: ResponsePlans;
      readonly teller: Teller;
      readonly changeIncident: ChangeIncident;
    },
  ) {}

  /**
   * @param receivedAt when the first byte of the message came in
   * @returns the incident, and whether this message created it; or `not-found`, `invalid-field`,
   *   `place-outside-area`, `reference-conflict`
   */
  raise(
    organisationId: string,
    message: RaiseIncidentMessage,
    receivedAt: Instant,
  ): Promise<Result<Raised>> {
    return this.raiseOnce(organisationId, message, { receivedAt, byHand: null });
  }

  /** As `raise`, for what a member of staff reports: the incident and its timeline say so. */
  raiseByHand(
    organisationId: string,
    message: RaiseIncidentMessage,
    how: HowRaised,
  ): Promise<Result<Raised>> {
    return this.raiseOnce(organisationId, message, how);
  }

  /**
   * Nearly every reference is a new one: so it is taken, and nothing is read that would tell. The
   * record refuses one that is known, or that a message came for already; then it is looked up.
   */
  private async raiseOnce(
    organisationId: string,
    message: RaiseIncidentMessage,
    how: HowRaised,
  ): Promise<Result<Raised>> {
    const first = await this.attempt(organisationId, message, { ...how, known: NOTHING_KNOWN });
    if (first !== OVERTAKEN && first.ok) return first;
    return decideAgain(async () => {
      const known = await this.ports.incidents.loadByRef(organisationId, message.controlRef);
      return this.attempt(organisationId, message, { ...how, known });
    });
  }

  private async attempt(
    organisationId: string,
    message: RaiseIncidentMessage,
    { receivedAt, byHand, known }: HowRaised & { readonly known: Known },
  ): Promise<Result<Raised> | typeof OVERTAKEN> {
    const create = { op: 'create', order: orderOf(message), facts: factsOf(message) } as const;
    const organisation = await this.ports.organisations.of(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    if (known.state !== null) return this.again(known.state, known.messages, create);
    const inForce = await this.ports.plans.forIncident(organisation, create.facts);
    if (!inForce.ok) return inForce;
    const checked = checkFacts(create.facts, organisation, this.ports.clock.now());
    if (!checked.ok) return checked;
    const stored: StoredControlMessage = { message: create, receivedAt };
    const draft = await this.draft(organisation, message.controlRef, {
      stored,
      early: known.messages,
      inForce: inForce.value,
      warnings: checked.value,
      byHand,
    });
    const outcome = await this.ports.incidents.save(draft.change);
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    return ok({ created: true, view: this.tell(draft, outcome.saved) });
  }

  /** A reference that is known: the same message changes nothing, a newer one is an update. */
  private async again(
    state: IncidentState,
    messages: readonly StoredControlMessage[],
    create: Extract<ControlMessage, { op: 'create' }>,
  ): Promise<Result<Raised>> {
    const twin = messages.find(
      (entry) => entry.message.op === 'create' && entry.message.order === create.order,
    );
    if (twin === undefined) {
      const applied = await this.ports.changeIncident.apply(
        state.incident.organisationId,
        state.incident.controlRef,
        create,
      );
      if (!applied.ok) return applied;
      if (applied.value.status !== 'awaited') {
        return ok({ created: false, view: applied.value });
      }
    } else if (!sameMessage(twin.message, create)) {
      return refuse(
        'reference-conflict',
        'This reference was used for a different message; give it a higher version.',
        'controlRef',
      );
    }
    const view = renderIncident(state, await this.ports.teller.known(state));
    return ok({ created: false, view });
  }

  private async draft(
    organisation: Organisation,
    controlRef: string,
    input: {
      readonly stored: StoredControlMessage;
      readonly early: readonly StoredControlMessage[];
      readonly inForce: PolicyInForce;
      readonly warnings: readonly string[];
      readonly byHand: RaisedByHand | null;
    },
  ): Promise<Draft> {
    const incident = this.newIncident(organisation, controlRef, input);
    const decision = await this.ports.decide.about({
      incident,
      alerts: [],
      assignments: [],
      inForce: input.inForce,
      trigger: 'raised',
      moved: false,
    });
    const { gathered, plan } = decision;
    const connected = await this.ports.live.connected(
      plan.alerts.map((alert) => alert.responderId),
    );
    const change = this.changeOf({ incident, decision, connected, ...input });
    return {
      change,
      gathered,
      safety: plan.safety,
      silentAfterMs: input.inForce.policy.silentAfterMs,
      state: stateAfter(change, incident, input.inForce.ref),
    };
  }

  private newIncident(
    organisation: Organisation,
    controlRef: string,
    input: {
      readonly stored: StoredControlMessage;
      readonly early: readonly StoredControlMessage[];
      readonly inForce: PolicyInForce;
      readonly warnings: readonly string[];
      readonly byHand: RaisedByHand | null;
    },
  ): Incident {
    const { stored, early, inForce, warnings } = input;
    const folded = foldControlMessages([...early, stored].map((entry) => entry.message));
    const facts = folded.facts ?? factsOfCreate(stored);
    const fresh: Incident = {
      ...facts,
      id: this.ports.ids.id(),
      organisationId: organisation.id,
      controlRef,
      status: 'active',
      cell: coarseCell(facts.place, this.ports.ids.salt()),
      receivedAt: stored.receivedAt,
      wantedCount: inForce.policy.wantedCount,
      acceptedCount: 0,
      revision: 0,
      endedAt: null,
      disposition: null,
      warnings,
      safetyOverride: null,
      raisedByHand: input.byHand,
    };
    return withFolded(fresh, { ...folded, facts }, { now: this.ports.clock.now(), warnings });
  }

  private changeOf(input: FirstDecision): IncidentChange {
    const { incident, decision, stored, inForce } = input;
    const { plan, now, gathered } = decision;
    const at = { organisationId: incident.organisationId, incidentId: incident.id, now };
    const effects = effectsOf(plan, {
      ...at,
      about: 'incident',
      priority: incident.priority,
      ladders: inForce.policy.ladders,
      channels: channelsOf(gathered.candidates),
      calloutId: null,
      alerts: [],
      connected: input.connected,
      clock: this.ports.clock,
      ids: this.ports.ids,
    });
    return {
      ...noChange(at),
      raised: {
        incident,
        policyName: inForce.ref.name,
        policyVersion: inForce.ref.version,
      },
      message: stored,
      ...effects,
      facts: [...firstFacts(input), ...effects.facts],
      notAlerted: plan.notAlerted,
      aeds: plan.aeds,
      decision: decision.record,
      // The first review, off the hot path, also explains everyone further away.
      reviewAt: incident.status === 'active' ? now : null,
    };
  }

  /** Phones first; then control's view, from what is in hand. */
  private tell(draft: Draft, saved: Saved): IncidentView {
    const { state, gathered } = draft;
    const aeds = new Map(gathered.aeds.map((aed) => [aed.id, aed]));
    this.ports.teller.tellResponders(state, saved, { aeds });
    this.ports.meter.incidentRaised();
    this.ports.meter.alertsSent(state.alerts.length);
    const names = new Map(
      gathered.candidates.map((entry) => [entry.responder.id, entry.responder.displayName]),
    );
    const view = renderIncident(state, {
      names,
      aeds,
      places: new Map(),
      safety: draft.safety,
      silentAfterMs: draft.silentAfterMs,
    });
    this.ports.teller.tellControl(state, saved, view);
    return view;
  }
}

function factsOfCreate(stored: StoredControlMessage): IncidentFacts {
  if (stored.message.op !== 'create') throw new Error('a raise carries a create');
  return stored.message.facts;
}

function firstFacts({ incident, decision, inForce }: FirstDecision): readonly Fact[] {
  const { plan, now, gathered } = decision;
  const base = { responderId: null, actor: 'closeby' as const };
  const detail = {
    policy: inForce.ref.name,
    policyVersion: inForce.ref.version,
    considered: gathered.candidates.length,
    alerted: plan.alerts.length,
  };
  const facts: Fact[] = [
    { ...base, kind: 'incident-received', at: incident.receivedAt, actor: 'control', detail: {} },
    {
      ...base,
      kind: 'incident-raised',
      at: now,
      detail: { kind: incident.kind, mode: incident.mode, priority: incident.priority },
    },
  ];
  const { raisedByHand: detailOfHand } = incident;
  if (detailOfHand !== null) {
    const byHand = { kind: 'raised-by-hand', actor: 'dispatcher', responderId: null } as const;
    facts.push({ ...byHand, at: now, detail: { ...detailOfHand } });
  }
  if (incident.status === 'active') facts.push({ ...base, kind: 'plan-made', at: now, detail });
  else facts.push({ ...base, kind: `incident-${incident.status}`, at: now, detail: {} });
  if (gathered.degraded) {
    facts.push({ ...base, kind: 'degraded', at: now, detail: { what: 'live-index' } });
  }
  return facts;
}

function stateAfter(change: IncidentChange, incident: Incident, ref: PolicyRef): IncidentState {
  return {
    incident,
    policyName: ref.name,
    policyVersion: ref.version,
    aeds: change.aeds ?? [],
    messages: change.message === null ? [] : [change.message],
    alerts: change.newAlerts,
    assignments: [],
  };
}
