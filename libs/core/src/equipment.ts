/** What people own, offer to bring, or a call-out needs. */
export const EQUIPMENT = [
  'boat',
  'aed',
  'first-aid-kit',
  'vehicle',
  'four-by-four',
  'trailer',
  'tractor',
  'pump',
  'generator',
  'ropes',
  'chainsaw',
] as const;
export type Equipment = (typeof EQUIPMENT)[number];

/** Pieces of each kind; a kind that is left out is none. */
export type Pieces = Readonly<Partial<Record<Equipment, number>>>;
