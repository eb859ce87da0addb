import { html, nothing, type TemplateResult } from 'lit';
import { MUSTER_POINTS_MAX, NEEDS_MAX, SHIFTS_MAX } from '#contracts/callout-parts';
import { EQUIPMENT } from '#core/equipment';
import { CREDENTIAL_KINDS } from '#core/responder';
import { equipmentWord } from '#web/callout-words';
import { CREDENTIAL_WORDS } from '#web/words';
import {
  emptyMuster,
  emptyNeed,
  freshKey,
  type DraftList,
  type MusterDraft,
  type NeedDraft,
  type ShiftDraft,
} from './callout-draft';
import type { CallingOut } from './calling-out';
import {
  choiceField,
  longField,
  momentField,
  numberField,
  textField,
  tickFields,
} from './form-fields';

/** Shifts within the time of the work; none: everybody for the whole time. */
export function shiftFields(page: CallingOut): TemplateResult {
  const { shifts } = page.draft;
  const add = (): void => {
    const shift = { key: freshKey('shift', shifts), from: '', until: '' };
    page.type({ shifts: [...shifts, shift] });
  };
  return html`${shifts.map((shift, index) => shiftRow(page, shift, index))}
    <button
      type="button"
      class="button"
      data-test="add-shift"
      ?disabled=${shifts.length >= SHIFTS_MAX}
      @click=${add}
    >
      Add a shift
    </button>`;
}

function shiftRow(page: CallingOut, shift: ShiftDraft, index: number): TemplateResult {
  const change = (part: Partial<ShiftDraft>): void =>
    page.change('shifts', index, { ...shift, ...part });
  return html`<fieldset class="form-grid wide part-row" data-test="shift">
    <legend>Shift ${shift.key}</legend>
    ${momentField({
      ...{ id: `${shift.key}-from`, label: 'From', value: shift.from },
      set: (from) => change({ from }),
    })}
    ${momentField({
      ...{ id: `${shift.key}-until`, label: 'Until', value: shift.until },
      set: (until) => change({ until }),
    })}
    ${dropButton(page, 'shifts', { index, words: `Remove shift ${shift.key}` })}
  </fieldset>`;
}

/** Which people for what, how many, what they can and what they bring. */
export function needFields(page: CallingOut): TemplateResult {
  const { needs } = page.draft;
  return html`<fieldset class="plan-row form-grid">
    <legend>Who is needed</legend>
    ${needs.map((need, index) => needRow(page, need, index))}
    <button
      type="button"
      class="button"
      data-test="add-need"
      ?disabled=${needs.length >= NEEDS_MAX}
      @click=${() => page.type({ needs: [...needs, emptyNeed(freshKey('need', needs))] })}
    >
      Add another need
    </button>
  </fieldset>`;
}

function needRow(page: CallingOut, need: NeedDraft, index: number): TemplateResult {
  const change = (part: Partial<NeedDraft>): void =>
    page.change('needs', index, { ...need, ...part });
  const shifts = page.draft.shifts.map(({ key }) => [key, `Shift ${key}`] as const);
  return html`<fieldset class="form-grid wide part-row" data-test="need">
    <legend>Need ${index + 1}</legend>
    ${textField({
      ...{ id: `${need.key}-label`, label: 'For what', wide: true, value: need.label },
      set: (label) => change({ label }),
    })}
    ${numberField({
      ...{ id: `${need.key}-wanted`, label: 'People wanted', min: 1, value: need.wanted },
      set: (wanted) => change({ wanted }),
    })}
    ${numberField({
      ...{ id: `${need.key}-minimum`, label: 'The fewest to begin with', value: need.minimum },
      set: (minimum) => change({ minimum }),
    })}
    ${
      shifts.length === 0
        ? nothing
        : choiceField({
            ...{ id: `${need.key}-shift`, label: 'Shift', value: need.shiftKey },
            choices: [['', 'The whole time'], ...shifts],
            set: (shiftKey) => change({ shiftKey }),
          })
    }
    ${tickFields({
      legend: 'Trained in any of',
      hint: 'None: whoever is registered.',
      choices: CREDENTIAL_KINDS.map((kind) => [kind, CREDENTIAL_WORDS[kind]] as const),
      chosen: need.credentialKinds,
      set: (credentialKinds) => change({ credentialKinds }),
    })}
    ${pieceFields(need, change)}
    ${
      page.draft.needs.length === 1
        ? nothing
        : dropButton(page, 'needs', { index, words: `Remove need ${index + 1}` })
    }
  </fieldset>`;
}

function pieceFields(need: NeedDraft, change: (part: Partial<NeedDraft>) => void): TemplateResult {
  return html`<details class="wide" ?open=${Object.keys(need.pieces).length > 0}>
    <summary>Pieces that have to be among what they bring</summary>
    <div class="pieces">
      ${EQUIPMENT.map((kind) =>
        numberField({
          ...{ id: `${need.key}-${kind}`, label: equipmentWord(kind), required: false },
          max: 1_000,
          value: need.pieces[kind] ?? '',
          set: (pieces) => change({ pieces: { ...need.pieces, [kind]: pieces } }),
        }),
      )}
    </div>
  </details>`;
}

/** Where people report, by which way, and where they park. */
export function musterFields(page: CallingOut): TemplateResult {
  const { musterPoints } = page.draft;
  const add = (): void => {
    const point = emptyMuster(freshKey('point', musterPoints));
    page.type({ musterPoints: [...musterPoints, point] });
  };
  return html`<fieldset class="plan-row form-grid">
    <legend>Where people report</legend>
    ${musterPoints.map((point, index) => musterRow(page, point, index))}
    <button
      type="button"
      class="button"
      data-test="add-point"
      ?disabled=${musterPoints.length >= MUSTER_POINTS_MAX}
      @click=${add}
    >
      Add another muster point
    </button>
  </fieldset>`;
}

function musterRow(page: CallingOut, point: MusterDraft, index: number): TemplateResult {
  const change = (part: Partial<MusterDraft>): void =>
    page.change('musterPoints', index, { ...point, ...part });
  return html`<fieldset class="form-grid wide part-row" data-test="muster-point">
    <legend>Muster point ${index + 1}</legend>
    ${textField({
      ...{ id: `${point.key}-name`, label: 'Its name', value: point.name },
      set: (name) => change({ name }),
    })}
    ${numberField({
      ...{ id: `${point.key}-quota`, label: 'Room for people', min: 1, required: false },
      hint: 'Empty: as many as come.',
      value: point.quota,
      set: (quota) => change({ quota }),
    })}
    ${textField({
      ...{ id: `${point.key}-place`, label: 'Place: latitude, longitude', max: 60, wide: true },
      hint: 'Shown to people when they have said yes.',
      placeholder: '36.85300, -75.97920',
      value: point.place,
      set: (place) => change({ place }),
    })}
    ${longField({
      ...{ id: `${point.key}-route`, label: 'The way there', wide: true },
      value: point.routeNote,
      set: (routeNote) => change({ routeNote }),
    })}
    ${longField({
      ...{ id: `${point.key}-parking`, label: 'Where to park', wide: true },
      value: point.parkingNote,
      set: (parkingNote) => change({ parkingNote }),
    })}
    ${
      page.draft.musterPoints.length === 1
        ? nothing
        : dropButton(page, 'musterPoints', { index, words: `Remove muster point ${index + 1}` })
    }
  </fieldset>`;
}

function dropButton(
  page: CallingOut,
  list: DraftList,
  which: { readonly index: number; readonly words: string },
): TemplateResult {
  return html`<button type="button" class="button" @click=${() => page.drop(list, which.index)}>
    ${which.words}
  </button>`;
}
