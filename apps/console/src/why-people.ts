import type { DecidedPersonView, DecisionView, PersonOutcome, PlanView } from '#contracts/plan-api';

export type ConsideredPerson = PlanView['people'][number];

export const WHO = ['everyone', 'chosen', 'not-chosen'] as const;
export type Who = (typeof WHO)[number];

/** What the reader wants to see of a plan. */
export interface WhyFilter {
  readonly who: Who;
  /** Every word has to stand in the name or the sentence, in any order. */
  readonly words: string;
}

export const EVERYONE: WhyFilter = { who: 'everyone', words: '' };

/** Those chosen first, then the nearest; people without a known distance last. */
export function chosenFirst(people: readonly ConsideredPerson[]): ConsideredPerson[] {
  return [...people].sort(
    (a, b) =>
      Number(b.alerted) - Number(a.alerted) ||
      (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity) ||
      a.displayName.localeCompare(b.displayName),
  );
}

/** Whether the filter leaves this person of the whole plan. */
export function isWanted(person: ConsideredPerson, filter: WhyFilter): boolean {
  return (
    (filter.who === 'everyone' || (filter.who === 'chosen') === person.alerted) &&
    says(person, filter.words)
  );
}

/** Outcomes of people that a decision sends, keeps or moves: what a dispatcher reads first. */
const CHOSEN: readonly PersonOutcome[] = ['alerted', 'ordered'];
const ORDER: readonly PersonOutcome[] = [
  'alerted',
  'ordered',
  'stood-down',
  'withdrawn',
  'expired',
  'not-alerted',
];

/** A decision's people that the filter leaves, those chosen first. */
export function decidedPeople(decision: DecisionView, filter: WhyFilter): DecidedPersonView[] {
  return decision.people
    .filter(
      (person) =>
        (filter.who === 'everyone' ||
          (filter.who === 'chosen') === CHOSEN.includes(person.outcome)) &&
        says(person, filter.words),
    )
    .sort(
      (a, b) =>
        ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) ||
        (a.distanceM ?? Infinity) - (b.distanceM ?? Infinity),
    );
}

/** How many people came out of a decision in each way, in the order they are listed. */
export function outcomesOf(decision: DecisionView): readonly (readonly [PersonOutcome, number])[] {
  return ORDER.flatMap((outcome) => {
    const number = decision.people.filter((person) => person.outcome === outcome).length;
    return number === 0 ? [] : [[outcome, number] as const];
  });
}

function says(
  person: { readonly displayName: string; readonly sentence: string },
  words: string,
): boolean {
  const text = `${person.displayName} ${person.sentence}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
