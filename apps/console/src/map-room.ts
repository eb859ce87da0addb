import { BOX_SIDE_MAX_DEGREES, type AedsOnMapView, type CoverView } from '#contracts/map-api';
import type { CalloutView } from '#contracts/callout-api';
import type { IncidentView } from '#contracts/incident-api';
import { toPlace } from '#contracts/shapes';
import type { MapArea, MapBounds, MapLayers, MapPoint, PointKind } from '#web/map/map-kinds';
import { sentenceOf } from '#web/problem-words';
import type { PageListener } from './asker';
import { layersOfIncident } from './incident-layers';

/** What changes by the minute is asked for again so often, while somebody looks. */
const AGAIN_MS = 30_000;
/** A square with so many people is filled as strongly as any. */
const FULL_COUNT = 6;

export const MAP_SHOWS = ['cover', 'aeds', 'callouts'] as const;
export type MapShows = (typeof MAP_SHOWS)[number];

/** The map of everything: what it shows beside incidents, and where it looks. */
export class MapRoom {
  readonly shows = new Set<MapShows>(['callouts']);
  /** What could not be had, one sentence. */
  problem: string | null = null;
  /** The part of the world that is seen is too large to count people or AEDs in. */
  tooWide = false;
  truncated = false;
  private cover: readonly MapArea[] = [];
  private aeds: readonly MapPoint[] = [];
  private bounds: MapBounds | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private isLoaded = false;
  private kept: { readonly from: readonly unknown[]; readonly layers: MapLayers } | null = null;

  constructor(private readonly listener: PageListener) {}

  readonly bearer = (): string | null => this.listener.secret();

  /** The map is fetched when one is shown for the first time. */
  load(): void {
    if (this.isLoaded) return;
    this.isLoaded = true;
    void import('#web/map/closeby-map').then(() => this.listener.onChange());
  }

  open(): void {
    this.load();
    this.timer ??= setInterval(() => void this.look(), AGAIN_MS);
    void this.look();
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  toggle(what: MapShows): void {
    if (!this.shows.delete(what)) this.shows.add(what);
    this.listener.onChange();
    void this.look();
  }

  moved(bounds: MapBounds): void {
    this.bounds = bounds;
    void this.look();
  }

  /** The same object for the same things, so that nothing is drawn anew without need. */
  layers(incidents: readonly IncidentView[], callouts: readonly CalloutView[]): MapLayers {
    const shownCallouts = this.shows.has('callouts') ? callouts : [];
    const [cover, aeds] = [this.cover, this.aeds];
    const from = [...incidents, null, ...shownCallouts, null, cover, aeds];
    if (this.kept !== null && isSame(this.kept.from, from)) return this.kept.layers;
    const each = incidents.map(layersOfIncident);
    const layers: MapLayers = {
      points: [...each.flatMap(({ points }) => points), ...aeds],
      lines: each.flatMap(({ lines }) => lines),
      areas: [
        ...cover,
        ...shownCallouts.map((callout) => areaOf(callout)),
        ...each.flatMap(({ areas }) => areas),
      ],
    };
    this.kept = { from, layers };
    return layers;
  }

  forget(): void {
    this.close();
    this.cover = [];
    this.aeds = [];
    this.kept = null;
    this.bounds = null;
    this.problem = null;
  }

  /** Fetches what is wanted of the part that is seen. */
  private async look(): Promise<void> {
    const { bounds } = this;
    const wants = (what: MapShows): boolean => this.shows.has(what);
    this.problem = null;
    this.tooWide = (wants('cover') || wants('aeds')) && bounds !== null && isTooWide(bounds);
    const box = bounds === null || this.tooWide ? null : boxText(bounds);
    const [cover, aeds] = await Promise.all([
      wants('cover') && box !== null ? this.ask<CoverView>('cover', box) : null,
      wants('aeds') && box !== null ? this.ask<AedsOnMapView>('aeds', box) : null,
    ]);
    if (this.bounds !== bounds) return;
    this.cover = cover === null ? NOTHING : cover.cells.map(coverArea);
    this.aeds = aeds === null ? NOTHING : aeds.items.map(aedPoint);
    this.truncated = aeds?.truncated ?? false;
    this.listener.onChange();
  }

  private async ask<T>(what: 'cover' | 'aeds', box: string): Promise<T | null> {
    const reply = await this.listener.ask<T>(`/v1/map/${what}?bbox=${box}`);
    if (reply.ok) return reply.value;
    this.problem = sentenceOf(reply.problem);
    return null;
  }
}

/** One and the same empty list, so that nothing is not something new. */
const NOTHING: readonly never[] = [];

function areaOf({ id, title, area }: CalloutView): MapArea {
  const known = calloutAreas.get(area);
  if (known !== undefined) return known;
  const made: MapArea = { id: `callout ${id}`, kind: 'area', shape: area, label: title };
  calloutAreas.set(area, made);
  return made;
}
const calloutAreas = new WeakMap<object, MapArea>();

function coverArea({ west, south, east, north, count }: CoverView['cells'][number]): MapArea {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return {
    id: `cover ${west} ${south}`,
    kind: 'cover',
    shape: { type: 'Polygon', coordinates: [ring] },
    weight: Math.min(1, (count + 1) / FULL_COUNT),
    label: String(count),
  };
}

function aedPoint(aed: AedsOnMapView['items'][number]): MapPoint {
  const kind: PointKind = aed.isReserved ? 'aed-reserved' : `aed-${aed.open}`;
  return { id: `aed ${aed.id}`, kind, at: toPlace(aed.place), label: aed.name };
}

function isTooWide({ west, south, east, north }: MapBounds): boolean {
  return east - west > BOX_SIDE_MAX_DEGREES || north - south > BOX_SIDE_MAX_DEGREES;
}

function boxText({ west, south, east, north }: MapBounds): string {
  return [west, south, east, north].map((side) => side.toFixed(6)).join(',');
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((one, index) => one === now[index]);
}
