import { shareInWords } from '#core/in-words';
import type { Expectation } from '#core/plan';
import type { TravelSource } from '#core/travel';

/** What set a decision off. */
export type Occasion =
  | 'raised'
  | 'changed-by-control'
  | 'by-dispatcher'
  | 'answered'
  | 'progress'
  | 'aed-reported'
  | 'due';

/** What there is to say of a decision as a whole. */
export interface DecisionFacts {
  readonly occasion: Occasion;
  readonly policyName: string;
  readonly policyVersion: number;
  readonly travelSource: TravelSource;
  readonly consideredCount: number;
  readonly alertedCount: number;
  readonly stoodDownCount: number;
  readonly newOrderCount: number;
  readonly expected: Expectation | null;
}

const WHEN: Readonly<Record<Occasion, string>> = {
  raised: 'When the incident came in',
  'changed-by-control': 'After control changed the incident',
  'by-dispatcher': 'By order of a dispatcher',
  answered: 'After an answer',
  progress: 'After somebody reported a step',
  'aed-reported': 'After a report about an AED',
  due: 'After some time',
};

const WAYS: Readonly<Record<TravelSource, string>> = {
  'straight-line': 'ways as straight lines',
  streets: 'ways along the streets',
  'routing-engine': 'ways by the routing engine',
};

/** What was decided, why then, by which rule and with what expected of it; for a dispatcher. */
export function decisionSentence(facts: DecisionFacts): string {
  const { occasion, policyName, policyVersion, travelSource, expected } = facts;
  const rule = `by ${policyName} version ${policyVersion}, ${WAYS[travelSource]}`;
  const survival = expected === null ? '' : `; ${survivalInWords(expected)}`;
  return `${WHEN[occasion]}: ${deeds(facts)} ${rule}${survival}.`;
}

function deeds(facts: DecisionFacts): string {
  const { alertedCount, consideredCount, stoodDownCount, newOrderCount } = facts;
  return [
    alertedCount === 0
      ? `nobody new alerted, ${consideredCount} considered`
      : `${alertedCount} of ${consideredCount} considered alerted`,
    ...(newOrderCount > 0 ? [`${newOrderCount} given a new order`] : []),
    ...(stoodDownCount > 0 ? [`${stoodDownCount} stood down`] : []),
  ].join(', ');
}

function survivalInWords({ ambulanceOnly, before, after }: Expectation): string {
  return (
    `expected survival ${shareInWords(ambulanceOnly)} by the ambulance alone, ` +
    `${shareInWords(before)} before and ${shareInWords(after)} after this decision`
  );
}
