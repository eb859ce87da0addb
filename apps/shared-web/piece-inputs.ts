import { html, nothing, type TemplateResult } from 'lit';
import { EQUIPMENT, type Equipment, type Pieces } from '#core/equipment';
import { equipmentWord } from './callout-words';
import { t } from './language';

const PIECES_MAX = 1_000;

/** A number for each kind of equipment; what nobody has asked for is folded away. */
export function pieceInputs(
  prefix: string,
  options: {
    readonly legend?: string;
    /** Those that are asked for stand first, unfolded. */
    readonly asked?: readonly Equipment[];
    readonly pieces?: Pieces;
  } = {},
): TemplateResult {
  const { legend = t('Equipment'), asked = [], pieces = {} } = options;
  const first = EQUIPMENT.filter((kind) => asked.includes(kind));
  const others = EQUIPMENT.filter((kind) => !asked.includes(kind));
  const field = (kind: Equipment): TemplateResult => pieceInput(prefix, kind, pieces[kind]);
  return html`${
      first.length === 0 ? nothing : html`<div class="pieces wide">${first.map(field)}</div>`
    }
    <details class="wide piece-inputs">
      <summary>${legend}</summary>
      <div class="pieces">${others.map(field)}</div>
    </details>`;
}

function pieceInput(prefix: string, kind: Equipment, pieces = 0): TemplateResult {
  return html`<div class="field">
    <label for="${prefix}-${kind}">${equipmentWord(kind)}</label>
    <input
      id="${prefix}-${kind}"
      name="pieces-${kind}"
      type="number"
      min="0"
      max=${PIECES_MAX}
      value=${pieces === 0 ? '' : pieces}
    />
  </div>`;
}

/** The pieces that were typed into such a form. */
export function piecesIn(form: HTMLFormElement): Pieces {
  const fields = new FormData(form);
  const rows = EQUIPMENT.map((kind) => [kind, Number(fields.get(`pieces-${kind}`) ?? 0)] as const);
  return Object.fromEntries(rows.filter(([, pieces]) => Number.isInteger(pieces) && pieces > 0));
}
