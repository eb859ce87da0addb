import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutPreviewView } from '#contracts/area-api';
import { BRIEFING_PARTS } from '#core/callout-needs';
import { briefingList } from '#web/briefing';
import { piecesWords } from '#web/callout-words';
import { count, t } from '#web/language';
import { wordsOf } from '#web/words';
import { CALLOUT_REASON_WORDS } from './callout-reason-words';
import type { CalloutBody } from './callout-message';
import type { CallingOut, Preview } from './calling-out';
import { CHANNEL_BY } from './delivery-words';
import { modeWords } from './mode-strip';

/** Who would be asked, why others would not, what it costs; then it is sent, or not. */
export function previewOf(page: CallingOut, { body, view }: Preview): TemplateResult {
  return html`<section aria-labelledby="preview" data-test="preview">
    <h2 id="preview">${t('Before it is sent: who would be asked')}</h2>
    ${figures(view)} ${repairs(view)} ${nobody(view)} ${needs(body, view)} ${reasons(view)}
    ${waves(view)} ${costs(view)} ${told(body)} ${sendPart(page, view)}
  </section>`;
}

function figures(view: CalloutPreviewView): TemplateResult {
  const { inAreaCount, reachableCount, askedExpected } = view;
  return html`<dl class="key-figures">
    <div>
      <dt>${t('In the area')}</dt>
      <dd class="figures" data-test="in-area">${inAreaCount}</dd>
    </div>
    <div>
      <dt>${t('Could be asked now')}</dt>
      <dd class="figures" data-test="reachable">${reachableCount}</dd>
    </div>
    <div>
      <dt>${t('Likely to be asked until it is filled')}</dt>
      <dd class="figures">${askedExpected}</dd>
    </div>
  </dl>`;
}

function repairs({ repairs: put }: CalloutPreviewView): TemplateResult | typeof nothing {
  // A circle is always drawn as a polygon: nothing was wrong with it.
  const told = put.filter(({ kind }) => kind !== 'circle-drawn' && kind !== 'stored-area');
  if (told.length === 0) return nothing;
  return html`<div class="waiting-notice" data-test="repairs">
    <strong>${t('The area was put right:')}</strong>
    <ul>
      ${told.map(({ field, says }) => html`<li>${field}: ${says}</li>`)}
    </ul>
  </div>`;
}

function nobody({ reachableCount, mode }: CalloutPreviewView): TemplateResult | typeof nothing {
  if (reachableCount > 0) return nothing;
  return html`<p class="refusal" role="alert" data-test="nobody-reached">
    <strong>${t('Nobody would be asked now.')}</strong>
    ${
      mode === 'actual'
        ? t('See below why.')
        : t('An exercise reaches test phones alone; see below.')
    }
  </p>`;
}

function needs(body: CalloutBody, view: CalloutPreviewView): TemplateResult {
  const labelOf = (key: string): string =>
    body.needs.find((need) => need.needKey === key)?.label ?? key;
  return html`<h3>${t('What is needed, and who could do it')}</h3>
    <ul class="plain">
      ${view.perNeed.map((need) => {
        const short = need.eligibleCount < need.wantedCount;
        const pieces = piecesWords(need.piecesOffered);
        return html`<li data-test="need-preview">
          <strong>${labelOf(need.needKey)}</strong>
          <span class="figures"
            >${t('{{wantedCount}} wanted', { wantedCount: need.wantedCount })}</span
          >
          <span class="figures ${short ? 'attention' : ''}"
            >${
              short
                ? t('only {{eligibleCount}} could do it', { eligibleCount: need.eligibleCount })
                : t('{{eligibleCount}} could do it', { eligibleCount: need.eligibleCount })
            }</span
          >
          ${
            pieces === ''
              ? nothing
              : html`<span class="soft">${t('they own {{pieces}}', { pieces })}</span>`
          }
        </li>`;
      })}
    </ul>`;
}

function reasons({ byReason }: CalloutPreviewView): TemplateResult | typeof nothing {
  const rows = Object.entries(byReason)
    .filter(([, number]) => number > 0)
    .sort(([, a], [, b]) => b - a);
  if (rows.length === 0) return nothing;
  return html`<h3>${t('Why others would not be asked')}</h3>
    <ul class="plain" data-test="not-reached">
      ${rows.map(
        ([reason, number]) =>
          html`<li>
            <strong class="figures">${number}</strong>
            ${wordsOf(CALLOUT_REASON_WORDS, reason, reason)}
          </li>`,
      )}
    </ul>`;
}

function waves({ perWave }: CalloutPreviewView): TemplateResult | typeof nothing {
  if (perWave.length < 2) return nothing;
  return html`<h3>${t('Waves, one after the other')}</h3>
    <ol class="plain">
      ${perWave.map(
        ({ label, eligibleCount }) =>
          html`<li>
            ${label}
            <span class="figures soft">${count(eligibleCount, 'person', 'people')}</span>
          </li>`,
      )}
    </ol>`;
}

function costs({ costs: rows }: CalloutPreviewView): TemplateResult {
  if (rows.length === 0) return html`<p class="soft">${t('No channel with a cost is used.')}</p>`;
  return html`<h3>${t('What it costs, estimated')}</h3>
    <table class="audit" data-test="costs">
      <thead>
        <tr>
          <th scope="col">${t('By')}</th>
          <th scope="col">${t('Messages, likely')}</th>
          <th scope="col">${t('At most')}</th>
          <th scope="col">${t('Cost, likely')}</th>
          <th scope="col">${t('At most')}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr class="figures">
              <th scope="row">${CHANNEL_BY[row.channel]}</th>
              <td>${row.messagesExpected}</td>
              <td>${row.messagesMax}</td>
              <td>${money(row.costExpected, row.currency)}</td>
              <td>${money(row.costMax, row.currency)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

function money(cost: number, currency: string | null): string {
  if (currency === null) return cost === 0 ? t('no price set') : cost.toFixed(2);
  return `${cost.toFixed(2)} ${currency}`;
}

function told(body: CalloutBody): TemplateResult {
  const { briefing, window, musterPoints } = body;
  const shifts = body.shifts ?? [];
  const wanted = body.needs.map(({ label, equipment = {} }) => ({ label, equipment }));
  return html`<details>
    <summary>
      ${t('What people are told, all {{number}} parts', { number: BRIEFING_PARTS.length })}
    </summary>
    ${briefingList({ briefing, window, shifts, needs: wanted, musterPoints })}
  </details>`;
}

function sendPart(page: CallingOut, view: CalloutPreviewView): TemplateResult {
  const { mode, reachableCount, needsApproval } = view;
  const reach =
    mode === 'actual'
      ? count(reachableCount, 'real person', 'real people')
      : count(reachableCount, 'test phone', 'test phones');
  const words = needsApproval
    ? t('Ask a second person to approve it')
    : t('Open it and call {{reach}}', { reach });
  return html`${
      needsApproval
        ? html`<p class="waiting-notice" data-test="needs-approval">
            <strong>${t('It is large: a second person has to approve it.')}</strong>
            ${t('Nobody is asked before that.')}
          </p>`
        : nothing
    }
    <p class="deeds send-deeds">
      <button
        class="button primary ${mode === 'actual' ? 'danger solid' : 'exercise'}"
        data-test="open-callout"
        ?disabled=${page.busy}
        @click=${() => void page.send()}
      >
        ${modeWords(mode, capital(words))}
      </button>
      <button class="button" data-test="back-to-form" @click=${() => page.reconsider()}>
        ${t('Back to the form')}
      </button>
    </p>`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
