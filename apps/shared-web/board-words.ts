import type { BoardKind, BoardSide, BoardStatus } from '#core/board';

export const BOARD_KIND_WORDS: Readonly<Record<BoardKind, string>> = {
  food: 'Food',
  shelter: 'A place to stay',
  'pet-place': 'A place for a pet',
  'livestock-place': 'A place for livestock',
  pumps: 'Pumps',
  forage: 'Forage',
  transport: 'Transport',
  storage: 'Storage',
  labour: 'Hands',
  clothing: 'Clothing',
  cleaning: 'Cleaning',
  equipment: 'Equipment',
  other: 'Something else',
};

export const BOARD_SIDE_WORDS: Readonly<Record<BoardSide, string>> = {
  offer: 'Offered',
  need: 'Needed',
};

export const BOARD_STATUS_WORDS: Readonly<Record<BoardStatus, string>> = {
  'pending-proof': 'Address not proven yet',
  'pending-vetting': 'To be looked at',
  open: 'Shown',
  claimed: 'Taken for now',
  done: 'Done',
  closed: 'Closed',
  expired: 'Run out',
  'done-by-others': 'Done by others',
};
