import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentView } from '#contracts/incident-api';
import type { Instant } from '#core/units';
import { clockOf, dueOf } from '#web/format';
import { t } from '#web/language';
import { KIND_WORDS, MODE_WORDS, PRIORITY_WORDS } from '#web/words';
import { whereOf } from './console-words';
import type { Desk } from './desk';
import { firstRingAt } from './first-there';
import { isUnanswered } from './sounds';
import { onSceneCount } from './urgency';

/** Live incidents by urgency; what a dispatcher needs within two seconds is in each row. */
export function incidentList(desk: Desk): TemplateResult {
  const active = desk.active();
  const ended = desk.ended();
  return html`<section aria-labelledby="incidents">
      <h2 id="incidents">${t('Incidents')} <span class="soft figures">${active.length}</span></h2>
      ${
        active.length === 0
          ? html`<p class="empty soft">
              ${desk.loaded ? t('No incident is active.') : t('Loading …')}
            </p>`
          : nothing
      }
      ${
        desk.more
          ? html`<p class="attention">${t('More are active than are listed here.')}</p>`
          : nothing
      }
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
            <h2 id="ended">${t('Ended lately')}</h2>
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
      <span class="clocks figures">
        <span class="clock" title=${t('Since the call')}
          >${clockOf(now - Date.parse(incident.calledAt))}</span
        >
        <span class="soft" data-test="ring-clock" title=${t('Since the first phone rang')}
          ><span aria-hidden="true">♪</span>
          <span class="hidden-visually">${t('Since the first phone rang')}</span>
          ${rangFor(incident, now)}</span
        >
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
      ${nobodyYet(incident, now)}
    </span>
    <span class="three figures">${counts(incident)}</span>
    <span class="row-eta soft">
      ${
        incident.ambulanceEtaAt === null
          ? t('Ambulance ETA not known')
          : t('Ambulance {{due}}', { due: dueOf(Date.parse(incident.ambulanceEtaAt), now) })
      }
    </span>
  </a>`;
}

/** How long phones have been ringing; a dash where none has. */
function rangFor(incident: IncidentView, now: Instant): string {
  const at = firstRingAt(incident);
  return at === null ? '–' : clockOf(now - at);
}

/** What a dispatcher has to act on: nobody to ask, or nobody who has said yes. */
function nobodyYet(incident: IncidentView, now: Instant): TemplateResult | typeof nothing {
  if (isUnanswered(incident, now)) {
    return html`<span class="badge danger" data-test="unanswered"
      >! ${t('Nobody has accepted in time')}</span
    >`;
  }
  if (incident.alertedCount === 0) {
    return html`<span class="badge warn">${t('Nobody could be alerted')}</span>`;
  }
  return incident.acceptedCount === 0
    ? html`<span class="badge warn">${t('Nobody has accepted')}</span>`
    : nothing;
}

/** The three numbers, each with its word. */
export function counts(incident: IncidentView): TemplateResult {
  return html`<span data-test="alerted"><b>${incident.alertedCount}</b> ${t('alerted')}</span>
    <span data-test="accepted"
      ><b
        >${t('{{acceptedCount}} of {{wantedCount}}', {
          acceptedCount: incident.acceptedCount,
          wantedCount: incident.wantedCount,
        })}</b
      >
      ${t('accepted')}</span
    >
    <span data-test="on-scene"><b>${onSceneCount(incident)}</b> ${t('on scene')}</span>`;
}

function endedRow(desk: Desk, incident: IncidentView): TemplateResult {
  return html`<a
    class="row ended"
    href="#/incidents/${incident.id}"
    aria-current=${incident.id === desk.openId ? 'true' : nothing}
  >
    <span class="row-head">
      <strong>${KIND_WORDS[incident.kind]}</strong>
      <span class="badge">${incident.status === 'closed' ? t('Closed') : t('Cancelled')}</span>
    </span>
    <span class="row-where">${whereOf(incident)}</span>
  </a>`;
}
