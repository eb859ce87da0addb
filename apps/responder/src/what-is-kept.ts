import { RETENTION, type RetentionName } from '#core/retention';
import { DAY_MS } from '#core/units';
import { count, t } from '#web/language';

/** Rules of the one table that are about a responder: what is kept, and from when it counts. */
const ABOUT_ME = {
  positions: [t('Your last position'), t('going off duty or signing out')],
  'silent-positions': [t('Your last position, when nothing is heard of you'), t('its measuring')],
  'decision-inputs': [t('Positions that a decision knew, without names'), t('the decision')],
  'reply-texts': [t('Texts that you write back'), t('their receipt')],
  'delivery-attempts': [t('Attempts to reach you'), t('the attempt')],
  notes: [t('Texts to you that are no alerts'), t('their writing')],
  'after-care': [
    t('How you say you are after an incident, and calls you ask for'),
    t('your answer'),
  ],
  debriefs: [t('What you say after a call-out'), t('your answer')],
  enrolments: [t('Enrolment codes of your phones'), t('their end')],
  'one-time-codes': [t('One-time codes'), t('their end')],
} as const satisfies Partial<Record<RetentionName, readonly [string, string]>>;

/** What is kept of a responder and for how long, as it is said to them. */
export const KEPT: readonly { readonly what: string; readonly howLong: string }[] = [
  {
    what: t('Name, addresses, credentials, and what was answered to alerts'),
    howLong: t('Until you erase yourself, or your organisation does'),
  },
  ...Object.entries(ABOUT_ME).map(([name, [what, from]]) => {
    const { keepsForMs } = RETENTION[name as keyof typeof ABOUT_ME];
    return { what, howLong: howLong(keepsForMs, from) };
  }),
];

function howLong(keepsForMs: number, from: string): string {
  if (keepsForMs === 0) return t('Gone with {{from}}', { from });
  return t('{{span}} from {{from}}', { span: count(keepsForMs / DAY_MS, 'day', 'days'), from });
}
