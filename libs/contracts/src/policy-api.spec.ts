import { LEBENSRETTER, NEAREST_10, POLICY_PRESETS } from '#core/policy-presets';
import { policyMessage, policyOf, policySchema } from '#contracts/policy-api';

/** Lebensretter with another idea of the usual ambulance. */
function withAmbulance(ambulance: unknown): unknown {
  return { ...policyMessage(LEBENSRETTER), choice: { ...LEBENSRETTER.choice, ambulance } };
}

test.each(Object.entries(POLICY_PRESETS))('%s goes over the wire and back', (_name, policy) => {
  const read = policySchema.parse(JSON.parse(JSON.stringify(policyMessage(policy))));
  expect(policyOf(read, policy)).toEqual(policy);
});

test('a rule of the nearest says when the ambulance usually comes, or null', () => {
  expect(policySchema.safeParse(withAmbulance(null)).success).toBe(true);
  expect(policySchema.safeParse(withAmbulance({ medianMs: 390_000, sigma: 0.4 })).success).toBe(
    true,
  );
  for (const wrong of [undefined, {}, { medianMs: 0, sigma: 0.4 }, { medianMs: 390_000 }]) {
    expect(policySchema.safeParse(withAmbulance(wrong)).success).toBe(false);
  }
  expect(NEAREST_10.choice).toMatchObject({ ambulance: null });
});
