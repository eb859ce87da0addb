import { html, nothing, type TemplateResult } from 'lit';
import type { IncidentView } from '#contracts/incident-api';
import { distanceOf, timeOfDay } from '#web/format';
import { count, t } from '#web/language';
import { HAZARD_WORDS, KIND_WORDS, MODE_WORDS, PRIORITY_WORDS, SETTING_WORDS } from '#web/words';
import { whereOf } from './console-words';
import type { Desk } from './desk';
import { debriefButton } from './evidence-part';
import { incidentAid } from './incident-aid';
import { incidentMap } from './incident-map';
import { incidentActions } from './incident-actions';
import { incidentAeds } from './incident-aeds';
import { incidentHead } from './incident-head';
import { incidentKept } from './incident-kept';
import { notAlerted } from './not-alerted';
import { peopleTable } from './people-table';
import { incidentReplies } from './replies-page';
import { hashOf } from './route';
import { safetyBanner } from './safety-banner';
import { timelineList } from './timeline-list';

/** One incident in full: what to do, who, why, why not, AEDs and everything that happened. */
export function incidentPage(desk: Desk): TemplateResult {
  const incident = desk.opened();
  if (incident === null) {
    return html`<p class="empty soft">
      ${
        desk.openId === null
          ? t('Choose an incident: arrow keys move in the list, Enter opens.')
          : t('Loading …')
      }
    </p>`;
  }
  return html`<article class="incident" data-test="incident-page">
    <a class="back" href=${hashOf({ page: 'incidents' })}>${t('← All incidents')}</a>
    ${heading(incident)} ${incidentActions(desk, incident)} ${byHand(incident)}
    ${safetyBanner(desk, incident)} ${incidentHead(desk, incident)}
    ${incident.warnings.map((warning) => html`<p class="banner" role="note">${warning}</p>`)}
    ${incidentReplies(desk.replies, incident)} ${peopleTable(desk, incident)} ${notes(incident)}
    ${said(incident)} ${incidentKept(desk.pages.keptFields)} ${incidentMap(desk, incident)}
    <p>
      <a
        class="button"
        href=${hashOf({ page: 'why', incidentId: incident.id })}
        aria-keyshortcuts=${desk.keys.areOn ? 'w' : nothing}
        data-test="why"
        >${t('Why these people?')}</a
      >
    </p>
    ${debriefButton(desk, incident)} ${notAlerted(desk.plan)} ${incidentAid(desk, incident)}
    ${incidentAeds(desk.aeds.items)} ${timelineList(desk, incident)}
  </article>`;
}

function notes({ notesForResponders }: IncidentView): TemplateResult | typeof nothing {
  if (notesForResponders === null) return nothing;
  return html`<section>
    <h2>${t('Notes for responders')}</h2>
    <p class="notes">${notesForResponders}</p>
  </section>`;
}

/** What was said to people on it, newest first. */
function said({ orders }: IncidentView): TemplateResult | typeof nothing {
  const words = [...(orders?.words ?? [])].reverse();
  if (words.length === 0) return nothing;
  return html`<section aria-labelledby="said" data-test="said">
    <h2 id="said">${t('Messages')} <span class="soft figures">${words.length}</span></h2>
    <ul class="plain">
      ${words.map(
        (one) =>
          html`<li>
            <time class="figures" datetime=${one.at}>${timeOfDay(Date.parse(one.at))}</time>
            <span>“${one.text}”</span>
            <span class="soft">${count(one.recipientCount, 'person', 'people')}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

function byHand({ raisedByHand }: IncidentView): TemplateResult | typeof nothing {
  if (raisedByHand === null) return nothing;
  return html`<p class="attention" data-test="by-hand">
    ${t('Raised by hand, account {{account}}: “{{reason}}”', {
      account: raisedByHand.by.slice(0, 8),
      reason: raisedByHand.reason,
    })}
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
              >${incident.status === 'closed' ? t('Closed') : t('Cancelled')}</span
            >`
      }
    </p>
    <h1 tabindex="-1" data-heading>${KIND_WORDS[incident.kind]}</h1>
    <p class="where">${whereOf(incident)}</p>
    ${known(incident)}
    <p class="soft small">
      ${t('Control’s reference {{controlRef}} · response plan {{policyName}}@{{policyVersion}}', {
        controlRef: incident.controlRef,
        policyName: incident.policyName,
        policyVersion: incident.policyVersion,
      })}
      ${
        incident.placeAccuracyM === null
          ? nothing
          : html`·
            ${t('place known to within {{distance}}', {
              distance: distanceOf(incident.placeAccuracyM),
            })}`
      }
    </p>
  </header>`;
}

/** What control knows beside the kind: hazards first, then place, patient and its own code. */
function known(incident: IncidentView): TemplateResult | typeof nothing {
  const { hazards, setting, patientAgeYears, determinantCode } = incident;
  const parts = [
    ...(setting === 'unknown' ? [] : [SETTING_WORDS[setting]]),
    ...(patientAgeYears === null
      ? []
      : [t('patient aged {{patientAgeYears}}', { patientAgeYears })]),
    ...(determinantCode === null ? [] : [t('code {{determinantCode}}', { determinantCode })]),
  ];
  if (hazards.length + parts.length === 0) return nothing;
  return html`<p class="row-marks" data-test="known">
    ${hazards.map((hazard) => html`<span class="badge warn">${HAZARD_WORDS[hazard]}</span>`)}
    <span>${parts.join(' · ')}</span>
  </p>`;
}
