import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentView } from '#contracts/incident-api';
import type { PlanView } from '#contracts/plan-api';
import { distanceOf } from '#web/format';
import { count, t } from '#web/language';
import { KIND_WORDS } from '#web/words';
import { whereOf } from './console-words';
import { decisionItem } from './decision-item';
import type { Desk } from './desk';
import { personWhy } from './person-why';
import { hashOf } from './route';
import { chosenFirst, isWanted, WHO, type ConsideredPerson, type Who } from './why-people';

/** Longer lists are narrowed by the filter: nobody reads a thousand rows on a call. */
const SHOWN_MAX = 100;

const WHO_WORDS: Readonly<Record<Who, string>> = {
  everyone: t('All'),
  chosen: t('Chosen'),
  'not-chosen': t('Not chosen'),
};

/** Why these people and not others: everyone with a sentence, then every decision. */
export function whyPage(desk: Desk, incident: IncidentView): TemplateResult {
  const { plan } = desk;
  return html`<article class="incident" data-test="why-page">
    <a class="back-always" href=${hashOf({ page: 'incident', incidentId: incident.id })}
      >${t('← Back to the incident')}</a
    >
    <header>
      <h1 tabindex="-1" data-heading>${t('Why these people?')}</h1>
      <p class="where">${KIND_WORDS[incident.kind]}, ${whereOf(incident)}</p>
      <p class="soft small">
        ${t('Response plan {{policyName}}@{{policyVersion}}', {
          policyName: incident.policyName,
          policyVersion: incident.policyVersion,
        })}
      </p>
    </header>
    ${plan === null ? html`<p class="soft">${t('Loading …')}</p>` : explained(desk, plan, incident)}
  </article>`;
}

function explained(desk: Desk, plan: PlanView, incident: IncidentView): TemplateResult {
  const calledAt = Date.parse(incident.calledAt);
  return html`${filterBar(desk, plan)} ${people(desk, plan)}
    <section aria-labelledby="decisions">
      <h2 id="decisions">
        ${t('Decisions')} <span class="soft figures">${plan.decisions.length}</span>
      </h2>
      <p class="soft small">
        ${t('Oldest first. Each lists the people for whom it brought something new.')}
        ${
          plan.decisionsLeftOut === 0
            ? nothing
            : html`${t(
                '{{decisionsLeftOut}} between the first and the second shown are not listed.',
                { decisionsLeftOut: count(plan.decisionsLeftOut, 'decision', 'decisions') },
              )}`
        }
      </p>
      <ol class="decisions" data-test="decisions">
        ${repeat(
          plan.decisions,
          (decision) => decision.seq,
          (decision) => html`<li>${decisionItem(decision, desk.whyFilter, calledAt)}</li>`,
        )}
      </ol>
    </section>`;
}

function filterBar(desk: Desk, plan: PlanView): TemplateResult {
  const chosen = plan.people.filter((person) => person.alerted).length;
  const counts: Readonly<Record<Who, number>> = {
    everyone: plan.people.length,
    chosen,
    'not-chosen': plan.people.length - chosen,
  };
  const search = (event: Event): void => {
    desk.filterWhy({ words: (event.target as HTMLInputElement).value });
  };
  return html`<div class="filters" role="search">
    <div class="choices" role="group" aria-label=${t('Whom to show')}>
      ${WHO.map(
        (who) =>
          html`<button
            class="choice"
            aria-pressed=${desk.whyFilter.who === who ? 'true' : 'false'}
            data-test="who-${who}"
            @click=${() => desk.filterWhy({ who })}
          >
            ${WHO_WORDS[who]} <span class="figures">${counts[who]}</span>
          </button>`,
      )}
    </div>
    <div class="field">
      <label for="why-words">${t('Name or words of the reason')}</label>
      <input
        id="why-words"
        type="search"
        autocomplete="off"
        spellcheck="false"
        .value=${desk.whyFilter.words}
        @input=${search}
      />
    </div>
  </div>`;
}

function people(desk: Desk, plan: PlanView): TemplateResult {
  const wanted = chosenFirst(plan.people.filter((person) => isWanted(person, desk.whyFilter)));
  const left = wanted.length - SHOWN_MAX;
  return html`<section aria-labelledby="considered">
    <h2 id="considered">${t('People')} <span class="soft figures">${wanted.length}</span></h2>
    <p class="soft small">${t('The newest word on each, those chosen first, then the nearest.')}</p>
    ${wanted.length === 0 ? html`<p class="soft">${t('Nobody fits this filter.')}</p>` : nothing}
    <ul class="reasons" data-test="why-people">
      ${repeat(wanted.slice(0, SHOWN_MAX), (person) => person.responderId, personItem)}
    </ul>
    ${
      left > 0
        ? html`<p class="soft">
            ${t('{{people}} more: narrow the filter to see them.', {
              people: count(left, 'person', 'people'),
            })}
          </p>`
        : nothing
    }
  </section>`;
}

function personItem(person: ConsideredPerson): TemplateResult {
  return html`<li class=${person.alerted ? 'chosen' : ''}>
    <p class="reason-head">
      <strong>${person.displayName}</strong>
      ${
        person.distanceM === null
          ? nothing
          : html`<span class="soft figures">${distanceOf(person.distanceM)}</span>`
      }
    </p>
    <p>${personWhy(person)}</p>
  </li>`;
}
