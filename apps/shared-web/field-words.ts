import type { FieldReportKind, HELP_URGENCIES, MOBILITIES, WATER_TRENDS } from '#core/field-report';

export const REPORT_KIND_WORDS: Readonly<Record<FieldReportKind, string>> = {
  'river-level': 'River level',
  'road-closed': 'Road closed',
  'person-needs-help': 'Somebody needs help',
  flooded: 'Flooded place',
  'defence-breached': 'Flood defence has given way',
  'all-clear': 'All clear here',
  other: 'Something else',
};

type FactPart =
  (typeof WATER_TRENDS)[number] | (typeof HELP_URGENCIES)[number] | (typeof MOBILITIES)[number];

/** How water moves, how urgent help is, and whether somebody can walk. */
export const FACT_PART_WORDS: Readonly<Record<FactPart, string>> = {
  rising: 'rising',
  steady: 'steady',
  falling: 'falling',
  unknown: 'not known',
  'life-threatening': 'life in danger',
  high: 'urgent',
  normal: 'soon',
  low: 'can wait',
  walks: 'can walk',
  'walks-with-help': 'walks with help',
  'cannot-walk': 'cannot walk',
};
