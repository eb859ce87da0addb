import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { Instant } from '#core/units';
import { distanceOf, dueOf, timeOfDay } from '#web/format';
import { t } from '#web/language';
import { ALERTED_WORDS, ROLE_WORDS, wordsOf } from '#web/words';
import { LOOK_SIGNS, standing, type Look } from './console-words';
import type { Desk } from './desk';
import { personActions } from './incident-actions';

const ORDER: readonly Look[] = ['there', 'coming', 'waiting', 'done', 'gone'];

/** Everyone alerted: where they stand, what they are to do, when they are expected, and why. */
export function peopleTable(desk: Desk, incident: IncidentView): TemplateResult {
  const now = desk.clock.now();
  const people = [...incident.responders].sort(
    (a, b) =>
      ORDER.indexOf(standing(a).look) - ORDER.indexOf(standing(b).look) ||
      (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity),
  );
  return html`<section aria-labelledby="people">
    <h2 id="people">${t('Alerted')} <span class="soft figures">${people.length}</span></h2>
    ${
      people.length === 0
        ? html`<p class="attention" data-test="nobody">
            ${t('Nobody could be alerted; see why below.')}
          </p>`
        : html`<table class="people" data-test="people">
            <thead>
              <tr>
                <th scope="col">${t('Person')}</th>
                <th scope="col">${t('State')}</th>
                <th scope="col">${t('Task')}</th>
                <th scope="col">${t('Arrives')}</th>
                <th scope="col">${t('Phone')}</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                people,
                (person) => person.alertId,
                (person) => line(person, now, personActions(desk, incident, person)),
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

function line(
  person: IncidentResponderView,
  now: Instant,
  actions: TemplateResult | typeof nothing,
): TemplateResult {
  const { words, look } = standing(person);
  return html`<tr class=${look} data-test="person">
    <th scope="row">${person.displayName} ${actions}</th>
    <td data-cell="state">
      <span class="state">
        <span class="sign" aria-hidden="true">${LOOK_SIGNS[look]}</span>
        <span>${words} ${since(person)}</span>
      </span>
    </td>
    <td data-label=${t('Task')} data-test="task">
      ${task(person)} <span class="why-alerted soft small">${why(person)}</span>
    </td>
    <td class="figures" data-label=${t('Arrives')} data-test="eta">
      ${arrival(person, look, now)}
    </td>
    <td class="figures" data-label=${t('Phone')}>
      ${rang(person.deliveredAt, 'rang')}<br />${rang(person.seenAt, 'seen')}
    </td>
  </tr>`;
}

function task({ task: { role, aedName }, aedCollectedAt }: IncidentResponderView): TemplateResult {
  return html`${
    role === 'via-aed' && aedName !== null
      ? html`${t('By AED')} <strong>${aedName}</strong>`
      : ROLE_WORDS[role]
  }
  ${
    aedCollectedAt === null
      ? nothing
      : html`<span class="badge good"
          >${t('AED in hand {{time}}', { time: timeOfDay(Date.parse(aedCollectedAt)) })}</span
        >`
  }`;
}

function why({ why: reason, wave }: IncidentResponderView): TemplateResult {
  return html`${wordsOf(ALERTED_WORDS, reason, reason)}${
    wave > 1 ? html`, ${t('wave {{wave}}', { wave })}` : nothing
  }`;
}

/** When they are expected, while they may still come; how far they were when alerted. */
function arrival(person: IncidentResponderView, look: Look, now: Instant): TemplateResult {
  const expected = (look === 'coming' || look === 'waiting') && person.etaAt !== null;
  const far =
    person.distanceM === null
      ? t('distance not known')
      : t('{{distance}} away', { distance: distanceOf(person.distanceM) });
  return html`${
      expected
        ? html`<strong>${dueOf(Date.parse(person.etaAt ?? ''), now)}</strong><br />`
        : nothing
    }<span class="soft">${far}</span>`;
}

/** The time of the newest step where control is told one. */
function since(person: IncidentResponderView): TemplateResult | typeof nothing {
  const at = person.onSceneAt ?? person.enRouteAt ?? person.answeredAt;
  return at === null
    ? nothing
    : html`<span class="soft small figures">${timeOfDay(Date.parse(at))}</span>`;
}

function rang(at: string | null, what: 'rang' | 'seen'): TemplateResult {
  return at === null
    ? html`<span class="soft">${what === 'rang' ? t('not rung yet') : t('not seen yet')}</span>`
    : what === 'rang'
      ? html`${t('rang {{time}}', { time: timeOfDay(Date.parse(at)) })}`
      : html`${t('seen {{time}}', { time: timeOfDay(Date.parse(at)) })}`;
}
