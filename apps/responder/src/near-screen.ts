import { html, nothing, type TemplateResult } from 'lit';
import type { OwnCalloutView } from '#contracts/callout-asked-api';
import { CALLOUT_STATUS_WORDS } from '#web/callout-words';
import { distanceOf } from '#web/format';
import { t } from '#web/language';
import { spanOf } from '#web/moments';
import { MODE_WORDS } from '#web/words';
import { nearWords } from './near-words';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** Call-outs near me and why I was asked or not. */
export function nearScreen({ own: { near } }: Phone): TemplateResult {
  return html`<main class="home" data-test="near-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="near">${t('Call-outs near me')}</h1>
    <p class="soft">${t('And why you were asked, or were not.')}</p>
    ${partOutcome(near)}
    ${near.callouts === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${near.callouts?.length === 0 ? html`<p class="soft">${t('None lately.')}</p>` : nothing}
    ${near.callouts?.map(calloutCard)}
  </main>`;
}

function calloutCard(callout: OwnCalloutView): TemplateResult {
  return html`<section class="card" data-test="near">
    ${
      callout.mode === 'actual'
        ? nothing
        : html`<p class="mode">
            ${t('{{mode}} – nothing of this is real', { mode: MODE_WORDS[callout.mode] })}
          </p>`
    }
    <h2>${callout.title}</h2>
    <p>
      <span class="badge">${CALLOUT_STATUS_WORDS[callout.status]}</span> ${spanOf(callout.window)}
    </p>
    <p><strong>${nearWords(callout)}</strong></p>
    ${
      callout.distanceBandM === null
        ? nothing
        : html`<p class="soft">
            ${t('Within {{distance}} of a muster point.', {
              distance: distanceOf(callout.distanceBandM),
            })}
          </p>`
    }
  </section>`;
}
