import type { AlertPolicy } from '#core/alert-policy';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { policyByName } from '#core/policy-presets';
import { SECOND_MS } from '#core/units';
import type { EvidenceItemView } from '#contracts/evidence-api';
import type { EvidencePack } from '#flow/evidence';

type Topic = EvidenceItemView['topic'];
type Items = Readonly<Record<string, string | null>>;

const NO_RADIUS_FROM_M = 1_000_000;

/**
 * The system in the five topics of the reporting standard for first-responder systems (Müller et
 * al., Resuscitation 2024, doi 10.1016/j.resuscitation.2023.110087): what Closeby knows, and null
 * where it does not. The wording of the standard's list is not copied here.
 */
export function systemItems(pack: EvidencePack): readonly EvidenceItemView[] {
  return [
    ...items('system', systemOf(pack)),
    ...items('network', NETWORK),
    ...items('technology', technologyOf(pack)),
    ...items('reporting', REPORTING),
    ...items('aeds', AEDS),
  ];
}

const COUNTED = 'see the figures';

const NETWORK: Items = {
  'Registered responders, on duty, by training': COUNTED,
  'Alerts per responder': COUNTED,
  'Age and sex of responders': null,
  'Training given, and how often it is repeated': null,
  'Insurance and legal basis': null,
  'Psychological support after missions': 'asked by the app how they are; calls back on request',
};

const REPORTING: Items = {
  'Arrests with an alert, accepted, with a responder on scene': COUNTED,
  'Times from call and alert to arrival': COUNTED,
  'Arrival against the ambulance as control expected it': COUNTED,
  'Arrival of the ambulance as it was': null,
  'Resuscitation begun by a responder': null,
  'First rhythm, return of circulation, survival, neurological outcome': null,
  'Harm to responders or patients': null,
};

const AEDS: Items = {
  'AEDs in the registry by status and access': COUNTED,
  'AEDs brought to the scene by responders': COUNTED,
  'AEDs that could not be had': COUNTED,
  'AEDs attached, shocks given': null,
};

function systemOf({ organisation, asked }: EvidencePack): Items {
  const { area, name, timeZone } = organisation;
  const isAll = asked.kinds === 'all';
  return {
    'Name of the service': name,
    'Time zone': timeZone,
    'Area of operation': area === null ? 'not limited in Closeby' : 'limited by an outline',
    'Inhabitants and size of the area': null,
    'Incidents in this report': isAll ? 'all kinds' : 'those that control called a cardiac arrest',
    'Who dispatches, and by which protocol': null,
    'Cost and funding': null,
  };
}

function technologyOf({ organisation, plans, records }: EvidencePack): Items {
  const used = new Map(
    records.map(({ policyName, policyVersion: version }) => {
      return [`${policyName} version ${version}`, { name: policyName, version }] as const;
    }),
  );
  const numbers = [...used].sort().map(([key, ref]) => {
    const stored = plans.find((one) => one.name === ref.name && one.version === ref.version);
    const preset = policyByName(ref.name);
    const policy = stored?.policy ?? (preset?.version === ref.version ? preset : undefined);
    return [`Algorithm ${key}`, policy === undefined ? null : policyWords(policy)] as const;
  });
  return {
    Software: 'Closeby',
    'Plan where control names none': organisation.policyName,
    ...Object.fromEntries(numbers),
    'Channels that can be used': DELIVERY_CHANNELS.join(', '),
    'Where responders are taken to be': 'last position of their phone while on duty',
    'Kept of positions': 'the last one only, and none of anybody off duty',
  };
}

function policyWords(policy: AlertPolicy): string {
  const { radiusM, wantedCount, alertedAtOnceMax, choice, replaces } = policy;
  return [
    choice.kind === 'nearest' ? `nearest by ${choice.by}` : 'by expected survival',
    radiusM >= NO_RADIUS_FROM_M ? 'no radius' : `within ${radiusM} m`,
    `${alertedAtOnceMax} asked at once at most`,
    `${wantedCount} wanted`,
    `silent after ${policy.silentAfterMs / SECOND_MS} s`,
    `alert ends after ${policy.alertTtlMs / SECOND_MS} s`,
    replaces ? 'replaces who declines' : 'replaces nobody',
    `credentials: ${policy.credentialKinds.join(', ')}`,
    `AEDs within ${policy.aedRadiusM} m`,
  ].join('; ');
}

function items(topic: Topic, of: Items): readonly EvidenceItemView[] {
  return Object.entries(of).map(([item, value]) => ({ topic, item, value }));
}
