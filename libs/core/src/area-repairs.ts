/** Kinds of things that are put right about an outline, each of them told. */
export const AREA_REPAIRS = [
  'ring-closed',
  'points-repeated',
  'spike-removed',
  'turned-round',
  'loops-cut',
  'parts-joined',
  'hole-made',
  'hole-cut',
  'circle-drawn',
  'stored-area',
] as const;
export type AreaRepairKind = (typeof AREA_REPAIRS)[number];

/** One thing that was put right, in words for whoever drew the outline. */
export interface AreaRepair {
  readonly kind: AreaRepairKind;
  readonly says: string;
}
