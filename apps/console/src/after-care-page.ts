import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AfterCareView } from '#contracts/after-care-api';
import type { OwnWellbeing } from '#core/after-care';
import type { CareBand } from '#core/care-score';
import type { Permission } from '#core/caller-roles';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { plainField, plainText } from '#web/plain-fields';
import type { AfterCare } from './after-care';
import { momentOf, outcome, pageHead } from './page-parts';
import { hashOf } from './route';

const WELL_WORDS: Readonly<Record<OwnWellbeing, string>> = {
  well: t('Well'),
  mixed: t('So-so'),
  'not-well': t('Not well'),
};
const OUTCOME_LENGTH_MAX = 600;

const BAND_WORDS: Readonly<Record<CareBand, string>> = {
  none: '',
  watch: t('Keep an eye on'),
  call: t('Ring within a day'),
};

type May = (permission: Permission) => boolean;

/** Who waits for a call after an incident, how the others are, and what they are told. */
export function afterCarePage(page: AfterCare, may: May): TemplateResult {
  const { calls, others } = page;
  const list = (all: readonly AfterCareView[]): TemplateResult =>
    html`<ul class="rows">
      ${repeat(
        all,
        ({ assignmentId }) => assignmentId,
        (one) =>
          html`<li class="plan-row" data-test="care">
            ${row(page, one, may)} ${telling(page, one, may)}
          </li>`,
      )}
    </ul>`;
  return html`<article class="incident" data-test="after-care-page">
    ${pageHead(t('After-care'), t('What people say of how they are. It stays on this page.'))}
    ${outcome(page)}
    <h2>${t('Calls to make')}</h2>
    ${calls === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      calls?.length === 0
        ? html`<p class="soft" data-test="no-calls">${t('Nobody waits for a call.')}</p>`
        : nothing
    }
    ${list(calls ?? [])}
    <h2>${t('Others')}</h2>
    ${
      calls !== null && others.length === 0
        ? html`<p class="soft">${t('Nobody yet.')}</p>`
        : nothing
    }
    ${list(others)}
    ${
      page.hasMore
        ? html`<p class="attention">${t('There are more than are listed here.')}</p>`
        : nothing
    }
    ${contactForm(page)}
  </article>`;
}

function row(page: AfterCare, one: AfterCareView, may: May): TemplateResult {
  const look = one.wellbeing === 'not-well' ? 'warn' : '';
  return html`<div class="row-head">
      <h3>
        ${
          may('read-people')
            ? html`<a href=${hashOf({ page: 'people', personId: one.responderId })}
                >${one.displayName}</a
              >`
            : one.displayName
        }
      </h3>
      ${
        one.wellbeing === null
          ? nothing
          : html`<span class="badge ${look}">${WELL_WORDS[one.wellbeing]}</span>`
      }
      ${badges(one)}
    </div>
    ${dueLines(one)}
    <p class="soft figures">
      ${momentOf(one.answeredAt)}
      ${
        may('read-incident')
          ? html`<a href=${hashOf({ page: 'incident', incidentId: one.incidentId })}
              >${t('The incident')}</a
            >`
          : nothing
      }
    </p>
    ${one.text === null ? nothing : html`<p class="message" data-test="care-text">${one.text}</p>`}
    ${call(page, one)}`;
}

/** How much it seems to weigh on them, and whether somebody should have rung by now. */
function badges({ band, isOverdue }: AfterCareView): TemplateResult {
  return html`${
    band === 'none'
      ? nothing
      : html`<span class="badge ${band === 'call' ? 'warn' : ''}" data-test="care-band"
          >${BAND_WORDS[band]}</span
        >`
  }
  ${
    isOverdue
      ? html`<span class="badge warn" data-test="care-overdue">${t('Overdue')}</span>`
      : nothing
  }`;
}

/** By when somebody is to be rung, and why. */
function dueLines({ dueAt, score }: AfterCareView): TemplateResult {
  return html`${
    dueAt === null
      ? nothing
      : html`<p class="figures" data-test="care-due">
          ${t('To be rung by {{when}}', { when: momentOf(dueAt) })}
        </p>`
  }
  ${
    score === null
      ? nothing
      : html`<p class="soft small">
          ${t('{{score}} of 24 on the short scale; it orders the calls and is no diagnosis.', {
            score,
          })}
        </p>`
  }`;
}

function call(page: AfterCare, one: AfterCareView): TemplateResult | typeof nothing {
  const { callBack } = one;
  const button = (to: 'wanted' | 'taken' | 'done', words: string, look = ''): TemplateResult =>
    html`<button
      class="button ${look}"
      data-test="call-${to}"
      ?disabled=${page.busy}
      @click=${() => void page.move(one, to)}
    >
      ${words}
    </button>`;
  if (callBack === null && one.dueAt === null) return nothing;
  const number =
    one.phone === null
      ? nothing
      : html`<p class="message">
          <a href="tel:${one.phone}" data-test="care-phone">${one.phone}</a>
        </p>`;
  const by = one.takenByName ?? t('somebody');
  if (callBack === null || callBack === 'wanted') {
    return html`<p class="attention" data-test="call-state">
        ${
          callBack === null
            ? t('Did not ask for a call; what they said calls for one. Nobody has taken it on.')
            : t('Wants a call. Nobody has taken it on.')
        }
      </p>
      ${number}
      <p class="deeds">${button('taken', t('I call'), 'primary')}</p>`;
  }
  if (callBack === 'done') {
    return html`<p data-test="call-state">
      ${t('Called by {{by}}, {{when}}', { by, when: momentOf(one.doneAt) })}
    </p>`;
  }
  return html`<p data-test="call-state">
      ${t('Taken on by {{by}}, {{when}}', { by, when: momentOf(one.takenAt) })}
    </p>
    ${number}
    <p class="deeds">
      ${button('done', t('Called'), 'primary')} ${button('wanted', t('Hand it back'))}
    </p>`;
}

/** What those who were there are told: written by whoever may, who names the person behind it. */
function telling(
  page: AfterCare,
  { incidentId, assignmentId }: AfterCareView,
  may: May,
): TemplateResult {
  const told = page.outcomes.get(incidentId);
  const opened = (event: Event): void => {
    if ((event.currentTarget as HTMLDetailsElement).open) void page.openOutcome(incidentId);
  };
  return html`<details data-test="telling" @toggle=${opened}>
    <summary>${t('What they are told of how it ended')}</summary>
    ${
      told === undefined
        ? html`<p class="soft">${t('Loading …')}</p>`
        : told === null
          ? html`<p class="soft">${t('Nothing so far.')}</p>`
          : html`<p class="message" data-test="told">${told.text}</p>
              <p class="soft">
                ${t('{{name}}, {{when}}', {
                  name: told.releasedBy,
                  when: momentOf(told.releasedAt),
                })}
              </p>`
    }
    ${
      may('release-outcome') && told !== undefined
        ? tellForm(page, { incidentId, assignmentId })
        : nothing
    }
  </details>`;
}

function tellForm(
  page: AfterCare,
  { incidentId, assignmentId: prefix }: Pick<AfterCareView, 'incidentId' | 'assignmentId'>,
): TemplateResult {
  const told = page.outcomes.get(incidentId) ?? null;
  const submitted = (form: HTMLFormElement): void => {
    const body = { text: typed(form, 'text'), releasedBy: typed(form, 'releasedBy') };
    void page.tell(incidentId, body);
  };
  return html`<form class="form-grid" @submit=${submitting(submitted)}>
    ${plainText({
      ...{ prefix, name: 'text', label: t('Text, without anything of who the patient was') },
      ...{ max: OUTCOME_LENGTH_MAX, value: told?.text ?? '' },
    })}
    ${plainField({
      ...{ prefix, name: 'releasedBy', label: t('Who decides that it may be told') },
      value: told?.releasedBy ?? '',
    })}
    <p class="deeds wide">
      <button class="button primary" data-test="tell" ?disabled=${page.busy}>
        ${t('Release to those who were there')}
      </button>
      ${
        told === null
          ? nothing
          : html`<button
              class="button danger"
              type="button"
              data-test="untell"
              ?disabled=${page.busy}
              @click=${() => void page.untell(incidentId)}
            >
              ${t('Take it back')}
            </button>`
      }
    </p>
  </form>`;
}

function contactForm(page: AfterCare): TemplateResult {
  const submitted = (form: HTMLFormElement): void => {
    void page.name(typed(form, 'contact') || null);
  };
  return html`<section aria-labelledby="who-calls">
    <h2 id="who-calls">${t('Who calls')}</h2>
    <form class="form-grid" @submit=${submitting(submitted)}>
      ${plainField({
        ...{ prefix: 'care', name: 'contact', label: t('Name and number, as responders read it') },
        ...{ value: page.contact ?? '', required: false },
      })}
      <p class="deeds">
        <button class="button" data-test="name-contact" ?disabled=${page.busy}>${t('Keep')}</button>
      </p>
    </form>
  </section>`;
}
