import type { Assignment } from '#core/assignment';
import { withMorePlaces, withNobodyMore, withWords } from '#core/dispatch-orders';
import { letGo, listeners, type SpokenTo } from '#core/let-go';
import { ok, refuse, type Result } from '#core/problem';
import { withdrawal } from '#core/standing';
import type { Fact, FactKind } from '#core/timeline';
import type { Instant } from '#core/units';
import type { IncidentView } from '#contracts/incident-api';
import { carriedOut } from '#flow/carried-out';
import { channelsOf, climb, type ClimbContext } from '#flow/climb';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { Decide } from '#flow/decide';
import { byHand, openForDeed, type HandDeed } from '#flow/hand-deed';
import { effectsOf, noChange, type EffectContext } from '#flow/incident-change';
import { renderIncident } from '#flow/incident-view';
import type {
  Clock,
  Ids,
  IncidentChange,
  IncidentState,
  IncidentStore,
  Limits,
  Live,
  Meter,
  PeopleStore,
} from '#flow/ports';
import type { ResponsePlans } from '#flow/response-plans';
import type { ReviewIncident } from '#flow/review-incident';
import { standDownEffects } from '#flow/team-effects';
import type { Teller } from '#flow/teller';

/** A try at a deed: what it writes, or why not. */
type Attempt = Promise<Result<Partial<IncidentChange>> | typeof OVERTAKEN>;

/**
 * What a dispatcher does to the people of a running incident: asks more, stands down, tells them
 * something. Each deed stands on the timeline with who and why, and counts once however often its
 * id comes.
 */
export class DirectIncident {
  constructor(
    private readonly ports: {
      readonly incidents: IncidentStore;
      readonly people: PeopleStore;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly meter: Meter;
      readonly limits: Limits;
      readonly decide: Decide;
      readonly plans: ResponsePlans;
      readonly review: Pick<ReviewIncident, 'review' | 'safetyReviewAt'>;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Asks so many more now, beyond what the plan wanted. The plan's own rule decides who, and
   * whoever a safety rule keeps away stays away. Where everybody was stood down, the plan is at
   * work again by it, with its own number besides.
   *
   * @returns the incident as it now stands; or `not-found`, `incident-over`, `invalid-field`
   */
  async addResponders(deed: HandDeed, count: number): Promise<Result<IncidentView>> {
    return this.once(deed, 'more-asked', async (state) => {
      const widened = withMorePlaces(state.incident, count);
      if (!widened.ok) return widened;
      const incident = widened.value;
      const { name, version } = { name: state.policyName, version: state.policyVersion };
      const inForce = await this.ports.plans.byRef(incident.organisationId, { name, version });
      const { alerts, assignments } = state;
      const decision = await this.ports.decide.about({
        ...{ incident, alerts, assignments, inForce, moved: false, more: count },
        trigger: 'by-dispatcher',
      });
      const { ladders } = inForce.policy;
      const effects = await carriedOut(state, decision, { ...this.ports, ladders });
      const found = effects.newAlerts.length;
      this.ports.meter.alertsSent(found);
      const said = fact('more-asked', decision.now, { count, found });
      return ok({ ...effects, incident, facts: [byHand(said, deed), ...effects.facts] });
    });
  }

  /**
   * Stands one person down, or everybody. One person's place is open again, and the plan may ask
   * somebody else; after everybody nobody new is asked until more are asked for.
   *
   * @returns the incident as it now stands; or `not-found`, `incident-over`, `illegal-step` for
   *   whoever is with the patient, `changed-meanwhile` for whoever is not on it any more
   */
  async standDown(deed: HandDeed, responderId: string | null): Promise<Result<IncidentView>> {
    const done = await this.once(deed, 'people-stood-down', async (state, now) => {
      const gone = letGo(state, responderId);
      if (!gone.ok) return gone;
      const { withdrawn, stoodDown } = gone.value;
      const reason = responderId === null ? 'all-stood-down' : 'by-dispatcher';
      const context = await this.context(state, now);
      const plan = {
        ...{ alerts: [], expiredAlertIds: [] },
        withdrawals: withdrawn.map((alert) => withdrawal(alert, reason)),
      };
      const effects = effectsOf(plan, context);
      const team = standDownEffects(stoodDown, reason, context);
      const count = withdrawn.length + stoodDown.length;
      const said = { ...fact('people-stood-down', now, { count }), responderId };
      return ok({
        ...{ ...effects, ...team },
        incident: responderId === null ? withNobodyMore(state.incident) : null,
        deliveries: [...effects.deliveries, ...team.deliveries],
        feed: [...effects.feed, ...team.feed],
        facts: [byHand(said, deed), ...effects.facts, ...team.facts],
        reviewAt: this.ports.review.safetyReviewAt(now),
      });
    });
    if (!done.ok) return done;
    const { organisationId, incidentId } = deed;
    await this.ports.review.review(organisationId, incidentId, 'by-dispatcher');
    return this.asItStands(deed, done.value);
  }

  /**
   * Says something to everybody asked or on the way, to those on the way, or to one person. It
   * stands in their app; phones of people on the way ring for it by the ladder of changes, without
   * the text, and whoever has not answered is not rung twice.
   *
   * @returns the incident as it now stands; or `not-found`, `incident-over`, `changed-meanwhile`
   *   where nobody would get it, `too-many-requests`
   */
  async tell(
    deed: HandDeed,
    said: { readonly to: SpokenTo; readonly text: string },
  ): Promise<Result<IncidentView>> {
    return this.once(deed, 'control-message', async (state, now) => {
      const people = listeners(state, said.to);
      if (people.length === 0) {
        return refuse('changed-meanwhile', 'Nobody is on it who would get this.', 'to');
      }
      const alertIds = people.map(({ alertId }) => alertId);
      const words = { id: deed.deedId, at: now, text: said.text, alertIds };
      const incident = withWords(state.incident, words);
      if (!incident.ok) return incident;
      const admitted = await this.ports.limits.use('callout-messages', deed.by);
      if (!admitted.ok) return admitted;
      const context = await this.context(state, now);
      const to = typeof said.to === 'string' ? said.to : 'one';
      const told = fact('control-message', now, { to, count: people.length });
      const responderId = typeof said.to === 'string' ? null : said.to.responderId;
      return ok({
        incident: incident.value,
        deliveries: people
          .filter(({ isBound }) => isBound)
          .flatMap(({ alertId, responderId: id }) =>
            climb({ alertId, responderId: id, subject: 'changed' }, context),
          ),
        feed: people.map(({ alertId, responderId: id }) => ({
          ...{ alertId, responderId: id, kind: 'control-message' as const },
        })),
        facts: [byHand({ ...told, responderId }, deed)],
      });
    });
  }

  /** Does a deed that was not done yet; tells phones and control. */
  private async once(
    deed: HandDeed,
    kind: FactKind,
    attempt: (state: IncidentState, now: Instant) => Attempt,
  ): Promise<Result<IncidentView>> {
    return decideAgain(async () => {
      const { incidents, teller, clock } = this.ports;
      const opened = await openForDeed(incidents, deed, [kind]);
      if (!opened.ok) return opened;
      const { state, isDone } = opened.value;
      if (isDone) return ok(renderIncident(state, await teller.known(state)));
      const now = clock.now();
      const change = await attempt(state, now);
      if (change === OVERTAKEN || !change.ok) return change;
      const { organisationId, incidentId } = deed;
      const outcome = await incidents.save({
        ...noChange({ organisationId, incidentId, now }),
        expectedRevision: state.incident.revision,
        ...change.value,
      });
      if (outcome.outcome !== 'saved') return OVERTAKEN;
      const after = await incidents.load(organisationId, incidentId);
      if (after === null) return OVERTAKEN;
      return ok(await teller.tell(after, outcome.saved));
    });
  }

  private async context(
    state: IncidentState,
    now: Instant,
  ): Promise<EffectContext & ClimbContext & { readonly assignments: readonly Assignment[] }> {
    const { incident, alerts, assignments } = state;
    const { organisationId, id: incidentId, priority } = incident;
    const { clock, ids, live, people, plans } = this.ports;
    const asked = alerts.map((alert) => alert.responderId);
    const ref = { name: state.policyName, version: state.policyVersion };
    const [inForce, connected, candidates] = await Promise.all([
      plans.byRef(organisationId, ref),
      live.connected(asked),
      people.candidates(organisationId, asked),
    ]);
    return {
      ...{ organisationId, incidentId, calloutId: null, alerts, assignments },
      ...{ about: 'incident', priority, connected, now, clock, ids },
      ladders: inForce.policy.ladders,
      channels: channelsOf(candidates),
    };
  }

  private async asItStands(deed: HandDeed, before: IncidentView): Promise<Result<IncidentView>> {
    const { incidents, teller } = this.ports;
    const state = await incidents.load(deed.organisationId, deed.incidentId);
    return ok(state === null ? before : renderIncident(state, await teller.known(state)));
  }
}

function fact(kind: FactKind, at: Instant, detail: Fact['detail']): Fact {
  return { kind, at, actor: 'dispatcher', responderId: null, detail };
}
