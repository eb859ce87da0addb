import { DEFAULT_CALLOUT_POLICY, type Callout } from '#core/callout';
import { NOTHING_FILLED, type CalloutNeed, type MusterPoint } from '#core/callout-needs';
import { anId, idOf, NOON } from '#core/examples';
import { aSquare, SCENE } from '#core/place-examples';
import { HOUR_MS } from '#core/units';

/* Examples of call-outs, for tests of all layers. Nothing that runs in production imports them. */

export function aNeed(overrides: Partial<CalloutNeed> = {}): CalloutNeed {
  return {
    needKey: 'hands',
    label: 'Sandbags',
    minimumCount: 0,
    wantedCount: 10,
    credentialKinds: ['cpr'],
    equipment: {},
    shiftKey: null,
    ...overrides,
  };
}

export function aMusterPoint(overrides: Partial<MusterPoint> = {}): MusterPoint {
  return {
    musterKey: 'pier',
    name: 'The pier',
    place: SCENE,
    quotaCount: null,
    routeNote: 'From the north.',
    parkingNote: 'On the meadow.',
    ...overrides,
  };
}

export function aCallout(overrides: Partial<Callout> = {}): Callout {
  const id = overrides.id ?? anId();
  const wantedCount = overrides.wantedCount ?? 10;
  return {
    id,
    organisationId: idOf(0xa),
    controlRef: `FLOOD-${id.slice(-6)}`,
    mode: 'actual',
    title: 'Sandbags',
    briefing: {
      event: 'The river rises.',
      task: 'Help to fill sandbags at the pier.',
      contact: 'The flood warden, 555 0100',
      bring: 'Boots and gloves',
      risks: 'Nobody enters moving water.',
    },
    area: { polygons: [aSquare(SCENE, 4_000)] },
    exclusions: null,
    presence: { now: true, entering: true, living: false },
    window: { from: NOON, until: NOON + 8 * HOUR_MS },
    shifts: [],
    needs: [{ ...aNeed(), wantedCount }],
    musterPoints: [aMusterPoint()],
    policy: DEFAULT_CALLOUT_POLICY,
    fill: NOTHING_FILLED,
    wantedCount,
    acceptedCount: 0,
    status: 'open',
    openedAt: NOON,
    stopComingAt: null,
    revision: 1,
    ...overrides,
  };
}
