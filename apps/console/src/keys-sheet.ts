import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { t } from '#web/language';
import type { Desk } from './desk';
import { modal } from './modal';

/** Every key of the console; opened by `?`. */
export function keysSheet(desk: Desk): TemplateResult | typeof nothing {
  if (!desk.keys.isSheetOpen) return nothing;
  const shut = (event: Event): void => {
    event.preventDefault();
    desk.showKeys(false);
  };
  const flip = (event: Event): void => {
    desk.keys.switch((event.currentTarget as HTMLInputElement).checked);
    desk.changed();
  };
  return html`<dialog
    class="deed"
    aria-labelledby="keys-title"
    data-test="keys-sheet"
    @cancel=${shut}
    ${ref(modal)}
  >
    <h2 id="keys-title">${t('Keys')}</h2>
    <dl class="key-list">
      ${KEYS.map(
        ([keys, says]) =>
          html`<div>
            <dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${says}</dd>
          </div>`,
      )}
    </dl>
    <label class="choice-line">
      <input type="checkbox" data-test="keys-on" .checked=${desk.keys.areOn} @change=${flip} />
      ${t('Single letters act')}
    </label>
    <button type="button" class="button primary" autofocus data-test="keys-close" @click=${shut}>
      ${t('Close')}
    </button>
  </dialog>`;
}

const KEYS: readonly (readonly [readonly string[], string])[] = [
  [['J', '↓'], t('Next in the list')],
  [['K', '↑'], t('Previous in the list')],
  [['Enter'], t('Open')],
  [['Esc'], t('Back, or out of a question')],
  [['M'], t('Message to people on it')],
  [['A'], t('Ask more people')],
  [['R'], t('Move the incident')],
  [['S'], t('Stand everybody down')],
  [['C'], t('Close the incident')],
  [['W'], t('Why these people?')],
  [['D'], t('All deliveries')],
  [['X'], t('Sounds on or off')],
  [['?'], t('This page')],
];
