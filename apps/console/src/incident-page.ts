import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import { clockOf, count, distanceOf, dueOf, timeOfDay } from '#web/format';
import {
  ACCESS_WORDS,
  HAZARD_WORDS,
  KIND_WORDS,
  MODE_WORDS,
  PRIORITY_WORDS,
  SETTING_WORDS,
} from '#web/words';
import { whereOf } from './console-words';
import type { Desk } from './desk';
import { deliveryTruth } from './delivery-truth';
import { incidentAid } from './incident-aid';
import { counts } from './incident-list';
import { notAlerted } from './not-alerted';
import { peopleTable } from './people-table';
import { incidentReplies } from './replies-page';
import { hashOf } from './route';
import { safetyBanner } from './safety-banner';
import { timelineList } from './timeline-list';

/** One incident in full: who, why, why not, AEDs and everything that happened. */
export function incidentPage(desk: Desk): TemplateResult {
  const incident = desk.opened();
  if (incident === null) {
    return html`<p class="empty soft">
      ${
        desk.openId === null
          ? 'Choose an incident: arrow keys move in the list, Enter opens.'
          : 'Loading …'
      }
    </p>`;
  }
  return html`<article class="incident" data-test="incident-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>← All incidents</a>
    ${heading(incident)} ${byHand(incident)} ${safetyBanner(desk, incident)}
    ${figures(desk, incident)}
    ${incident.warnings.map((warning) => html`<p class="banner" role="note">${warning}</p>`)}
    ${
      incident.notesForResponders === null
        ? nothing
        : html`<section>
            <h3>Notes for responders</h3>
            <p class="notes">${incident.notesForResponders}</p>
          </section>`
    }
    ${incidentReplies(desk.replies, incident)} ${peopleTable(incident, desk.clock.now())}
    <p>
      <a class="button" href=${hashOf({ page: 'why', incidentId: incident.id })} data-test="why"
        >Why these people?</a
      >
    </p>
    ${notAlerted(desk.plan)} ${incidentAid(desk, incident)} ${aeds(incident)}
    ${timelineList(desk, incident)}
  </article>`;
}

function byHand({ raisedByHand }: IncidentView): TemplateResult | typeof nothing {
  if (raisedByHand === null) return nothing;
  return html`<p class="attention" data-test="by-hand">
    Raised by hand, account ${raisedByHand.by.slice(0, 8)}: “${raisedByHand.reason}”
  </p>`;
}

function heading(incident: IncidentView): TemplateResult {
  const urgent = incident.priority === 'life-threatening' && incident.status === 'active';
  return html`<header>
    <p class="row-marks">
      <span class="badge ${urgent ? 'danger' : ''}">${PRIORITY_WORDS[incident.priority]}</span>
      ${
        incident.mode === 'actual'
          ? nothing
          : html`<span class="badge warn">${MODE_WORDS[incident.mode]}</span>`
      }
      ${
        incident.status === 'active'
          ? nothing
          : html`<span class="badge" data-test="status"
              >${incident.status === 'closed' ? 'Closed' : 'Cancelled'}</span
            >`
      }
    </p>
    <h1 tabindex="-1" data-heading>${KIND_WORDS[incident.kind]}</h1>
    <p class="where">${whereOf(incident)}</p>
    ${known(incident)}
    <p class="soft small">
      Control’s reference ${incident.controlRef} · response plan
      ${incident.policyName}@${incident.policyVersion}
      ${
        incident.placeAccuracyM === null
          ? nothing
          : html`· place known to within ${distanceOf(incident.placeAccuracyM)}`
      }
    </p>
  </header>`;
}

/** What control knows beside the kind: hazards first, then place, patient and its own code. */
function known(incident: IncidentView): TemplateResult | typeof nothing {
  const { hazards, setting, patientAgeYears, determinantCode } = incident;
  const parts = [
    ...(setting === 'unknown' ? [] : [SETTING_WORDS[setting]]),
    ...(patientAgeYears === null ? [] : [`patient aged ${patientAgeYears}`]),
    ...(determinantCode === null ? [] : [`code ${determinantCode}`]),
  ];
  if (hazards.length + parts.length === 0) return nothing;
  return html`<p class="row-marks" data-test="known">
    ${hazards.map((hazard) => html`<span class="badge warn">${HAZARD_WORDS[hazard]}</span>`)}
    <span>${parts.join(' · ')}</span>
  </p>`;
}

function figures(desk: Desk, incident: IncidentView): TemplateResult {
  const now = desk.clock.now();
  const until = incident.endedAt === null ? now : Date.parse(incident.endedAt);
  return html`<dl class="key-figures">
      <div>
        <dt>Since the call</dt>
        <dd class="figures">${clockOf(until - Date.parse(incident.calledAt))}</dd>
      </div>
      <div>
        <dt>Since the first phone rang</dt>
        <dd class="figures">${sinceFirstRing(incident, until)}</dd>
      </div>
      <div>
        <dt>Ambulance</dt>
        <dd>
          ${
            incident.ambulanceEtaAt === null
              ? 'not known'
              : html`${dueOf(Date.parse(incident.ambulanceEtaAt), now)}
                  <span class="soft small">${timeOfDay(Date.parse(incident.ambulanceEtaAt))}</span>`
          }
        </dd>
      </div>
    </dl>
    <div class="tallies">
      <p class="three figures" data-test="counts">${counts(incident)}</p>
      ${deliveryTruth(desk.deliveries, incident)}
    </div>`;
}

function sinceFirstRing(incident: IncidentView, until: number): string {
  const rang = incident.responders.flatMap(({ deliveredAt }) =>
    deliveredAt === null ? [] : [Date.parse(deliveredAt)],
  );
  return rang.length === 0 ? 'none has rung' : clockOf(until - Math.min(...rang));
}

function aeds(incident: IncidentView): TemplateResult {
  return html`<section aria-labelledby="aeds">
    <h2 id="aeds">AEDs near the patient</h2>
    ${
      incident.aeds.length === 0
        ? html`<p class="soft">No usable AED is known near this place.</p>`
        : html`<p class="soft small">
            ${count(incident.aeds.length, 'AED', 'AEDs')}, nearest first
          </p>`
    }
    <ul class="plain">
      ${incident.aeds.map(
        (aed) =>
          html`<li>
            <strong>${aed.name}</strong>
            <span class="figures">${distanceOf(aed.distanceM)}</span>
            <span class="badge ${aed.open === 'open' ? 'good' : 'warn'}"
              >${aed.open === 'open' ? 'Open' : 'Hours not certain'}</span
            >
            <span class="soft">
              ${[aed.locationDetail, ACCESS_WORDS[aed.access], aed.openingHours]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>`,
      )}
    </ul>
  </section>`;
}
