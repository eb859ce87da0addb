import { describe, expect, it } from '@jest/globals';
import type { IncidentView } from '#contracts/incident-api';
import { isUnanswered, Sounds, type SoundName } from './sounds';

const NOON = Date.parse('2026-03-01T12:00:00Z');

function anIncident(fields: Partial<IncidentView> = {}): IncidentView {
  const base = { id: 'one', status: 'active', acceptedCount: 0, orders: null };
  return { ...base, answersDueAt: new Date(NOON).toISOString(), ...fields } as IncidentView;
}

/** Sounds that are written down instead of played. */
class Heard extends Sounds {
  readonly played: SoundName[] = [];

  override play(name: SoundName): void {
    if (!this.isMuted) this.played.push(name);
  }
}

function heard(kept: string | null = null): Heard {
  const store = { getItem: () => kept, setItem: () => undefined };
  return new Heard(store, () => {
    throw new Error('nothing is played here');
  });
}

describe('sounds of the console', () => {
  it('are heard for a new incident and for a yes, and for nothing else that changes', () => {
    const sounds = heard();
    sounds.incidentChanged(undefined, anIncident());
    sounds.incidentChanged(anIncident(), anIncident({ acceptedCount: 1 }));
    sounds.incidentChanged(anIncident({ acceptedCount: 1 }), anIncident());
    sounds.incidentChanged(undefined, anIncident({ status: 'closed' }));
    expect(sounds.played).toEqual(['incident', 'accepted']);
  });

  it('say once that nobody has accepted within the wait of the plan', () => {
    const sounds = heard();
    sounds.ticked([anIncident()], NOON - 1, null);
    sounds.ticked([anIncident()], NOON, null);
    sounds.ticked([anIncident()], NOON + 1_000, null);
    expect(sounds.played).toEqual(['nobody']);
  });

  it('say once that the line is lost, and again when it is lost again', () => {
    const sounds = heard();
    for (const silentForS of [null, 3, 4, null, 5]) sounds.ticked([], NOON, silentForS);
    expect(sounds.played).toEqual(['lost', 'lost']);
  });

  it('are not heard where this browser is muted', () => {
    const sounds = heard('true');
    sounds.incidentChanged(undefined, anIncident());
    expect([sounds.isMuted, sounds.played]).toEqual([true, []]);
  });
});

it('nobody is missed where somebody accepted, or nobody is to be asked', () => {
  expect(isUnanswered(anIncident(), NOON)).toBe(true);
  const stopped = { moreCount: 0, isStopped: true, words: [] };
  for (const fields of [
    { acceptedCount: 1 },
    { status: 'closed' as const },
    { answersDueAt: null },
    { orders: stopped },
  ]) {
    expect(isUnanswered(anIncident(fields), NOON)).toBe(false);
  }
});
