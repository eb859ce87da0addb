import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { GeoJSONSource, Map as LibreMap, MapLayerMouseEvent } from 'maplibre-gl';
import type { MapStyleView } from '#contracts/map-api';
import { t } from '#web/language';
import { request } from '#web/http';
import { boundsSeen, chosenAt, hasWorker, newMap, noMotion, tell, TRY_AGAIN_MS } from './libre-map';
import type { MapDrawer } from './map-drawing';
import { boundsOf } from './map-features';
import type { AreaGeometry, MapBounds, MapDrawing, MapLayers, MapView } from './map-kinds';
import { lookOf } from './map-look';
import { CHOSEN_FROM, CROWD_LAYERS, MapOverlay } from './map-overlay';
import { EMPTY_BASE } from './map-style';
import './map.css';

const MOVE_MS = 300;
/** Whoever is on the way moves by metres meanwhile; laying all symbols out anew is dear. */
const REDRAW_EVERY_MS = 200;
const REDRAW_AT_LATEST_MS = 1_000;
/** The words of the page come first: the map waits until they are on the screen. */
const AFTER_WORDS_MS = 50;
/** Of the time that drawing takes on this machine, the page has so many times as much to itself. */
const REST_PER_DRAWING = 2;
const FIT_PADDING_PX = 48;
/** Fitted to one place alone, a map would look at nothing but it. */
const FIT_ZOOM_MAX = 16;

/**
 * A map: `layers` over the base that the server offers, `view` where it looks, `drawing` what is
 * drawn on it. Says `closeby-choose` with the id of a symbol or area, `closeby-moved` with the
 * rectangle that is seen, `closeby-drawn` with the geometry, `closeby-cancel` when drawing was
 * given up. What it shows has to stand beside it as
 * text as well: that is the task of the page. Meant to be loaded when it is opened:
 * `await import('#web/map/closeby-map')`.
 */
export class ClosebyMap extends LitElement {
  static override properties = {
    label: { attribute: false },
    layers: { attribute: false },
    view: { attribute: false },
    drawing: { attribute: false },
    drawn: { attribute: false },
    bearer: { attribute: false },
    failed: { state: true },
    refused: { state: true },
  };

  // Declared only: a field of the class would hide Lit's own accessor of that name.
  /** What the map shows, for screen readers. */
  declare label: string;
  declare layers: MapLayers;
  declare view: MapView;
  declare drawing: MapDrawing | null;
  /** The area whose corners `edit` moves. */
  declare drawn: AreaGeometry | null;
  /** The secret for the base's tiles; without it there is no base. */
  declare bearer: (() => string | null) | null;
  declare private failed: boolean;
  declare private refused: boolean;
  private map: LibreMap | null = null;
  private overlay: MapOverlay | null = null;
  private drawer: MapDrawer | null = null;
  private frame = 0;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private drawnAtMs = 0;
  private drawingMs = 0;
  private again: ReturnType<typeof setTimeout> | undefined;
  private fitted = false;
  /** Whether the reader has looked elsewhere by hand. */
  private isMoved = false;
  private base: MapStyleView | null = null;
  private readonly dark = matchMedia('(prefers-color-scheme: dark)');

  constructor() {
    super();
    this.label = t('Map');
    this.layers = {};
    this.view = 'all';
    this.drawing = null;
    this.drawn = null;
    this.bearer = null;
    this.failed = false;
    this.refused = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.dark.addEventListener('change', this.relit);
    if (this.hasUpdated) void this.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dark.removeEventListener('change', this.relit);
    this.stop();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override firstUpdated(): void {
    void this.start();
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('layers')) this.redrawSoon();
    if (changed.has('view')) this.look();
    if (changed.has('drawing') || changed.has('drawn')) this.setDrawing();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="map-ground" @keydown=${this.keyed}></div>
      ${
        this.failed
          ? html`<p class="map-message" role="status">${t('This browser cannot draw the map.')}</p>`
          : this.controls()
      }
    `;
  }

  private controls(): TemplateResult {
    return html`<div class="map-buttons" role="group" aria-label=${t('Map')}>
        <button type="button" aria-label=${t('Nearer')} @click=${() => this.zoom(1)}>+</button>
        <button type="button" aria-label=${t('Further away')} @click=${() => this.zoom(-1)}>
          −
        </button>
        <button type="button" aria-label=${t('Show everything')} @click=${() => this.showAll()}>
          ⤢
        </button>
      </div>
      ${this.drawing === null ? nothing : this.drawingBar()}`;
  }

  private drawingBar(): TemplateResult {
    const corners = this.drawing === 'polygon';
    return html`${
        this.drawing === 'edit' ? nothing : html`<div class="map-middle" aria-hidden="true"></div>`
      }
      <div class="map-drawing" role="group" aria-label=${t('Drawing')}>
        ${
          this.refused
            ? html`<span role="status">${t('This area cannot be changed on the map.')}</span>`
            : nothing
        }
        ${
          this.drawing === 'edit'
            ? nothing
            : html`<button type="button" @click=${() => this.drawer?.pointAtMiddle()}>
                ${t('Point in the middle')}
              </button>`
        }
        ${
          corners
            ? html`<button type="button" @click=${() => this.drawer?.undo()}>
                  ${t('Undo last point')}
                </button>
                <button type="button" @click=${() => this.drawer?.finish()}>${t('Finish')}</button>`
            : nothing
        }
        <button type="button" @click=${() => this.giveUp()}>${t('Cancel')}</button>
      </div>`;
  }

  private async start(): Promise<void> {
    const ground = this.querySelector<HTMLElement>('.map-ground');
    if (ground === null || this.map !== null) return;
    if (!(await hasWorker())) {
      this.again = setTimeout(() => void this.start(), TRY_AGAIN_MS);
      return;
    }
    this.base ??= await this.fetchBase();
    // Taken off the page, or begun a second time, while the server was asked.
    if (!this.isConnected || this.hasMap()) return;
    const look = lookOf(this);
    const map = newMap({ ground, base: this.base, look, label: this.label, bearer: this.bearer });
    if (map === null) {
      this.failed = true;
      return;
    }
    this.map = map;
    if (this.base.bounds !== null) this.fit(this.base.bounds, 0);
    map.on('style.load', () => {
      this.overlay = new MapOverlay(map, look);
      this.redrawSoon();
      this.look();
      this.setDrawing();
    });
    this.listen(map);
  }

  private hasMap(): boolean {
    return this.map !== null;
  }

  private listen(map: LibreMap): void {
    map.on('click', (event) => {
      if (this.drawing !== null) return;
      const id = chosenAt(map, event.point);
      if (id !== null) tell(this, 'closeby-choose', { id });
    });
    map.on('movestart', ({ originalEvent }) => {
      if (originalEvent !== undefined) this.isMoved = true;
    });
    map.on('resize', this.resized);
    map.on('moveend', () => tell(this, 'closeby-moved', boundsSeen(map)));
    for (const layer of CROWD_LAYERS) {
      map.on('click', layer, (event) => void this.enterCrowd(event));
    }
    for (const layer of [...CHOSEN_FROM, ...CROWD_LAYERS]) {
      const point = (cursor: string) => () => {
        if (this.drawing === null) map.getCanvas().style.cursor = cursor;
      };
      map.on('mouseenter', layer, point('pointer'));
      map.on('mouseleave', layer, point(''));
    }
  }

  private async fetchBase(): Promise<MapStyleView> {
    const bearer = this.bearer?.() ?? null;
    if (bearer === null) return EMPTY_BASE;
    const reply = await request<MapStyleView>('/v1/map/style', { bearer });
    return reply.ok ? reply.value : EMPTY_BASE;
  }

  private stop(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.waiting);
    clearTimeout(this.again);
    this.frame = 0;
    this.waiting = undefined;
    this.drawer?.stop();
    this.drawer = null;
    this.overlay = null;
    this.map?.remove();
    this.map = null;
    this.fitted = false;
  }

  /** Day and night have other colours, in symbols and lines alike: the map is made anew. */
  private readonly relit = (): void => {
    const { map } = this;
    if (map === null) return;
    const { lat, lng } = map.getCenter();
    const view: MapView = { center: { lat, lon: lng }, zoom: map.getZoom() };
    this.stop();
    this.view = view;
    void this.start();
  };

  /** However often the layers change, they are drawn a few times a second, each in one frame. */
  private redrawSoon(): void {
    if (this.waiting !== undefined || this.frame !== 0 || this.overlay === null) return;
    const restedMs = Math.min(REDRAW_AT_LATEST_MS, this.drawingMs * (1 + REST_PER_DRAWING));
    const everyMs = Math.max(REDRAW_EVERY_MS, restedMs);
    const waitMs = this.drawnAtMs + everyMs - performance.now();
    this.waiting = setTimeout(
      () => {
        this.waiting = undefined;
        this.frame = requestAnimationFrame(() => this.redraw());
      },
      Math.max(AFTER_WORDS_MS, waitMs),
    );
  }

  private redraw(): void {
    this.frame = 0;
    this.drawnAtMs = performance.now();
    this.map?.once('idle', () => (this.drawingMs = performance.now() - this.drawnAtMs));
    this.overlay?.show(this.layers);
    if (this.view === 'all' && !this.fitted) this.fitAll(0);
  }

  /** A page that is turned goes on showing what it showed, unless the reader moved the map. */
  private readonly resized = (): void => {
    if (this.isMoved) return;
    if (this.view === 'all' && this.fitted) this.fitAll(0);
    else if (this.view !== 'all' && 'bounds' in this.view) this.fit(this.view.bounds, 0);
  };

  private look(): void {
    const { map, view } = this;
    if (map === null) return;
    if (view === 'all') this.fitAll(0);
    else if ('bounds' in view) this.fit(view.bounds, 0);
    else map.jumpTo({ center: [view.center.lon, view.center.lat], zoom: view.zoom });
  }

  private showAll(): void {
    this.isMoved = false;
    this.fitAll();
  }

  private fitAll(durationMs = MOVE_MS): void {
    const bounds = boundsOf(this.layers);
    if (bounds === null) return;
    this.fitted = true;
    this.fit(bounds, durationMs);
  }

  private fit({ west, south, east, north }: MapBounds, durationMs: number): void {
    this.map?.fitBounds([west, south, east, north], {
      padding: FIT_PADDING_PX,
      maxZoom: FIT_ZOOM_MAX,
      duration: noMotion() ? 0 : durationMs,
    });
  }

  private zoom(by: number): void {
    const { map } = this;
    this.isMoved = true;
    map?.easeTo({ zoom: map.getZoom() + by, duration: noMotion() ? 0 : MOVE_MS });
  }

  private async enterCrowd(event: MapLayerMouseEvent): Promise<void> {
    const { map } = this;
    const [feature] = event.features ?? [];
    if (map === null || feature === undefined || this.drawing !== null) return;
    const source = map.getSource<GeoJSONSource>(feature.source);
    const id: unknown = feature.properties['cluster_id'];
    if (source === undefined || typeof id !== 'number') return;
    const zoom = await source.getClusterExpansionZoom(id);
    map.easeTo({ center: event.lngLat, zoom, duration: noMotion() ? 0 : MOVE_MS });
  }

  private setDrawing(): void {
    this.refused = false;
    if (this.drawing === null) {
      this.drawer?.stop();
      this.drawer = null;
    } else if (this.overlay !== null) void this.beginDrawing();
  }

  private async beginDrawing(): Promise<void> {
    const { MapDrawer: Drawer } = await import('./map-drawing');
    const { map, drawing } = this;
    if (map === null || drawing === null) return;
    this.drawer ??= new Drawer(map, lookOf(this), {
      onDrawn: (geometry) => tell(this, 'closeby-drawn', geometry),
      onChange: () => this.requestUpdate(),
    });
    this.refused = !this.drawer.begin(drawing, this.drawn);
    map.getCanvas().focus();
  }

  private readonly keyed = (event: KeyboardEvent): void => {
    if (this.drawing === null) return;
    const undoes =
      event.key === 'Backspace' || (event.key === 'z' && (event.ctrlKey || event.metaKey));
    if (event.key === 'Escape') this.giveUp();
    else if (undoes) this.drawer?.undo();
    else if (event.key === ' ' && this.drawing !== 'edit') this.drawer?.pointAtMiddle();
    else return;
    // The page has a meaning of its own for some of these keys.
    event.preventDefault();
    event.stopPropagation();
  };

  /** First what is half drawn goes, then the drawing itself. */
  private giveUp(): void {
    if (this.drawer?.cancel() !== true) tell(this, 'closeby-cancel', null);
  }
}

customElements.define('closeby-map', ClosebyMap);
