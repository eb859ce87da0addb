import { html, nothing, type TemplateResult } from 'lit';
import type { WebhookDeliveryView } from '#contracts/webhook-api';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentOf } from './page-parts';
import type { Webhooks } from './webhooks';

/** What addresses did not take, and how it is sent again. */
export function lettersPart(page: Webhooks): TemplateResult | typeof nothing {
  const { letters, webhooks } = page;
  if (letters === null || webhooks === null || webhooks.length === 0) return nothing;
  return html`<section aria-labelledby="dead-letters">
    <h2 id="dead-letters">${t('Dead letters')}</h2>
    <p class="soft">${t('Events that an address did not take in three days of trying.')}</p>
    ${letters.length === 0 ? html`<p class="soft">${t('There are none.')}</p>` : nothing}
    <ul class="rows" data-test="dead-letters">
      ${letters.map(
        (one) => html`<li class="plan-row" data-test="dead-letter">${letterRow(page, one)}</li>`,
      )}
    </ul>
    ${page.more ? html`<p class="soft">${t('Older ones are not shown.')}</p>` : nothing}
    ${replayForm(page)}
  </section>`;
}

function letterRow(page: Webhooks, letter: WebhookDeliveryView): TemplateResult {
  const label = (page.webhooks ?? []).find(({ id }) => id === letter.webhookId)?.label ?? '–';
  return html`<div class="row-head">
      <strong><code>${shortOf(letter.type)}</code></strong>
      <span class="row-marks"><span class="badge">${label}</span></span>
    </div>
    <p class="soft small figures">
      ${momentOf(letter.settledAt)} · ${letter.reason ?? '–'} ·
      ${t('Attempts: {{number}}', { number: letter.attempts })}
    </p>
    <p class="deeds">
      <button
        class="button"
        data-test="resend"
        ?disabled=${page.busy}
        @click=${() => void page.resend(letter)}
      >
        ${t('Send again')}<span class="hidden-visually"> (${shortOf(letter.type)}, ${label})</span>
      </button>
    </p>`;
}

function replayForm(page: Webhooks): TemplateResult {
  const submit = (form: HTMLFormElement): void => {
    const since = new Date(typed(form, 'since')).toISOString();
    const delivered = new FormData(form).has('delivered');
    void page.replay(typed(form, 'webhook'), since, delivered);
  };
  return html`<form class="plan-row form-grid" @submit=${submitting(submit)}>
    <h3 class="wide">${t('Send everything again')}</h3>
    <div class="field">
      <label for="replay-webhook">${t('To')}</label>
      <select id="replay-webhook" name="webhook">
        ${(page.webhooks ?? []).map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
      </select>
    </div>
    <div class="field">
      <label for="replay-since">${t('Since')}</label>
      <input id="replay-since" name="since" type="datetime-local" required />
    </div>
    <label class="tick-line wide">
      <input type="checkbox" name="delivered" />
      <span>${t('Also what was taken')}</span>
    </label>
    <button class="button" data-test="replay" ?disabled=${page.busy}>
      ${t('Send everything again')}
    </button>
  </form>`;
}

/** A type without what all of them begin with. */
export function shortOf(type: string): string {
  return type.replace(/^app\.closeby\./u, '');
}
