import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { SHIFTS_MAX } from '#contracts/callout-parts';
import { t } from '#web/language';
import { fromLocalField, spanOf } from '#web/moments';
import { freshKey, type ShiftDraft } from './callout-draft';
import type { CallingOut } from './calling-out';
import { divideShifts, shiftSpan } from './divide-shifts';
import { momentField } from './form-fields';

const LENGTHS_H = [4, 6, 8, 12];
const [WIDE, ROW] = [1_000, 26];

/** Shifts within the time of the work; none: everybody for the whole time. */
export function shiftsEditor(page: CallingOut): TemplateResult {
  const { shifts, from, until } = page.draft;
  const divide = (hours: number): void =>
    page.type({ shifts: divideShifts({ from, until }, hours) });
  const add = (): void => {
    const last = shifts.at(-1)?.until ?? from;
    page.type({ shifts: [...shifts, { key: freshKey('shift', shifts), from: last, until: '' }] });
  };
  return html`<div class="wide shifts">
    <p class="deeds" role="group" aria-label=${t('Shifts')}>
      <strong>${t('Shifts of')}</strong>
      <button type="button" class="button" @click=${() => page.type({ shifts: [] })}>
        ${t('the whole time')}
      </button>
      ${LENGTHS_H.map(
        (hours) =>
          html`<button
            type="button"
            class="button"
            data-test="divide-${hours}"
            ?disabled=${divideShifts({ from, until }, hours).length === 0}
            @click=${() => divide(hours)}
          >
            ${t('{{hours}} h', { hours })}
          </button>`,
      )}
      <button
        type="button"
        class="button"
        data-test="add-shift"
        ?disabled=${shifts.length >= SHIFTS_MAX}
        @click=${add}
      >
        ${t('Add a shift')}
      </button>
    </p>
    ${strip(page)} ${shifts.map((shift, index) => shiftRow(page, shift, index))}
  </div>`;
}

/** The shift as it is called in a choice: its number, and when it is. */
export function shiftName(shifts: readonly ShiftDraft[], shift: ShiftDraft): string {
  const number = shifts.indexOf(shift) + 1;
  const span = shiftSpan(shift);
  return span === null
    ? t('Shift {{number}}', { number })
    : t('Shift {{number}}: {{span}}', { number, span: spanOf(span) });
}

/** The shifts above each other on the time of the work: a gap is seen before it is read. */
function strip({ draft }: CallingOut): TemplateResult | typeof nothing {
  const [from, until] = [fromLocalField(draft.from), fromLocalField(draft.until)];
  if (from === null || until === null || draft.shifts.length === 0) return nothing;
  const [start, end] = [Date.parse(from), Date.parse(until)];
  if (end <= start) return nothing;
  const x = (iso: string): number => ((Date.parse(iso) - start) / (end - start)) * WIDE;
  return html`<div class="shift-strip">
    ${svg`<svg viewBox="0 0 ${WIDE} ${draft.shifts.length * ROW}" aria-hidden="true"
      preserveAspectRatio="none">
      ${draft.shifts.map((shift, index) => bar(shift, index, x))}
    </svg>`}
    <p class="row-head small figures"><span>${spanOf({ from, until })}</span></p>
  </div>`;
}

function bar(
  shift: ShiftDraft,
  index: number,
  x: (iso: string) => number,
): SVGTemplateResult | typeof nothing {
  const span = shiftSpan(shift);
  if (span === null) return nothing;
  const [left, right] = [x(span.from), x(span.until)];
  const isWrong = left < 0 || right > WIDE || right <= left;
  const from = Math.max(0, Math.min(left, WIDE));
  const width = Math.max(6, Math.min(right, WIDE) - from);
  return svg`<rect class=${isWrong ? 'shift-bar wrong' : 'shift-bar'} x=${from} width=${width}
    y=${index * ROW + 3} height=${ROW - 6}></rect>`;
}

function shiftRow(page: CallingOut, shift: ShiftDraft, index: number): TemplateResult {
  const number = index + 1;
  const change = (part: Partial<ShiftDraft>): void =>
    page.change('shifts', index, { ...shift, ...part });
  return html`<fieldset class="form-grid wide part-row" data-test="shift">
    <legend>${t('Shift {{number}}', { number })}</legend>
    ${momentField({
      ...{ id: `${shift.key}-from`, label: t('From'), value: shift.from },
      set: (from) => change({ from }),
    })}
    ${momentField({
      ...{ id: `${shift.key}-until`, label: t('Until'), value: shift.until },
      set: (until) => change({ until }),
    })}
    <button type="button" class="button" @click=${() => page.drop('shifts', index)}>
      ${t('Remove shift {{number}}', { number })}
    </button>
  </fieldset>`;
}
