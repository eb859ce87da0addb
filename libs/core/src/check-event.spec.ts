import fc from 'fast-check';
import { outcomeOf, presenceBy, type CheckEvent } from '#core/check-event';
import { HOUR_MS } from '#core/units';

const at = (hour: number, kind: 'in' | 'out', eventId = `${kind}${hour}`): CheckEvent => ({
  ...{ eventId, kind, at: hour * HOUR_MS },
});

describe('where somebody is by what desks have said', () => {
  it('does not depend on the order in which checks arrive, nor on repeats', () => {
    const events = fc.array(
      fc.record({
        eventId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
        kind: fc.constantFrom('in' as const, 'out' as const),
        at: fc.integer({ min: 0, max: 5 }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(events, fc.nat(), (sent, turn) => {
        const once = [...new Map(sent.map((event) => [event.eventId, event])).values()];
        const turned = [...once.slice(turn % 8), ...once.slice(0, turn % 8)].reverse();
        expect(presenceBy([...turned, ...once])).toEqual(presenceBy(once));
      }),
    );
  });

  it('takes in, out and in again for two shifts', () => {
    const day = [at(8, 'in'), at(12, 'out'), at(14, 'in')];
    expect(presenceBy(day)).toEqual({ isIn: true, inAt: 14 * HOUR_MS, outAt: null });
    expect(presenceBy([...day, at(18, 'out')])).toMatchObject({ isIn: false });
  });

  it('keeps the first of two desks that saw them come', () => {
    expect(presenceBy([at(9, 'in', 'second'), at(8, 'in', 'first')]).inAt).toBe(8 * HOUR_MS);
  });

  it('counts nobody as in whom desks have only seen go', () => {
    expect(presenceBy([at(9, 'out')])).toEqual({ isIn: false, inAt: null, outAt: null });
  });
});

describe('what a check did', () => {
  it('tells what a check of another desk, of nobody who came, and a late one are', () => {
    expect(outcomeOf(at(8, 'in'), [], 'expected')).toBe('done');
    expect(outcomeOf(at(9, 'in'), [at(8, 'in')], 'checked-in')).toBe('already');
    expect(outcomeOf(at(9, 'out'), [], 'expected')).toBe('never-in');
    expect(outcomeOf(at(7, 'in'), [at(8, 'in'), at(12, 'out')], 'checked-out')).toBe('late');
  });

  it('tells of somebody without a place, or who is no longer expected, that they are there', () => {
    expect(outcomeOf(at(8, 'in'), [], 'reserve')).toBe('no-place');
    expect(outcomeOf(at(8, 'in'), [], 'stood-down')).toBe('booking-over');
    expect(outcomeOf(at(8, 'in'), [], 'withdrawn')).toBe('booking-over');
  });
});
