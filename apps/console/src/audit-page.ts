import { html, nothing, type TemplateResult } from 'lit';
import type { AuditRowView } from '#contracts/audit-api';
import { submitting, typed } from '#web/forms';
import { count, language, t } from '#web/language';
import type { Audit, AuditSearch } from './audit';
import { outcome, pageHead } from './page-parts';
import { ROLE_NAMES } from './staff-words';

const FAULT_WORDS = {
  missing: t('it is missing'),
  altered: t('it was changed'),
  'columns-differ': t('its columns were changed'),
  'head-differs': t('it is not what was signed'),
} as const;

/** Who looked at what and did what, newest first. */
export function auditPage(page: Audit): TemplateResult {
  const { rows } = page;
  return html`<article class="incident" data-test="audit-page">
    ${pageHead(
      t('Audit'),
      t(
        'Who looked at what and did what. Nothing here can be changed; this search is an entry too.',
      ),
    )}
    ${chain(page)} ${outcome(page)} ${searchForm(page)}
    ${rows === null ? html`<p class="soft">${t('Loading …')}</p>` : results(page, rows)}
    ${
      page.more
        ? html`<p class="deeds">
            <button
              class="button"
              data-test="older"
              ?disabled=${page.busy}
              @click=${() => void page.older()}
            >
              ${t('Show older ones')}
            </button>
          </p>`
        : nothing
    }
  </article>`;
}

/** Whether the audit is as it was written, and the way to take it away. */
function chain(page: Audit): TemplateResult {
  const { chain: found } = page;
  const rows = found === null ? '' : count(found.rows, 'entry', 'entries');
  return html`<p class="deeds">
      <button
        class="button"
        data-test="check-chain"
        ?disabled=${page.busy}
        @click=${() => void page.checkChain()}
      >
        ${t('Check the chain')}
      </button>
      <button class="button" data-test="save-audit" @click=${() => void page.save()}>
        ${t('Save as CSV')}
      </button>
    </p>
    ${
      found === null
        ? nothing
        : found.fault === null
          ? html`<p class="done-news" role="status" data-test="chain">
              ${
                found.whole
                  ? t('Unbroken: {{rows}}, each as it was written.', { rows })
                  : t('Unbroken in the first {{rows}}; the rest is checked by the command.', {
                      rows,
                    })
              }
            </p>`
          : html`<p class="refusal" role="alert" data-test="chain">
              ${t('Broken at entry {{seq}}: {{why}}.', {
                ...{ seq: found.fault.seq, why: FAULT_WORDS[found.fault.why] },
              })}
            </p>`
    }`;
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
    ${field(page.search, ['action', t('What was done'), 'text'])}
    ${field(page.search, ['subject', t('About (id)'), 'text'])}
    ${field(page.search, ['actor', t('Done by (id)'), 'text'])}
    ${field(page.search, ['from', t('From'), 'datetime-local'])}
    ${field(page.search, ['to', t('Before'), 'datetime-local'])}
    <button class="button primary" data-test="search-audit" ?disabled=${page.busy}>
      ${t('Search')}
    </button>
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

function results(page: Audit, rows: readonly AuditRowView[]): TemplateResult {
  if (rows.length === 0) return html`<p class="soft">${t('Nothing fits this search.')}</p>`;
  return html`<table class="people audit" data-test="audit-rows">
    <thead>
      <tr>
        <th scope="col">${t('When')}</th>
        <th scope="col">${t('What')}</th>
        <th scope="col">${t('About')}</th>
        <th scope="col">${t('Who')}</th>
        <th scope="col">${t('Came of it')}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => line(page, row))}
    </tbody>
  </table>`;
}

function line(page: Audit, row: AuditRowView): TemplateResult {
  const { seq, at, actor, action, subject, outcome: came, detail } = row;
  const details = Object.entries(detail);
  return html`<tr class=${came} data-test="audit-row">
    <th scope="row" class="figures">
      ${new Date(at).toLocaleString(language(), { dateStyle: 'short', timeStyle: 'medium' })}
      <span class="soft small">№ ${seq}</span>
    </th>
    <td data-cell="state">
      ${narrow(page, { action }, action)}
      ${
        details.length === 0
          ? nothing
          : html`<br /><span class="soft small"
                >${details.map(([name, value]) => `${name}: ${String(value)}`).join(', ')}</span
              >`
      }
    </td>
    <td data-label=${t('About')}>${subject === null ? '–' : about(page, subject)}</td>
    <td data-label=${t('Who')}>
      ${ROLE_NAMES[actor.role]}
      ${actor.id === null ? nothing : narrow(page, { actor: actor.id }, short(actor.id))}
    </td>
    <td data-label=${t('Came of it')}>
      <span class="badge ${came === 'done' ? '' : 'warn'}"
        >${came === 'done' ? t('Done') : t('Refused')}</span
      >
    </td>
  </tr>`;
}

function about(page: Audit, { kind, id }: { readonly kind: string; readonly id: string }) {
  return html`${kind} ${narrow(page, { subject: id }, short(id))}`;
}

/** A word of an entry that is searched for at a touch. */
function narrow(
  page: Audit,
  by: Partial<AuditSearch>,
  words: TemplateResult | string,
): TemplateResult {
  return html`<button
    class="link"
    title=${t('Search for this')}
    ?disabled=${page.busy}
    @click=${() => void page.look({ ...page.search, ...by })}
  >
    ${words}
  </button>`;
}

/** The beginning of an id tells two apart; the whole of it can be read and copied. */
function short(id: string): TemplateResult {
  return html`<span class="figures soft" title=${id}
    >${id.length > 12 ? id.slice(0, 8) : id}</span
  >`;
}
