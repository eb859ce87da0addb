import { isBigCallout } from '#core/big-actions';
import type { Callout } from '#core/callout';
import type { MusterPoint } from '#core/callout-needs';
import { contains, type Area } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { Fact } from '#core/timeline';
import type { CalloutAreaChangedView, ChangeCalloutAreaMessage } from '#contracts/area-api';
import { toMusterPoint } from '#contracts/callout-parts';
import type { WireArea } from '#contracts/area-shapes';
import type { Callouts } from '#flow/callouts';
import { decideAgain, OVERTAKEN } from '#flow/decide-again';
import type { HoldBack } from '#flow/hold-back';
import { fact } from '#flow/incident-change';
import type { Areas, CalloutStore, Clock, HoldStore, Live } from '#flow/ports';
import { toldOf, type ResolveArea, type ResolvedArea } from '#flow/resolve-area';

interface OfCallout {
  readonly organisationId: string;
  readonly calloutId: string;
}

interface Changed {
  readonly callout: Callout;
  readonly movedKeys: ReadonlySet<string>;
}

/** Changes where a call-out asks and where nobody may go, while people are on their way. */
export class ChangeArea {
  constructor(
    private readonly ports: {
      readonly holds: HoldStore;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout' | 'countIn'>;
      readonly callouts: Pick<Callouts, 'byId'>;
      readonly resolveArea: ResolveArea;
      readonly areas: Areas;
      readonly holdBack: HoldBack;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Changes area, exclusions and muster points at once or not at all, then tells everybody on the
   * way who is in danger by it, or no longer.
   *
   * @returns refusals `not-found`, `callout-over`, `area-invalid`, `invalid-field` where a muster
   *   point lies in an exclusion or one in use is left out, `second-person-needed`,
   *   `changed-meanwhile`
   * @param approved who asked for it and who approved it, for the timeline; null: nobody has
   */
  async change(
    { organisationId, calloutId }: OfCallout,
    message: ChangeCalloutAreaMessage,
    approved: Fact['detail'] | null = null,
  ): Promise<Result<CalloutAreaChangedView>> {
    const area = await this.resolved(organisationId, message.area ?? null, 'area');
    if (!area.ok) return area;
    const exclusions = await this.resolved(organisationId, message.exclusions, 'exclusions');
    if (!exclusions.ok) return exclusions;
    if (area.value !== null) {
      const fault = this.ports.areas.fault(area.value.area);
      if (fault !== null) return refuse('area-invalid', fault, 'area');
      const mayBe =
        approved === null ? await this.wider(organisationId, calloutId, area.value.area) : ok(null);
      if (!mayBe.ok) return mayBe;
    }
    const saved = await decideAgain(() =>
      this.save(
        { organisationId, calloutId },
        {
          area: area.value?.area ?? null,
          exclusions: exclusions.value?.area ?? null,
          musterPoints: message.musterPoints?.map(toMusterPoint) ?? null,
          reason: message.reason,
          approved: approved ?? {},
        },
      ),
    );
    if (!saved.ok) return saved;
    const { callout, movedKeys } = saved.value;
    const now = this.ports.clock.now();
    const counts = await this.ports.holdBack.apply(callout, now, movedKeys);
    const view = await this.ports.callouts.byId(organisationId, calloutId);
    if (!view.ok) return view;
    this.ports.live.tellControl(organisationId, { event: 'callout', view: view.value });
    const repairs = [
      ...toldOf('area', area.value?.repairs ?? []),
      ...toldOf('exclusions', exclusions.value?.repairs ?? []),
    ];
    return ok({ callout: view.value, repairs, ...counts });
  }

  /** Nobody gets round the second person by opening small and widening the area afterwards. */
  private async wider(
    organisationId: string,
    calloutId: string,
    area: Area,
  ): Promise<Result<null>> {
    const { calloutStore } = this.ports;
    const state = await calloutStore.loadCallout(organisationId, calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    const { mode, area: before } = state.callout;
    const reachCount = await calloutStore.countIn(organisationId, area);
    if (!isBigCallout({ mode, wantedCount: 0, reachCount })) return ok(null);
    if (reachCount <= (await calloutStore.countIn(organisationId, before))) return ok(null);
    const detail = `${String(reachCount)} people are in that area: more than one may call out.`;
    return refuse('second-person-needed', detail, 'area');
  }

  private async resolved(
    organisationId: string,
    wire: WireArea | null,
    field: string,
  ): Promise<Result<ResolvedArea | null>> {
    return wire === null ? ok(null) : this.ports.resolveArea.resolve(organisationId, wire, field);
  }

  private async save(
    of: OfCallout,
    asked: {
      readonly area: Area | null;
      readonly exclusions: Area | null;
      readonly musterPoints: readonly MusterPoint[] | null;
      readonly reason: string;
      readonly approved: Fact['detail'];
    },
  ): Promise<Result<Changed> | typeof OVERTAKEN> {
    const state = await this.ports.calloutStore.loadCallout(of.organisationId, of.calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    const { callout } = state;
    if (callout.status === 'closed' || callout.status === 'cancelled') {
      return refuse('callout-over', `The call-out was ${callout.status} before.`);
    }
    const musterPoints = asked.musterPoints ?? callout.musterPoints;
    const fault = musterFault(callout, musterPoints, asked.exclusions);
    if (fault !== null) return fault;
    const changed = {
      area: asked.area ?? callout.area,
      exclusions: asked.exclusions,
      musterPoints,
    };
    const now = this.ports.clock.now();
    const detail = {
      reason: asked.reason,
      hasNewArea: asked.area !== null,
      exclusionsCount: asked.exclusions?.polygons.length ?? 0,
      musterKeys: asked.musterPoints?.map(({ musterKey }) => musterKey) ?? [],
      ...asked.approved,
    };
    const facts = [{ ...fact('area-changed', null, now), actor: 'coordinator' as const, detail }];
    const expectedRevision = callout.revision;
    const isSaved = await this.ports.holds.changeArea(of, {
      ...{ ...changed, expectedRevision, facts, now },
    });
    const movedKeys = movedKeysOf(callout.musterPoints, musterPoints);
    return isSaved ? ok({ callout: { ...callout, ...changed }, movedKeys }) : OVERTAKEN;
  }
}

/** Points that are at another place than before. */
function movedKeysOf(
  before: readonly MusterPoint[],
  after: readonly MusterPoint[],
): ReadonlySet<string> {
  const places = new Map(before.map(({ musterKey, place }) => [musterKey, place]));
  const moved = after.filter(({ musterKey, place }) => {
    const old = places.get(musterKey);
    return old !== undefined && (old.lat !== place.lat || old.lon !== place.lon);
  });
  return new Set(moved.map(({ musterKey }) => musterKey));
}

/** Nobody is sent into an exclusion, and nobody's muster point disappears under them. */
function musterFault(
  callout: Callout,
  points: readonly MusterPoint[],
  exclusions: Area | null,
): Result<never> | null {
  const keys = points.map(({ musterKey }) => musterKey);
  const again = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (again !== -1) {
    const field = `musterPoints.${String(again)}.musterKey`;
    return refuse('invalid-field', 'Two muster points have the same key.', field);
  }
  for (const [musterKey, taken] of Object.entries(callout.fill.peopleByMuster)) {
    const index = keys.indexOf(musterKey);
    const quota = points[index]?.quotaCount ?? null;
    if (taken > 0 && index === -1) {
      const detail = `${String(taken)} people are to come to ${musterKey}: it has to stay.`;
      return refuse('invalid-field', detail, 'musterPoints');
    }
    if (quota !== null && taken > quota) {
      const field = `musterPoints.${String(index)}.quotaCount`;
      return refuse('invalid-field', `${String(taken)} people are to come there.`, field);
    }
  }
  const quota = points.reduce((sum, { quotaCount }) => sum + (quotaCount ?? Infinity), 0);
  if (quota < callout.wantedCount) {
    const detail = `The muster points take ${String(quota)} people; more are wanted.`;
    return refuse('invalid-field', detail, 'musterPoints');
  }
  const wet = points.findIndex(({ place }) => exclusions !== null && contains(exclusions, place));
  if (wet === -1) return null;
  const detail =
    `The muster point ${points[wet]?.musterKey ?? ''} lies in an exclusion: ` +
    'give it another place with the same change.';
  return refuse('invalid-field', detail, `musterPoints.${String(wet)}.place`);
}
