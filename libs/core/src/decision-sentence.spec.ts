import { decisionSentence, type DecisionFacts } from '#core/decision-sentence';

const FACTS: DecisionFacts = {
  occasion: 'raised',
  policyName: 'closeby-larsen',
  policyVersion: 1,
  travelSource: 'streets',
  consideredCount: 24,
  alertedCount: 7,
  stoodDownCount: 0,
  newOrderCount: 0,
  expected: { ambulanceOnly: 0.081, before: 0.081, after: 0.1524 },
};

test('a decision is told with its occasion, rule, ways and expectation', () => {
  expect(decisionSentence(FACTS)).toBe(
    'When the incident came in: 7 of 24 considered alerted by closeby-larsen version 1, ' +
      'ways along the streets; expected survival 8.1 % by the ambulance alone, ' +
      '8.1 % before and 15 % after this decision.',
  );
});

test('a rule that does not reckon in survival claims none', () => {
  const facts = { ...FACTS, occasion: 'aed-reported', expected: null, newOrderCount: 1 } as const;
  expect(decisionSentence({ ...facts, stoodDownCount: 2, alertedCount: 0 })).toBe(
    'After a report about an AED: nobody new alerted, 24 considered, 1 given a new order, ' +
      '2 stood down by closeby-larsen version 1, ways along the streets.',
  );
});
