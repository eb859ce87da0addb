import type { DeedName } from './incident-deeds';

/** Single keys of the incident page, while nothing is being written. */
export const DEED_KEYS: Readonly<Record<DeedName, string>> = {
  messages: 'm',
  'add-responders': 'a',
  relocate: 'r',
  'stand-down': 's',
  close: 'c',
};
