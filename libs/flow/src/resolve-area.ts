import { checkOutline, isSlip, woundRightly } from '#core/area-check';
import { circleOf } from '#core/area-circle';
import { findCrossings } from '#core/area-crossings';
import type { AreaRepair } from '#core/area-repairs';
import { contains, type Area, type Place, type Polygon } from '#core/geometry';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import type { AreaRepairView } from '#contracts/area-api';
import type { DrawnArea, WireArea } from '#contracts/area-shapes';
import type { OpenCalloutBody, OpenCalloutMessage } from '#contracts/callout-api';
import { fromArea, toPlace } from '#contracts/shapes';
import type { AreaStore, Outlines, PeopleStore } from '#flow/ports';

/** An area as it is used from here on, and what was put right about it. */
export interface ResolvedArea {
  readonly area: Area;
  readonly repairs: readonly AreaRepair[];
}

/** Turns areas as they are sent into plain polygons: looked up, checked, put right or refused. */
export class ResolveArea {
  constructor(
    private readonly ports: {
      readonly areaStore: Pick<AreaStore, 'storedArea'>;
      readonly people: Pick<PeopleStore, 'organisation'>;
      readonly outlines: Outlines;
    },
  ) {}

  /**
   * One area. How large it is, is not looked at.
   *
   * @param field of the message it stands in, for whoever is refused
   * @returns refusal `area-invalid`
   */
  async resolve(
    organisationId: string,
    wire: WireArea,
    field: string,
  ): Promise<Result<ResolvedArea>> {
    if (wire.type === 'Stored') return this.stored(organisationId, wire.areaRef, field);
    const within = wire.type === 'Circle' ? null : await this.areaOfOperation(organisationId);
    return withField(this.drawn(wire, within), field);
  }

  /** Where the organisation works; null where it has not said. */
  async areaOfOperation(organisationId: string): Promise<Area | null> {
    return (await this.ports.people.organisation(organisationId))?.area ?? null;
  }

  /** One area as it was drawn, of an organisation with that area of operation. */
  drawn(wire: DrawnArea, within: Area | null): Result<ResolvedArea> {
    if (wire.type === 'Circle') return this.circle(wire);
    const polygons = wire.type === 'Polygon' ? [wire.coordinates] : wire.coordinates;
    return this.outline(polygons.map(toPolygon), within);
  }

  private outline(drawn: readonly Polygon[], within: Area | null): Result<ResolvedArea> {
    const checked = checkOutline(drawn, within);
    if (!checked.ok) return checked;
    const { polygons, repairs, tangled, isEntangled } = checked.value;
    if (tangled.length === 0 && !isEntangled) return ok({ area: { polygons }, repairs });
    const cut: AreaRepair[] = [];
    for (const { ring, says } of tangled) {
      const loops = this.ports.outlines.rebuild([{ outer: ring, holes: [] }]);
      if (!isSlip(ring, loops)) {
        const detail = `${says}, and it is not clear which of its loops are meant.`;
        return refuse('area-invalid', detail);
      }
      cut.push({ kind: 'loops-cut', says: `${says}; the small loop there was cut off neatly.` });
    }
    const rebuilt = woundRightly(this.ports.outlines.rebuild(polygons)).polygons;
    if (rebuilt.length === 0) return refuse('area-invalid', 'It encloses nothing.');
    const area = { polygons: rebuilt.map(closed) };
    const { crossings } = findCrossings(area.polygons.flatMap((one) => [one.outer, ...one.holes]));
    return crossings.length === 0
      ? ok({ area, repairs: [...repairs, ...cut] })
      : refuse('area-invalid', 'Its rings cross each other too closely to be put right.');
  }

  /**
   * A message with plain areas, and what was put right.
   *
   * @returns refusals, with the field: `area-invalid`; `invalid-field` where a muster point lies in
   *   an exclusion
   */
  async plain(
    organisationId: string,
    body: OpenCalloutBody,
  ): Promise<
    Result<{ readonly message: OpenCalloutMessage; readonly repairs: readonly AreaRepairView[] }>
  > {
    const area = await this.resolve(organisationId, body.area, 'area');
    if (!area.ok) return area;
    const exclusions =
      body.exclusions === null
        ? ok(null)
        : await this.resolve(organisationId, body.exclusions, 'exclusions');
    if (!exclusions.ok) return exclusions;
    const wet = body.musterPoints.findIndex(
      ({ place }) => exclusions.value !== null && contains(exclusions.value.area, toPlace(place)),
    );
    if (wet !== -1) {
      const detail = 'This muster point lies in an exclusion: nobody may be sent there.';
      return refuse('invalid-field', detail, `musterPoints.${String(wet)}.place`);
    }
    const message = {
      ...body,
      area: fromArea(area.value.area),
      exclusions: exclusions.value === null ? null : fromArea(exclusions.value.area),
    };
    const repairs = [
      ...toldOf('area', area.value.repairs),
      ...toldOf('exclusions', exclusions.value?.repairs ?? []),
    ];
    return ok({ message, repairs });
  }

  private async stored(
    organisationId: string,
    areaRef: string,
    field: string,
  ): Promise<Result<ResolvedArea>> {
    const found = await this.ports.areaStore.storedArea(organisationId, areaRef);
    if (found === null) {
      return refuse('area-invalid', 'No area is kept under this reference.', `${field}.areaRef`);
    }
    const says = `The area kept as ${areaRef} (${found.label}) is used as it is now.`;
    return ok({ area: found.area, repairs: [{ kind: 'stored-area', says }] });
  }

  private circle(wire: {
    readonly centre: readonly [number, number];
    readonly radiusM: number;
  }): Result<ResolvedArea> {
    const [lon, lat] = wire.centre;
    if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
      const detail = 'The centre is no place: longitude comes first. Did you swap them?';
      return refuse('area-invalid', detail);
    }
    const polygon = circleOf({ lat, lon }, wire.radiusM);
    if (polygon === null) {
      const detail = 'The circle reaches over a pole or the antimeridian: draw polygons instead.';
      return refuse('area-invalid', detail);
    }
    const corners = String(polygon.outer.length - 1);
    const says = `The circle was drawn as a polygon of ${corners} corners.`;
    return ok({ area: { polygons: [polygon] }, repairs: [{ kind: 'circle-drawn', says }] });
  }
}

/** Repairs as they are told, with the field they are about. */
export function toldOf(field: string, repairs: readonly AreaRepair[]): AreaRepairView[] {
  return repairs.map(({ kind, says }) => ({ field, kind, says }));
}

function withField<T>(result: Result<T>, field: string): Result<T> {
  if (result.ok) return result;
  const problem: Problem = { ...result.problem, field };
  return { ok: false, problem };
}

function toPolygon(rings: readonly (readonly (readonly [number, number])[])[]): Polygon {
  const places = rings.map((ring) => ring.map(([lon, lat]): Place => ({ lat, lon })));
  return { outer: places[0] ?? [], holes: places.slice(1) };
}

function closed({ outer, holes }: Polygon): Polygon {
  const close = (ring: readonly Place[]): readonly Place[] => {
    const [first, last] = [ring[0], ring.at(-1)];
    const isOpen = first !== undefined && (first.lat !== last?.lat || first.lon !== last.lon);
    return isOpen ? [...ring, first] : ring;
  };
  return { outer: close(outer), holes: holes.map(close) };
}
