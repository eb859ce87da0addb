import { html, nothing, type TemplateResult } from 'lit';
import type { CheckKind } from '#core/check-event';
import type { DeskEvent } from '#contracts/muster-api';
import { count, t } from '#web/language';
import { hourWords } from '#web/moments';
import type { Made } from './desk-book';
import type { Listed } from './desk-list';

type WalkIn = NonNullable<DeskEvent['walkIn']>;

const STATES: Readonly<Record<Listed['state'], string>> = {
  in: t('In'),
  out: t('Out'),
  expected: t('Expected'),
  other: t('Without a place'),
};

/** One line of the list, with what can be done there and then. */
export function personRow(
  one: Listed,
  check: (one: Listed, kind: CheckKind) => void,
): TemplateResult {
  const next: CheckKind = one.state === 'in' ? 'out' : 'in';
  return html`<li class="person ${one.state}" data-test="person" data-state=${one.state}>
    <div class="who">
      <strong>${one.displayName}</strong>
      ${
        one.peopleCount > 1
          ? html`<span class="badge">${count(one.peopleCount, 'person', 'people')}</span>`
          : nothing
      }
      ${one.isOverdue ? html`<span class="badge danger">${t('Overdue')}</span>` : nothing}
      <span class="soft small">${stateWords(one)}</span>
    </div>
    <button
      class="button ${next === 'in' ? 'primary' : ''}"
      data-test="check-${next}"
      aria-label="${one.displayName}: ${next}"
      @click=${() => check(one, next)}
    >
      ${next === 'in' ? t('In') : t('Out')}
    </button>
  </li>`;
}

function stateWords(one: Listed): string {
  const { state, person, inAt, outAt } = one;
  const work = person?.needLabel ?? null;
  const moment =
    state === 'in' && inAt !== null
      ? ` ${t('since {{time}}', { time: hourWords(new Date(inAt).toISOString()) })}`
      : state === 'out' && outAt !== null
        ? ` ${t('since {{time}}', { time: hourWords(new Date(outAt).toISOString()) })}`
        : '';
  return `${STATES[state]}${moment}${work === null ? '' : ` · ${work}`}`;
}

/** What somebody has to look after: checks that did not do what they look like. */
export function problemList(checks: readonly Made[]): TemplateResult | typeof nothing {
  const told = checks.filter(
    ({ result }) => result !== null && !['done', 'already', 'late'].includes(result.outcome),
  );
  if (told.length === 0) return nothing;
  return html`<section class="problems" data-test="problems">
    <h2>${t('To look after')} <span class="soft figures">(${told.length})</span></h2>
    <ul>
      ${told.map(
        ({ event, result, displayName }) =>
          html`<li>
            <strong>${displayName ?? result?.person?.displayName ?? t('A code')}</strong>
            (${
              event.kind === 'in'
                ? t('in at {{time}}', { time: hourWords(event.at) })
                : t('out at {{time}}', { time: hourWords(event.at) })
            }):
            ${result?.detail}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** For somebody who stands there and is on no list. */
export function walkInForm(add: (walkIn: WalkIn) => void): TemplateResult {
  const sent = (event: Event): void => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const walkIn = readWalkIn(new FormData(event.target));
    if (walkIn === null) return;
    add(walkIn);
    event.target.reset();
    event.target.closest('details')?.removeAttribute('open');
  };
  return html`<details class="walk-in" data-test="walk-in">
    <summary class="button">${t('Somebody who is not on the list')}</summary>
    <form @submit=${sent}>
      <div class="field">
        <label for="name">${t('Name')}</label>
        <input id="name" name="name" required maxlength="80" autocomplete="off" />
      </div>
      <div class="field">
        <label for="people">${t('How many people, counting them')}</label>
        <input id="people" name="people" type="number" min="1" max="50" value="1" required />
      </div>
      <div class="field">
        <label for="phone">${t('Telephone, with its country (may stay empty)')}</label>
        <input id="phone" name="phone" type="tel" pattern="\\+[1-9][0-9]{6,14}" />
      </div>
      <button class="button primary" data-test="walk-in-add">${t('They come in')}</button>
    </form>
  </details>`;
}

function readWalkIn(form: FormData): WalkIn | null {
  const read = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const displayName = read('name');
  if (displayName === '') return null;
  const phone = read('phone');
  return {
    ...{ displayName, peopleCount: Math.max(1, Number(read('people')) || 1) },
    ...{ phone: phone === '' ? null : phone, passCode: null },
  };
}
