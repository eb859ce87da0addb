import type { FieldReportKind, HELP_URGENCIES, MOBILITIES, WATER_TRENDS } from '#core/field-report';
import { t } from './language';

export const REPORT_KIND_WORDS: Readonly<Record<FieldReportKind, string>> = {
  'river-level': t('River level'),
  'road-closed': t('Road closed'),
  'person-needs-help': t('Somebody needs help'),
  flooded: t('Flooded place'),
  'defence-breached': t('Flood defence has given way'),
  'all-clear': t('All clear here'),
  other: t('Something else'),
};

type FactPart =
  (typeof WATER_TRENDS)[number] | (typeof HELP_URGENCIES)[number] | (typeof MOBILITIES)[number];

/** How water moves, how urgent help is, and whether somebody can walk. */
export const FACT_PART_WORDS: Readonly<Record<FactPart, string>> = {
  rising: t('rising'),
  steady: t('steady'),
  falling: t('falling'),
  unknown: t('not known'),
  'life-threatening': t('life in danger'),
  high: t('urgent'),
  normal: t('soon'),
  low: t('can wait'),
  walks: t('can walk'),
  'walks-with-help': t('walks with help'),
  'cannot-walk': t('cannot walk'),
};
