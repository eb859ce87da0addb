import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentView } from '#contracts/incident-api';
import { clockOf, dueOf } from '#web/format';
import { KIND_WORDS, MODE_WORDS, PRIORITY_WORDS } from '#web/words';
import { whereOf } from './console-words';
import type { Desk } from './desk';
import { onSceneCount } from './urgency';

/** Live incidents by urgency; what a dispatcher needs within two seconds is in each row. */
export function incidentList(desk: Desk): TemplateResult {
  const active = desk.active();
  const ended = desk.ended();
  return html`<section aria-labelledby="incidents">
      <h2 id="incidents">Incidents <span class="soft figures">${active.length}</span></h2>
      ${
        active.length === 0
          ? html`<p class="empty soft">${desk.loaded ? 'No incident is active.' : 'Loading …'}</p>`
          : nothing
      }
      ${desk.more ? html`<p class="attention">More are active than are listed here.</p>` : nothing}
      <ul class="rows" data-test="incidents">
        ${repeat(
          active,
          (incident) => incident.id,
          (incident) => html`<li>${row(desk, incident)}</li>`,
        )}
      </ul>
    </section>
    ${
      ended.length === 0
        ? nothing
        : html`<section aria-labelledby="ended">
            <h2 id="ended">Ended lately</h2>
            <ul class="rows">
              ${repeat(
                ended,
                (incident) => incident.id,
                (incident) => html`<li>${endedRow(desk, incident)}</li>`,
              )}
            </ul>
          </section>`
    }`;
}

function row(desk: Desk, incident: IncidentView): TemplateResult {
  const now = desk.clock.now();
  return html`<a
    class="row ${incident.priority} ${incident.acceptedCount === 0 ? 'nobody' : ''}"
    href="#/incidents/${incident.id}"
    aria-current=${incident.id === desk.openId ? 'true' : nothing}
    data-test="incident"
  >
    <span class="row-head">
      <strong>${KIND_WORDS[incident.kind]}</strong>
      <span class="figures clock" title="Since the call">
        ${clockOf(now - Date.parse(incident.calledAt))}
      </span>
    </span>
    <span class="row-where">${whereOf(incident)}</span>
    <span class="row-marks">
      <span class="badge ${incident.priority === 'life-threatening' ? 'danger' : ''}"
        >${PRIORITY_WORDS[incident.priority]}</span
      >
      ${
        incident.mode === 'actual'
          ? nothing
          : html`<span class="badge warn">${MODE_WORDS[incident.mode]}</span>`
      }
      ${nobodyYet(incident)}
    </span>
    <span class="three figures">${counts(incident)}</span>
    <span class="row-eta soft">
      ${
        incident.ambulanceEtaAt === null
          ? 'Ambulance ETA not known'
          : `Ambulance ${dueOf(Date.parse(incident.ambulanceEtaAt), now)}`
      }
    </span>
  </a>`;
}

/** What a dispatcher has to act on: nobody to ask, or nobody who has said yes. */
function nobodyYet(incident: IncidentView): TemplateResult | typeof nothing {
  if (incident.alertedCount === 0) {
    return html`<span class="badge warn">Nobody could be alerted</span>`;
  }
  return incident.acceptedCount === 0
    ? html`<span class="badge warn">Nobody has accepted</span>`
    : nothing;
}

/** The three numbers, each with its word. */
export function counts(incident: IncidentView): TemplateResult {
  return html`<span data-test="alerted"><b>${incident.alertedCount}</b> alerted</span>
    <span data-test="accepted"
      ><b>${incident.acceptedCount} of ${incident.wantedCount}</b> accepted</span
    >
    <span data-test="on-scene"><b>${onSceneCount(incident)}</b> on scene</span>`;
}

function endedRow(desk: Desk, incident: IncidentView): TemplateResult {
  return html`<a
    class="row ended"
    href="#/incidents/${incident.id}"
    aria-current=${incident.id === desk.openId ? 'true' : nothing}
  >
    <span class="row-head">
      <strong>${KIND_WORDS[incident.kind]}</strong>
      <span class="badge">${incident.status === 'closed' ? 'Closed' : 'Cancelled'}</span>
    </span>
    <span class="row-where">${whereOf(incident)}</span>
  </a>`;
}
