import { html, nothing, type TemplateResult } from 'lit';
import { WAVES_MAX } from '#contracts/callout-parts';
import { CALLOUT_ORDERS } from '#core/callout-needs';
import { EQUIPMENT } from '#core/equipment';
import { CREDENTIAL_KINDS } from '#core/responder';
import { equipmentWord, ORDER_WORDS } from '#web/callout-words';
import { t } from '#web/language';
import { CREDENTIAL_WORDS } from '#web/words';
import { emptyWave, type WaveDraft } from './callout-draft';
import type { CallingOut } from './calling-out';
import { choiceField, numberField, textField, tickFields } from './form-fields';

/** In which order people are asked, in which waves, and how sure it has to be. */
export function policyFields(page: CallingOut): TemplateResult {
  const { draft } = page;
  return html`<details class="plan-row">
    <summary>${t('How people are asked: order, waves, how sure')}</summary>
    <div class="form-grid">
      ${choiceField({
        ...{ id: 'callout-order', label: t('In which order'), value: draft.order, wide: true },
        choices: CALLOUT_ORDERS.map((order) => [order, ORDER_WORDS[order]] as const),
        set: (typed) =>
          page.type({ order: CALLOUT_ORDERS.find((order) => order === typed) ?? 'nearest' }),
      })}
      ${numberField({
        ...{ id: 'callout-interval', label: t('Minutes between batches'), min: 0.1, step: 0.1 },
        value: draft.intervalMin,
        set: (intervalMin) => page.type({ intervalMin }),
      })}
      ${numberField({
        ...{ id: 'callout-confidence', label: t('How sure, in %'), min: 50, max: 99.9, step: 0.1 },
        hint: t('Before nobody more is asked.'),
        value: draft.confidencePercent,
        set: (confidencePercent) => page.type({ confidencePercent }),
      })}
      ${numberField({
        ...{ id: 'callout-accept', label: t('Expected to say yes, in %'), min: 1, max: 100 },
        hint: t('Until their answers say otherwise.'),
        value: draft.acceptPercent,
        set: (acceptPercent) => page.type({ acceptPercent }),
      })}
      ${draft.waves.map((wave, index) => waveFields(page, wave, index))}
      <button
        type="button"
        class="button"
        data-test="add-wave"
        ?disabled=${draft.waves.length >= WAVES_MAX}
        @click=${() => page.type({ waves: [...draft.waves, emptyWave()] })}
      >
        ${t('Add a wave')}
      </button>
    </div>
  </details>`;
}

function waveFields(page: CallingOut, wave: WaveDraft, index: number): TemplateResult {
  const change = (part: Partial<WaveDraft>): void =>
    page.change('waves', index, { ...wave, ...part });
  const id = `wave-${index + 1}`;
  return html`<fieldset class="form-grid wide part-row" data-test="wave">
    <legend>${t('Wave {{number}}', { number: index + 1 })}</legend>
    ${textField({
      ...{ id: `${id}-label`, label: t('Its name'), value: wave.label },
      set: (label) => change({ label }),
    })}
    ${numberField({
      ...{ id: `${id}-distance`, label: t('Within kilometres'), required: false, step: 0.1 },
      hint: t('Empty: however far.'),
      value: wave.distanceKm,
      set: (distanceKm) => change({ distanceKm }),
    })}
    ${tickFields({
      legend: t('Trained in any of'),
      hint: t('None: everyone.'),
      choices: CREDENTIAL_KINDS.map((kind) => [kind, CREDENTIAL_WORDS[kind]] as const),
      chosen: wave.credentialKinds,
      set: (credentialKinds) => change({ credentialKinds }),
    })}
    ${tickFields({
      legend: t('Owns any of'),
      hint: t('None: whatever they have.'),
      choices: EQUIPMENT.map((kind) => [kind, equipmentWord(kind)] as const),
      chosen: wave.equipment,
      set: (equipment) => change({ equipment }),
    })}
    ${
      page.groups.length === 0
        ? nothing
        : tickFields({
            legend: t('Members of any of'),
            hint: t('None: everyone.'),
            choices: page.groups.map(({ ref, name }) => [ref, name] as const),
            chosen: wave.groupIds,
            set: (groupIds) => change({ groupIds }),
          })
    }
    ${
      page.draft.waves.length === 1
        ? nothing
        : html`<button type="button" class="button" @click=${() => page.drop('waves', index)}>
            ${t('Remove wave {{number}}', { number: index + 1 })}
          </button>`
    }
  </fieldset>`;
}
