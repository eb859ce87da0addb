import { html, nothing, type TemplateResult } from 'lit';
import { count, t } from '#web/language';
import type { MapBounds } from '#web/map/map-kinds';
import type { Desk } from './desk';
import { incidentOf } from './incident-layers';
import { mapLegend } from './map-legend';
import type { MapRoom, MapShows } from './map-room';
import { hashOf } from './route';

/** Everything that happens now on one map; the list beside it says the same in words. */
export function mapPage(desk: Desk): TemplateResult {
  const { mapRoom } = desk;
  const incidents = desk.active();
  return html`<article class="map-room" data-test="map-room">
    <header class="map-head">
      <h1 tabindex="-1" data-heading>${t('Map')}</h1>
      <p class="soft">${count(incidents.length, 'active incident', 'active incidents')}</p>
      ${toggles(desk)}
    </header>
    ${said(mapRoom)}
    <closeby-map
      class="map-whole"
      .label=${t('Map of active incidents')}
      .layers=${mapRoom.layers(incidents, desk.callouts())}
      .bearer=${mapRoom.bearer}
      @closeby-moved=${(event: CustomEvent<MapBounds>) => mapRoom.moved(event.detail)}
      @closeby-choose=${(event: CustomEvent<{ readonly id: string }>) => choose(event.detail.id)}
    ></closeby-map>
    ${mapLegend()}
  </article>`;
}

function toggles({ mapRoom, door }: Desk): TemplateResult {
  const toggle = (what: MapShows, words: string): TemplateResult =>
    html`<label class="map-toggle">
      <input
        type="checkbox"
        .checked=${mapRoom.shows.has(what)}
        data-test="map-${what}"
        @change=${() => mapRoom.toggle(what)}
      />
      ${words}
    </label>`;
  return html`<div class="map-toggles" role="group" aria-label=${t('Shown on the map')}>
    ${toggle('cover', t('Available responders'))}
    ${door.may('read-aeds') ? toggle('aeds', t('AEDs')) : nothing}
    ${toggle('callouts', t('Call-outs'))}
  </div>`;
}

function said({ problem, tooWide, truncated }: MapRoom): TemplateResult | typeof nothing {
  const words =
    problem ??
    (tooWide
      ? t('Bring the map nearer to see AEDs and available responders.')
      : truncated
        ? t('More AEDs are here than are shown. Bring the map nearer.')
        : null);
  return words === null ? nothing : html`<p class="attention" role="status">${words}</p>`;
}

/** A symbol leads to the page of what it stands for. */
function choose(symbolId: string): void {
  const incidentId = incidentOf(symbolId);
  const [kind, calloutId] = symbolId.split(' ');
  if (incidentId !== null) location.hash = hashOf({ page: 'incident', incidentId });
  else if (kind === 'callout' && calloutId !== undefined) {
    location.hash = hashOf({ page: 'callout', calloutId, part: null });
  }
}
