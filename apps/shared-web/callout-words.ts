import type { BookingStatus } from '#core/callout-booking';
import type { CalloutStatus } from '#core/callout';
import type { BriefingPart, CalloutOrder } from '#core/callout-needs';
import { EQUIPMENT, type Equipment, type Pieces } from '#core/equipment';
import { count, t } from './language';

const EQUIPMENT_WORDS: Readonly<Record<Equipment, string>> = {
  boat: t('Boat'),
  aed: t('AED'),
  'first-aid-kit': t('First-aid kit'),
  vehicle: t('Car'),
  'four-by-four': t('Four-by-four'),
  trailer: t('Trailer'),
  tractor: t('Tractor'),
  pump: t('Pump'),
  generator: t('Generator'),
  ropes: t('Set of ropes'),
  chainsaw: t('Chainsaw'),
};

/** So many of one kind. */
const PIECES: Readonly<Record<Equipment, (number: number) => string>> = {
  boat: (number) => count(number, 'boat', 'boats'),
  aed: (number) => count(number, 'AED', 'AEDs'),
  'first-aid-kit': (number) => count(number, 'first-aid kit', 'first-aid kits'),
  vehicle: (number) => count(number, 'car', 'cars'),
  'four-by-four': (number) => count(number, 'four-by-four', 'four-by-fours'),
  trailer: (number) => count(number, 'trailer', 'trailers'),
  tractor: (number) => count(number, 'tractor', 'tractors'),
  pump: (number) => count(number, 'pump', 'pumps'),
  generator: (number) => count(number, 'generator', 'generators'),
  ropes: (number) => count(number, 'set of ropes', 'sets of ropes'),
  chainsaw: (number) => count(number, 'chainsaw', 'chainsaws'),
};

/** The parts of a briefing, as headings of what people are told. */
export const BRIEFING_WORDS: Readonly<Record<BriefingPart, string>> = {
  event: t('What has happened'),
  task: t('What you would do'),
  'meeting-point': t('Where you report'),
  contact: t('Whom you ask'),
  'total-duration': t('From when until when'),
  'shift-length': t('Your shift'),
  bring: t('What to bring'),
  risks: t('What is dangerous'),
};

export const BOOKING_WORDS: Readonly<Record<BookingStatus, string>> = {
  reserve: t('In reserve'),
  expected: t('Expected'),
  'en-route': t('On the way'),
  held: t('Held back from danger'),
  'checked-in': t('There'),
  'checked-out': t('Gone home'),
  withdrawn: t('Withdrew'),
  'stood-down': t('Stood down'),
  'no-show': t('Did not come'),
};

/** Each state has a sign of its own, so that colour is never the only difference. */
export const BOOKING_SIGNS: Readonly<Record<BookingStatus, string>> = {
  reserve: '…',
  expected: '○',
  'en-route': '→',
  held: '‖',
  'checked-in': '●',
  'checked-out': '✓',
  withdrawn: '✕',
  'stood-down': '✕',
  'no-show': '?',
};

export const CALLOUT_STATUS_WORDS: Readonly<Record<CalloutStatus, string>> = {
  open: t('Open'),
  filled: t('Filled'),
  closed: t('Closed'),
  cancelled: t('Cancelled'),
};

export const ORDER_WORDS: Readonly<Record<CalloutOrder, string>> = {
  nearest: t('The nearest first'),
  rotation: t('In turn, whoever was asked least first'),
  'all-at-once': t('Everybody at once'),
};

/** A kind of equipment as a choice: `Boat`. */
export function equipmentWord(kind: Equipment): string {
  return EQUIPMENT_WORDS[kind];
}

/** `10 boats, 1 pump`; an empty text where there are none. */
export function piecesWords(pieces: Pieces): string {
  return EQUIPMENT.filter((kind) => (pieces[kind] ?? 0) > 0)
    .map((kind) => PIECES[kind](pieces[kind] ?? 0))
    .join(', ');
}
