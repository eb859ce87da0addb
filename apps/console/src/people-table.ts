import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { Instant } from '#core/units';
import { distanceOf, dueOf, timeOfDay } from '#web/format';
import { ALERTED_WORDS, ROLE_WORDS, wordsOf } from '#web/words';
import { LOOK_SIGNS, standing, type Look } from './console-words';

const ORDER: readonly Look[] = ['there', 'coming', 'waiting', 'done', 'gone'];

/** Everyone alerted: where they stand, what they are to do, when they are expected, and why. */
export function peopleTable(incident: IncidentView, now: Instant): TemplateResult {
  const people = [...incident.responders].sort(
    (a, b) =>
      ORDER.indexOf(standing(a).look) - ORDER.indexOf(standing(b).look) ||
      (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity),
  );
  return html`<section aria-labelledby="people">
    <h2 id="people">Alerted <span class="soft figures">${people.length}</span></h2>
    ${
      people.length === 0
        ? html`<p class="attention" data-test="nobody">Nobody could be alerted; see why below.</p>`
        : html`<table class="people" data-test="people">
            <thead>
              <tr>
                <th scope="col">Person</th>
                <th scope="col">State</th>
                <th scope="col">Task</th>
                <th scope="col">Arrives</th>
                <th scope="col">Phone</th>
                <th scope="col">Why alerted</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                people,
                (person) => person.alertId,
                (person) => line(person, now),
              )}
            </tbody>
          </table>`
    }
  </section>`;
}

function line(person: IncidentResponderView, now: Instant): TemplateResult {
  const { words, look } = standing(person);
  return html`<tr class=${look} data-test="person">
    <th scope="row">${person.displayName}</th>
    <td data-cell="state">
      <span class="state">
        <span class="sign" aria-hidden="true">${LOOK_SIGNS[look]}</span>
        <span>${words} ${since(person)}</span>
      </span>
    </td>
    <td data-label="Task" data-test="task">${task(person)}</td>
    <td class="figures" data-label="Arrives" data-test="eta">${arrival(person, look, now)}</td>
    <td class="figures" data-label="Phone">
      ${rang(person.deliveredAt, 'rang')}<br />${rang(person.seenAt, 'seen')}
    </td>
    <td data-label="Why">
      ${wordsOf(ALERTED_WORDS, person.why, person.why)}${
        person.wave > 1 ? html`<span class="soft">, wave ${person.wave}</span>` : nothing
      }
    </td>
  </tr>`;
}

function task({ task: { role, aedName }, aedCollectedAt }: IncidentResponderView): TemplateResult {
  return html`${
    role === 'via-aed' && aedName !== null
      ? html`By AED <strong>${aedName}</strong>`
      : ROLE_WORDS[role]
  }
  ${
    aedCollectedAt === null
      ? nothing
      : html`<span class="badge good">AED in hand ${timeOfDay(Date.parse(aedCollectedAt))}</span>`
  }`;
}

/** When they are expected, while they may still come; how far they were when alerted. */
function arrival(person: IncidentResponderView, look: Look, now: Instant): TemplateResult {
  const expected = (look === 'coming' || look === 'waiting') && person.etaAt !== null;
  const far =
    person.distanceM === null ? 'distance not known' : `${distanceOf(person.distanceM)} away`;
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
    ? html`<span class="soft">not ${what === 'rang' ? 'rung' : 'seen'} yet</span>`
    : html`${what} ${timeOfDay(Date.parse(at))}`;
}
