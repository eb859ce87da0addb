import { html, type TemplateResult } from 'lit';
import type { AedsAroundView } from '#contracts/dispatch-api';
import type { IncidentView } from '#contracts/incident-api';
import { t } from '#web/language';
import type { MapLayers } from '#web/map/map-kinds';
import type { Desk } from './desk';
import { aedPoints, layersOfIncident } from './incident-layers';
import { mapLegend } from './map-legend';

let made: {
  readonly incident: IncidentView;
  readonly aeds: AedsAroundView['items'] | null;
  readonly layers: MapLayers;
} | null = null;

/** The opened incident on a map: where it is, who goes there, AEDs. Tables say it in words. */
export function incidentMap(desk: Desk, incident: IncidentView): TemplateResult {
  const { mapRoom } = desk;
  mapRoom.load();
  return html`<section class="incident-map" data-test="incident-map">
    <h2 class="hidden-visually">${t('Map')}</h2>
    <closeby-map
      .label=${t('Map of this incident')}
      .layers=${layersOf(incident, desk.aeds.items)}
      .bearer=${mapRoom.bearer}
    ></closeby-map>
    ${mapLegend()}
  </section>`;
}

/** Made anew only where the incident or its AEDs have changed. */
function layersOf(incident: IncidentView, aeds: AedsAroundView['items'] | null): MapLayers {
  if (made?.incident === incident && made.aeds === aeds) return made.layers;
  const { points, lines, areas } = layersOfIncident(incident);
  const layers = { points: [...points, ...aedPoints(aeds ?? [])], lines, areas };
  made = { incident, aeds, layers };
  return layers;
}
