import { html, nothing, type TemplateResult } from 'lit';
import { sentenceOf } from '#web/problem-words';
import { count, t } from '#web/language';
import type { Phone } from './phone';

/** Said on every screen while something waits to be sent: what it is, and that it is not lost. */
export function waitingStrip(phone: Phone): TemplateResult | typeof nothing {
  // A step goes within a moment where there is a line: nothing moves for that.
  const steps = phone.line?.connected === true ? [] : phone.way.steps.waiting;
  const items = [...steps, ...phone.own.outbox.waiting];
  const { refused } = phone.own.outbox;
  if (items.length === 0 && refused === null) return nothing;
  return html`<details class="waiting-strip" data-test="waiting">
    <summary role="status">
      ${
        items.length === 0
          ? t('Something you sent was refused.')
          : t('{{things}} to be sent.', {
              things: count(items.length, 'thing waits', 'things wait'),
            })
      }
    </summary>
    <ul>
      ${items.map(({ what }) => html`<li>${what}</li>`)}
      ${
        refused === null
          ? nothing
          : html`<li class="refusal">${refused.what}: ${sentenceOf(refused.problem)}</li>`
      }
    </ul>
    ${
      items.length === 0
        ? nothing
        : html`<p class="small">
            ${t('They are kept on this phone and sent when there is a line.')}
          </p>`
    }
  </details>`;
}
