import { describe, expect, it } from '@jest/globals';
import { openCalloutSchema } from '#contracts/callout-api';
import { emptyDraft, emptyMuster, freshKey, type CalloutDraft } from './callout-draft';
import { readDraft } from './callout-message';
import { draftOf } from './draft-of-message';
import { draftOfTemplate } from './draft-of-template';
import { templateOf } from './template-of-draft';

const NOW = Date.UTC(2026, 1, 28, 12);

/** A form with everything in it. */
function filledIn(): CalloutDraft {
  return {
    ...emptyDraft(),
    title: 'Sandbags at the bridge',
    briefing: {
      event: 'The river rises.',
      task: 'Fill sandbags.',
      contact: 'The warden, 555 0100',
      bring: 'Boots',
      risks: 'Moving water',
    },
    place: '36.853, -75.979',
    radiusKm: '2.5',
    from: '2026-03-01T16:30',
    until: '2026-03-01T22:00',
    shifts: [{ key: 'late', from: '2026-03-01T18:00', until: '2026-03-01T22:00' }],
    needs: [
      {
        ...{ key: 'hands', label: 'Sandbags', wanted: '60', minimum: '20', shiftKey: 'late' },
        credentialKinds: ['flood-rescue'],
        pieces: { boat: '10', pump: '' },
      },
    ],
    musterPoints: [
      {
        ...emptyMuster('marina'),
        ...{ name: 'Marina', place: '36.86, -76', quota: '40' },
        ...{ routeNote: 'From the north', parkingNote: 'On the meadow' },
      },
    ],
  };
}

function sentence(change: Partial<CalloutDraft>): string {
  const read = readDraft({ ...filledIn(), ...change });
  return read.ok ? 'nothing is wrong' : read.sentence;
}

function bodyOf(draft: CalloutDraft) {
  const read = readDraft(draft);
  if (!read.ok) throw new Error(read.sentence);
  return openCalloutSchema.parse({ ...read.body, controlRef: 'console-1' });
}

describe('a call-out as it is typed', () => {
  it('is what the interface takes, with people and pieces counted apart', () => {
    const body = bodyOf(filledIn());
    expect(body.area).toEqual({ type: 'Circle', centre: [-75.979, 36.853], radiusM: 2_500 });
    expect(body.needs).toMatchObject([
      { needKey: 'hands', wantedCount: 60, minimumCount: 20, equipment: { boat: 10 } },
    ]);
    expect(body.needs[0]?.equipment).not.toHaveProperty('pump');
    expect(body.window).toEqual({
      from: '2026-03-01T16:30:00.000Z',
      until: '2026-03-01T22:00:00.000Z',
    });
    expect(body.musterPoints).toMatchObject([{ musterKey: 'marina', quotaCount: 40 }]);
    expect(body.policy.acceptShare).toBeCloseTo(0.35);
  });

  it('survives being filled in again from what was sent', () => {
    const body = bodyOf(filledIn());
    expect(bodyOf(draftOf(body))).toEqual(body);
  });

  it.each([
    [{ from: '' }, 'The begin of the work is missing.'],
    [{ until: '2026-03-01T16:00' }, 'The work ends before it begins.'],
    [{ place: 'the bridge' }, 'The middle of the area is not a place.'],
    [{ areaWay: 'stored' as const }, 'Choose a stored area.'],
    [{ exclusions: '{' }, 'The area to keep out of is not GeoJSON: it cannot be read as JSON.'],
    [
      { areaWay: 'geojson' as const, geojson: '{"type":"Point","coordinates":[1,2]}' },
      'The area must be a GeoJSON Polygon or MultiPolygon.',
    ],
    [
      { presence: { now: false, entering: false, living: false } },
      'Say who counts as being in the area.',
    ],
  ])('nothing is guessed: %j', (change, says) => {
    expect(sentence(change)).toBe(says);
  });

  it('a need that begins with more than it wants is refused with its name', () => {
    const [need] = filledIn().needs;
    if (need === undefined) throw new Error('no need');
    expect(sentence({ needs: [{ ...need, minimum: '61' }] })).toMatch(/^“Sandbags”: the fewest/);
  });

  it('takes the geometry out of a pasted Feature', () => {
    const ring = [
      [-76, 36],
      [-75, 36],
      [-75, 37],
      [-76, 36],
    ];
    const geometry = { type: 'Polygon', coordinates: [ring] };
    const geojson = JSON.stringify({ type: 'Feature', properties: {}, geometry });
    const body = bodyOf({ ...filledIn(), areaWay: 'geojson', geojson });
    expect(body.area).toEqual(geometry);
  });

  it('never gives one key twice, also where a part was removed between', () => {
    expect(freshKey('need', [])).toBe('need-1');
    expect(freshKey('need', [{ key: 'need-1' }, { key: 'need-3' }])).toBe('need-4');
    expect(freshKey('need', [{ key: 'need-2' }])).toBe('need-3');
  });
});

describe('a template of a call-out', () => {
  it('keeps shifts and length from the beginning, and begins anew when it is used', () => {
    const read = templateOf(
      { ...filledIn(), briefing: { ...filledIn().briefing, event: '' } },
      NOW,
    );
    if (!read.ok) throw new Error(read.sentence);
    const { body } = read;
    expect(body).toMatchObject({
      title: 'Sandbags at the bridge',
      durationMs: 5.5 * 3_600_000,
      briefing: { event: null, task: 'Fill sandbags.' },
      shifts: [{ shiftKey: 'late', startsAfterMs: 1.5 * 3_600_000, lengthMs: 4 * 3_600_000 }],
    });
    expect(body).not.toHaveProperty('area');

    const whole = bodyOf(filledIn());
    const draft = draftOfTemplate(
      {
        ...{
          templateRef: 'bags',
          title: whole.title,
          needs: whole.needs,
          presence: whole.presence,
        },
        ...{ musterPoints: whole.musterPoints, policy: whole.policy },
        briefing: { event: null, task: 'Fill', contact: 'W', bring: 'B', risks: 'R' },
        shifts: [{ shiftKey: 'late', startsAfterMs: 3_600_000, lengthMs: 3_600_000 }],
        durationMs: 3 * 3_600_000,
        validUntil: null,
        changedAt: new Date(NOW).toISOString(),
      },
      NOW,
    );
    expect(draft.from).toBe('2026-02-28T12:00');
    expect(draft.until).toBe('2026-02-28T15:00');
    expect(draft.shifts).toEqual([
      { key: 'late', from: '2026-02-28T13:00', until: '2026-02-28T14:00' },
    ]);
    expect(draft.briefing.event).toBe('');
  });

  it('needs no muster point, which may come with the warning', () => {
    const read = templateOf({ ...filledIn(), musterPoints: [emptyMuster('point-1')] }, NOW);
    expect(read.ok && read.body.musterPoints).toEqual([]);
  });
});
