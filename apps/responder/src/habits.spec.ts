import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PlacesView, PutPlacesMessage } from '#contracts/registry-api';
import type { Problem } from '#core/problem';
import { Habits, type OwnPlace } from './habits';

type Reply<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

const HERE = { latitude: 36.85, longitude: -75.97 };
const HOME: OwnPlace = {
  kind: 'home',
  place: { type: 'Point', coordinates: [-75.9, 36.8] },
  hours: 'Mo-Fr 18:00-08:00',
  hoursRead: 'intervals',
};

describe('registered places of a responder', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  let accuracy: number;
  let sent: PutPlacesMessage[];
  let answer: Reply<PlacesView>;
  let habits: Habits;

  beforeEach(async () => {
    accuracy = 12;
    sent = [];
    answer = { ok: true, value: { places: [HOME] } };
    const geolocation = {
      getCurrentPosition: (measured: PositionCallback) =>
        measured({ coords: { ...HERE, accuracy } } as GeolocationPosition),
    };
    Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { geolocation } });
    habits = new Habits({
      ask: <T>(_path: string, body?: unknown) => {
        if (body !== undefined) sent.push(body as PutPlacesMessage);
        return Promise.resolve(answer as Reply<T>);
      },
      takeMe: () => undefined,
      onChange: () => undefined,
    });
    await habits.load();
  });

  afterEach(() => {
    if (before !== undefined) Object.defineProperty(globalThis, 'navigator', before);
  });

  it('a new place is where the phone is, and the other one stays as it was', async () => {
    await habits.putHere('work', '  ');
    expect(sent).toEqual([
      {
        places: [
          { kind: 'home', place: HOME.place, hours: HOME.hours },
          {
            kind: 'work',
            place: { type: 'Point', coordinates: [HERE.longitude, HERE.latitude] },
            hours: null,
          },
        ],
      },
    ]);
  });

  it('new hours leave the place where it was', async () => {
    await habits.putHours('home', '24/7');
    expect(sent).toEqual([{ places: [{ kind: 'home', place: HOME.place, hours: '24/7' }] }]);
  });

  it('removing the last one forgets all of it on the server too', async () => {
    answer = { ok: true, value: { places: [] } };
    await habits.remove('home');
    expect(sent).toEqual([{ places: [] }]);
    expect(habits.places).toEqual([]);
  });

  it('a place known to within half a kilometre is not registered, and why is said', async () => {
    accuracy = 500;
    await habits.putHere('work', '');
    expect(sent).toEqual([]);
    expect(habits.problem?.detail).toContain('within 500 m only');
    expect(habits.busy).toBeNull();
  });

  it('a refusal is kept to be read and leaves what was known', async () => {
    answer = { ok: false, problem: { code: 'place-invalid', detail: 'No such place.' } };
    await habits.putHours('home', 'x');
    expect(habits.problem?.detail).toBe('No such place.');
    expect(habits.places).toEqual([HOME]);
  });
});
