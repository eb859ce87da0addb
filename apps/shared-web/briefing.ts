import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { AlertView } from '#contracts/responder-api';
import { BRIEFING_PARTS, type BriefingPart } from '#core/callout-needs';
import type { Pieces } from '#core/equipment';
import { HOUR_MS, MINUTE_MS } from '#core/units';
import { BRIEFING_WORDS, piecesWords } from './callout-words';
import { count, t } from './language';
import { spanOf } from './moments';

type Shown = NonNullable<AlertView['callout']>;
/** Of a call-out, what its eight parts are made of. */
export type Briefed = Pick<Shown, 'briefing' | 'window' | 'shifts'> & {
  readonly needs: readonly { readonly label: string; readonly equipment: Pieces }[];
  readonly musterPoints: readonly Pick<
    CalloutView['musterPoints'][number],
    'musterKey' | 'name' | 'routeNote' | 'parkingNote'
  >[];
};

/** The eight things that whoever is asked has a right to know, in their order. */
export function briefingList(callout: Briefed): TemplateResult {
  return html`<dl class="briefing" data-test="briefing">
    ${BRIEFING_PARTS.map(
      (part) =>
        html`<div data-part=${part}>
          <dt>${BRIEFING_WORDS[part]}</dt>
          <dd>${partOf(callout, part)}</dd>
        </div>`,
    )}
  </dl>`;
}

/** `4 hours`, `1 hour 30 min`, `2 days`. */
export function lengthOf(window: { readonly from: string; readonly until: string }): string {
  const minutes = Math.round((Date.parse(window.until) - Date.parse(window.from)) / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 48) return count(Math.round(minutes / 60 / 24), 'day', 'days');
  const parts = [
    ...(hours === 0 ? [] : [count(hours, 'hour', 'hours')]),
    ...(rest === 0 && hours > 0 ? [] : [t('{{minutes}} min', { minutes: rest })]),
  ];
  return parts.join(' ');
}

function partOf(callout: Briefed, part: BriefingPart): TemplateResult | string {
  const { briefing, window, shifts, needs } = callout;
  switch (part) {
    case 'meeting-point':
      return meetingPoints(callout);
    case 'total-duration':
      return html`${spanOf(window)} <span class="soft">(${lengthOf(window)})</span>`;
    case 'shift-length':
      return shiftWords(window, shifts);
    case 'bring':
      return bringWords(briefing.bring, needs);
    case 'event':
    case 'task':
    case 'contact':
    case 'risks':
      return briefing[part];
  }
}

function meetingPoints({ musterPoints }: Briefed): TemplateResult {
  return html`<ul>
    ${musterPoints.map(
      (point) =>
        html`<li>
          <strong>${point.name}</strong><br />${point.routeNote}<br />
          <span class="soft">${t('Parking:')}</span> ${point.parkingNote}
        </li>`,
    )}
  </ul>`;
}

function shiftWords(window: Briefed['window'], shifts: Briefed['shifts']): TemplateResult | string {
  const longest = Date.parse(window.until) - Date.parse(window.from);
  if (shifts.length === 0) {
    return longest > 24 * HOUR_MS
      ? t('No shifts are set: say below from when until when you can.')
      : t('The whole time, {{length}}', { length: lengthOf(window) });
  }
  return html`<ul>
    ${shifts.map((shift) => html`<li>${spanOf(shift)} (${lengthOf(shift)})</li>`)}
  </ul>`;
}

function bringWords(bring: string, needs: Briefed['needs']): TemplateResult {
  const wanted = needs.filter(({ equipment }) => piecesWords(equipment) !== '');
  const pieces = wanted.map(({ label, equipment }) => `${piecesWords(equipment)} (${label})`);
  return html`${bring}${
    wanted.length === 0
      ? nothing
      : html`<p><span class="soft">${t('Also wanted:')}</span> ${pieces.join('; ')}</p>`
  }`;
}
