import { language } from '#web/language';
import { html, nothing, type TemplateResult } from 'lit';
import type { OwnPart } from './own-part';

/** What became of the last deed of one part: refused or done. */
export function partOutcome(part: OwnPart): TemplateResult {
  return html`${
    part.problem === null
      ? nothing
      : html`<p class="refusal" role="alert" data-test="own-problem">${part.problem}</p>`
  }
  ${
    part.news === null
      ? nothing
      : html`<p class="saved" role="status" data-test="own-news">
          <span aria-hidden="true">✓</span> ${part.news}
        </p>`
  }`;
}

/** A telephone number as it is dialled: people write it in groups. */
export function dialled(number: string): string {
  return number.replace(/[\s()./-]/gu, '');
}

/** Day, in the reader's zone. */
export function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString(language(), { dateStyle: 'medium' });
}

/** Day and time, in the reader's zone. */
export function momentOf(iso: string): string {
  return new Date(iso).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
}
