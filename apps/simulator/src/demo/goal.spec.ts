import type { AlertView } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import { goalOf, isSameGoal } from './goal';

const PATIENT = { lat: 36.8, lon: -76.1 };
const CABINET = { lat: 36.81, lon: -76.1 };

function aed(collectedAt: number | null): TaskAedView {
  return {
    aedId: 'aed-1',
    name: 'Library',
    place: fromPlace(CABINET),
    locationDetail: null,
    floor: null,
    cabinetCode: null,
    access: 'public',
    open: 'open',
    toPatientM: 1_100,
    collectedAt: toIso(collectedAt),
  };
}

function ordered(order: Pick<OrderView, 'role' | 'aed'> | null, place = PATIENT) {
  const exact = { place: fromPlace(place), aeds: [] };
  return { order, exact } as unknown as AlertView;
}

describe('where an order sends somebody', () => {
  const viaAed = ordered({ role: 'via-aed', aed: aed(null) });

  it('is the AED that it names, until this person has reported of it', () => {
    expect(goalOf(viaAed, new Set())).toEqual({ kind: 'aed', aedId: 'aed-1', place: CABINET });
    expect(goalOf(viaAed, new Set(['aed-1']))).toEqual({ kind: 'patient', place: PATIENT });
    const held = ordered({ role: 'via-aed', aed: aed(1) });
    expect(goalOf(held, new Set())).toEqual({ kind: 'patient', place: PATIENT });
  });

  it('is the patient where the order says so, names no AED or is none', () => {
    for (const order of [{ role: 'direct', aed: null }, { role: 'via-aed', aed: null }, null]) {
      const alert = ordered(order as Parameters<typeof ordered>[0]);
      expect(goalOf(alert, new Set())).toEqual({ kind: 'patient', place: PATIENT });
    }
  });

  it('is the crew for a guide, and nothing once the place is no longer shown', () => {
    const guide = ordered({ role: 'guide', aed: null });
    expect(goalOf(guide, new Set())).toEqual({ kind: 'crew', place: PATIENT });
    expect(goalOf({ ...guide, exact: null }, new Set())).toBeNull();
  });

  it('is another one for another part, AED or place', () => {
    const goals = [
      { kind: 'patient', place: PATIENT },
      { kind: 'crew', place: PATIENT },
      { kind: 'patient', place: CABINET },
      { kind: 'aed', aedId: 'aed-1', place: CABINET },
      { kind: 'aed', aedId: 'aed-2', place: CABINET },
    ] as const;
    goals.forEach((a, i) => {
      goals.forEach((b, j) => expect(isSameGoal(a, b)).toBe(i === j));
    });
  });
});
