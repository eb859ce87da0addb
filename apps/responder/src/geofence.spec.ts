import { describe, expect, it } from '@jest/globals';
import type { Place } from '#core/geometry';
import { fenceWord, type FenceView, type Here } from './geofence';

const PATIENT: Place = { lat: 36.853, lon: -75.9792 };
/** Metres to the south of the patient. */
function at(metres: number, accuracyM = 10): Here {
  return { place: { lat: PATIENT.lat - metres / 111_195, lon: PATIENT.lon }, accuracyM };
}

const COMING: FenceView = { status: 'en-route', patient: PATIENT, aed: null, start: at(600) };

describe('what a position says of the next step', () => {
  it('sets on scene within 50 m of the patient where the position is exact', () => {
    expect(fenceWord(at(49), COMING)).toEqual({ step: 'on-scene', how: 'set' });
    expect(fenceWord(at(49), { ...COMING, status: 'accepted' })?.step).toBe('on-scene');
    expect(fenceWord(at(80), COMING)).toBeNull();
  });

  it('only asks where the position could as well be outside', () => {
    expect(fenceWord(at(55), COMING)).toEqual({ step: 'on-scene', how: 'ask' });
    expect(fenceWord(at(20, 45), COMING)).toEqual({ step: 'on-scene', how: 'ask' });
    expect(fenceWord(at(61), COMING)).toBeNull();
  });

  it('says nothing by a position that is too vague', () => {
    expect(fenceWord(at(0, 101), COMING)).toBeNull();
  });

  it('asks at the AED, and never sets that it is in hand', () => {
    const aed = at(300).place;
    expect(fenceWord(at(300, 5), { ...COMING, aed })).toEqual({ step: 'aed', how: 'ask' });
    expect(fenceWord(at(300, 5), COMING)).toBeNull();
  });

  it('sets en route once they have surely left, and not by the noise of a position', () => {
    const waiting: FenceView = { ...COMING, status: 'accepted' };
    expect(fenceWord(at(531), waiting)).toBeNull();
    expect(fenceWord(at(529), waiting)).toEqual({ step: 'en-route', how: 'set' });
    expect(fenceWord(at(529, 60), waiting)).toBeNull();
    expect(fenceWord(at(300), { ...waiting, start: null })).toBeNull();
    expect(fenceWord(at(300), COMING)).toBeNull();
  });

  it('has no more to say from on scene on', () => {
    for (const status of ['on-scene', 'with-patient', 'cleared', 'stood-down'] as const) {
      expect(fenceWord(at(0), { ...COMING, status })).toBeNull();
    }
  });
});
