import type { FieldReportKind, FieldReportStatus } from '#core/field-report';
import type { FieldReportView } from '#contracts/field-report-api';
import type { FieldTaskPriority, FieldTaskStatus, FieldTaskStep } from '#core/field-task';
import { FACT_PART_WORDS, REPORT_KIND_WORDS } from '#web/field-words';
import { count, t } from '#web/language';

export const TASK_STATUS_WORDS: Readonly<Record<FieldTaskStatus, string>> = {
  open: t('Nobody has it'),
  given: t('Given'),
  'under-way': t('Under way'),
  done: t('Done'),
  abandoned: t('Given up'),
  'done-by-others': t('Done by others'),
};

export const TASK_PRIORITY_WORDS: Readonly<Record<FieldTaskPriority, string>> = {
  urgent: t('Urgent'),
  high: t('High'),
  normal: t('Normal'),
  low: t('Low'),
};

export const TASK_STEP_WORDS: Readonly<Record<FieldTaskStep, string>> = {
  seen: t('has read it'),
  'under-way': t('is at it'),
  done: t('is done'),
  cannot: t('cannot do it'),
};

export const REPORT_STATUS_WORDS: Readonly<Record<FieldReportStatus, string>> = {
  new: t('New'),
  confirmed: t('Confirmed'),
  refuted: t('Not so'),
  merged: t('Same as another'),
  resolved: t('Dealt with'),
};

/** What was seen, in one line. */
export function factsWords({ facts }: FieldReportView): string {
  const kind: FieldReportKind = facts.kind;
  const words = REPORT_KIND_WORDS[kind];
  switch (facts.kind) {
    case 'river-level':
      return `${words}: ${facts.levelM} m, ${FACT_PART_WORDS[facts.trend]}`;
    case 'person-needs-help': {
      const people = count(facts.peopleCount, 'person', 'people');
      const urgency = FACT_PART_WORDS[facts.urgency];
      return `${words}: ${people}, ${urgency}, ${FACT_PART_WORDS[facts.mobility]}`;
    }
    case 'flooded':
      return facts.depthM === null
        ? words
        : `${words}: ${t('{{metres}} m deep', { metres: facts.depthM })}`;
    case 'road-closed':
    case 'defence-breached':
    case 'all-clear':
    case 'other':
      return words;
  }
}
