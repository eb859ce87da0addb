import { html, type TemplateResult } from 'lit';
import { LANGUAGES } from '#core/delivery';
import { chooseLanguage, language, languageNames, t } from './language';

/**
 * Chooses the language of the pages in this browser; the page is drawn anew. What stood behind the
 * `#` of its address and was taken away may be put back by `before`, since the page begins again.
 */
export function languageChoice(before: () => void = () => undefined): TemplateResult {
  const choose = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLSelectElement)) return;
    const chosen = LANGUAGES.find((one) => one === currentTarget.value);
    if (chosen === undefined) return;
    before();
    chooseLanguage(chosen);
  };
  return html`<p class="language-choice">
    <label>
      <span class="soft small">${t('Language of the pages')}</span>
      <select data-test="page-language" @change=${choose}>
        ${languageNames().map(
          (one) =>
            html`<option
              value=${one.language}
              lang=${one.language}
              ?selected=${one.language === language()}
            >
              ${one.name}
            </option>`,
        )}
      </select>
    </label>
  </p>`;
}
