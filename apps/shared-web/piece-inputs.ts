import { html, type TemplateResult } from 'lit';
import { EQUIPMENT, type Equipment, type Pieces } from '#core/equipment';
import { equipmentWord } from './callout-words';

const PIECES_MAX = 1_000;

/** A number for each kind of equipment, folded away until somebody has any. */
export function pieceInputs(
  prefix: string,
  options: {
    readonly legend?: string;
    readonly kinds?: readonly Equipment[];
    readonly pieces?: Pieces;
    readonly open?: boolean;
  } = {},
): TemplateResult {
  const { legend = 'Equipment', kinds = EQUIPMENT, pieces = {}, open = false } = options;
  return html`<details class="wide piece-inputs" ?open=${open}>
    <summary>${legend}</summary>
    <div class="pieces">
      ${kinds.map(
        (kind) =>
          html`<div class="field">
            <label for="${prefix}-${kind}">${equipmentWord(kind)}</label>
            <input
              id="${prefix}-${kind}"
              name="pieces-${kind}"
              type="number"
              min="0"
              max=${PIECES_MAX}
              value=${pieces[kind] ?? ''}
            />
          </div>`,
      )}
    </div>
  </details>`;
}

/** The pieces that were typed into such a form. */
export function piecesIn(form: HTMLFormElement): Pieces {
  const fields = new FormData(form);
  const rows = EQUIPMENT.map((kind) => [kind, Number(fields.get(`pieces-${kind}`) ?? 0)] as const);
  return Object.fromEntries(rows.filter(([, pieces]) => Number.isInteger(pieces) && pieces > 0));
}
