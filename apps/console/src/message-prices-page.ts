import { html, type TemplateResult } from 'lit';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import { plainField } from '#web/plain-fields';
import { CHANNEL_BY } from './delivery-words';
import type { MessagePrices } from './message-prices';
import { outcome, pageHead } from './page-parts';

const CURRENCY = '[A-Za-z]{3}';

/** What one message costs by each channel. */
export function messagePricesPage(prices: MessagePrices, mayKeep: boolean): TemplateResult {
  const { view } = prices;
  return html`<article class="incident" data-test="message-prices-page">
    ${pageHead(
      t('What messages cost'),
      t('For the estimate that is shown before a call-out is sent.'),
    )}
    ${outcome(prices)}
    ${
      view === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : mayKeep
          ? form(prices)
          : table(prices)
    }
  </article>`;
}

function form(prices: MessagePrices): TemplateResult {
  const send = (fields: HTMLFormElement): void => {
    const rows = DELIVERY_CHANNELS.map((channel) => [channel, typed(fields, channel)] as const);
    const given = rows.filter(([, price]) => price !== '' && Number(price) > 0);
    const currency = typed(fields, 'currency').toUpperCase();
    void prices.keep({
      currency,
      prices: Object.fromEntries(given.map(([channel, price]) => [channel, Number(price)])),
    });
  };
  return html`<form
    class="plan-row form-grid prices-form"
    data-test="prices-form"
    @submit=${submitting(send)}
  >
    <div class="field">
      <label for="prices-currency">${t('Currency, three letters')}</label>
      <input
        id="prices-currency"
        name="currency"
        required
        pattern=${CURRENCY}
        maxlength="3"
        placeholder="EUR"
        value=${prices.view?.currency ?? ''}
      />
    </div>
    ${DELIVERY_CHANNELS.map((channel) =>
      plainField({
        ...{ prefix: 'prices', name: channel, label: CHANNEL_BY[channel], type: 'number' },
        ...{ required: false, max: 100, step: '0.0001' },
        value: String(prices.view?.prices[channel] ?? ''),
      }),
    )}
    <button class="button primary" data-test="keep-prices" ?disabled=${prices.busy}>
      ${t('Keep the prices')}
    </button>
  </form>`;
}

function table({ view }: MessagePrices): TemplateResult {
  return html`<table class="audit">
    <tbody>
      ${DELIVERY_CHANNELS.map(
        (channel) =>
          html`<tr class="figures">
            <th scope="row">${CHANNEL_BY[channel]}</th>
            <td>${view?.prices[channel] ?? 0} ${view?.currency ?? ''}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
