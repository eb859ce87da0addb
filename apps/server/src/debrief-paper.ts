import type { FactView, IncidentResponderView, IncidentView } from '#contracts/incident-api';
import type { DecisionView } from '#contracts/plan-api';
import type { DebriefPack } from '#flow/debrief-pack';
import { debriefLanes } from './debrief-lanes';
import { debriefMap } from './debrief-map';
import { escaped } from './muster-paper';
import { momentIn, paper } from './paper';

/** People who were not alerted that are named at most, the nearest first. */
const NOT_ALERTED_SHOWN_MAX = 60;
const MS_PER_S = 1_000;
/** Details of a fact that say something in a timeline; the others are for programs. */
const TOLD = ['reason', 'report', 'channel', 'status', 'cause', 'text'] as const;

type Moment = (iso: string | null) => string;

/** All of one incident on paper: what happened, who was asked and why, and what was ordered. */
export function debriefPage(pack: DebriefPack): string {
  const { incident, timeZone } = pack;
  const at = momentIn(timeZone, { seconds: true, day: false });
  return paper(`Debrief: ${incident.controlRef}`, [
    head(pack),
    facts(incident, momentIn(timeZone, { seconds: true })),
    times(pack),
    `<h2>Where</h2>\n${debriefMap(incident)}`,
    `<h2>Who did what when</h2>\n${debriefLanes(incident)}`,
    `<h2>Who was asked</h2>\n${asked(pack, at)}`,
    `<h2>Who was not, and why</h2>\n${notAsked(pack)}`,
    `<h2>How it was decided</h2>\n${decisions(pack, at)}`,
    `<h2>Timeline</h2>\n${timeline(pack, at)}`,
  ]);
}

function head({ incident, organisation, timeZone, madeAt }: DebriefPack): string {
  const at = momentIn(timeZone);
  const mode =
    incident.mode === 'actual' ? '' : `<p class="notice"><b>${incident.mode.toUpperCase()}</b></p>`;
  const kind = spaced(incident.kind);
  const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}, ${incident.controlRef}`;
  return `<h1>${escaped(title)}</h1>
<p>${escaped(organisation)}. Called ${escaped(at(incident.calledAt))} (${escaped(timeZone)}).
<span class="soft">Made ${escaped(at(madeAt))}.</span></p>
${mode}
<p class="notice"><b>Names are in it.</b> For those who talk this incident through, and for nobody
else; what has gone by its age (address, notes, positions) is not in it any more.</p>`;
}

function facts(incident: IncidentView, at: Moment): string {
  const { placeAccuracyM, patientAgeYears, ambulanceEtaAt, raisedByHand, safetyOverride } =
    incident;
  const rows: readonly (readonly [string, string])[] = [
    [
      'Status',
      incident.disposition === null
        ? incident.status
        : `${incident.status}: ${incident.disposition}`,
    ],
    ['Address', incident.address ?? 'not kept, or never given'],
    ['Notes for responders', incident.notesForResponders ?? 'none kept'],
    ['Where the patient was', spaced(incident.setting)],
    ['Age of the patient', patientAgeYears === null ? 'not known' : `${patientAgeYears} years`],
    ['Place known to', placeAccuracyM === null ? 'not said' : `${Math.round(placeAccuracyM)} m`],
    ['Ambulance expected', ambulanceEtaAt === null ? 'control did not say' : at(ambulanceEtaAt)],
    ['Ambulance arrived', 'not known to Closeby'],
    ['Decided by', `${incident.policyName} version ${incident.policyVersion}`],
    [
      'Asked, wanted, accepted',
      `${incident.alertedCount}, ${incident.wantedCount}, ${incident.acceptedCount}`,
    ],
    ['Safety', incident.safety.map(({ says }) => says).join('; ') || 'no rule applied'],
    ['Warnings', incident.warnings.join('; ') || 'none'],
    ...(raisedByHand === null ? [] : [['Raised by hand', raisedByHand.reason] as const]),
    ...(safetyOverride === null
      ? []
      : [['Safety rule overridden', safetyOverride.reason] as const]),
  ];
  const lines = rows.map(([name, value]) => row([name, value]));
  return `<table><tbody>${lines.join('\n')}</tbody></table>`;
}

function times({ timeline: { times: known } }: DebriefPack): string {
  const since = (iso: string | null): string => {
    if (iso === null) return 'not reported';
    return clock(Date.parse(iso) - Date.parse(known.calledAt));
  };
  const rows: readonly (readonly [string, string | null])[] = [
    ['First alert sent (eTimes.03)', known.firstAlertSentAt],
    ['First phone rang', known.firstAlertDeliveredAt],
    ['First alert seen', known.firstAlertSeenAt],
    ['First accepted (eTimes.04)', known.firstAcceptedAt],
    ['First en route (eTimes.05)', known.firstEnRouteAt],
    ['First on scene (eTimes.06)', known.firstOnSceneAt],
    ['First with the patient (eTimes.07)', known.firstWithPatientAt],
    ['Last cleared (eTimes.13)', known.lastClearedAt],
    ['Cancelled (eTimes.14)', known.cancelledAt],
    ['Closed', known.closedAt],
  ];
  const lines = rows.map(([name, iso]) => row([name, since(iso)]));
  return `<h2>Times after the call</h2><table><tbody>${lines.join('\n')}</tbody></table>`;
}

function asked({ incident: { responders }, plan }: DebriefPack, at: Moment): string {
  if (responders.length === 0) return '<p>Nobody was asked.</p>';
  const heads = ['Who', 'Why', 'Wave', 'Distance', 'Asked', 'Rang', 'Answer', 'On scene'];
  const why = new Map(plan.people.map(({ responderId, sentence }) => [responderId, sentence]));
  const nearest = [...responders].sort((a, b) => (a.distanceM ?? 0) - (b.distanceM ?? 0));
  const lines = nearest.map((one) =>
    row([
      one.displayName,
      `${why.get(one.responderId) ?? one.why}${orderWords(one)}`,
      String(one.wave),
      one.distanceM === null ? '' : `${Math.round(one.distanceM)} m`,
      ...[at(one.sentAt), at(one.seenAt ?? one.deliveredAt)],
      answerWords(one, at),
      at(one.onSceneAt),
    ]),
  );
  return table(heads, lines);
}

function orderWords({ task, aedCollectedAt, assignmentStatus }: IncidentResponderView): string {
  if (assignmentStatus === null) return '';
  const order = {
    direct: 'straight to the patient',
    'via-aed': 'by an AED',
    guide: 'meet the crew',
  };
  const held = aedCollectedAt === null ? '' : ', AED in hand';
  return ` Last order: ${order[task.role]}${held}.`;
}

function answerWords(one: IncidentResponderView, at: Moment): string {
  const ended = one.endedReason ?? one.releasedReason;
  const status = one.assignmentStatus ?? one.alertStatus;
  const why = ended === null ? '' : ` (${spaced(ended)})`;
  return `${spaced(status)}${why} ${at(one.answeredAt)}`.trim();
}

function notAsked({ plan }: DebriefPack): string {
  const people = plan.people.filter(({ alerted }) => !alerted);
  if (people.length === 0) return '<p>Everybody who was considered was asked.</p>';
  const nearest = [...people].sort((a, b) => (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity));
  const lines = nearest
    .slice(0, NOT_ALERTED_SHOWN_MAX)
    .map(({ displayName, sentence, distanceM }) =>
      row([displayName, sentence, distanceM === null ? '' : `${Math.round(distanceM)} m`]),
    );
  const left = people.length - lines.length;
  const more = left > 0 ? `<p class="soft">And ${left} more, further away.</p>` : '';
  return table(['Who', 'Why not', 'Distance'], lines) + more;
}

function decisions({ plan }: DebriefPack, at: Moment): string {
  const left =
    plan.decisionsLeftOut > 0
      ? `<p class="soft">${plan.decisionsLeftOut} decisions after the first are not listed.</p>`
      : '';
  return plan.decisions.map((decision) => decisionWords(decision, at)).join('\n') + left;
}

function decisionWords(
  { seq, at: iso, sentence, people, expected }: DecisionView,
  at: Moment,
): string {
  const lines = people
    .filter(({ outcome }) => outcome !== 'not-alerted')
    .map(({ displayName, outcome, sentence: why }) => row([displayName, spaced(outcome), why]));
  const share = (of: number): string => `${(100 * of).toFixed(1)} %`;
  const odds =
    expected === null
      ? ''
      : `<p class="soft">Expected survival by its model: ${share(expected.before)} before,
${share(expected.after)} after this decision; ${share(expected.ambulanceOnly)} with nobody but the
ambulance.</p>`;
  return `<section><h3>${seq}. ${escaped(at(iso))}</h3><p>${escaped(sentence)}</p>${odds}
${lines.length === 0 ? '' : table(['Who', 'What', 'Why'], lines)}</section>`;
}

function timeline({ timeline: { facts: all }, incident, plan }: DebriefPack, at: Moment): string {
  const names = new Map([
    ...plan.people.map(({ responderId, displayName }) => [responderId, displayName] as const),
    ...incident.responders.map(
      ({ responderId, displayName }) => [responderId, displayName] as const,
    ),
  ]);
  const lines = all
    .filter(({ kind }) => kind !== 'considered')
    .map((fact) => {
      const who =
        fact.responderId === null ? '' : (names.get(fact.responderId) ?? 'somebody erased');
      return row([at(fact.at), spaced(fact.kind), who, fact.actor, detailWords(fact)]);
    });
  return table(['When', 'What', 'Who', 'By', ''], lines);
}

function detailWords({ detail }: FactView): string {
  return TOLD.flatMap((name) => {
    const value = detail[name];
    return typeof value === 'string' && value !== '' ? [value] : [];
  }).join('; ');
}

function table(heads: readonly string[], lines: readonly string[]): string {
  const shown = heads.map((name) => `<th scope="col">${escaped(name)}</th>`).join('');
  return `<table><thead><tr>${shown}</tr></thead><tbody>
${lines.join('\n')}
</tbody></table>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`;
}

function spaced(name: string): string {
  return name.replaceAll('-', ' ');
}

function clock(ms: number): string {
  const seconds = Math.round(ms / MS_PER_S);
  const sign = seconds < 0 ? '−' : '';
  const whole = Math.abs(seconds);
  return `${sign}${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
