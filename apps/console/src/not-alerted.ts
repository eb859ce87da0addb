import { html, nothing, type TemplateResult } from 'lit';
import type { PlanView } from '#contracts/plan-api';
import { distanceOf } from '#web/format';
import { count, t } from '#web/language';
import { wordsOf } from '#web/words';
import { NOT_ALERTED_WORDS } from './console-words';
import { personWhy } from './person-why';

type Person = PlanView['people'][number];

/** Everyone considered and not alerted, by reason, most people first. */
export function notAlerted(plan: PlanView | null): TemplateResult {
  const people = plan?.people.filter((person) => !person.alerted) ?? [];
  const groups = [...byReason(people)].sort(([, a], [, b]) => b.length - a.length);
  return html`<section aria-labelledby="not-alerted">
    <h2 id="not-alerted">
      ${t('Not alerted, and why')} <span class="soft figures">${people.length}</span>
    </h2>
    ${plan === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      plan !== null && groups.length === 0
        ? html`<p class="soft">${t('Nobody else was near enough to be considered.')}</p>`
        : nothing
    }
    <div data-test="not-alerted">${groups.map(([reason, members]) => group(reason, members))}</div>
  </section>`;
}

function byReason(people: readonly Person[]): ReadonlyMap<string, Person[]> {
  const groups = new Map<string, Person[]>();
  for (const person of people) {
    const members = groups.get(person.reason);
    if (members === undefined) groups.set(person.reason, [person]);
    else members.push(person);
  }
  return groups;
}

function group(reason: string, members: readonly Person[]): TemplateResult {
  const nearest = [...members].sort(
    (a, b) => (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity),
  );
  return html`<details class="reason">
    <summary>
      <strong>${wordsOf(NOT_ALERTED_WORDS, reason, reason)}</strong>
      <span class="soft figures">${count(members.length, 'person', 'people')}</span>
    </summary>
    <ul class="plain">
      ${nearest.map(
        (person) =>
          html`<li>
            <strong>${person.displayName}</strong>
            ${
              person.distanceM === null
                ? nothing
                : html`<span class="figures">${distanceOf(person.distanceM)}</span>`
            }
            <span class="soft">${personWhy(person)}</span>
          </li>`,
      )}
    </ul>
  </details>`;
}
