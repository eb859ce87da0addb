import { CONFIRM_WITHIN_MS, newestTruth, unconfirmedOf, type CarriedLine } from './delivery-truth';
import { lineSentence, reachedSentence, summaryInWords } from './ledger-words';

const T = 1_000_000;
const ANNA: CarriedLine = {
  alertId: 'a1',
  responderId: 'anna',
  displayName: 'Anna',
  alertStatus: 'sent',
  channel: 'push',
  subject: 'alert',
  status: 'handed-over',
  queuedAt: T,
  dueAt: T,
  finishedAt: T + 200,
  deliveredAt: null,
  seenAt: null,
  answeredAt: null,
  spared: null,
  error: null,
  attempts: [{ handedOverAt: T + 100, answeredAt: T + 200 }],
};
const SMS: CarriedLine = {
  ...ANNA,
  channel: 'sms',
  status: 'queued',
  dueAt: T + 5_000,
  finishedAt: null,
  attempts: [],
};

function onlyTruth(lines: readonly CarriedLine[], now = T + 1_000) {
  const [truth] = newestTruth(lines, now);
  if (truth === undefined) throw new Error('somebody was sent something');
  return { ...truth.reached, sentence: reachedSentence(truth.reached, truth.lines) };
}

describe('who was reached', () => {
  it('handed over is not reached: they wait for the next channel, and it is named', () => {
    expect(onlyTruth([ANNA, SMS])).toMatchObject({
      state: 'waiting',
      by: null,
      confirmedAt: null,
      sentence: 'Anna has not confirmed the alert yet; SMS follows after 5.0 s.',
    });
  });

  it('a receipt is, by the channel that came first', () => {
    const rang = { ...ANNA, status: 'delivered' as const, deliveredAt: T + 1_500 };
    const later = { ...SMS, status: 'delivered' as const, deliveredAt: T + 6_000 };
    expect(onlyTruth([later, rang])).toMatchObject({
      state: 'rang',
      by: 'push',
      confirmedAt: T + 1_500,
      sentence: "The alert rang at Anna's by push after 1.5 s.",
    });
    expect(onlyTruth([{ ...rang, seenAt: T + 9_000 }])).toMatchObject({ state: 'seen' });
  });

  it('an answer is, also where no receipt ever came', () => {
    const answered = { ...ANNA, alertStatus: 'accepted' as const, answeredAt: T + 12_000 };
    expect(onlyTruth([answered])).toMatchObject({
      state: 'answered',
      by: null,
      sentence: 'Anna accepted after 12 s.',
    });
  });

  it('taken by a provider and never confirmed is not reached after a minute', () => {
    const now = T + 200 + CONFIRM_WITHIN_MS;
    expect(onlyTruth([ANNA], now - 1).state).toBe('waiting');
    expect(onlyTruth([ANNA], now)).toMatchObject({
      state: 'not-reached',
      sentence: 'The alert has not reached Anna: push was taken and never confirmed.',
    });
  });

  it('failed on every channel is not reached, with every reason', () => {
    const failed = { ...ANNA, status: 'failed' as const, error: 'UNREGISTERED' };
    const declined = { ...SMS, status: 'not-needed' as const, spared: 'declined-channel' };
    expect(onlyTruth([failed, declined]).sentence).toBe(
      'The alert has not reached Anna: push failed (UNREGISTERED) and no SMS, ' +
        'they declined this channel.',
    );
  });

  it('whom nothing should reach was spared, and is not counted as missing', () => {
    const spared = { ...ANNA, status: 'not-needed' as const, spared: 'off-duty', attempts: [] };
    expect(onlyTruth([spared])).toMatchObject({
      state: 'spared',
      sentence: 'The alert did not go to Anna: they were off duty.',
    });
  });
});

describe('who has not confirmed that it is over', () => {
  const gone: CarriedLine = {
    ...ANNA,
    subject: 'stood-down',
    alertStatus: 'accepted',
    queuedAt: T + 60_000,
    dueAt: T + 60_000,
    finishedAt: T + 60_100,
  };
  const rang = { ...ANNA, status: 'delivered' as const, deliveredAt: T + 500 };

  it('is whoever was stood down without a receipt for it, whatever they confirmed before', () => {
    const truths = newestTruth([rang, gone], T + 61_000);
    expect(unconfirmedOf(truths).map(({ reached }) => reached.responderId)).toEqual(['anna']);
    const seen = newestTruth([rang, { ...gone, deliveredAt: T + 60_500 }], T + 61_000);
    expect(unconfirmedOf(seen)).toEqual([]);
  });

  it('is nobody whom the stand-down did not concern', () => {
    const spared = { ...gone, status: 'not-needed' as const, spared: 'never-rang-there' };
    expect(unconfirmedOf(newestTruth([rang, spared], T + 61_000))).toEqual([]);
  });
});

describe('the ledger in words', () => {
  it('sums up who rang, by what, and who was not reached', () => {
    const person = (id: string, change: Partial<CarriedLine>): CarriedLine => {
      return { ...ANNA, responderId: id, displayName: id, ...change };
    };
    const lines = [
      person('a', { deliveredAt: T + 1 }),
      person('b', { channel: 'sms', deliveredAt: T + 7_000 }),
      person('c', { status: 'failed', error: 'no address' }),
      person('d', { status: 'queued' }),
    ];
    const reached = newestTruth(lines, T + 8_000).map((truth) => truth.reached);
    expect(summaryInWords(reached, [])).toBe('2 rang, 1 by SMS, 1 waiting, 1 not reached');
  });

  it('says of each line what happened and when', () => {
    expect(lineSentence({ ...ANNA, deliveredAt: T + 1_400 })).toBe(
      'Push of the alert: handed over after 0.1 s, taken within 0.1 s; rang after 1.4 s.',
    );
    expect(lineSentence(SMS)).toBe('SMS of the alert: due after 5.0 s unless a receipt comes.');
    const spared = { ...SMS, status: 'not-needed' as const, spared: 'confirmed' };
    expect(lineSentence(spared)).toBe(
      'SMS of the alert: spared, since the phone had confirmed it.',
    );
    expect(lineSentence({ ...ANNA, status: 'failed', error: 'QUOTA_EXCEEDED' })).toBe(
      'Push of the alert: given up after 1 attempt (QUOTA_EXCEEDED).',
    );
  });
});
