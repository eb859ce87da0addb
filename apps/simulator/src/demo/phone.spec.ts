import { StreetGraph } from '#adapters/streets/street-graph';
import type { AlertView, FeedMessage } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import type { CityResponder } from '../city/world-types';
import { AlertLog } from './alert-log';
import { Phone } from './phone';
import type { PhoneLink } from './phone-link';
import { VirtualClock } from './virtual-clock';
import { VirtualTimers } from './virtual-timers';

const START = Date.UTC(2026, 2, 1, 17);
const SPEED = 60;
/** One street to the east; `at` is metres along it. */
const at = (metres: number) => ({ lat: 36.8, lon: -76.1 + metres / 89_036 });
const streets = StreetGraph.fromLines([{ name: 'Long Rd', places: [at(0), at(3_000)] }]);

const WILLING: CityResponder = {
  ref: 'R-00001',
  name: 'Ada Abbott',
  home: at(1_000),
  mode: 'bicycle',
  speedMps: 4,
  leaveAfterMs: 30 * SECOND_MS,
  onDuty: true,
  credentials: [],
  acceptShare: 1,
  declineShare: 0,
  accuracyM: 10,
};

function alertView(changes: Partial<AlertView>): AlertView {
  return {
    alertId: 'alert-1',
    about: 'incident',
    status: 'sent',
    mode: 'actual',
    endedReason: null,
    sentAt: toIso(START),
    expiresAt: toIso(START + 5 * MINUTE_MS),
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    cell: null,
    distanceBandM: 250,
    callout: null,
    assignment: null,
    order: null,
    exact: null,
    ...changes,
  };
}

const ACCEPTED = alertView({
  status: 'accepted',
  assignment: { assignmentId: 'assignment-1', status: 'accepted', releasedReason: null },
  exact: {
    place: fromPlace(at(1_800)),
    placeAccuracyM: null,
    address: null,
    notesForResponders: null,
    ambulanceEtaAt: null,
    aeds: [],
    othersAccepted: 0,
  },
});

function feed(seq: number, kind: FeedMessage['kind'], alert: AlertView): FeedMessage {
  return { seq, at: toIso(START + 1), kind, alert };
}

/** A phone whose link answers from here and notes what was sent. */
function makePhone(responder = WILLING, missed: FeedMessage[] = []) {
  const clock = new VirtualClock(SPEED, {
    virtual: START,
    realMs: performance.now(),
    roundTripMs: 1,
  });
  const timers = new VirtualTimers(clock);
  const log = new AlertLog();
  const sent: string[] = [];
  const answers: Record<string, unknown> = {
    answer: ACCEPTED,
    'catch-up': { messages: missed, lastSeq: missed.length },
    duty: { onDuty: true },
    fixes: { taken: 1, refused: [] },
  };
  const link = {
    via: 'socket',
    send: (name: string, message: Readonly<Record<string, unknown>>) => {
      const what = message['kind'] ?? message['answer'] ?? message['step'];
      sent.push(typeof what === 'string' ? `${name} ${what}` : name);
      return Promise.resolve({ ok: true, value: answers[name] });
    },
    close: () => undefined,
  } as unknown as PhoneLink;
  const world = { seed: '1', streets, clock, timers, log, startsAt: START, isNight: () => false };
  return { phone: new Phone(responder, link, world), sent, log, clock };
}

/** Lets virtual time pass, with every answer that falls due in it. */
async function pass(virtualMs: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(virtualMs / SPEED);
}

describe('a phone of the demo', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('rings, is seen, accepts, goes, arrives and clears, in that order', async () => {
    const { phone, sent, log } = makePhone();
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    expect(sent).toEqual(['receipt delivered']);
    await pass(HOUR_MS);
    expect(sent.filter((what) => what !== 'fixes')).toEqual([
      'receipt delivered',
      'receipt seen',
      'answer accept',
      'progress en-route',
      'progress on-scene',
      'progress with-patient',
      'progress cleared',
    ]);
    expect(log.heard.get('alert-1')?.via).toBe('socket');
  });

  it('obeys a stand-down at once and reports no further step', async () => {
    const { phone, sent, log } = makePhone();
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    for (let minute = 0; minute < 20 && !sent.includes('progress en-route'); minute += 1) {
      await pass(MINUTE_MS / 4);
    }
    expect(sent).toContain('progress en-route');
    const assignment = { assignmentId: 'assignment-1', status: 'stood-down' as const };
    const over = { ...assignment, releasedReason: 'incident-closed' };
    await phone.hear(feed(2, 'stood-down', alertView({ status: 'accepted', assignment: over })));
    expect(log.heard.get('alert-1')?.releasedMs).not.toBeNull();
    await pass(HOUR_MS);
    expect(sent).not.toContain('progress on-scene');
    expect(sent).not.toContain('progress cleared');
  });

  it('does not answer an alert that was taken back before the answer', async () => {
    const { phone, sent } = makePhone();
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    const gone = alertView({ status: 'withdrawn', endedReason: 'enough-accepted' });
    await phone.hear(feed(2, 'alert-withdrawn', gone));
    await pass(HOUR_MS);
    expect(sent.some((what) => what.startsWith('answer'))).toBe(false);
  });

  it('says nothing at all when its person would not', async () => {
    const silent = { ...WILLING, acceptShare: 0, declineShare: 0 };
    const { phone, sent } = makePhone(silent);
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    await pass(HOUR_MS);
    expect(sent).toEqual(['receipt delivered', 'receipt seen']);
  });

  it('fetches what it missed before it reads on, each message once', async () => {
    const first = feed(1, 'alert-sent', alertView({ alertId: 'alert-1' }));
    const second = feed(2, 'alert-sent', alertView({ alertId: 'alert-2' }));
    const third = feed(3, 'alert-sent', alertView({ alertId: 'alert-3' }));
    const { phone, sent, log } = makePhone(WILLING, [first, second]);
    await Promise.all([phone.hear(second), phone.hear(third), phone.hear(second)]);
    expect([...log.heard.keys()]).toEqual(['alert-1', 'alert-2', 'alert-3']);
    expect(sent.filter((what) => what === 'catch-up')).toHaveLength(1);
    expect(phone.lastSeq).toBe(3);
  });

  it('knows when its person was free: not from the ring to the end, nor close to it', async () => {
    const { phone, clock } = makePhone();
    expect(phone.wasFreeAt(START, 0)).toBe(true);
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    await pass(SECOND_MS);
    const gone = alertView({ status: 'expired' });
    await phone.hear(feed(2, 'alert-expired', gone));
    const endedAt = clock.now();
    expect(phone.wasFreeAt(START, 0)).toBe(false);
    expect(phone.wasFreeAt(endedAt + 1, 0)).toBe(true);
    expect(phone.wasFreeAt(endedAt + 1, MINUTE_MS)).toBe(false);
  });

  it('leaves alone the alerts of an earlier run, but frees its person from them', async () => {
    const { phone, sent, log } = makePhone();
    const old = { ...feed(1, 'alert-sent', ACCEPTED), at: toIso(START - HOUR_MS) };
    await phone.hear(old);
    await pass(HOUR_MS);
    expect(log.heard.size).toBe(0);
    expect(sent).toEqual(['progress withdrawn']);
  });

  it('reports its position every eight minutes at rest', async () => {
    const { phone, sent } = makePhone();
    await phone.goOnDuty(0.5);
    await pass(HOUR_MS - MINUTE_MS);
    expect(sent.filter((what) => what === 'fixes')).toHaveLength(8);
    expect(phone.seenFromOutside().taken?.at).toBeGreaterThan(START + 50 * MINUTE_MS);
  });
});
