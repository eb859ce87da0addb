import { html, type TemplateResult } from 'lit';
import { EQUIPMENT } from '#core/equipment';
import { equipmentWord } from '#web/callout-words';
import { submitting } from '#web/forms';
import { t } from '#web/language';
import { partOutcome } from './own-parts';
import type { Phone } from './phone';

/** What this person owns: some call-outs ask first whoever has it. */
export function equipmentCard({ own: { equipment } }: Phone): TemplateResult {
  const save = (form: HTMLFormElement): void => {
    const ticked = new FormData(form).getAll('owns');
    void equipment.save(EQUIPMENT.filter((kind) => ticked.includes(kind)));
  };
  return html`<section class="card" aria-labelledby="equipment" data-test="equipment">
    <h2 id="equipment">${t('My equipment')}</h2>
    <p class="soft">
      ${t('Some call-outs ask first whoever owns it. Tick all that you could bring.')}
    </p>
    ${partOutcome(equipment)}
    <form class="sheet-form" @submit=${submitting(save)}>
      <fieldset class="ticks">
        <legend>${t('I own')}</legend>
        ${EQUIPMENT.map(
          (kind) =>
            html`<label class="tick">
              <input
                type="checkbox"
                name="owns"
                value=${kind}
                .checked=${equipment.owned?.includes(kind) === true}
              />
              <span>${equipmentWord(kind)}</span>
            </label>`,
        )}
      </fieldset>
      <button
        class="button"
        data-test="save-equipment"
        ?disabled=${equipment.busy || equipment.owned === null}
      >
        ${t('Save my equipment')}
      </button>
    </form>
  </section>`;
}
