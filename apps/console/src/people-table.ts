import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { distanceOf, timeOfDay } from '#web/format';
import { ALERTED_WORDS, wordsOf } from '#web/words';
import { LOOK_SIGNS, standing, type Look } from './console-words';

const ORDER: readonly Look[] = ['there', 'coming', 'waiting', 'done', 'gone'];

/** Everyone alerted: why, whether the phone rang and was looked at, and where they stand. */
export function peopleTable(incident: IncidentView): TemplateResult {
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
                <th scope="col">Distance</th>
                <th scope="col">Rang</th>
                <th scope="col">Seen</th>
                <th scope="col">Why alerted</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(people, (person) => person.alertId, line)}
            </tbody>
          </table>`
    }
  </section>`;
}

function line(person: IncidentResponderView): TemplateResult {
  const { words, look } = standing(person);
  return html`<tr class=${look} data-test="person">
    <th scope="row">${person.displayName}</th>
    <td data-cell="state">
      <span class="state">
        <span class="sign" aria-hidden="true">${LOOK_SIGNS[look]}</span>
        <span>${words} ${since(person)}</span>
      </span>
    </td>
    <td class="figures" data-label="Distance">
      ${person.distanceM === null ? 'not known' : distanceOf(person.distanceM)}
    </td>
    <td class="figures" data-label="Rang">${moment(person.deliveredAt, 'not yet')}</td>
    <td class="figures" data-label="Seen">${moment(person.seenAt, 'not yet')}</td>
    <td data-label="Why">
      ${wordsOf(ALERTED_WORDS, person.why, person.why)}${
        person.wave > 1 ? html`<span class="soft">, wave ${person.wave}</span>` : nothing
      }
    </td>
  </tr>`;
}

/** The time of the newest step where control is told one. */
function since(person: IncidentResponderView): TemplateResult | typeof nothing {
  const at = person.onSceneAt ?? person.enRouteAt ?? person.answeredAt;
  return at === null
    ? nothing
    : html`<span class="soft small figures">${timeOfDay(Date.parse(at))}</span>`;
}

function moment(at: string | null, otherwise: string): TemplateResult {
  return at === null
    ? html`<span class="soft">${otherwise}</span>`
    : html`${timeOfDay(Date.parse(at))}`;
}
