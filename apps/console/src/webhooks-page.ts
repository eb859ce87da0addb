import { html, nothing, type TemplateResult } from 'lit';
import type { WebhookView } from '#contracts/webhook-api';
import { EVENT_TYPES } from '#core/webhook-events';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { momentOf, outcome, pageHead } from './page-parts';
import { shownOnce } from './shown-once';
import { lettersPart, shortOf } from './webhooks-letters';
import { reportCardPart } from './webhooks-report-card';
import type { Webhooks } from './webhooks';

/** Where control rooms are sent what happens, what they did not take, and the week's figures. */
export function webhooksPage(page: Webhooks): TemplateResult {
  const { webhooks, shownOnce: shown } = page;
  return html`<article class="incident" data-test="webhooks-page">
    ${pageHead(
      t('Web-hooks'),
      t('Addresses of control rooms that are sent what becomes of incidents, signed.'),
    )}
    ${outcome(page)}
    ${
      shown === null
        ? nothing
        : shownOnce({
            title: t('Secret of “{{label}}”', { label: shown.label }),
            secret: shown.secret,
            says: t('Whoever receives events checks their signature with it (Standard Webhooks).'),
            name: 'new-webhook-secret',
          })
    }
    ${webhooks === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      webhooks?.length === 0
        ? html`<p class="soft">${t('No address is sent anything.')}</p>`
        : nothing
    }
    <ul class="rows" data-test="webhooks">
      ${(webhooks ?? []).map(
        (one) => html`<li class="plan-row" data-test="webhook">${row(page, one)}</li>`,
      )}
    </ul>
    ${addForm(page)} ${lettersPart(page)} ${reportCardPart(page)}
  </article>`;
}

function row(page: Webhooks, webhook: WebhookView): TemplateResult {
  const { label, url, types, disabledAt, failingSince, secrets } = webhook;
  return html`<div class="row-head">
      <strong>${label}</strong>
      <span class="row-marks">${standing(webhook)}</span>
    </div>
    <p class="soft small"><code>${url}</code></p>
    ${
      disabledAt === null
        ? nothing
        : html`<p class="attention">${webhook.disabledReason} ${momentOf(disabledAt)}</p>`
    }
    ${
      failingSince === null
        ? nothing
        : html`<p class="attention">
            ${t('It has taken nothing since {{since}}.', { since: momentOf(failingSince) })}
          </p>`
    }
    <p class="soft small">
      ${
        types.length === 0
          ? t('All events')
          : types.map((type) => html`<code>${shortOf(type)}</code> `)
      }
    </p>
    ${secrets.map(({ endsAt }) =>
      endsAt === null
        ? nothing
        : html`<p class="soft small">
            ${t('The old secret signs as well until {{until}}.', { until: momentOf(endsAt) })}
          </p>`,
    )}
    ${page.pendingId === webhook.id ? confirm(page, webhook) : deeds(page, webhook)}`;
}

function standing({ disabledAt, failingSince }: WebhookView): TemplateResult {
  if (disabledAt !== null) return html`<span class="badge warn">${t('Sent nothing')}</span>`;
  return failingSince === null
    ? html`<span class="badge good">${t('Sent events')}</span>`
    : html`<span class="badge warn">${t('Failing')}</span>`;
}

function deeds(page: Webhooks, webhook: WebhookView): TemplateResult {
  const hidden = html`<span class="hidden-visually"> (${webhook.label})</span>`;
  const isOff = webhook.disabledAt !== null;
  return html`<p class="deeds">
    <button
      class="button"
      data-test="test-webhook"
      ?disabled=${page.busy}
      @click=${() => void page.test(webhook)}
    >
      ${t('Send a test event')}${hidden}
    </button>
    <button class="button" ?disabled=${page.busy} @click=${() => void page.rotate(webhook)}>
      ${t('New secret')}${hidden}
    </button>
    <button
      class="button"
      data-test="put-off"
      ?disabled=${page.busy}
      @click=${() => void page.putOff(webhook, !isOff)}
    >
      ${isOff ? t('Take up again') : t('Put off')}${hidden}
    </button>
    <button class="button danger" @click=${() => page.propose(webhook.id)}>
      ${t('Remove')}${hidden}
    </button>
  </p>`;
}

function confirm(page: Webhooks, webhook: WebhookView): TemplateResult {
  return html`<div
    class="confirm"
    role="group"
    aria-label=${t('Remove {{label}}', { label: webhook.label })}
  >
    <p>
      <strong>${t('Remove this address for good?')}</strong>
      ${t('What was not delivered to it is forgotten.')}
    </p>
    <p class="deeds">
      <button
        class="button danger solid"
        ?disabled=${page.busy}
        @click=${() => void page.remove(webhook)}
      >
        ${t('Remove')}
      </button>
      <button class="button" @click=${() => page.propose(null)}>${t('Keep it')}</button>
    </p>
  </div>`;
}

function addForm(page: Webhooks): TemplateResult {
  const submit = (form: HTMLFormElement): void => {
    const chosen = new FormData(form).getAll('types');
    const body = {
      label: typed(form, 'label'),
      url: typed(form, 'url'),
      types: EVENT_TYPES.filter((type) => chosen.includes(type)),
    };
    void page.add(body).then((added) => {
      if (added) form.reset();
    });
  };
  return html`<section aria-labelledby="add-webhook">
    <h2 id="add-webhook">${t('Add an address')}</h2>
    <form class="plan-row form-grid" @submit=${submitting(submit)}>
      <div class="field">
        <label for="webhook-label">${t('What it is for')}</label>
        <input id="webhook-label" name="label" required maxlength="200" autocomplete="off" />
      </div>
      <div class="field">
        <label for="webhook-url">${t('Address (https)')}</label>
        <input
          id="webhook-url"
          name="url"
          type="url"
          required
          pattern="https://.*"
          maxlength="2000"
          autocomplete="off"
          placeholder="https://"
        />
      </div>
      <details class="reason wide">
        <summary>${t('Only some events')}</summary>
        <p class="soft small">${t('With none chosen all are sent.')}</p>
        ${EVENT_TYPES.map(
          (type) =>
            html`<label class="tick-line">
              <input type="checkbox" name="types" value=${type} />
              <code>${shortOf(type)}</code>
            </label>`,
        )}
      </details>
      <button class="button primary" data-test="add-webhook" ?disabled=${page.busy}>
        ${t('Add the address')}
      </button>
    </form>
  </section>`;
}
