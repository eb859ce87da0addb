import type { EvidenceIncident } from '#core/evidence-incident';
import type { ArrestRecord } from '#core/evidence-record';
import { lineFor, linesUpTo, tableOf, type Entry, type EvidenceTable } from '#core/evidence-table';
import { SETTINGS, type Setting } from '#core/incident';
import { MINUTE_MS, type Instant } from '#core/units';

/** Minutes from the call; the clocks of studies of first responders are told in such steps. */
const MINUTES = [2, 4, 6, 8, 10, 15];
/** By how many minutes the first responder came before the ambulance; from the first that fits. */
const LEADS = [
  { from: 5, name: 'before-5-or-more', says: '5 min or more before' },
  { from: 2, name: 'before-2-to-5', says: '2 to under 5 min before' },
  { from: 0, name: 'before-0-to-2', says: 'up to 2 min before' },
  { from: -5, name: 'after-0-to-5', says: 'up to 5 min after' },
  { from: -Infinity, name: 'after-5-or-more', says: 'more than 5 min after' },
] as const;
const AGES = [1, 18, 65, 80];
const NOT_KNOWN = ['not-known', 'not known'] as const;
const KEPT = 'arrests/kept';
const ON_SCENE = 'help/on-scene';
const HEAD = { counts: 'arrests', rows: 'arrests' } as const;

const SETTING_WORDS: Readonly<Record<Setting, string>> = {
  'public-place': 'public place',
  home: 'home',
  'care-home-with-staff': 'care home with staff',
  unknown: 'not known',
};

/**
 * What arrests are divided into. Those that control cancelled (there was none) are told apart and
 * are in no other table of arrests.
 */
export function arrestTables(records: readonly ArrestRecord[]): readonly EvidenceTable[] {
  const kept = records.filter(({ status }) => status !== 'cancelled');
  return [
    tableOf(
      { ...HEAD, name: 'arrests', title: 'Arrests that control reported' },
      [
        ['kept', 'not cancelled by control'],
        ['cancelled', 'cancelled by control: there was none'],
      ],
      records.map(({ id, status }) => ({ id, bar: status === 'cancelled' ? 'cancelled' : 'kept' })),
    ),
    helpTable(kept),
    ...onSceneTables(kept.filter(({ onScene }) => onScene > 0)),
    ambulanceTable(kept),
    tableOf(
      { ...HEAD, name: 'setting', title: 'Where the patient was', of: [KEPT] },
      SETTINGS.map((setting) => [setting, SETTING_WORDS[setting]]),
      kept.map(({ id, setting }) => ({ id, bar: setting })),
    ),
    tableOf(
      { ...HEAD, name: 'age', title: 'Age of the patient', of: [KEPT] },
      [...linesUpTo(AGES, spanned('years')), NOT_KNOWN],
      kept.map(({ id, ageYears }) => ({ id, bar: lineOrUnknown(AGES, ageYears) })),
    ),
    policyTable(records),
  ];
}

function helpTable(kept: readonly ArrestRecord[]): EvidenceTable {
  return tableOf(
    { ...HEAD, name: 'help', title: 'How far help came', of: [KEPT] },
    [
      ['nobody-alerted', 'nobody was alerted'],
      ['nobody-accepted', 'alerted, and nobody accepted'],
      ['nobody-on-scene', 'accepted, and nobody reported to be on scene'],
      ['on-scene', 'a responder reported to be on scene'],
    ],
    kept.map((record) => ({ id: record.id, bar: howFar(record) })),
  );
}

function howFar({ alerts, accepted, onScene }: ArrestRecord): string {
  if (onScene > 0) return 'on-scene';
  if (accepted > 0) return 'nobody-on-scene';
  return alerts > 0 ? 'nobody-accepted' : 'nobody-alerted';
}

function onSceneTables(came: readonly ArrestRecord[]): readonly EvidenceTable[] {
  return [
    tableOf(
      { ...HEAD, name: 'aed-on-scene', title: 'AED brought by a responder', of: [ON_SCENE] },
      [
        ['brought', 'a responder came with an AED in hand'],
        ['not-reported', 'none reported'],
      ],
      came.map(({ id, aedOnSceneAt }) => ({
        ...{ id, bar: aedOnSceneAt === null ? 'not-reported' : 'brought' },
      })),
    ),
    tableOf(
      { ...HEAD, name: 'on-scene', title: 'From call to first responder on scene', of: [ON_SCENE] },
      [
        ...linesUpTo(MINUTES, spanned('min')),
        ['clock-wrong', 'on scene before the call: a clock was wrong'],
      ],
      came.map(({ id, calledAt, firstOnSceneAt }) => ({
        ...{ id, bar: minutesLine(calledAt, firstOnSceneAt) },
      })),
    ),
    tableOf(
      {
        ...{ ...HEAD, name: 'against-ambulance', of: [ON_SCENE] },
        title: 'First responder against the ambulance as control expected it',
      },
      [...LEADS.map(({ name, says }) => [name, says] as const), NOT_KNOWN],
      came.map((record) => ({ id: record.id, bar: leadLine(record) })),
    ),
  ];
}

/** The same steps for the ambulance, so that both can be drawn side by side. */
function ambulanceTable(kept: readonly ArrestRecord[]): EvidenceTable {
  return tableOf(
    {
      ...{ ...HEAD, name: 'ambulance', of: [KEPT], mayBePublic: false },
      title: 'From call to the ambulance as control expected it',
    },
    [
      ...linesUpTo(MINUTES, spanned('min')),
      ['clock-wrong', 'expected before the call: a clock was wrong'],
      NOT_KNOWN,
    ],
    kept.map(({ id, calledAt, ambulanceExpectedAt: at }) => ({
      ...{ id, bar: at === null ? NOT_KNOWN[0] : minutesLine(calledAt, at) },
    })),
  );
}

function policyTable(records: readonly ArrestRecord[]): EvidenceTable {
  const nameOf = ({ policyName, policyVersion }: ArrestRecord): string =>
    `${policyName}@${policyVersion}`;
  const names = [...new Set(records.map(nameOf))].sort();
  return tableOf(
    { ...HEAD, name: 'policies', title: 'Response plans decided by', mayBePublic: false },
    names.map((name) => [name, name.replace(/@(\d+)$/u, ' version $1')] as const),
    records.map((record) => ({ id: record.id, bar: nameOf(record) })),
  );
}

/** What became of the AEDs that responders were sent for, and why people were not asked. */
export function sideTables(incidents: readonly EvidenceIncident[]): readonly EvidenceTable[] {
  const sent = incidents.flatMap(({ id, parts }) =>
    parts.filter(({ role }) => role === 'via-aed').map((part) => ({ id, part })),
  );
  const reports = incidents.flatMap(({ id, aedReports }) =>
    aedReports
      .filter(({ report }) => report !== 'collected')
      .map(({ report }) => ({ id, bar: report })),
  );
  const why = incidents.flatMap(({ id, notAlerted }) =>
    notAlerted.map(({ reason, people }): Entry => ({ id, bar: reason, count: people })),
  );
  const reasons = [...new Set(why.map(({ bar }) => bar))].sort();
  return [
    tableOf(
      {
        ...HEAD,
        name: 'aed-orders',
        title: 'Responders whose order was to fetch an AED',
        counts: 'people sent',
      },
      [
        ['collected', 'took it in hand'],
        ['not-reported', 'did not say that they had it'],
      ],
      sent.map(({ id, part }) => ({
        ...{ id, bar: part.aedCollectedAt === null ? 'not-reported' : 'collected' },
      })),
    ),
    tableOf(
      { ...HEAD, name: 'aed-failures', title: 'AEDs that could not be had', counts: 'reports' },
      [
        ['missing', 'not there'],
        ['locked', 'locked away'],
        ['flat', 'did not work'],
      ],
      reports,
    ),
    tableOf(
      {
        ...HEAD,
        name: 'not-alerted',
        title: 'People considered and not alerted, by the newest reason',
        counts: 'people, once for each arrest',
      },
      reasons.map((reason) => [reason, reason.replaceAll('-', ' ')] as const),
      why,
    ),
  ];
}

function leadLine({ firstOnSceneAt, ambulanceExpectedAt }: ArrestRecord): string {
  if (firstOnSceneAt === null || ambulanceExpectedAt === null) return NOT_KNOWN[0];
  const leadMin = (ambulanceExpectedAt - firstOnSceneAt) / MINUTE_MS;
  return LEADS.find(({ from }) => leadMin >= from)?.name ?? NOT_KNOWN[0];
}

function minutesLine(from: Instant, to: Instant | null): string {
  return to === null || to < from ? 'clock-wrong' : lineFor(MINUTES, (to - from) / MINUTE_MS);
}

function lineOrUnknown(bounds: readonly number[], value: number | null): string {
  return value === null ? NOT_KNOWN[0] : lineFor(bounds, value);
}

function spanned(unit: string): (from: number | null, to: number | null) => string {
  return (from, to) => {
    if (from === null) return `under ${String(to)} ${to === 1 ? unit.replace(/s$/u, '') : unit}`;
    return to === null ? `${from} ${unit} or more` : `${from} to under ${to} ${unit}`;
  };
}
