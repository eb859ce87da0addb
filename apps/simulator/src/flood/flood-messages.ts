import type { OpenCalloutBody } from '#contracts/callout-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { Flood } from './flood-world';
import type { FloodOptions } from './options';

export const TEMPLATE_REF = 'river';
const WORK_MS = 8 * HOUR_MS;
const SHELTER_WANTED = 40;
const NEAR_M = 8_000;

const ANYBODY = { credentialKinds: [], equipment: [], groupIds: [], distanceMaxM: null };

/** What the service has ready for a river over its banks: whom it asks, and in which order. */
export function template(flood: Flood, { wantedCount, boatCount }: FloodOptions): object {
  return {
    title: 'River over its banks',
    briefing: {
      task: 'Fill and lay sandbags; boats bring people to dry ground.',
      contact: 'Flood desk, 555 0100',
      bring: 'Boots, gloves, a torch and something to drink; a life vest with every boat.',
      risks: 'Wet ground and heavy lifting. Nobody enters moving water; nobody works alone.',
    },
    needs: [
      {
        ...{ needKey: 'river', label: 'Sandbags and boats', wantedCount },
        ...{ minimumCount: Math.ceil(wantedCount / 4), equipment: { boat: boatCount } },
      },
    ],
    musterPoints: [
      {
        ...{ musterKey: 'school', name: 'Yard of the school', place: fromPlace(flood.muster) },
        ...{ quotaCount: null, routeNote: 'By the upper road; the bridge is closed.' },
        parkingNote: 'On the sports ground.',
      },
    ],
    policy: {
      order: 'nearest',
      intervalMs: 2 * MINUTE_MS,
      // At so many times real time even the last of thousands of positions is hours old.
      fixStaleAfterMs: 6 * HOUR_MS,
      waves: [
        { ...ANYBODY, label: 'Trained in flood rescue', credentialKinds: ['flood-rescue'] },
        { ...ANYBODY, label: 'With a boat', equipment: ['boat'] },
        { ...ANYBODY, label: 'Within 8 km', distanceMaxM: NEAR_M },
        { ...ANYBODY, label: 'Everyone in the area' },
      ],
    },
    durationMs: WORK_MS,
  };
}

/** The draft as a person sends it: with a reference and a reason. */
export function floodMessage(
  draft: OpenCalloutBody,
  { seed }: FloodOptions,
  now: Instant,
): OpenCalloutBody {
  const controlRef = `flood-${seed}-${now}`;
  const window = { from: toIso(now), until: toIso(now + WORK_MS) };
  return { ...draft, controlRef, window, mode: 'actual', reason: 'The river is over its banks.' };
}

/** Some of the same people at the same time, for other work: nobody may be booked by both. */
export function shelter(draft: OpenCalloutBody): OpenCalloutBody {
  return {
    ...draft,
    controlRef: `${draft.controlRef}-shelter`,
    title: 'Hands for the shelter',
    needs: draft.needs.map((need) => ({
      ...need,
      ...{ label: 'Beds and tea', wantedCount: SHELTER_WANTED, minimumCount: 0, equipment: {} },
    })),
    policy: { ...draft.policy, order: 'rotation', waves: draft.policy.waves.slice(-1) },
  };
}
