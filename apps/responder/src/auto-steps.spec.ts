import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts/responder-api';
import { AutoSteps, UNDO_MS } from './auto-steps';
import type { Here } from './geofence';

const LON = -75.9792;
const LAT = 36.853;

function alertOf(status: NonNullable<AlertView['assignment']>['status']): AlertView {
  return {
    alertId: 'a',
    assignment: { assignmentId: 'p', status, releasedReason: null },
    exact: { place: { type: 'Point', coordinates: [LON, LAT] } },
    order: null,
  } as unknown as AlertView;
}

function at(metres: number): Here {
  return { place: { lat: LAT - metres / 111_195, lon: LON }, accuracyM: 5 };
}

describe('steps by position', () => {
  it('report themselves after a moment in which they can be undone', () => {
    const steps = new AutoSteps();
    steps.look(alertOf('accepted'), at(500), 0);
    expect(steps.look(alertOf('accepted'), at(400), 1_000)).toBe(true);
    expect(steps.pending).toEqual({ step: 'en-route', dueMs: 1_000 + UNDO_MS });
    expect(steps.look(alertOf('accepted'), at(390), 4_000)).toBe(false);
    expect(steps.due(UNDO_MS)).toBeNull();
    expect(steps.due(1_000 + UNDO_MS)).toBe('en-route');
    expect(steps.due(2_000 + UNDO_MS)).toBeNull();
  });

  it('that were undone are not set again', () => {
    const steps = new AutoSteps();
    steps.look(alertOf('en-route'), at(20), 0);
    expect(steps.pending?.step).toBe('on-scene');
    steps.undo();
    steps.look(alertOf('en-route'), at(10), 1_000);
    expect(steps.pending).toBeNull();
    expect(steps.due(UNDO_MS * 2)).toBeNull();
  });

  it('are taken back when the person walks out again before the moment is over', () => {
    const steps = new AutoSteps();
    steps.look(alertOf('en-route'), at(45), 0);
    steps.look(alertOf('en-route'), at(90), 2_000);
    expect(steps.due(UNDO_MS)).toBeNull();
  });

  it('begin anew with another assignment', () => {
    const steps = new AutoSteps();
    steps.look(alertOf('en-route'), at(20), 0);
    steps.undo();
    steps.look({ ...alertOf('en-route'), alertId: 'b' }, at(20), 1_000);
    expect(steps.pending?.step).toBe('on-scene');
  });
});
