import { changeNeeds, kindsOf, looksFor, mayAsk, newCallout, whyQuestionsEnd } from '#core/callout';
import { aCallout, aNeed } from '#core/callout-examples';
import { NOON } from '#core/examples';
import { HOUR_MS } from '#core/units';

describe('a call-out', () => {
  test('counts the people of its needs, and begins open and empty', () => {
    const needs = [aNeed({ wantedCount: 60 }), aNeed({ needKey: 'boats', wantedCount: 10 })];
    expect(newCallout({ ...aCallout(), needs })).toMatchObject({
      ...{ wantedCount: 70, acceptedCount: 0, status: 'open', revision: 0 },
    });
  });

  test('takes anybody as soon as one need does', () => {
    const trained = aNeed({ credentialKinds: ['cpr'] });
    expect(kindsOf({ needs: [trained, aNeed({ credentialKinds: ['nurse'] })] })).toEqual([
      ...['cpr', 'nurse'],
    ]);
    expect(kindsOf({ needs: [trained, aNeed({ credentialKinds: [] })] })).toEqual([]);
  });

  test('asks nobody once it is filled, over, stopped, or its time has passed', () => {
    expect(mayAsk(aCallout(), NOON)).toBe(true);
    expect(mayAsk(aCallout({ status: 'filled' }), NOON)).toBe(false);
    expect(mayAsk(aCallout({ stopComingAt: NOON - 1 }), NOON)).toBe(false);
    expect(mayAsk(aCallout(), NOON + 8 * HOUR_MS)).toBe(false);
  });

  test('lets open questions go for the reason that its status is', () => {
    expect(whyQuestionsEnd('open')).toBeNull();
    expect(whyQuestionsEnd('filled')).toBe('callout-filled');
    expect(whyQuestionsEnd('cancelled')).toBe('callout-closed');
  });

  test('looks for something else where its area or needs change, not where people say yes', () => {
    const callout = aCallout();
    expect(looksFor({ ...callout, acceptedCount: 7, revision: 9 })).toBe(looksFor(callout));
    expect(looksFor({ ...callout, exclusions: callout.area })).not.toBe(looksFor(callout));
    const needs = [aNeed({ wantedCount: 99 })];
    expect(looksFor({ ...callout, needs })).not.toBe(looksFor(callout));
  });
});

describe('other needs of an open call-out', () => {
  const [need] = aCallout().needs;
  const key = need?.needKey ?? '';
  const fill = { peopleByNeed: { [key]: 7 }, piecesByNeed: {}, peopleByMuster: {} };
  const filled = aCallout({ status: 'filled', wantedCount: 7, acceptedCount: 7, fill });

  test('open a filled one again where more are wanted', () => {
    const raised = changeNeeds(filled, [aNeed({ needKey: key, wantedCount: 12 })]);
    expect(raised).toMatchObject({ value: { status: 'open', wantedCount: 12 } });
  });

  test('fill it where no more are wanted than have come', () => {
    const open = { ...filled, status: 'open' as const, wantedCount: 12 };
    const lowered = changeNeeds(open, [aNeed({ needKey: key, wantedCount: 7 })]);
    expect(lowered).toMatchObject({ value: { status: 'filled', wantedCount: 7 } });
  });

  test('take nobody the place they have', () => {
    const fewer = changeNeeds(filled, [aNeed({ needKey: key, wantedCount: 6 })]);
    expect(fewer).toMatchObject({
      problem: { code: 'invalid-field', field: 'needs.0.wantedCount' },
    });
    const without = changeNeeds(filled, [aNeed({ needKey: 'other' })]);
    expect(without).toMatchObject({ problem: { code: 'invalid-field', field: 'needs' } });
    const over = changeNeeds({ ...filled, status: 'closed' }, [aNeed({ needKey: key })]);
    expect(over).toMatchObject({ problem: { code: 'callout-over' } });
  });
});
