import { html, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { MapPoint } from '#web/map/map-kinds';
import { toPlace } from '#web/points';
import { areaMap } from './area-map';
import type { CalloutOverview } from './callout-overview';
import { countLine } from './count-line';
import { geoJsonOf } from './geojson-field';
import { modeWords } from './mode-strip';
import { reasonField } from './reason-field';

/** Where people are asked and where nobody may go, while they are on their way. */
export function changeArea(overview: CalloutOverview, callout: CalloutView): TemplateResult {
  const { drawing } = overview;
  const drawn = drawing.drawn ?? { area: null, exclusions: callout.exclusions };
  const send = (form: HTMLFormElement): void => {
    const read = geoJsonOf(form, 'exclusions');
    if (!read.ok) {
      overview.say(read.sentence);
      return;
    }
    const exclusions = read.geometry;
    const area = drawn.area === null ? {} : { area: drawn.area };
    void overview.changeArea({ ...area, exclusions, reason: typed(form, 'reason') });
  };
  const now = drawn.exclusions === null ? '' : JSON.stringify(drawn.exclusions);
  return html`<details
    class="plan-row"
    data-test="change-area"
    @toggle=${(event: Event) =>
      overview.openDrawing((event.currentTarget as HTMLDetailsElement).open)}
  >
    <summary>${t('The area, and where nobody may go')}</summary>
    <p class="soft">
      ${t(
        'People on their way into it are told to stay or to turn back; when it is lifted they are told that they may go on.',
      )}
    </p>
    <form class="form-grid" @submit=${submitting(send)}>
      ${
        drawing.isOpen
          ? areaMap({
              ...{ tools: drawing.tools, label: t('Area of the call-out'), isNeeded: true },
              ...{ area: drawn.area ?? callout.area, exclusions: drawn.exclusions },
              points: pointsOf(callout),
              set: (part, geometry) => overview.draw(part, geometry),
            })
          : ''
      }
      <div class="wide">${countLine(drawing.count)}</div>
      ${asText(now)} ${reasonField('area-reason')}
      <button class="button primary" data-test="send-area" ?disabled=${overview.busy}>
        ${modeWords(callout.mode, t('Change it and tell those on the way'))}
      </button>
    </form>
  </details>`;
}

function asText(now: string): TemplateResult {
  return html`<details class="wide">
    <summary data-test="exclusions-as-text">${t('As GeoJSON')}</summary>
    <div class="field">
      <label for="exclusions"
        >${t('All of it, as GeoJSON Polygon or MultiPolygon; empty lifts it')}</label
      >
      <textarea id="exclusions" name="exclusions" rows="4" .value=${now}></textarea>
    </div>
  </details>`;
}

function pointsOf({ musterPoints }: CalloutView): MapPoint[] {
  return musterPoints.map(({ musterKey: id, name: label, place }) => ({
    ...{ id, label, kind: 'muster-point' as const, at: toPlace(place) },
  }));
}
