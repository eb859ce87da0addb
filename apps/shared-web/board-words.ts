import type { BoardKind, BoardSide, BoardStatus } from '#core/board';
import { t } from './language';

export const BOARD_KIND_WORDS: Readonly<Record<BoardKind, string>> = {
  food: t('Food'),
  shelter: t('A place to stay'),
  'pet-place': t('A place for a pet'),
  'livestock-place': t('A place for livestock'),
  pumps: t('Pumps'),
  forage: t('Forage'),
  transport: t('Transport'),
  storage: t('Storage'),
  labour: t('Hands'),
  clothing: t('Clothing'),
  cleaning: t('Cleaning'),
  equipment: t('Equipment'),
  other: t('Something else'),
};

export const BOARD_SIDE_WORDS: Readonly<Record<BoardSide, string>> = {
  offer: t('Offered'),
  need: t('Needed'),
};

export const BOARD_STATUS_WORDS: Readonly<Record<BoardStatus, string>> = {
  'pending-proof': t('Address not proven yet'),
  'pending-vetting': t('To be looked at'),
  open: t('Shown'),
  claimed: t('Taken for now'),
  done: t('Done'),
  closed: t('Closed'),
  expired: t('Run out'),
  'done-by-others': t('Done by others'),
};
