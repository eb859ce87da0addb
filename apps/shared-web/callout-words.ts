import type { BookingStatus } from '#core/callout-booking';
import type { CalloutStatus } from '#core/callout';
import type { BriefingPart, CalloutOrder } from '#core/callout-needs';
import { EQUIPMENT, type Equipment, type Pieces } from '#core/equipment';
import { count } from './format';

/** One piece, and several. */
const PIECE_WORDS: Readonly<Record<Equipment, readonly [string, string]>> = {
  boat: ['boat', 'boats'],
  aed: ['AED', 'AEDs'],
  'first-aid-kit': ['first-aid kit', 'first-aid kits'],
  vehicle: ['car', 'cars'],
  'four-by-four': ['four-by-four', 'four-by-fours'],
  trailer: ['trailer', 'trailers'],
  tractor: ['tractor', 'tractors'],
  pump: ['pump', 'pumps'],
  generator: ['generator', 'generators'],
  ropes: ['set of ropes', 'sets of ropes'],
  chainsaw: ['chainsaw', 'chainsaws'],
};

/** The parts of a briefing, as headings of what people are told. */
export const BRIEFING_WORDS: Readonly<Record<BriefingPart, string>> = {
  event: 'What has happened',
  task: 'What you would do',
  'meeting-point': 'Where you report',
  contact: 'Whom you ask',
  'total-duration': 'From when until when',
  'shift-length': 'Your shift',
  bring: 'What to bring',
  risks: 'What is dangerous',
};

export const BOOKING_WORDS: Readonly<Record<BookingStatus, string>> = {
  reserve: 'In reserve',
  expected: 'Expected',
  'en-route': 'On the way',
  held: 'Held back from danger',
  'checked-in': 'There',
  'checked-out': 'Gone home',
  withdrawn: 'Withdrew',
  'stood-down': 'Stood down',
  'no-show': 'Did not come',
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
  open: 'Open',
  filled: 'Filled',
  closed: 'Closed',
  cancelled: 'Cancelled',
};

export const ORDER_WORDS: Readonly<Record<CalloutOrder, string>> = {
  nearest: 'The nearest first',
  rotation: 'In turn, whoever was asked least first',
  'all-at-once': 'Everybody at once',
};

/** A kind of equipment as a choice: `Boat`. */
export function equipmentWord(kind: Equipment): string {
  const [one] = PIECE_WORDS[kind];
  return one.charAt(0).toUpperCase() + one.slice(1);
}

/** `10 boats, 1 pump`; an empty text where there are none. */
export function piecesWords(pieces: Pieces): string {
  return EQUIPMENT.filter((kind) => (pieces[kind] ?? 0) > 0)
    .map((kind) => count(pieces[kind] ?? 0, ...PIECE_WORDS[kind]))
    .join(', ');
}
