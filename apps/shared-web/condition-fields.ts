import { html, nothing, type TemplateResult } from 'lit';
import type { ConditionsMessage, PARTY_MAX } from '#contracts/booking-api';
import { EQUIPMENT, type Pieces } from '#core/equipment';
import { typed } from './forms';
import { t } from './language';
import { fromLocalField } from './moments';
import { pieceInputs, piecesIn } from './piece-inputs';
import { plainChoice, plainField } from './plain-fields';

interface Asked {
  readonly needs: readonly {
    readonly needKey: string;
    readonly label: string;
    readonly equipment: Pieces;
  }[];
  readonly musterPoints: readonly { readonly musterKey: string; readonly name: string }[];
}

const PREFIX = 'yes';
const PEOPLE_MAX: typeof PARTY_MAX = 50;

/** With what somebody says yes: how many come, when, with what, for what and where. */
export function conditionFields({ needs, musterPoints }: Asked): TemplateResult {
  const field = (name: string, label: string) => ({ prefix: PREFIX, name, label });
  const asked = EQUIPMENT.filter((kind) =>
    needs.some((need) => need.equipment[kind] !== undefined),
  );
  return html`<div class="sheet-form">
    ${plainField({
      ...field('people', t('How many of you come')),
      ...{ type: 'number', min: 1, max: PEOPLE_MAX, value: '1' },
      hint: t('Counting you. Where training is asked for, all of you have to hold it.'),
    })}
    ${pieceInputs(PREFIX, {
      ...{ legend: asked.length === 0 ? t('What you bring') : t('What else you bring'), asked },
    })}
    ${plainField({
      ...field('from', t('You can from (empty: as asked)')),
      ...{ type: 'datetime-local', required: false },
    })}
    ${plainField({
      ...field('until', t('until (empty: as asked)')),
      ...{ type: 'datetime-local', required: false },
    })}
    ${
      needs.length < 2
        ? nothing
        : plainChoice({
            ...field('need', t('What you would rather do')),
            choices: [['', t('Whatever is needed')], ...needs.map(pairOfNeed)],
          })
    }
    ${
      musterPoints.length < 2
        ? nothing
        : plainChoice({
            ...field('muster', t('Where you would rather report')),
            choices: [['', t('Wherever there is room')], ...musterPoints.map(pairOfPoint)],
          })
    }
    ${plainField({ ...field('note', t('Anything else they should know')), required: false })}
  </div>`;
}

/** What was said in such fields; what was left out is as asked. */
export function conditionsIn(form: HTMLFormElement): ConditionsMessage {
  return {
    fromAt: fromLocalField(typed(form, 'from')),
    untilAt: fromLocalField(typed(form, 'until')),
    peopleCount: Number(typed(form, 'people')) || 1,
    pieces: piecesIn(form),
    note: typed(form, 'note') || null,
    needKey: typed(form, 'need') || null,
    musterKey: typed(form, 'muster') || null,
  };
}

function pairOfNeed({ needKey, label }: Asked['needs'][number]): readonly [string, string] {
  return [needKey, label];
}

function pairOfPoint(point: Asked['musterPoints'][number]): readonly [string, string] {
  return [point.musterKey, point.name];
}
