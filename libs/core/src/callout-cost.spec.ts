import { askedExpected, calloutCosts, UNHEARD_SHARE, type AskedPeople } from '#core/callout-cost';

const people = (fields: Partial<AskedPeople> = {}): AskedPeople => ({
  reachableCount: 1_000,
  peopleByChannel: { push: 800, sms: 1_000 },
  withoutAppCount: 200,
  wantedCount: 70,
  acceptShare: 0.35,
  ...fields,
});
const PRICES = { sms: { segments: 2, price: 0.05 }, push: { segments: 1, price: 0 } };
const smsOf = (asked: AskedPeople) =>
  calloutCosts(asked, PRICES).find(({ channel }) => channel === 'sms');

describe('what a call-out costs', () => {
  it('asks as many as its share of yes asks for, and never more than there are', () => {
    expect(askedExpected(people())).toBe(200);
    expect(askedExpected(people({ reachableCount: 150 }))).toBe(150);
    expect(askedExpected(people({ reachableCount: 0 }))).toBe(0);
  });

  it('costs at most a question and an end by SMS for everybody, in segments', () => {
    expect(smsOf(people())).toMatchObject({
      ...{ messagesMax: 2_000, segmentsPerMessage: 2, costMax: 200 },
    });
  });

  it('expects an SMS to those without the app and to phones that stay silent', () => {
    // 200 are asked, 130 of them let go; a fifth has no app, of the others some are not heard.
    const unheard = 0.2 + 0.8 * UNHEARD_SHARE;
    const expected = Math.round(200 * unheard * (1 + 130 / 200));
    expect(smsOf(people())).toMatchObject({
      ...{ messagesExpected: expected, costExpected: Math.round(expected * 1_000) / 10_000 },
    });
    const all = smsOf(people({ withoutAppCount: 1_000 }));
    expect(all?.messagesExpected).toBe(330);
  });

  it('never expects more than the most, and nothing where nobody is or nothing is known', () => {
    for (const wantedCount of [1, 70, 350, 100_000]) {
      for (const cost of calloutCosts(people({ wantedCount }), {})) {
        expect(cost.messagesExpected).toBeLessThanOrEqual(cost.messagesMax);
        expect(cost.costMax).toBe(0);
      }
    }
    expect(calloutCosts(people({ peopleByChannel: {}, reachableCount: 0 }), PRICES)).toEqual([]);
  });
});
