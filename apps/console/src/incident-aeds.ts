import { html, nothing, type TemplateResult } from 'lit';
import type { AedsAroundView } from '#contracts/dispatch-api';
import type { AedStanding } from '#core/aeds-around';
import { distanceOf, timeOfDay } from '#web/format';
import { count, t } from '#web/language';
import { ACCESS_WORDS } from '#web/words';
import { REPORT_WORDS } from './console-words';

type Around = AedsAroundView['items'][number];

const STANDING_WORDS: Readonly<Record<AedStanding, string>> = {
  open: t('Open'),
  'hours-unknown': t('Hours not certain'),
  'fetched-here': t('Being fetched'),
  'fetched-elsewhere': t('Taken for another incident'),
  shut: t('Shut'),
  'no-access': t('No public access'),
  'out-of-service': t('Out of service'),
};

/** Each has a sign of its own, so that colour is never the only difference. */
const STANDING_SIGNS: Readonly<Record<AedStanding, string>> = {
  open: '✓',
  'hours-unknown': '?',
  'fetched-here': '→',
  'fetched-elsewhere': '⇄',
  shut: '✕',
  'no-access': '⊘',
  'out-of-service': '!',
};

const GOOD: readonly AedStanding[] = ['open', 'fetched-here'];
const LISTED_FIRST_MAX = 6;

/** How many AEDs there are of each standing, at a glance. */
export function aedTally(items: readonly Around[] | null): TemplateResult {
  if (items === null) return html`<span class="soft">${t('Loading …')}</span>`;
  if (items.length === 0) return html`<span class="attention">${t('None known near')}</span>`;
  const number = (standing: AedStanding): number =>
    items.filter((one) => one.standing === standing).length;
  const shown = ALL.filter((standing) => number(standing) > 0);
  return html`<span class="pills">
    ${shown.map(
      (standing) =>
        html`<span class="badge ${GOOD.includes(standing) ? 'good' : ''}"
          ><span aria-hidden="true">${STANDING_SIGNS[standing]}</span> ${number(standing)}
          ${STANDING_WORDS[standing]}</span
        >`,
    )}
  </span>`;
}

const ALL = Object.keys(STANDING_WORDS) as AedStanding[];

/** Every AED around, with how it stands and why; the useful first. */
export function incidentAeds(items: readonly Around[] | null): TemplateResult {
  const first = items?.slice(0, LISTED_FIRST_MAX) ?? [];
  const rest = items?.slice(LISTED_FIRST_MAX) ?? [];
  return html`<section aria-labelledby="aeds" data-test="aeds-around">
    <h2 id="aeds">${t('AEDs near the patient')}</h2>
    ${
      items === null
        ? html`<p class="soft">${t('Loading …')}</p>`
        : items.length === 0
          ? html`<p class="soft">${t('No AED is known near this place.')}</p>`
          : html`<ul class="plain aeds">
              ${first.map(line)}
            </ul>`
    }
    ${
      rest.length === 0
        ? nothing
        : html`<details>
            <summary>${count(rest.length, 'more AED', 'more AEDs')}</summary>
            <ul class="plain aeds">
              ${rest.map(line)}
            </ul>
          </details>`
    }
  </section>`;
}

function line(aed: Around): TemplateResult {
  const why = whyOf(aed);
  const { locationDetail, access, openingHours } = aed;
  const about = [locationDetail, ACCESS_WORDS[access], openingHours]
    .filter((part) => part !== null)
    .join(' · ');
  return html`<li data-test="aed-around">
    <span class="badge ${GOOD.includes(aed.standing) ? 'good' : 'warn'}"
      ><span aria-hidden="true">${STANDING_SIGNS[aed.standing]}</span>
      ${STANDING_WORDS[aed.standing]}</span
    >
    <strong>${aed.name}</strong>
    <span class="figures">${distanceOf(aed.distanceM)}</span>
    ${why === null ? nothing : html`<span>${why}</span>`}
    <span class="soft">${about}</span>
  </li>`;
}

function whyOf({ standing, changesAt, report }: Around): string | null {
  if (report !== null) return t('reported: {{report}}', { report: REPORT_WORDS[report] });
  if (changesAt === null) return null;
  const time = timeOfDay(Date.parse(changesAt)).slice(0, 5);
  if (standing === 'shut') return t('opens {{time}}', { time });
  return standing === 'open' ? t('shuts {{time}}', { time }) : null;
}
