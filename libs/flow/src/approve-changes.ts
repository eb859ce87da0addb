import type { Person } from '#core/approval';
import { ok, refuse, type Result } from '#core/problem';
import type { ApprovalView } from '#contracts/approval-api';
import type { CalloutAreaChangedView, ChangeCalloutAreaMessage } from '#contracts/area-api';
import type { WireArea } from '#contracts/area-shapes';
import type { PutCalloutNeedsMessage } from '#contracts/callout-asked-api';
import type { CalloutView } from '#contracts/callout-api';
import { fromArea, toArea } from '#contracts/shapes';
import type { Approvals, CarryChange } from '#flow/approvals';
import type { Callouts } from '#flow/callouts';
import type { ChangeArea } from '#flow/change-area';
import type { CalloutStore } from '#flow/ports';
import type { ResolveArea } from '#flow/resolve-area';
import type { Roster } from '#flow/roster';

interface OfCallout {
  readonly organisationId: string;
  readonly calloutId: string;
}

/** What came of asking for a change: it is made, or waits for a second person. */
export type AskedChange<View> =
  { readonly pending: ApprovalView } | { readonly pending: null; readonly view: View };

/** Changes of open call-outs; those that are too big for one person wait for a second one. */
export class ApproveChanges {
  constructor(
    private readonly ports: {
      readonly approvals: Pick<Approvals, 'waitForChange' | 'changedBy'>;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout' | 'countIn'>;
      readonly callouts: Pick<Callouts, 'putNeeds' | 'byId'>;
      readonly roster: Pick<Roster, 'raised'>;
      readonly changeArea: Pick<ChangeArea, 'change'>;
      readonly resolveArea: ResolveArea;
    },
  ) {
    ports.approvals.changedBy(this.carryOut);
  }

  /**
   * Other needs; raised above what one person may call out, they wait.
   *
   * @returns refusals `not-found`, `callout-over`, `invalid-field`, `changed-meanwhile`,
   *   `reference-conflict` where another change waits
   */
  async putNeeds(
    of: OfCallout,
    message: PutCalloutNeedsMessage,
    by: Person,
  ): Promise<Result<AskedChange<CalloutView>>> {
    const done = await this.ports.callouts.putNeeds(of, message);
    if (done.ok) return this.raised(of);
    if (done.problem.code !== 'second-person-needed') return done;
    const wantedCount = message.needs.reduce((sum, need) => sum + need.wantedCount, 0);
    return this.wait(of, { by, wantedCount, needs: message, area: null });
  }

  /**
   * Another area, other exclusions; an area with more people than one person may call out waits.
   *
   * @returns refusals as `ChangeArea.change`, and `reference-conflict` where another change waits
   */
  async changeArea(
    of: OfCallout,
    message: ChangeCalloutAreaMessage,
    by: Person,
  ): Promise<Result<AskedChange<CalloutAreaChangedView>>> {
    const done = await this.ports.changeArea.change(of, message);
    if (done.ok) return ok({ pending: null, view: done.value });
    if (done.problem.code !== 'second-person-needed') return done;
    const drawn = await this.asDrawn(of.organisationId, message);
    return drawn.ok
      ? this.wait(of, { by, wantedCount: null, needs: null, area: drawn.value })
      : drawn;
  }

  private readonly carryOut: CarryChange = async ({ organisationId, change }, names) => {
    const of = { organisationId, calloutId: change.calloutId };
    if (change.area !== null) return this.ports.changeArea.change(of, change.area, names);
    if (change.needs === null) throw new Error('a change that is approved changes something');
    const done = await this.ports.callouts.putNeeds(of, change.needs, names);
    return done.ok ? this.raised(of) : done;
  };

  private async raised(of: OfCallout): Promise<Result<AskedChange<CalloutView>>> {
    await this.ports.roster.raised(of.organisationId, of.calloutId);
    const view = await this.ports.callouts.byId(of.organisationId, of.calloutId);
    return view.ok ? ok({ pending: null, view: view.value }) : view;
  }

  private async wait(
    { organisationId, calloutId }: OfCallout,
    asked: {
      readonly by: Person;
      /** Null where that does not change. */
      readonly wantedCount: number | null;
      readonly needs: PutCalloutNeedsMessage | null;
      readonly area: ChangeCalloutAreaMessage | null;
    },
  ): Promise<Result<{ readonly pending: ApprovalView }>> {
    const state = await this.ports.calloutStore.loadCallout(organisationId, calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    const { callout } = state;
    const { by, needs, area } = asked;
    const drawn = area?.area;
    const reached = drawn?.type === 'MultiPolygon' ? toArea(drawn) : callout.area;
    const { title, controlRef } = callout;
    const wantedCount = asked.wantedCount ?? callout.wantedCount;
    const pending = await this.ports.approvals.waitForChange({
      ...{ organisationId, by, reason: (needs ?? area)?.reason ?? '' },
      kind: needs === null ? 'change-area' : 'change-needs',
      reachCount: await this.ports.calloutStore.countIn(organisationId, reached),
      change: { calloutId, controlRef, title, wantedCount, needs, area },
    });
    return pending.ok ? ok({ pending: pending.value }) : pending;
  }

  /** What is approved is what was looked at, whatever becomes of a stored area meanwhile. */
  private async asDrawn(
    organisationId: string,
    message: ChangeCalloutAreaMessage,
  ): Promise<Result<ChangeCalloutAreaMessage>> {
    const resolved = async (wire: WireArea, field: string): Promise<Result<WireArea>> => {
      const found = await this.ports.resolveArea.resolve(organisationId, wire, field);
      return found.ok ? ok(fromArea(found.value.area)) : found;
    };
    const { area, exclusions } = message;
    const drawn = area === undefined ? ok(undefined) : await resolved(area, 'area');
    if (!drawn.ok) return drawn;
    const kept = exclusions === null ? ok(null) : await resolved(exclusions, 'exclusions');
    if (!kept.ok) return kept;
    const whole = { ...message, exclusions: kept.value };
    return ok(drawn.value === undefined ? whole : { ...whole, area: drawn.value });
  }
}
