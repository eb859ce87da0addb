import type { IncidentResponderView, IncidentView } from '#contracts/incident-api';
import { escaped } from './muster-paper';
import { clockWords } from './paper';

const WIDTH = 680;
const NAMES = 150;
const EDGE = 16;
const LANE = 22;
const HEAD = 28;
const MS_PER_S = 1_000;
const TICKS_MAX = 8;
/** Steps between the marks of the axis, in seconds. */
const STEPS_S = [15, 30, 60, 120, 300, 600, 1_800, 3_600, 21_600];
const SHORTEST_MS = 15_000;
const NAME_LENGTH_MAX = 24;
const MARKS = 'a diamond is an AED in hand; the broken line is when the ambulance was expected.';
/** More people than this are in the table only. */
const LANES_MAX = 40;

/** What somebody did from one moment on, until the next. */
const PARTS = [
  { from: 'sentAt', says: 'asked', fill: '#c9c9c4' },
  { from: 'seenAt', says: 'seen', fill: '#e0b04a' },
  { from: 'acceptedAt', says: 'accepted', fill: '#7fb2d6' },
  { from: 'enRouteAt', says: 'on the way', fill: '#1b5e8a' },
  { from: 'onSceneAt', says: 'on scene', fill: '#1d6b3a' },
] as const;

type Name = (typeof PARTS)[number]['from'];
type Axis = (at: number) => number;

/**
 * What everybody did when, one below the other on one axis of time: the run of an incident without
 * anybody's position, which is not kept after their part has ended.
 */
export function debriefLanes(incident: IncidentView): string {
  const shown = [...incident.responders]
    .sort((a, b) => a.sentAt.localeCompare(b.sentAt) || a.wave - b.wave)
    .slice(0, LANES_MAX);
  if (shown.length === 0) return '<p>Nobody was asked.</p>';
  const from = Date.parse(incident.calledAt);
  const end = endOf(incident, shown);
  const axis: Axis = (at) =>
    NAMES + ((clamp(at, from, end) - from) / (end - from)) * (WIDTH - NAMES - EDGE);
  const height = HEAD + shown.length * LANE + EDGE;
  const drawn = [
    ...ticks(from, end).map((at) => tick(at, { axis, from, height })),
    ...shown.map((one, nth) => lane(one, { nth, axis, end })),
    ...ambulance(incident, axis, height),
  ];
  const left = incident.responders.length - shown.length;
  return `<figure><svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img"
    aria-label="What everybody did when" font-family="system-ui, sans-serif" font-size="11">
${drawn.join('\n')}
</svg></figure>
<p class="soft">Minutes and seconds after the call. ${legend()}${
    left > 0 ? ` ${left} more are in the table.` : ''
  }</p>`;
}

/** When somebody's part ended, or the incident did; the last that is known where it goes on. */
function endOf(incident: IncidentView, responders: readonly IncidentResponderView[]): number {
  const moments = responders.flatMap((one) => PARTS.map(({ from }) => momentOf(one, from)));
  const known = [incident.endedAt, incident.ambulanceEtaAt, incident.receivedAt];
  const all = [...moments, ...known.map((iso) => (iso === null ? null : Date.parse(iso)))];
  const last = Math.max(...all.flatMap((at) => at ?? []));
  return Math.max(last, Date.parse(incident.calledAt) + SHORTEST_MS);
}

function momentOf(one: IncidentResponderView, name: Name): number | null {
  const isYes = one.alertStatus === 'accepted';
  const iso = name === 'acceptedAt' ? (isYes ? one.answeredAt : null) : one[name];
  return iso === null ? null : Date.parse(iso);
}

function lane(
  one: IncidentResponderView,
  { nth, axis, end }: { readonly nth: number; readonly axis: Axis; readonly end: number },
): string {
  const top = HEAD + nth * LANE;
  const known = PARTS.flatMap(({ from, says, fill }) => {
    const at = momentOf(one, from);
    return at === null ? [] : [{ at, says, fill }];
  });
  const over = overAt(one) ?? end;
  const bars = known.map(({ at, says, fill }, index) => {
    const until = Math.max(at, known[index + 1]?.at ?? Math.max(over, at));
    const width = Math.max(1, axis(until) - axis(at)).toFixed(1);
    const box = `x="${axis(at).toFixed(1)}" y="${top + 3}" width="${width}" height="${LANE - 8}"`;
    return `<rect ${box} fill="${fill}"><title>${says}</title></rect>`;
  });
  const name = escaped(one.displayName.slice(0, NAME_LENGTH_MAX));
  return `<text x="0" y="${top + 14}">${name}</text>${bars.join('')}${aedMark(one, top, axis)}`;
}

/** A no, an alert that ran out: nothing goes on afterwards. */
function overAt({ alertStatus, answeredAt }: IncidentResponderView): number | null {
  return alertStatus === 'accepted' || answeredAt === null ? null : Date.parse(answeredAt);
}

function aedMark({ aedCollectedAt }: IncidentResponderView, top: number, axis: Axis): string {
  if (aedCollectedAt === null) return '';
  const x = axis(Date.parse(aedCollectedAt));
  return `<path d="M${x.toFixed(1)} ${top + 2}l5 7l-5 7l-5 -7z" fill="#fff" stroke="#1d6b3a"
  stroke-width="2"><title>AED in hand</title></path>`;
}

function ambulance({ ambulanceEtaAt }: IncidentView, axis: Axis, height: number): string[] {
  if (ambulanceEtaAt === null) return [];
  const x = axis(Date.parse(ambulanceEtaAt)).toFixed(1);
  return [
    `<path d="M${x} ${HEAD - 8}V${height - EDGE}" stroke="#b3261e" stroke-width="2"
  stroke-dasharray="5 3"/>`,
  ];
}

function ticks(from: number, end: number): readonly number[] {
  const seconds = (end - from) / MS_PER_S;
  const stepS = STEPS_S.find((step) => seconds / step <= TICKS_MAX) ?? Math.ceil(seconds / 4);
  const count = Math.floor(seconds / stepS) + 1;
  return Array.from({ length: count }, (_none, nth) => from + nth * stepS * MS_PER_S);
}

function tick(
  at: number,
  { axis, from, height }: { readonly axis: Axis; readonly from: number; readonly height: number },
): string {
  const x = axis(at).toFixed(1);
  const says = clockWords((at - from) / MS_PER_S);
  return `<path d="M${x} ${HEAD - 8}V${height - EDGE}" stroke="#ddd"/>
<text x="${x}" y="12" text-anchor="middle" fill="#555">${says}</text>`;
}

function legend(): string {
  const words = PARTS.map(
    ({ says, fill }) =>
      `<svg width="10" height="10"><rect width="10" height="10" fill="${fill}"/></svg> ${says}`,
  ).join(', ');
  return `${words}; ${MARKS}`;
}

function clamp(at: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, at));
}
