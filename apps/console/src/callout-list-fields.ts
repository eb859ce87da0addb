import { html, nothing, type TemplateResult } from 'lit';
import { MUSTER_POINTS_MAX } from '#contracts/callout-parts';
import { TYPED_PLACE_LENGTH_MAX } from '#core/typed-place';
import { t } from '#web/language';
import { placeWords } from '#web/place-of';
import { emptyMuster, freshKey, type DraftList, type MusterDraft } from './callout-draft';
import type { CallingOut } from './calling-out';
import { longField, numberField, textField } from './form-fields';
import { needsEditor } from './needs-editor';
import { shiftName } from './shifts-editor';

/** Which people for what, how many, what they can and what they bring. */
export function needFields(page: CallingOut): TemplateResult {
  const { needs, shifts } = page.draft;
  return html`<fieldset class="plan-row form-grid">
    <legend>${t('Who is needed')}</legend>
    ${needsEditor({
      needs,
      shifts: shifts.map((shift) => [shift.key, shiftName(shifts, shift)] as const),
      set: (changed) => page.type({ needs: changed }),
    })}
  </fieldset>`;
}

/** Where people report, by which way, and where they park. */
export function musterFields(page: CallingOut): TemplateResult {
  const { musterPoints } = page.draft;
  const add = (): void => {
    const point = emptyMuster(freshKey('point', musterPoints));
    page.type({ musterPoints: [...musterPoints, point] });
  };
  return html`<fieldset class="plan-row form-grid">
    <legend>${t('Where people report')}</legend>
    ${musterPoints.map((point, index) => musterRow(page, point, index))}
    <button
      type="button"
      class="button"
      data-test="add-point"
      ?disabled=${musterPoints.length >= MUSTER_POINTS_MAX}
      @click=${add}
    >
      ${t('Add another muster point')}
    </button>
  </fieldset>`;
}

function musterRow(page: CallingOut, point: MusterDraft, index: number): TemplateResult {
  const change = (part: Partial<MusterDraft>): void =>
    page.change('musterPoints', index, { ...point, ...part });
  return html`<fieldset class="form-grid wide part-row" data-test="muster-point">
    <legend>${t('Muster point {{number}}', { number: index + 1 })}</legend>
    ${textField({
      ...{ id: `${point.key}-name`, label: t('Its name'), value: point.name },
      set: (name) => change({ name }),
    })}
    ${numberField({
      ...{ id: `${point.key}-quota`, label: t('Room for people'), min: 1, required: false },
      hint: t('Empty: as many as come.'),
      value: point.quota,
      set: (quota) => change({ quota }),
    })}
    ${textField({
      ...{ id: `${point.key}-place`, label: t('Place'), max: TYPED_PLACE_LENGTH_MAX, wide: true },
      hint: placeWords(point.place) || t('Shown to people when they have said yes.'),
      placeholder: '36.85300, -75.97920',
      value: point.place,
      set: (place) => change({ place }),
    })}
    ${longField({
      ...{ id: `${point.key}-route`, label: t('The way there'), wide: true },
      value: point.routeNote,
      set: (routeNote) => change({ routeNote }),
    })}
    ${longField({
      ...{ id: `${point.key}-parking`, label: t('Where to park'), wide: true },
      value: point.parkingNote,
      set: (parkingNote) => change({ parkingNote }),
    })}
    ${
      page.draft.musterPoints.length === 1
        ? nothing
        : dropButton(page, 'musterPoints', {
            index,
            words: t('Remove muster point {{number}}', { number: index + 1 }),
          })
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
