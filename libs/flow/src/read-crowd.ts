import { calloutReasonSentence, type CalloutReason } from '#core/callout-considered';
import { gini, type HistogramBar } from '#core/callout-fairness';
import { ROTATION_DAYS } from '#core/callout-rotation';
import { distanceBandM, distanceM, type Place } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import { DAY_MS } from '#core/units';
import type {
  CalloutConsideredView,
  CalloutFairnessView,
  OwnCalloutView,
} from '#contracts/callout-asked-api';
import type { FactView } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type {
  CalloutReads,
  CalloutStore,
  Clock,
  PageRequest,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';

/** How far back a person is told of call-outs. */
const OWN_DAYS = 14;
const OWN_MAX = 20;
/** Somebody who was not considered is told of call-outs that are no farther away. */
const NEAR_M = 30_000;

interface Listed<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

/** How a call-out was filled: for whoever runs it, and for each person of their own. */
export class ReadCrowd {
  constructor(
    private readonly ports: {
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly calloutReads: CalloutReads;
      readonly people: Pick<PeopleStore, 'lastKnown'>;
      readonly clock: Clock;
    },
  ) {}

  /** Facts of a call-out, oldest first; `not-found` also for another organisation's. */
  async timeline(
    organisationId: string,
    calloutId: string,
    page: PageRequest,
  ): Promise<Result<Listed<FactView>>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (state === null) return noCallout();
    const found = await this.ports.calloutReads.calloutFacts(organisationId, calloutId, page);
    return ok({ items: [...found.items], nextCursor: found.nextCursor });
  }

  /** Everyone considered, with the reason for or against; `not-found`. */
  async considered(
    of: { readonly organisationId: string; readonly calloutId: string },
    reason: CalloutReason | null,
    page: PageRequest,
  ): Promise<Result<Listed<CalloutConsideredView>>> {
    const state = await this.ports.callouts.loadCallout(of.organisationId, of.calloutId);
    if (state === null) return noCallout();
    const isOpen = state.callout.status === 'open';
    const found = await this.ports.calloutReads.calloutConsidered(of, { reason }, page);
    const items = found.items.map((one) => ({
      ...one,
      sentence: calloutReasonSentence(one.reason, isOpen),
      decidedAt: toIso(one.decidedAt),
    }));
    return ok({ items, nextCursor: found.nextCursor });
  }

  /** How evenly asking and saying yes are spread over the people of a call-out; `not-found`. */
  async fairness(organisationId: string, calloutId: string): Promise<Result<CalloutFairnessView>> {
    const { callouts, calloutReads, clock } = this.ports;
    if ((await callouts.loadCallout(organisationId, calloutId)) === null) return noCallout();
    const since = clock.now() - ROTATION_DAYS * DAY_MS;
    const { asked, accepted } = await calloutReads.spread(organisationId, calloutId, since);
    const peopleCount = asked.reduce((sum, bar) => sum + bar.peopleCount, 0);
    const spread = { asked: spreadView(asked), accepted: spreadView(accepted) };
    return ok({ calloutId, daysCount: ROTATION_DAYS, peopleCount, ...spread });
  }

  /** Call-outs near this person of late, and why they were asked or not. */
  async ownCallouts(caller: ResponderCaller): Promise<{ callouts: OwnCalloutView[] }> {
    const { organisationId, responderId } = caller;
    const { people, calloutReads, clock } = this.ports;
    const query = { since: clock.now() - OWN_DAYS * DAY_MS, max: OWN_MAX };
    const found = await calloutReads.calloutsFor(organisationId, responderId, query);
    const fixes = await people.lastKnown(organisationId, [responderId]);
    const place = fixes.get(responderId)?.place ?? null;
    return { callouts: found.flatMap((one) => ownView(one, place)) };
  }
}

type Own = Awaited<ReturnType<CalloutReads['calloutsFor']>>[number];

/** Empty for a call-out that is far away and has not considered them. */
function ownView(own: Own, place: Place | null): OwnCalloutView[] {
  const { callout, alertId } = own;
  const metres = own.distanceM ?? nearestM(own, place);
  if (own.reason === null && (metres === null || metres > NEAR_M)) return [];
  const reason = own.reason ?? 'outside-area';
  return [
    {
      calloutId: callout.id,
      title: callout.title,
      mode: callout.mode,
      status: callout.status,
      openedAt: toIso(callout.openedAt),
      window: { from: toIso(callout.window.from), until: toIso(callout.window.until) },
      distanceBandM: metres === null ? null : distanceBandM(metres),
      reason,
      sentence: calloutReasonSentence(reason, callout.status === 'open'),
      alertId,
    },
  ];
}

function nearestM({ callout }: Own, place: Place | null): number | null {
  if (place === null) return null;
  return Math.min(...callout.musterPoints.map((point) => distanceM(point.place, place)));
}

function spreadView(bars: readonly HistogramBar[]): CalloutFairnessView['asked'] {
  return { gini: gini(bars), histogram: bars.map((bar) => ({ ...bar })) };
}

function noCallout(): Result<never> {
  return refuse('not-found', 'There is no such call-out.');
}
