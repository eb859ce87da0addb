const SQUARE = [
  [
    [-76.06, 36.76],
    [-76.03, 36.76],
    [-76.03, 36.79],
    [-76.06, 36.79],
    [-76.06, 36.76],
  ],
];

/** Request bodies of the routes about areas. */
export const AREA_EXAMPLES = {
  previewCallout: {
    controlRef: 'FLOOD-2026-12',
    title: 'Sandbags at the north bank',
    briefing: {
      event: 'The river is over its north bank and still rising.',
      task: 'Fill and lay sandbags along Mill Lane.',
      contact: 'J. Example, flood warden, 020 7946 0001',
      bring: 'Boots, gloves, a torch, something to drink.',
      risks: 'Wet ground and heavy lifting; nobody enters moving water.',
    },
    area: { type: 'Circle', centre: [-76.0444, 36.7682], radiusM: 3_000 },
    window: { from: '2026-03-01T13:00:00Z', until: '2026-03-01T21:00:00Z' },
    needs: [{ needKey: 'hands', label: 'Sandbags', wantedCount: 30 }],
    musterPoints: [
      {
        musterKey: 'hall',
        name: 'Village hall',
        place: { type: 'Point', coordinates: [-76.0444, 36.7682] },
        routeNote: 'From the south only; Bridge Street is under water.',
        parkingNote: 'Car park behind the hall.',
      },
    ],
  },
  changeCalloutArea: {
    exclusions: { type: 'Polygon', coordinates: SQUARE },
    reason: 'The dyke has broken at Mill Lane.',
  },
  putArea: {
    label: 'River Example from Upper Mill to the ford',
    area: { type: 'Polygon', coordinates: SQUARE },
    geocodes: [
      { name: 'UGC', value: 'VAZ098' },
      { name: 'TargetAreaCode', value: '122WAC953' },
    ],
    source: 'County flood plan 2026',
  },
  putMessagePrices: { currency: 'GBP', prices: { sms: 0.04, voice: 0.09, email: 0.0004 } },
} as const;
