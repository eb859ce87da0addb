import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CalloutView } from '#contracts/callout-api';
import type { CalloutFairnessView } from '#contracts/callout-asked-api';
import { CALLOUT_REASONS, calloutReasonSentence } from '#core/callout-considered';
import { clockOf, distanceOf, timeOfDay } from '#web/format';
import { count, t, toReader } from '#web/language';
import type { CalloutWhy } from './callout-why';
import { CALLOUT_REASON_WORDS } from './callout-reason-words';
import { FACT_WORDS } from './console-words';

type Fact = NonNullable<CalloutWhy['facts']>[number];

/** What happened, why each person was asked or not, and how evenly asking is spread. */
export function whyPart(why: CalloutWhy, callout: CalloutView): TemplateResult {
  return html`${considered(why, callout)}
  ${why.fairness === null ? nothing : fairness(why.fairness)} ${timeline(why, callout)}`;
}

function considered(why: CalloutWhy, { status }: CalloutView): TemplateResult {
  const isOpen = status === 'open';
  return html`<section aria-labelledby="considered">
    <h2 id="considered">${t('Everybody who was considered')}</h2>
    <div class="field">
      <label for="reason">${t('Show')}</label>
      <select
        id="reason"
        data-test="considered-reason"
        @change=${(event: Event) =>
          void why.choose((event.currentTarget as HTMLSelectElement).value)}
      >
        <option value="" ?selected=${why.reason === ''}>${t('Everybody')}</option>
        ${CALLOUT_REASONS.map(
          (reason) =>
            html`<option value=${reason} ?selected=${reason === why.reason}>
              ${toReader(calloutReasonSentence(reason, isOpen), CALLOUT_REASON_WORDS[reason])}
            </option>`,
        )}
      </select>
    </div>
    ${why.considered === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${why.considered?.length === 0 ? html`<p class="soft">${t('Nobody.')}</p>` : nothing}
    <ul class="plain" data-test="considered">
      ${repeat(
        why.considered ?? [],
        (person) => person.responderId,
        (person) =>
          html`<li>
            <strong>${person.displayName}</strong>
            ${toReader(person.sentence, CALLOUT_REASON_WORDS[person.reason])}
            ${
              person.distanceM === null
                ? nothing
                : html`<span class="soft figures"
                    >${t('{{distance}} away', { distance: distanceOf(person.distanceM) })}</span
                  >`
            }
          </li>`,
      )}
    </ul>
    ${
      why.hasMoreConsidered
        ? html`<button class="button" @click=${() => void why.loadConsidered(true)}>
            ${t('Show more')}
          </button>`
        : nothing
    }
  </section>`;
}

function fairness(view: CalloutFairnessView): TemplateResult {
  const row = (words: string, spread: CalloutFairnessView['asked']): TemplateResult =>
    html`<tr class="figures">
      <th scope="row">${words}</th>
      <td>${spread.gini.toFixed(2)}</td>
      <td>
        ${spread.histogram
          .map(({ times, peopleCount }) => `${times}×: ${count(peopleCount, 'person', 'people')}`)
          .join(', ')}
      </td>
    </tr>`;
  return html`<section aria-labelledby="fairness">
    <h2 id="fairness">${t('How evenly people are asked')}</h2>
    <p class="soft">
      ${t('{{people}} over {{days}}. 0 means that all have as many, 1 that one person has all.', {
        people: count(view.peopleCount, 'person', 'people'),
        days: count(view.daysCount, 'day', 'days'),
      })}
    </p>
    <table class="audit" data-test="fairness">
      <thead>
        <tr>
          <th scope="col">${t('What')}</th>
          <th scope="col">${t('Gini')}</th>
          <th scope="col">${t('How many times')}</th>
        </tr>
      </thead>
      <tbody>
        ${row(t('Asked'), view.asked)} ${row(t('Said yes'), view.accepted)}
      </tbody>
    </table>
  </section>`;
}

function timeline(why: CalloutWhy, callout: CalloutView): TemplateResult {
  const openedAt = Date.parse(callout.openedAt);
  const names = new Map((why.considered ?? []).map((one) => [one.responderId, one.displayName]));
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">${t('Timeline')}</h2>
    ${why.facts === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    <ol class="timeline" data-test="callout-timeline">
      ${repeat(
        why.facts ?? [],
        (fact) => fact.seq,
        (fact) => factRow(fact, openedAt, names),
      )}
    </ol>
    ${
      why.hasMoreFacts
        ? html`<button class="button" @click=${() => void why.moreFacts()}>
            ${t('Show more')}
          </button>`
        : nothing
    }
  </section>`;
}

function factRow(fact: Fact, openedAt: number, names: ReadonlyMap<string, string>): TemplateResult {
  const at = Date.parse(fact.at);
  const name = fact.responderId === null ? undefined : names.get(fact.responderId);
  const { reason } = fact.detail;
  return html`<li>
    <time class="figures" datetime=${fact.at}
      >+${clockOf(at - openedAt)} <span class="soft">${timeOfDay(at)}</span></time
    >
    <span
      >${FACT_WORDS[fact.kind]}${name === undefined ? nothing : html`: <strong>${name}</strong>`}
      ${typeof reason === 'string' ? html`<span class="soft">${reason}</span>` : nothing}</span
    >
  </li>`;
}
