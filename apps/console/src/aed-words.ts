import type { RegisteredAedView } from '#contracts/aed-register-api';
import type { AedReport, AedStatus } from '#core/aed';
import type { AedGap } from '#core/aed-gaps';
import { language, t } from '#web/language';

export const AED_STATUS_WORDS: Readonly<Record<AedStatus, string>> = {
  unverified: t('Not checked yet'),
  available: t('Usable'),
  'out-of-service': t('Out of order'),
  retired: t('Gone'),
};

/** What is missing, as a mark in the table. */
export const GAP_WORDS: Readonly<Record<AedGap, string>> = {
  report: t('Report to confirm'),
  hours: t('Hours not known'),
  check: t('Not checked for a year'),
  detail: t('Where in the building?'),
  access: t('Who may take it?'),
};

export const REPORT_WORDS: Readonly<Record<AedReport, string>> = {
  collected: t('It was taken to an incident'),
  missing: t('It was not there'),
  locked: t('It was locked away'),
  flat: t('It did not work'),
};

/** `Open until Mon 18:00`: whether it can be had now, and when that ends. */
export function openWords({
  open,
  changesAt,
}: Pick<RegisteredAedView, 'open' | 'changesAt'>): string {
  const at =
    changesAt === null
      ? null
      : new Date(changesAt).toLocaleString(language(), {
          ...{ weekday: 'short', hour: '2-digit', minute: '2-digit' },
        });
  if (open === 'unknown') return t('Hours not known');
  if (open === 'open') return at === null ? t('Always open') : t('Open until {{at}}', { at });
  return at === null ? t('Shut') : t('Shut until {{at}}', { at });
}
