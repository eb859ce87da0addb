import { html, nothing, type TemplateResult } from 'lit';
import { debriefForm } from '#web/debrief-form';
import { t } from '#web/language';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** What a coordinator asks afterwards of whoever was there. */
export function debriefScreen(phone: Phone): TemplateResult {
  const { debriefs } = phone.own;
  return html`<main class="home" data-test="debrief-screen">
    <a class="back" href="#">${t('← Back')}</a>
    <h1 tabindex="-1" data-screen="debrief">${t('How was it?')}</h1>
    ${partOutcome(debriefs)}
    ${debriefs.asked === null ? html`<p class="soft">${t('Loading …')}</p>` : nothing}
    ${
      debriefs.asked?.length === 0
        ? html`<p class="soft">${t('Nobody asks anything now.')}</p>`
        : nothing
    }
    ${debriefs.asked?.map(
      (asked) =>
        html`<section class="card">
          ${debriefForm(asked, {
            busy: debriefs.busy,
            send: (said) => void debriefs.answer(asked, said).then(() => scrollTo(0, 0)),
          })}
        </section>`,
    )}
  </main>`;
}

/** Said at home while somebody still waits for an answer. */
export function debriefCard({ own: { debriefs } }: Phone): TemplateResult | typeof nothing {
  const [first] = debriefs.open();
  if (first === undefined) return nothing;
  return html`<section class="card note" data-test="debrief-asked">
    <h2>${t('Thank you for helping: {{title}}', { title: first.title })}</h2>
    <p>${t('How are you, and how was it?')}</p>
    <a class="button primary" href="#debrief" data-test="to-debrief">${t('Say how it was')}</a>
  </section>`;
}
