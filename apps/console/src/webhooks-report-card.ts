import { html, nothing, type TemplateResult } from 'lit';
import type { ReportCardView } from '#contracts/report-card-api';
import { LANGUAGES, type Language } from '#core/delivery';
import { submitting, typed } from '#web/forms';
import { t } from '#web/language';
import type { Webhooks } from './webhooks';

/** Each language by its own name. */
const NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  fr: 'Français',
  de: 'Deutsch',
};

/** Who gets the figures of each week by e-mail. */
export function reportCardPart(page: Webhooks): TemplateResult | typeof nothing {
  const { card } = page;
  return card === null ? nothing : form(page, card);
}

function form(page: Webhooks, card: ReportCardView): TemplateResult {
  const submit = (sent: HTMLFormElement): void => {
    const emails = typed(sent, 'emails')
      .split(/[\s,;]+/u)
      .filter((email) => email !== '');
    const language = LANGUAGES.find((one) => one === typed(sent, 'language')) ?? card.language;
    void page.putCard({ emails, language });
  };
  return html`<section aria-labelledby="report-card">
    <h2 id="report-card">${t('The week in figures')}</h2>
    <p class="soft">
      ${t('Each Monday, the last week beside the one before: as an event, and by e-mail.')}
      ${
        card.lastSent === null
          ? nothing
          : t('Last sent: the week of {{week}}.', { week: card.lastSent.week })
      }
    </p>
    <form class="plan-row form-grid" @submit=${submitting(submit)}>
      <div class="field wide">
        <label for="card-emails">${t('E-mail addresses, one a line')}</label>
        <textarea id="card-emails" name="emails" rows="3" .value=${card.emails.join('\n')}>
        </textarea>
      </div>
      <div class="field">
        <label for="card-language">${t('Language')}</label>
        <select id="card-language" name="language">
          ${LANGUAGES.map(
            (one) =>
              html`<option value=${one} lang=${one} ?selected=${one === card.language}>
                ${NAMES[one]}
              </option>`,
          )}
        </select>
      </div>
      <button class="button" data-test="put-card" ?disabled=${page.busy}>${t('Keep')}</button>
    </form>
  </section>`;
}
