import { orderSentence, type OrderFacts } from '#core/order-sentence';

const AED = { name: 'Library', open: 'open', toPatientM: 240 } as const;

test.each<[string, Partial<OrderFacts>, string]>([
  ['straight there', { role: 'direct' }, 'Go straight to the patient.'],
  ['guide', { role: 'guide' }, 'Meet the ambulance crew and lead them to the patient.'],
  [
    'an AED, before accept: no name and no place',
    { role: 'via-aed' },
    'Fetch an AED, then go to the patient.',
  ],
  [
    'an AED, after accept',
    { role: 'via-aed', aed: AED },
    'Fetch the AED at Library (open when you get there), then 240 m to the patient.',
  ],
  [
    'an AED whose hours nobody knows is not called open',
    { role: 'via-aed', aed: { ...AED, open: 'unknown', toPatientM: 1_240 } },
    'Fetch the AED at Library (opening hours not known), then 1.2 km to the patient.',
  ],
  [
    'an AED that was open when the order was given',
    { role: 'via-aed', aed: { ...AED, open: 'closed' } },
    'Fetch the AED at Library (may be shut), then 240 m to the patient.',
  ],
  [
    'an AED in hand',
    { role: 'via-aed', aed: AED, isCollected: true },
    'You have the AED: take it to the patient.',
  ],
  [
    'straight there with an AED in hand',
    { role: 'direct', isCollected: true },
    'You have the AED: take it to the patient.',
  ],
])('%s', (_name, facts, sentence) => {
  expect(orderSentence({ role: 'direct', aed: null, isCollected: false, ...facts })).toBe(sentence);
});
