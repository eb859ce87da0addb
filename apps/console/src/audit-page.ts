import { html, nothing, type TemplateResult } from 'lit';
import type { AuditRowView } from '#contracts/audit-api';
import { submitting, typed } from '#web/forms';
import type { Audit, AuditSearch } from './audit';
import { outcome, pageHead } from './page-parts';
import { ROLE_NAMES } from './staff-words';

/** Who looked at what and did what, newest first. */
export function auditPage(page: Audit): TemplateResult {
  const { rows } = page;
  return html`<article class="incident" data-test="audit-page">
    ${pageHead(
      'Audit',
      'Who looked at what and did what. Nothing here can be changed; this search is an entry too.',
    )}
    ${outcome(page)} ${searchForm(page)}
    ${rows === null ? html`<p class="soft">Loading …</p>` : results(rows)}
    ${
      page.more
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="older"
              ?disabled=${page.busy}
              @click=${() => void page.older()}
            >
              Show older ones
            </button>
          </p>`
        : nothing
    }
  </article>`;
}

function searchForm(page: Audit): TemplateResult {
  const submit = (form: HTMLFormElement): void =>
    void page.look({
      actor: typed(form, 'actor'),
      action: typed(form, 'action'),
      subject: typed(form, 'subject'),
      from: typed(form, 'from'),
      to: typed(form, 'to'),
    });
  return html`<form class="plan-row form-grid audit-form" @submit=${submitting(submit)}>
    ${field(page.search, ['action', 'What was done', 'text'])}
    ${field(page.search, ['subject', 'About (id)', 'text'])}
    ${field(page.search, ['actor', 'Done by (id)', 'text'])}
    ${field(page.search, ['from', 'From', 'datetime-local'])}
    ${field(page.search, ['to', 'Before', 'datetime-local'])}
    <button class="button primary" data-test="search-audit" ?disabled=${page.busy}>Search</button>
  </form>`;
}

function field(
  search: AuditSearch,
  [name, label, type]: readonly [keyof AuditSearch, string, 'text' | 'datetime-local'],
): TemplateResult {
  return html`<div class="field">
    <label for="audit-${name}">${label}</label>
    <input
      id="audit-${name}"
      name=${name}
      type=${type}
      maxlength="80"
      autocomplete="off"
      spellcheck="false"
      .value=${search[name]}
    />
  </div>`;
}

function results(rows: readonly AuditRowView[]): TemplateResult {
  if (rows.length === 0) return html`<p class="soft">Nothing fits this search.</p>`;
  return html`<table class="people audit" data-test="audit-rows">
    <thead>
      <tr>
        <th scope="col">When</th>
        <th scope="col">What</th>
        <th scope="col">About</th>
        <th scope="col">Who</th>
        <th scope="col">Came of it</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(line)}
    </tbody>
  </table>`;
}

function line(row: AuditRowView): TemplateResult {
  const { seq, at, actor, action, subject, outcome: came, detail } = row;
  const details = Object.entries(detail);
  return html`<tr class=${came} data-test="audit-row">
    <th scope="row" class="figures">
      ${new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'medium' })}
      <span class="soft small">№ ${seq}</span>
    </th>
    <td data-cell="state">
      <strong>${action}</strong>
      ${
        details.length === 0
          ? nothing
          : html`<br /><span class="soft small"
                >${details.map(([name, value]) => `${name}: ${String(value)}`).join(', ')}</span
              >`
      }
    </td>
    <td data-label="About">
      ${subject === null ? '–' : html`${subject.kind} ${short(subject.id)}`}
    </td>
    <td data-label="Who">
      ${ROLE_NAMES[actor.role]} ${actor.id === null ? nothing : short(actor.id)}
    </td>
    <td data-label="Came of it">
      <span class="badge ${came === 'done' ? '' : 'warn'}"
        >${came === 'done' ? 'Done' : 'Refused'}</span
      >
    </td>
  </tr>`;
}

/** The beginning of an id tells two apart; the whole of it can be read and copied. */
function short(id: string): TemplateResult {
  return html`<span class="figures soft" title=${id}
    >${id.length > 12 ? id.slice(0, 8) : id}</span
  >`;
}
