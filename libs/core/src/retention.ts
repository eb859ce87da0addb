import { DAY_MS, HOUR_MS } from '#core/units';

/** How long one kind of thing is kept, from when, and why not shorter. */
export interface RetentionRule {
  /** In words of the papers. */
  readonly what: string;
  /** 0 where it goes at once. */
  readonly keepsForMs: number;
  readonly from: string;
  readonly why: string;
}

/*
 * What is kept for how long: the one table. The worker deletes by it once a day, the papers are
 * generated from it.
 */
export const RETENTION = {
  positions: {
    what: 'Last position of a responder (never a trail)',
    keepsForMs: 0,
    from: 'going off duty or signing out',
    why: 'Only whoever is on duty can be sent.',
  },
  'silent-positions': {
    what: 'Last position of a responder on duty who is not heard of',
    keepsForMs: DAY_MS,
    from: 'its measuring',
    why: 'The last known position finds people while the live index is away.',
  },
  'incident-details': {
    what: 'Address, notes, age of the patient and exact place of an incident',
    keepsForMs: 30 * DAY_MS,
    from: 'the end of the incident',
    why: 'Complaints and reviews of a mission come within a month; a coarse cell stays.',
  },
  'control-messages': {
    what: "The same in control's own messages",
    keepsForMs: 30 * DAY_MS,
    from: 'receipt',
    why: 'Late messages are put in order by what came before.',
  },
  'kept-fields': {
    what: 'What messages of other formats said that was not understood (sealed)',
    keepsForMs: 30 * DAY_MS,
    from: 'receipt',
    why: 'Whoever handles the incident reads it; it goes with the messages it came in.',
  },
  'decision-inputs': {
    what: 'What a decision knew: positions of candidates by number, without names',
    keepsForMs: 30 * DAY_MS,
    from: 'the decision',
    why: 'A decision can be made again and explained; its reasons stay.',
  },
  'reply-texts': {
    what: 'Texts that responders write back',
    keepsForMs: 30 * DAY_MS,
    from: 'receipt',
    why: 'What was understood can be checked; the meaning stays.',
  },
  'unplaced-replies': {
    what: 'Messages from numbers that nobody has',
    keepsForMs: 7 * DAY_MS,
    from: 'receipt',
    why: 'Somebody may ask why their answer was not heard.',
  },
  'delivery-attempts': {
    what: 'Attempts to reach somebody, with references of providers',
    keepsForMs: 90 * DAY_MS,
    from: 'the attempt',
    why: 'Providers answer disputes within three months; the outcome stays.',
  },
  'booking-details': {
    what: 'Who people without an account were at a call-out, and what was noted with any yes',
    keepsForMs: 30 * DAY_MS,
    from: 'the end of their time there',
    why: 'Whoever is missed, hurt or thanked has to be found; how many came stays.',
  },
  'callout-considered': {
    what: 'Whom a call-out considered and why, with distances',
    keepsForMs: 90 * DAY_MS,
    from: 'the end of its time, once it is over',
    why: 'People ask why they were not asked; counts of who was asked when stay.',
  },
  warnings: {
    what: 'Warnings of others with their texts and areas, and what they refer to',
    keepsForMs: 365 * DAY_MS,
    from: 'receipt, once they no longer stand',
    why: 'Reviews of a flood compare what was warned of with what was done.',
  },
  enrolments: {
    what: 'Used or expired one-time codes of phones (hashes)',
    keepsForMs: 30 * DAY_MS,
    from: 'expiry',
    why: 'A code that does not work can be explained.',
  },
  sessions: {
    what: 'Sign-ins of staff that are over, with their tokens (hashes)',
    keepsForMs: 30 * DAY_MS,
    from: 'their end',
    why: 'A stolen token that is used again must be recognised.',
  },
  notes: {
    what: 'Texts to people that are no alerts, with who has seen them',
    keepsForMs: 90 * DAY_MS,
    from: 'being written',
    why: 'Who was told what and when is asked after a call-out; how many were told stays.',
  },
  debriefs: {
    what: 'What people say after a call-out, and how they are (sealed)',
    keepsForMs: 90 * DAY_MS,
    from: 'their answer',
    why: 'Somebody rings those who want it; what was learnt is written down elsewhere.',
  },
  'after-care': {
    what: 'How people say they are after an incident (sealed), and calls they asked for',
    keepsForMs: 90 * DAY_MS,
    from: 'their answer, or the note that asked or thanked',
    why: 'Whoever wants a call gets one, and is asked again a while later.',
  },
  outcomes: {
    what: 'What those who were there were told of how an incident ended',
    keepsForMs: 365 * DAY_MS,
    from: 'its release',
    why: 'It is read in their history; nobody is asked for it twice.',
  },
  'one-time-codes': {
    what: 'One-time codes and claims of registration (sealed)',
    keepsForMs: DAY_MS,
    from: 'expiry',
    why: 'They are worth nothing afterwards.',
  },
  'board-entries': {
    what: 'Offers and needs with their claims, contacts (sealed) and places',
    keepsForMs: 30 * DAY_MS,
    from: 'their end',
    why: 'Complaints about what was brought or promised come within a month.',
  },
  'signed-messages': {
    what: "Ids of control's signed messages",
    keepsForMs: DAY_MS,
    from: 'receipt',
    why: 'A repeated message must be recognised while its signature is valid.',
  },
  'field-tasks': {
    what: 'Where exactly a task of a call-out was, its notes and what its team said',
    keepsForMs: 30 * DAY_MS,
    from: 'the end of the task',
    why: 'Claims about damage and injuries come within a month; a coarse place stays.',
  },
  'field-reports': {
    what: 'Texts of reports from the field, and where exactly somebody needed help',
    keepsForMs: 30 * DAY_MS,
    from: 'when it was seen',
    why: 'What was seen, where and when stays; who lives there does not.',
  },
  'field-photos': {
    what: 'Photos from the field (sealed, without metadata)',
    keepsForMs: 30 * DAY_MS,
    from: 'the upload',
    why: 'They show people and homes.',
  },
  'watch-authors': {
    what: 'Who took a reading of a watch point, and their note',
    keepsForMs: 365 * DAY_MS,
    from: 'when it was read',
    why: 'A year of readings shows who keeps an eye on a point; the readings stay.',
  },
  'control-events': {
    what: 'Events for control rooms, and how they were sent',
    keepsForMs: 30 * DAY_MS,
    from: 'their recording',
    why: 'Whoever was away for long can read or be sent what was missed; the timeline stays.',
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionName = keyof typeof RETENTION;

/** Every name of the table, in its order. */
export const RETENTION_NAMES = Object.keys(RETENTION) as RetentionName[];

/** The table as Markdown with even columns, for the papers; ends with a line break. */
export function retentionTable(): string {
  const rows = [
    ['What', 'Kept for', 'From', 'Why'],
    ...Object.values<RetentionRule>(RETENTION).map(({ what, keepsForMs, from, why }) => [
      ...[what, inWords(keepsForMs), from, why],
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const [head, ...body] = rows.map((row) => lineOf(row, widths));
  const rule = lineOf(
    widths.map((width) => '-'.repeat(width)),
    widths,
  );
  return [head, rule, ...body, ''].join('\n');
}

function lineOf(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
}

function inWords(ms: number): string {
  if (ms === 0) return 'goes at once';
  const days = ms / DAY_MS;
  if (days < 1) return `${ms / HOUR_MS} hours`;
  return days === 1 ? '1 day' : `${days} days`;
}
