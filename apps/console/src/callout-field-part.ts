import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { CalloutView } from '#contracts/callout-api';
import type { FieldReportView } from '#contracts/field-report-api';
import { FIELD_REPORT_TABLE } from '#core/field-report';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentWords } from '#web/moments';
import type { CalloutField } from './callout-field';
import { tasksPart } from './callout-tasks';
import { factsWords, REPORT_STATUS_WORDS } from './field-words';
import type { OpenedCallout } from './opened-callout';
import { outcome } from './page-parts';
import { drawPicture } from './picture';

const REVIEWS = ['confirmed', 'refuted', 'resolved'] as const;

/** Tasks of teams, and reports of what people see out there. */
export function fieldPart(opened: OpenedCallout, callout: CalloutView): TemplateResult {
  const { field } = opened;
  const may = opened.may('run-muster');
  return html`${outcome(field)} ${may ? tasksPart(field, callout) : nothing}
    <section aria-labelledby="reports">
      <h2 id="reports">${t('Reports from the field')}</h2>
      ${field.reports === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
      ${field.reports?.length === 0 ? html`<p class="soft">${t('None yet.')}</p>` : nothing}
      <ul class="rows" data-test="reports">
        ${field.reports?.map(
          (report) =>
            html`<li class="plan-row ${report.isUrgent ? 'urgent-row' : ''}" data-test="report">
              ${reportDetail(field, report, may)}
            </li>`,
        )}
      </ul>
    </section>`;
}

/** A report with its photo, and what staff make of it. */
export function reportDetail(
  field: CalloutField,
  report: FieldReportView,
  may: boolean,
): TemplateResult {
  return html`${reportRow(field, report)} ${may ? review(field, report) : nothing}`;
}

function reportRow(field: CalloutField, report: FieldReportView): TemplateResult {
  const [lon, lat] = report.place.coordinates;
  return html`<p class="row-head">
      <strong>${factsWords(report)}</strong>
      <span class="badge ${report.status === 'new' ? 'warn' : ''}"
        >${REPORT_STATUS_WORDS[report.status]}</span
      >
    </p>
    ${
      report.isUrgent
        ? html`<p class="attention">
            ${t('Somebody may be in danger: is an emergency call needed?')}
          </p>`
        : nothing
    }
    ${report.text === null ? nothing : html`<p class="notes">${report.text}</p>`}
    <p class="row-counts small soft figures">
      <span>${t('seen {{seenAt}}', { seenAt: momentWords(report.seenAt) })}</span>
      <span>${lat.toFixed(5)}, ${lon.toFixed(5)}</span>
      ${
        report.isExpired ? html`<span class="attention">${t('may be out of date')}</span>` : nothing
      }
      ${
        report.similarToId === null
          ? nothing
          : html`<span>${t('another one may be the same')}</span>`
      }
    </p>
    ${report.reviewNote === null ? nothing : html`<p class="small">${report.reviewNote}</p>`}
    ${report.hasPhoto ? photo(field, report) : nothing}
    ${
      report.proposedExclusion === null
        ? nothing
        : html`<details>
            <summary>${t('What to keep clear around it')}</summary>
            <p class="soft small">${t('Copy it into “Where nobody may go” under “How full”.')}</p>
            <code class="secret" tabindex="0">${JSON.stringify(report.proposedExclusion)}</code>
          </details>`
    }`;
}

function photo(field: CalloutField, report: FieldReportView): TemplateResult {
  const shown = field.photo?.reportId === report.id ? field.photo : null;
  if (shown === null) {
    return html`<p>
      <button class="button" data-test="show-photo" @click=${() => void field.showPhoto(report)}>
        ${t('Show the photo')}
      </button>
    </p>`;
  }
  return html`<div class="proof">
    <canvas
      role="img"
      aria-label=${t('Photo with this report')}
      ${ref((canvas) => drawPicture(canvas, shown.picture))}
    ></canvas>
    <button class="button" @click=${() => field.shutPhoto()}>${t('Shut the photo')}</button>
  </div>`;
}

function review(field: CalloutField, report: FieldReportView): TemplateResult | typeof nothing {
  const next = REVIEWS.filter((status) => FIELD_REPORT_TABLE[report.status].includes(status));
  if (next.length === 0) return nothing;
  const send = (form: HTMLFormElement): void => {
    const status = next.find((one) => one === typed(form, 'status')) ?? 'confirmed';
    const note = typed(form, 'note') || null;
    const said = form.elements.namedItem('note');
    if (said instanceof HTMLInputElement) {
      const isUnsaid = status === 'resolved' && note === null;
      said.setCustomValidity(isUnsaid ? t('Say what was done.') : '');
      if (!said.reportValidity()) return;
    }
    void field.review(report, { status, mergedIntoId: null, note });
  };
  return html`<form class="form-grid" @submit=${submitting(send)}>
    <div class="field">
      <label for="status-${report.id}">${t('What is true of it')}</label>
      <select id="status-${report.id}" name="status">
        ${next.map(
          (status) => html`<option value=${status}>${REPORT_STATUS_WORDS[status]}</option>`,
        )}
      </select>
    </div>
    <div class="field">
      <label for="note-${report.id}">${t('What was done')}</label>
      <input
        id="note-${report.id}"
        name="note"
        maxlength="200"
        autocomplete="off"
        @input=${(event: Event) => (event.currentTarget as HTMLInputElement).setCustomValidity('')}
      />
    </div>
    <button class="button" ?disabled=${field.busy}>${t('Note it')}</button>
  </form>`;
}
