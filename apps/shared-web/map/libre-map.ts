import { AttributionControl, Map as LibreMap, setWorkerUrl, type PointLike } from 'maplibre-gl';
import type { MapStyleView } from '#contracts/map-api';
import type { MapBounds } from './map-kinds';
import type { MapLook } from './map-look';
import { CHOSEN_FROM } from './map-overlay';
import { BASE_SOURCE, baseStyle } from './map-style';

/** Tiles that failed are asked for again after so long. */
export const TRY_AGAIN_MS = 5_000;
/** Half the side of the square around a click in which a symbol is looked for. */
const REACH_PX = 10;
const OWN_PATH = '/v1/';

// Where the built page has the worker; by itself MapLibre would look beside the wrong file.
const WORKER_URL = new URL('maplibre-gl/dist/maplibre-gl-worker.mjs', import.meta.url).href;
setWorkerUrl(WORKER_URL);

/** Whether the map's worker can be had: without network a map would stay dead for good. */
export async function hasWorker(): Promise<boolean> {
  try {
    return (await fetch(WORKER_URL, { cache: 'force-cache' })).ok;
  } catch {
    return false;
  }
}

/** A map in an element; null where the browser has no WebGL. */
export function newMap(options: {
  readonly ground: HTMLElement;
  readonly base: MapStyleView;
  readonly look: MapLook;
  readonly label: string;
  readonly bearer: (() => string | null) | null;
}): LibreMap | null {
  const { ground, base, look, label, bearer } = options;
  try {
    const map = new LibreMap({
      container: ground,
      style: base.styleUrl ?? baseStyle(base, look),
      attributionControl: false,
      locale: { 'Map.Title': label },
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      rollEnabled: false,
      maxPitch: 0,
      fadeDuration: 0,
      transformRequest: (url) => withBearer(url, bearer?.() ?? null),
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new AttributionControl({ compact: false }));
    tryAgain(map);
    return map;
  } catch {
    return null;
  }
}

/** The id of the topmost symbol or area near a spot of the screen. */
export function chosenAt(map: LibreMap, { x, y }: { readonly x: number; readonly y: number }) {
  const near: [PointLike, PointLike] = [
    [x - REACH_PX, y - REACH_PX],
    [x + REACH_PX, y + REACH_PX],
  ];
  for (const layer of CHOSEN_FROM) {
    const where = layer.startsWith('areas') ? ([x, y] as PointLike) : near;
    const [found] = map.queryRenderedFeatures(where, { layers: [layer] });
    const id: unknown = found?.properties['id'];
    if (typeof id === 'string') return id;
  }
  return null;
}

/** The rectangle that is seen now. */
export function boundsSeen(map: LibreMap): MapBounds {
  const bounds = map.getBounds();
  return {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  };
}

/** Whether whoever reads wants things to be still. */
export function noMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Says an event of the map to the page. */
export function tell(element: HTMLElement, name: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

/** The secret goes to this server alone, never to whoever has the operator's style. */
function withBearer(url: string, bearer: string | null): { url: string; headers?: object } {
  const own = new URL(url, location.href);
  const isOwn = own.origin === location.origin && own.pathname.startsWith(OWN_PATH);
  return isOwn && bearer !== null
    ? { url, headers: { authorization: `Bearer ${bearer}` } }
    : { url };
}

/** A tile that could not be had is not asked for again by itself, and a hole stays. */
function tryAgain(map: LibreMap): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  map.on('error', () => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      if (map.getSource(BASE_SOURCE) !== undefined) map.refreshTiles(BASE_SOURCE);
    }, TRY_AGAIN_MS);
  });
  map.on('remove', () => clearTimeout(waiting));
}
