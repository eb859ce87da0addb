import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { language, t } from '#web/language';
import { hashOf } from './route';
import { toSight } from './to-sight';

/** A day as its field writes it: the first part of an instant. */
const DAY_LENGTH = 10;

/** What became of the last deed of a page: refused, done, or waiting for a second person. */
export function outcome(page: {
  readonly problem: string | null;
  readonly news: string | null;
  readonly waiting?: string | null;
}): TemplateResult {
  const { problem, news, waiting = null } = page;
  return html`${
    problem === null
      ? nothing
      : html`<p class="refusal" role="alert" data-test="page-problem" ${ref(toSight)}>
          ${problem}
        </p>`
  }
  ${
    waiting === null
      ? nothing
      : html`<p class="waiting-notice" role="status" data-test="waiting" ${ref(toSight)}>
          <strong>${t('Waiting for a second person.')}</strong> ${waiting}
        </p>`
  }
  ${
    news === null
      ? nothing
      : html`<p class="done-news" role="status" data-test="page-news" ${ref(toSight)}>${news}</p>`
  }`;
}

/** The head of a page: the way back on a narrow screen, its name, and what it is for. */
export function pageHead(title: string, lead: TemplateResult | string): TemplateResult {
  return html`<a class="back" href=${hashOf({ page: 'incidents' })}>${t('← Back')}</a>
    <header>
      <h1 tabindex="-1" data-heading>${title}</h1>
      <p class="soft">${lead}</p>
    </header>`;
}

/** Day and time in the reader's zone; a dash where there is none. */
export function momentOf(iso: string | null): string {
  return iso === null
    ? '–'
    : new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}

/** The day of an instant in UTC, as a field for days takes it. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, DAY_LENGTH);
}
