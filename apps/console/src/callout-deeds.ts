import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import { submitting, typed } from '#web/forms';
import { geoJsonOf } from './geojson-field';
import { modeWords } from './mode-strip';
import type { OpenedCallout } from './opened-callout';

const MAX = 100_000;

/** What may be done with an open call-out; each reaches people, and each asks why. */
export function calloutDeeds(
  { overview, may }: OpenedCallout,
  callout: CalloutView,
): TemplateResult | typeof nothing {
  if (callout.status !== 'open' && callout.status !== 'filled') return nothing;
  return html`<section aria-labelledby="deeds" class="deed-list">
    <h2 id="deeds">Change it</h2>
    ${may('run-muster') ? stopComing(overview, callout) : nothing}
    ${
      may('open-callout')
        ? html`${changeNeeds(overview, callout)} ${changeArea(overview, callout)}
          ${end(overview, callout)}`
        : nothing
    }
  </section>`;
}

type Overview = OpenedCallout['overview'];

function reasonField(id: string): TemplateResult {
  return html`<div class="field wide">
    <label for=${id}>Why? It is kept, and people read it where it is sent to them.</label>
    <input id=${id} name="reason" required maxlength="200" autocomplete="off" />
  </div>`;
}

function stopComing(overview: Overview, callout: CalloutView): TemplateResult {
  const stopped = callout.stopComingAt !== null;
  const send = (form: HTMLFormElement): void => {
    const reason = typed(form, 'reason');
    const done = stopped ? overview.comingAgain(reason) : overview.stopComing(reason);
    void done.then((was) => (was ? form.reset() : undefined));
  };
  return html`<details class="plan-row" data-test="stop-coming">
    <summary>${stopped ? 'People may come again' : 'Stop people from coming'}</summary>
    <p class="soft">
      ${
        stopped
          ? 'Whoever said yes is told that they may set off again.'
          : 'Everybody expected or on the way is told at once not to come. Nobody more is asked.'
      }
    </p>
    <form class="form-grid" @submit=${submitting(send)}>
      ${reasonField('stop-reason')}
      <button
        class="button ${stopped ? 'primary' : 'danger solid'}"
        data-test="send-stop"
        ?disabled=${overview.busy}
      >
        ${modeWords(callout.mode, stopped ? 'Tell them to come again' : 'Tell them to stop coming')}
      </button>
    </form>
  </details>`;
}

function changeNeeds(overview: Overview, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const needs = callout.needs.map((need) => ({
      ...{ needKey: need.needKey, label: need.label, shiftKey: need.shiftKey },
      ...{ credentialKinds: need.credentialKinds, equipment: need.equipment },
      wantedCount: Number(typed(form, `wanted-${need.needKey}`)),
      minimumCount: Number(typed(form, `minimum-${need.needKey}`)),
    }));
    void overview.changeNeeds({ needs, reason: typed(form, 'reason') });
  };
  const number = (name: string, label: string, value: number): TemplateResult =>
    html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type="number"
        min="0"
        max=${MAX}
        required
        .value=${String(value)}
      />
    </div>`;
  return html`<details class="plan-row" data-test="change-needs">
    <summary>Ask for more or fewer</summary>
    <form class="form-grid" @submit=${submitting(send)}>
      ${callout.needs.map(
        ({ needKey, label, wantedCount, minimumCount }) =>
          html`${number(`wanted-${needKey}`, `${label}: people wanted`, wantedCount)}
          ${number(`minimum-${needKey}`, `${label}: the fewest`, minimumCount)}`,
      )}
      ${reasonField('needs-reason')}
      <button class="button primary" data-test="send-needs" ?disabled=${overview.busy}>
        ${modeWords(callout.mode, 'Change the needs')}
      </button>
    </form>
  </details>`;
}

function changeArea(overview: Overview, callout: CalloutView): TemplateResult {
  const send = (form: HTMLFormElement): void => {
    const exclusions = geoJsonOf(form, 'exclusions');
    if (exclusions === undefined) return;
    void overview.changeArea({ exclusions, reason: typed(form, 'reason') });
  };
  const now = callout.exclusions === null ? '' : JSON.stringify(callout.exclusions);
  return html`<details class="plan-row" data-test="change-area">
    <summary>Where nobody may go</summary>
    <p class="soft">
      People on their way into it are told to stay or to turn back; when it is lifted they are told
      that they may go on.
    </p>
    <form class="form-grid" @submit=${submitting(send)}>
      <div class="field wide">
        <label for="exclusions"
          >All of it, as GeoJSON Polygon or MultiPolygon; empty lifts it</label
        >
        <textarea id="exclusions" name="exclusions" rows="4" .value=${now}></textarea>
      </div>
      ${reasonField('area-reason')}
      <button class="button primary" data-test="send-area" ?disabled=${overview.busy}>
        ${modeWords(callout.mode, 'Change where nobody may go')}
      </button>
    </form>
  </details>`;
}

function end(overview: Overview, { mode }: CalloutView): TemplateResult {
  return html`<details class="plan-row danger-confirm" data-test="end-callout">
    <summary>End the call-out</summary>
    <p>Everybody still bound is stood down and thanked. It cannot be opened again.</p>
    <p class="deeds">
      <button
        class="button"
        data-test="close-callout"
        ?disabled=${overview.busy}
        @click=${() => void overview.end('closed')}
      >
        ${modeWords(mode, 'The work is done: close it')}
      </button>
      <button
        class="button danger"
        data-test="cancel-callout"
        ?disabled=${overview.busy}
        @click=${() => void overview.end('cancelled')}
      >
        ${modeWords(mode, 'It is not needed: cancel it')}
      </button>
    </p>
  </details>`;
}
