import { html, nothing, type TemplateResult } from 'lit';
import { CALLOUT_WANTED_MAX, NEEDS_MAX } from '#contracts/callout-parts';
import { EQUIPMENT } from '#core/equipment';
import { CREDENTIAL_KINDS } from '#core/responder';
import { equipmentWord, piecesWords } from '#web/callout-words';
import { count, t } from '#web/language';
import { CREDENTIAL_WORDS } from '#web/words';
import { emptyNeed, freshKey, type NeedDraft } from './callout-draft';
import { piecesOf } from './callout-message';
import { forEachShift } from './divide-shifts';
import { choiceField, numberField, textField, tickFields } from './form-fields';

/** Needs that are being written, whether of a new call-out or of one that is open. */
export interface NeedsEdited {
  readonly needs: readonly NeedDraft[];
  readonly set: (needs: NeedDraft[]) => void;
  /** By key, as they are called; none: everybody for the whole time. */
  readonly shifts: readonly (readonly [string, string])[];
  /** People who have said yes, by need: no need goes below, and none of theirs goes away. */
  readonly taken?: Readonly<Record<string, number>>;
}

/** Who is needed: one card a need, with the number in front. */
export function needsEditor(edited: NeedsEdited): TemplateResult {
  const { needs } = edited;
  const add = (): void => edited.set([...needs, emptyNeed(freshKey('need', needs))]);
  return html`${needs.map((need, index) => needCard(edited, need, index))} ${sum(needs)}
    <button
      type="button"
      class="button"
      data-test="add-need"
      ?disabled=${needs.length >= NEEDS_MAX}
      @click=${add}
    >
      ${t('Add another need')}
    </button>`;
}

function needCard(edited: NeedsEdited, need: NeedDraft, index: number): TemplateResult {
  const taken = edited.taken?.[need.key] ?? 0;
  const change = (part: Partial<NeedDraft>): void =>
    edited.set(edited.needs.map((one, at) => (at === index ? { ...need, ...part } : one)));
  return html`<fieldset class="form-grid wide part-row need-card" data-test="need">
    <legend>${need.label === '' ? t('Need {{number}}', { number: index + 1 }) : need.label}</legend>
    ${wantedField(need, taken, change)}
    ${textField({
      ...{ id: `${need.key}-label`, label: t('For what'), value: need.label },
      set: (label) => change({ label }),
    })}
    ${numberField({
      ...{ id: `${need.key}-minimum`, label: t('The fewest to begin with'), value: need.minimum },
      max: Number(need.wanted) || CALLOUT_WANTED_MAX,
      set: (minimum) => change({ minimum }),
    })}
    ${shiftChoice(edited, need, index)} ${skills(need, change)} ${pieces(need, change)}
    ${taken > 0 || edited.needs.length === 1 ? nothing : dropButton(edited, index)}
  </fieldset>`;
}

/** The number that matters, to be changed by a thumb. */
function wantedField(
  need: NeedDraft,
  taken: number,
  change: (part: Partial<NeedDraft>) => void,
): TemplateResult {
  const now = Number(need.wanted) || 0;
  const least = Math.max(1, taken);
  const step = (by: number): void =>
    change({ wanted: String(Math.max(least, Math.min(CALLOUT_WANTED_MAX, now + by))) });
  const id = `${need.key}-wanted`;
  return html`<div class="field">
    <label for=${id}>${t('People wanted')}</label>
    <div class="stepper">
      <button
        type="button"
        class="button"
        aria-label=${t('One fewer')}
        ?disabled=${now <= least}
        @click=${() => step(-1)}
      >
        −
      </button>
      <input
        id=${id}
        type="number"
        class="figures"
        required
        min=${least}
        max=${CALLOUT_WANTED_MAX}
        .value=${need.wanted}
        @input=${(event: Event) =>
          change({ wanted: (event.currentTarget as HTMLInputElement).value })}
      />
      <button type="button" class="button" aria-label=${t('One more')} @click=${() => step(1)}>
        +
      </button>
    </div>
    ${
      taken === 0
        ? nothing
        : html`<p class="soft small">${t('{{taken}} have said yes', { taken })}</p>`
    }
  </div>`;
}

function shiftChoice(
  edited: NeedsEdited,
  need: NeedDraft,
  index: number,
): TemplateResult | typeof nothing {
  const { shifts, needs } = edited;
  if (shifts.length === 0) return nothing;
  const change = (shiftKey: string): void =>
    edited.set(needs.map((one, at) => (at === index ? { ...need, shiftKey } : one)));
  return html`${choiceField({
    ...{ id: `${need.key}-shift`, label: t('Shift'), value: need.shiftKey },
    choices: [['', t('The whole time')], ...shifts],
    set: change,
  })}
  ${
    need.shiftKey !== '' || shifts.length < 2
      ? nothing
      : html`<button
          type="button"
          class="button"
          data-test="need-each-shift"
          ?disabled=${needs.length + shifts.length - 1 > NEEDS_MAX}
          @click=${() => edited.set(forEachShift(edited, index))}
        >
          ${t('So many in every shift')}
        </button>`
  }`;
}

function skills(need: NeedDraft, change: (part: Partial<NeedDraft>) => void): TemplateResult {
  const chosen = need.credentialKinds.map((kind) => CREDENTIAL_WORDS[kind]).join(', ');
  return html`<details class="wide">
    <summary data-test="need-skills">
      ${
        chosen === ''
          ? t('Who: whoever is registered')
          : t('Who: trained in {{chosen}}', { chosen })
      }
    </summary>
    ${tickFields({
      legend: t('Trained in any of'),
      choices: CREDENTIAL_KINDS.map((kind) => [kind, CREDENTIAL_WORDS[kind]] as const),
      chosen: need.credentialKinds,
      set: (credentialKinds) => change({ credentialKinds }),
    })}
  </details>`;
}

function pieces(need: NeedDraft, change: (part: Partial<NeedDraft>) => void): TemplateResult {
  const wanted = piecesWords(piecesOf(need.pieces));
  return html`<details class="wide">
    <summary data-test="need-pieces">
      ${wanted === '' ? t('To bring: nothing special') : t('To bring: {{wanted}}', { wanted })}
    </summary>
    <div class="pieces">
      ${EQUIPMENT.map((kind) =>
        numberField({
          ...{ id: `${need.key}-${kind}`, label: equipmentWord(kind), required: false },
          max: 1_000,
          value: need.pieces[kind] ?? '',
          set: (number) => change({ pieces: { ...need.pieces, [kind]: number } }),
        }),
      )}
    </div>
  </details>`;
}

function dropButton({ needs, set }: NeedsEdited, index: number): TemplateResult {
  return html`<button
    type="button"
    class="button"
    data-test="drop-need"
    @click=${() => set(needs.filter((_one, at) => at !== index))}
  >
    ${t('Remove need {{index}}', { index: index + 1 })}
  </button>`;
}

/** All of it in one line: what it comes to. */
function sum(needs: readonly NeedDraft[]): TemplateResult {
  const people = needs.reduce((total, { wanted }) => total + (Number(wanted) || 0), 0);
  return html`<p class="wide figures" data-test="needs-sum">
    <strong>${count(people, 'person in all', 'people in all')}</strong>
  </p>`;
}
