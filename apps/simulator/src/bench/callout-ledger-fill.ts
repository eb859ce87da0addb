import type { PostgresStore } from '#adapters/postgres/store';
import { DEFAULT_CALLOUT_POLICY, newCallout, type Callout } from '#core/callout';
import type { Place } from '#core/geometry';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type Instant } from '#core/units';
import { makeFillCallout, type FillCallout } from '#flow/fill-callout';
import type { CalloutFilling } from '#flow/ports';

/** Corners of an area, closed, `[lon, lat]`. */
export type Ring = readonly (readonly [number, number])[];

/** Where the time of filling went, seconds, and in how many pages people were asked. */
export interface Spent {
  lookS: number;
  keepS: number;
  askS: number;
  pages: number;
}

const MORE_THAN_ALL = 1_000_000;

/** The middle of a square that has so great a share of its ground. */
export function squareOf(ring: Ring, { lat, lon }: Place, share: number): Ring {
  const side = Math.sqrt(share);
  return ring.map(([east, north]) => [lon + (east - lon) * side, lat + (north - lat) * side]);
}

/** Opens a call-out that asks everyone in an area, more than are there. */
export async function openBroadcast(
  store: PostgresStore,
  organisationId: string,
  area: Ring,
): Promise<Callout> {
  const now = Date.now();
  const id = crypto.randomUUID();
  const [corner] = area;
  const place = { lat: corner?.[1] ?? 0, lon: corner?.[0] ?? 0 };
  const callout = newCallout({
    ...{ id, organisationId, controlRef: id, mode: 'actual', title: 'River over its banks' },
    briefing: {
      ...{ event: 'The river is over its banks.', task: 'Look after your neighbours.' },
      ...{ contact: 'The desk', bring: 'Boots', risks: 'Nobody enters moving water.' },
    },
    area: {
      polygons: [{ outer: area.map(([east, north]) => ({ lat: north, lon: east })), holes: [] }],
    },
    exclusions: null,
    presence: { now: true, entering: false, living: false },
    window: { from: now, until: now + 8 * HOUR_MS },
    shifts: [],
    needs: [
      {
        ...{ needKey: 'all', label: 'Everyone', minimumCount: 1, wantedCount: MORE_THAN_ALL },
        ...{ credentialKinds: [], equipment: {}, shiftKey: null },
      },
    ],
    musterPoints: [
      {
        ...{ musterKey: 'hall', name: 'The hall', place, quotaCount: null },
        ...{ routeNote: 'By road.', parkingNote: 'There.' },
      },
    ],
    policy: { ...DEFAULT_CALLOUT_POLICY, order: 'all-at-once', batchMax: MORE_THAN_ALL },
    openedAt: now,
  });
  const saved = await store.callouts.saveCallout({
    ...{ organisationId, calloutId: id, now, expectedRevision: null, opened: callout },
    ...{ status: null, newAlerts: [], alertMoves: [], deliveries: [], feed: [] },
    facts: [
      { kind: 'callout-opened', at: now, actor: 'coordinator', responderId: null, detail: {} },
    ],
    reviewAt: undefined,
  });
  if (saved.outcome !== 'saved') throw new Error(`the call-out is not open: ${saved.outcome}`);
  return callout;
}

/** What fills call-outs in the worker, with nobody on the line; adds up where its time goes. */
export function fillerOf(store: PostgresStore, spent: Spent): FillCallout {
  return makeFillCallout({
    filling: watched(store.filling, spent),
    callouts: store.callouts,
    groups: store.groups,
    live: {
      tellResponders: () => undefined,
      tellNote: () => undefined,
      showOut: () => undefined,
      tellControl: () => undefined,
      connected: () => Promise.resolve(new Set<string>()),
    },
    clock: { now: () => Date.now(), stretch: (realMs) => realMs },
    ids: { id: () => crypto.randomUUID(), secret: () => '', salt: () => [0, 0] },
    meter: NO_METER,
    decide: { localTimeAt: (_organisationId, at) => Promise.resolve(inUtc(at)) },
  });
}

/** What clocks show at Greenwich; the first of all days was a Thursday. */
function inUtc(at: Instant) {
  const minuteOfWeek = Math.floor(((at + 3 * DAY_MS) % (7 * DAY_MS)) / MINUTE_MS);
  return { minuteOfWeek, localHour: (at % DAY_MS) / HOUR_MS };
}

const NO_METER = {
  ...{ incidentRaised: () => undefined, alertsSent: () => undefined },
  ...{ receiptAfter: () => undefined, decisionTook: () => undefined, degraded: () => undefined },
  ...{ deliveryEnded: () => undefined, providerRests: () => undefined, setAside: () => undefined },
};

function watched(filling: CalloutFilling, spent: Spent): CalloutFilling {
  const timed = async <T>(name: 'lookS' | 'keepS' | 'askS', work: Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await work;
    spent[name] += (performance.now() - began) / SECOND_MS;
    return done;
  };
  return Object.assign(Object.create(filling) as CalloutFilling, {
    lookAt: (...args) => timed('lookS', filling.lookAt(...args)),
    keepConsidered: (...args) => timed('keepS', filling.keepConsidered(...args)),
    ask: (...args) => {
      spent.pages += 1;
      return timed('askS', filling.ask(...args));
    },
  } satisfies Partial<CalloutFilling>);
}
