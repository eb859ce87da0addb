import { describe, expect, it } from '@jest/globals';
import type { DecidedPersonView, DecisionView } from '#contracts/plan-api';
import {
  chosenFirst,
  decidedPeople,
  EVERYONE,
  isWanted,
  outcomesOf,
  type ConsideredPerson,
} from './why-people';

function person(displayName: string, facts: Partial<ConsideredPerson>): ConsideredPerson {
  return {
    responderId: displayName,
    displayName,
    reason: 'enough',
    sentence: 'Not alerted: enough others were alerted.',
    distanceM: 500,
    alerted: false,
    decidedAt: '2026-03-01T12:00:00.000Z',
    ...facts,
  };
}

const PEOPLE = [
  person('Far', { distanceM: 900 }),
  person('Unknown', { distanceM: null }),
  person('Asked', { alerted: true, distanceM: 2_000, sentence: 'Alerted: adds 1.2 %.' }),
  person('Near', { distanceM: 100, sentence: 'Not alerted: is off duty.' }),
];

function decision(outcomes: readonly DecidedPersonView['outcome'][]): DecisionView {
  const people = outcomes.map((outcome, index) => ({
    ...person(outcome, { distanceM: index }),
    outcome,
    role: null,
    aedId: null,
    estimate: null,
  }));
  return { people } as unknown as DecisionView;
}

describe('the people of a plan as a dispatcher reads them', () => {
  it('lists the chosen first, then the nearest, and last whose distance nobody knows', () => {
    expect(chosenFirst(PEOPLE).map((one) => one.displayName)).toEqual([
      'Asked',
      'Near',
      'Far',
      'Unknown',
    ]);
  });

  it('finds people by words of the name and of the sentence, in any order and case', () => {
    const found = (words: string) =>
      PEOPLE.filter((one) => isWanted(one, { who: 'everyone', words })).map(
        (one) => one.displayName,
      );
    expect(found('DUTY near')).toEqual(['Near']);
    expect(found('  ')).toHaveLength(PEOPLE.length);
    expect(found('nobody of this name')).toEqual([]);
  });

  it('shows those chosen apart from those who were not', () => {
    const chosen = PEOPLE.filter((one) => isWanted(one, { who: 'chosen', words: '' }));
    const others = PEOPLE.filter((one) => isWanted(one, { who: 'not-chosen', words: '' }));
    expect(chosen.map((one) => one.displayName)).toEqual(['Asked']);
    expect(others).toHaveLength(PEOPLE.length - 1);
  });

  it('puts the alerted of one decision before those given an order and those not alerted', () => {
    const made = decision(['not-alerted', 'stood-down', 'ordered', 'alerted', 'not-alerted']);
    expect(decidedPeople(made, EVERYONE).map((one) => one.outcome)).toEqual([
      'alerted',
      'ordered',
      'stood-down',
      'not-alerted',
      'not-alerted',
    ]);
    expect(outcomesOf(made)).toEqual([
      ['alerted', 1],
      ['ordered', 1],
      ['stood-down', 1],
      ['not-alerted', 2],
    ]);
  });
});
