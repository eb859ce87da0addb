import { endWithIncident } from '#core/assignment';
import { foldControlMessages, orderByHand, type ControlMessage } from '#core/control-messages';
import { coarseCell, distanceM, type Place } from '#core/geometry';
import type { Ladders } from '#core/delivery-ladder';
import type { Incident } from '#core/incident';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact, FactKind } from '#core/timeline';
import type { Instant } from '#core/units';
import type {
  EndIncidentMessage,
  IncidentView,
  UpdateIncidentMessage,
} from '#contracts/incident-api';
import { changedFactsOf, checkFacts, orderOf, sameMessage, withFolded } from '#flow/control-facts';
import { channelsOf, climb } from '#flow/climb';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { Decide, Decision } from '#flow/decide';
import { byHand, openForDeed, type HandDeed } from '#flow/hand-deed';
import { effectsOf, noChange, type EffectContext } from '#flow/incident-change';
import { renderIncident } from '#flow/incident-view';
import type {
  Clock,
  Ids,
  IncidentChange,
  IncidentState,
  IncidentStore,
  Live,
  PeopleStore,
  StoredControlMessage,
} from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';
import { endTeam, teamEffects } from '#flow/team-effects';
import type { Teller } from '#flow/teller';

/** Said for a message whose create has not come yet. */
export interface AwaitedIncident {
  readonly controlRef: string;
  readonly status: 'awaited';
}

/** A new place, a new address, or both, given by hand. */
export interface Relocation {
  readonly op: 'relocate';
  readonly facts: Extract<ControlMessage, { readonly op: 'relocate' }>['facts'];
  /** Where the dispatcher saw the incident; null where they did not say. */
  readonly seenPlace: Place | null;
}

/** What a dispatcher does to the incident itself. */
export type HandChange = Relocation | { readonly op: 'close' };

/** What is shown on a page is rounded: closer than this is the same place. */
const SEEN_WITHIN_M = 5;

/** A move of fewer metres is a correction, not a move. */
export const MOVED_MIN_M = 25;

/**
 * Control's later messages: updates, close and cancel, in any order and any multiplicity. The
 * state is always the fold of all messages so far, so the last to arrive need not be the newest.
 */
export class ChangeIncident {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly decide: Decide;
      readonly plans: ResponsePlans;
      readonly teller: Teller;
    },
  ) {}

  /** Applies an update; see `apply`. */
  update(
    organisationId: string,
    controlRef: string,
    message: UpdateIncidentMessage,
  ): Promise<Result<IncidentView | AwaitedIncident>> {
    const facts = changedFactsOf(message);
    return this.apply(organisationId, controlRef, { op: 'update', order: orderOf(message), facts });
  }

  /** Closes (it is over) or cancels (it never was); see `apply`. */
  end(
    organisationId: string,
    controlRef: string,
    end: { readonly op: 'close' | 'cancel'; readonly message: EndIncidentMessage },
  ): Promise<Result<IncidentView | AwaitedIncident>> {
    const order = orderOf(end.message);
    const reason = end.message.reason ?? null;
    return this.apply(
      organisationId,
      controlRef,
      end.op === 'close'
        ? { op: 'close', order, disposition: reason }
        : { op: 'cancel', order, reason },
    );
  }

  /**
   * Takes one message in: kept where its create has not come, without effect where it is known
   * already, otherwise folded in, decided on anew, stored and told.
   *
   * @returns the incident as it now stands, or `awaited`; or `reference-conflict` where the same
   *   version said something else before, `place-outside-area`, `invalid-field`
   */
  apply(
    organisationId: string,
    controlRef: string,
    message: ControlMessage,
  ): Promise<Result<IncidentView | AwaitedIncident>> {
    return decideAgain(async () => {
      const known = await this.ports.incidents.loadByRef(organisationId, controlRef);
      const twin = known.messages.find(
        (entry) => entry.message.op === message.op && entry.message.order === message.order,
      );
      if (twin !== undefined && !sameMessage(twin.message, message)) {
        return refuse('reference-conflict', 'This version said something else before.', 'version');
      }
      const stored = { message, receivedAt: this.ports.clock.now() };
      if (known.state === null) {
        const kept = await this.ports.incidents.keepEarlyMessage({
          organisationId,
          controlRef,
          message: stored,
        });
        if (kept === 'created-meanwhile') return OVERTAKEN;
        return ok({ controlRef, status: 'awaited' as const });
      }
      return twin === undefined
        ? this.fold(known.state, known.messages, stored)
        : ok(renderIncident(known.state, await this.ports.teller.known(known.state)));
    });
  }

  /**
   * A dispatcher moves the incident or closes it, whatever control knows: newer than all of
   * control's messages so far, and older than whatever control sends later.
   *
   * @returns the incident as it now stands; or `not-found`, `incident-over`, `changed-meanwhile`
   *   where it is not where the dispatcher saw it, and those of an update
   */
  byHand(deed: HandDeed, change: HandChange): Promise<Result<IncidentView>> {
    return decideAgain(async () => {
      const opened = await openForDeed(this.ports.incidents, deed, DONE_AS[change.op]);
      if (!opened.ok) return opened;
      const { state, isDone } = opened.value;
      if (isDone) return ok(renderIncident(state, await this.ports.teller.known(state)));
      if (change.op === 'relocate' && !isWhereSeen(state.incident, change)) {
        return refuse('changed-meanwhile', 'The place has changed since you saw it.', 'seenPlace');
      }
      const now = this.ports.clock.now();
      const stored = { message: handMessage(state, change, { deed, now }), receivedAt: now };
      return this.fold(state, state.messages, { ...stored, deed });
    });
  }

  private async fold(
    state: IncidentState,
    messages: readonly StoredControlMessage[],
    { deed = null, ...stored }: StoredControlMessage & { readonly deed?: HandDeed | null },
  ): Promise<Result<IncidentView> | typeof OVERTAKEN> {
    const folded = foldControlMessages([...messages, stored].map((entry) => entry.message));
    const facts = folded.facts ?? state.incident;
    const organisation = await this.ports.people.organisation(state.incident.organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    const now = this.ports.clock.now();
    const placed = 'facts' in stored.message && stored.message.facts.place !== undefined;
    const checked = placed ? checkFacts(facts, organisation, now) : ok(state.incident.warnings);
    if (!checked.ok) return checked;
    const incident = this.moved(
      state.incident,
      withFolded(state.incident, { ...folded, facts }, { now, warnings: checked.value }),
    );
    const { policyName: name, policyVersion: version } = state;
    const inForce = await this.ports.plans.byRef(incident.organisationId, { name, version });
    const decision = await this.ports.decide.about({
      incident,
      alerts: state.alerts,
      assignments: state.assignments,
      inForce,
      trigger: 'changed-by-control',
      moved: hasMoved(state.incident, incident),
    });
    const { ladders } = inForce.policy;
    const change = await this.changeOf(state, { incident, stored, decision, ladders, deed });
    const outcome = await this.ports.incidents.save(change);
    if (outcome.outcome !== 'saved') return OVERTAKEN;
    const after = await this.ports.incidents.load(incident.organisationId, incident.id);
    if (after === null) return OVERTAKEN;
    return ok(await this.ports.teller.tell(after, outcome.saved));
  }

  /** A new place gets a new coarse cell on a newly shifted grid. */
  private moved(before: Incident, after: Incident): Incident {
    return hasMoved(before, after)
      ? { ...after, cell: coarseCell(after.place, this.ports.ids.salt()) }
      : after;
  }

  private async changeOf(
    state: IncidentState,
    to: {
      readonly incident: Incident;
      readonly stored: StoredControlMessage;
      readonly decision: Decision;
      readonly ladders: Ladders;
      readonly deed: HandDeed | null;
    },
  ): Promise<IncidentChange> {
    const { incident, stored, deed } = to;
    const { plan, now } = to.decision;
    const at = { organisationId: incident.organisationId, incidentId: incident.id, now };
    const context = await this.context(state, to);
    const effects = effectsOf(plan, context);
    const over = incident.status !== 'active';
    const team = over
      ? endTeam(`incident-${incident.status}`, context)
      : teamEffects(plan, context);
    const told = new Set(team.deliveries.map((delivery) => delivery.alertId));
    const stay = over ? [] : whoStays(state, plan.withdrawals);
    const changed = changedEffects(stay, told, context);
    const said = controlFacts(state.incident, incident, now);
    return {
      ...noChange(at),
      ...effects,
      ...team,
      expectedRevision: state.incident.revision,
      incident,
      message: stored,
      deliveries: [...effects.deliveries, ...team.deliveries, ...changed.deliveries],
      feed: [...effects.feed, ...team.feed, ...changed.feed],
      facts: [
        ...(deed === null ? said : said.map((each) => byHand(each, deed))),
        ...effects.facts,
        ...team.facts,
      ],
      notAlerted: plan.notAlerted,
      aeds: over ? null : plan.aeds,
      decision: to.decision.record,
      reviewAt: plan.nextReviewAt,
    };
  }

  private async context(
    { alerts, assignments }: IncidentState,
    to: {
      readonly incident: Incident;
      readonly decision: Decision;
      readonly ladders: Ladders;
    },
  ): Promise<EffectContext & { readonly assignments: IncidentState['assignments'] }> {
    const { incident, ladders } = to;
    const { plan, now, gathered } = to.decision;
    const connected = await this.ports.live.connected(
      [...alerts, ...plan.alerts].map((alert) => alert.responderId),
    );
    const { clock, ids } = this.ports;
    const { organisationId, id: incidentId, priority } = incident;
    return {
      ...{ organisationId, incidentId, calloutId: null, alerts, assignments },
      ...{ about: 'incident', priority, ladders, connected, now, clock, ids },
      channels: channelsOf(gathered.candidates),
    };
  }
}

const DONE_AS: Readonly<Record<HandChange['op'], readonly FactKind[]>> = {
  relocate: ['incident-moved', 'incident-updated'],
  close: ['incident-closed'],
};

/** Whoever moves an incident that control has moved meanwhile would undo that unawares. */
function isWhereSeen({ place }: Incident, { seenPlace }: Relocation): boolean {
  return seenPlace === null || distanceM(place, seenPlace) < SEEN_WITHIN_M;
}

function handMessage(
  { messages }: IncidentState,
  change: HandChange,
  { deed, now }: { readonly deed: HandDeed; readonly now: Instant },
): ControlMessage {
  const known = messages.map(({ message }) => message);
  const order = orderByHand(known, now);
  if (change.op === 'close') return { op: 'close-by-hand', order, disposition: deed.reason ?? '' };
  const nth = known.filter(({ op }) => op === 'relocate').length + 1;
  return { op: 'relocate', order, nth, facts: change.facts };
}

function hasMoved(before: Incident, after: Incident): boolean {
  return distanceM(before.place, after.place) >= MOVED_MIN_M;
}

interface Staying {
  readonly alertId: string;
  readonly responderId: string;
  readonly isBound: boolean;
}

/** Those who stay alerted or assigned. */
function whoStays(
  state: IncidentState,
  withdrawals: readonly { readonly alertId: string }[],
): readonly Staying[] {
  const gone = new Set(withdrawals.map((entry) => entry.alertId));
  const bound = new Set(
    state.assignments
      .filter((assignment) => endWithIncident(assignment.status) !== null)
      .map((assignment) => assignment.alertId),
  );
  return state.alerts
    .filter((alert) => bound.has(alert.id) || (alert.status === 'sent' && !gone.has(alert.id)))
    .map(({ id, responderId }) => ({ alertId: id, responderId, isBound: bound.has(id) }));
}

/**
 * Everybody who stays sees in the app that the facts have changed. Whoever is under way hears it
 * by every channel, unless a new order tells them anyway; whoever has not answered is not rung
 * twice.
 */
function changedEffects(
  stay: readonly Staying[],
  told: ReadonlySet<string>,
  context: EffectContext,
): Pick<IncidentChange, 'deliveries' | 'feed'> {
  const rung = stay.filter((entry) => entry.isBound && !told.has(entry.alertId));
  return {
    deliveries: rung.flatMap(({ alertId, responderId }) =>
      climb({ alertId, responderId, subject: 'changed' }, context),
    ),
    feed: stay.map(({ alertId, responderId }) => {
      return { alertId, responderId, kind: 'incident-changed' as const };
    }),
  };
}

function controlFacts(before: Incident, after: Incident, at: Instant): readonly Fact[] {
  const base = { at, actor: 'control' as const, responderId: null };
  const facts: Fact[] = [];
  if (after.status !== before.status && after.status !== 'active') {
    facts.push({ ...base, kind: `incident-${after.status}`, detail: {} });
  }
  if (hasMoved(before, after)) {
    const movedM = Math.round(distanceM(before.place, after.place));
    facts.push({ ...base, kind: 'incident-moved', detail: { movedM } });
  }
  if (before.ambulanceEtaAt !== after.ambulanceEtaAt) {
    facts.push({ ...base, kind: 'ambulance-eta-changed', detail: {} });
  }
  return facts.length > 0 ? facts : [{ ...base, kind: 'incident-updated', detail: {} }];
}
