import type { FieldReportKind, FieldReportStatus } from '#core/field-report';
import type { FieldReportView } from '#contracts/field-report-api';
import type { FieldTaskPriority, FieldTaskStatus, FieldTaskStep } from '#core/field-task';
import { FACT_PART_WORDS, REPORT_KIND_WORDS } from '#web/field-words';

export const TASK_STATUS_WORDS: Readonly<Record<FieldTaskStatus, string>> = {
  open: 'Nobody has it',
  given: 'Given',
  'under-way': 'Under way',
  done: 'Done',
  abandoned: 'Given up',
  'done-by-others': 'Done by others',
};

export const TASK_PRIORITY_WORDS: Readonly<Record<FieldTaskPriority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

export const TASK_STEP_WORDS: Readonly<Record<FieldTaskStep, string>> = {
  seen: 'has read it',
  'under-way': 'is at it',
  done: 'is done',
  cannot: 'cannot do it',
};

export const REPORT_STATUS_WORDS: Readonly<Record<FieldReportStatus, string>> = {
  new: 'New',
  confirmed: 'Confirmed',
  refuted: 'Not so',
  merged: 'Same as another',
  resolved: 'Dealt with',
};

/** What was seen, in one line. */
export function factsWords({ facts }: FieldReportView): string {
  const kind: FieldReportKind = facts.kind;
  const words = REPORT_KIND_WORDS[kind];
  switch (facts.kind) {
    case 'river-level':
      return `${words}: ${facts.levelM} m, ${FACT_PART_WORDS[facts.trend]}`;
    case 'person-needs-help': {
      const people = facts.peopleCount === 1 ? '1 person' : `${facts.peopleCount} people`;
      const urgency = FACT_PART_WORDS[facts.urgency];
      return `${words}: ${people}, ${urgency}, ${FACT_PART_WORDS[facts.mobility]}`;
    }
    case 'flooded':
      return facts.depthM === null ? words : `${words}: ${facts.depthM} m deep`;
    case 'road-closed':
    case 'defence-breached':
    case 'all-clear':
    case 'other':
      return words;
  }
}
