import { html, type TemplateResult } from 'lit';
import type { BoardAskMessage } from '#contracts/board-api';
import { BOARD_KINDS } from '#core/board';
import { BOARD_KIND_WORDS } from './board-words';
import { typed } from './forms';
import { t } from './language';
import { fromLocalField } from './moments';
import { placeText, readPlace } from './place-text';
import { plainChoice, plainField, plainText } from './plain-fields';

const TRAVEL_MAX_KM = 1_000;

/** What somebody offers or asks for, from when until when, and where. */
export function boardAskFields(): TemplateResult {
  const field = (name: string, label: string) => ({ prefix: 'ask', name, label });
  return html`${plainChoice({
    ...field('side', t('You')),
    choices: [
      ['offer', t('offer something')],
      ['need', t('need something')],
    ],
  })}
  ${plainChoice({
    ...field('kind', t('What kind')),
    choices: BOARD_KINDS.map((kind) => [kind, BOARD_KIND_WORDS[kind]] as const),
  })}
  ${plainField(field('title', t('What, in a few words')))}
  ${plainText({ ...field('note', t('What else matters')), required: false })}
  ${plainField({ ...field('quantity', t('How many')), type: 'number', min: 1, value: '1' })}
  ${plainField({ ...field('from', t('From')), type: 'datetime-local' })}
  ${plainField({ ...field('until', t('Until')), type: 'datetime-local' })} ${placeText('ask')}
  ${plainField({
    ...field('travel', t('Kilometres you come or bring it')),
    ...{ type: 'number', max: TRAVEL_MAX_KM, value: '0' },
    hint: t('0: the other side has to come.'),
  })}`;
}

/** What such fields say; null, and said at the field, where the place is none. */
export function boardAskIn(form: HTMLFormElement): BoardAskMessage | null {
  const place = readPlace(form);
  if (place === null) return null;
  return {
    side: typed(form, 'side') === 'need' ? 'need' : 'offer',
    kind: BOARD_KINDS.find((kind) => kind === typed(form, 'kind')) ?? 'other',
    title: typed(form, 'title'),
    note: typed(form, 'note') || null,
    quantity: Number(typed(form, 'quantity')),
    from: fromLocalField(typed(form, 'from')) ?? '',
    until: fromLocalField(typed(form, 'until')) ?? '',
    place,
    travelMaxM: Number(typed(form, 'travel')) * 1_000,
  };
}
