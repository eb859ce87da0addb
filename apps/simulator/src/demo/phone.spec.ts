import { StreetGraph } from '#adapters/streets/street-graph';
import type { AlertView, FeedMessage, ReportAedMessage } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import { replyCode } from '#core/reply-code';
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

/** AEDs farther along the street than this are not where they should be. */
const MISSING_BEYOND = at(2_500);

const NUMBER = '+99900000001';

const WILLING: CityResponder = {
  ref: 'R-00001',
  name: 'Ada Abbott',
  home: at(1_000),
  mode: 'bicycle',
  speedMps: 4,
  leaveAfterMs: 30 * SECOND_MS,
  onDuty: true,
  credentials: [],
  tier: 'home',
  registeredPlaces: [],
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
    deliveredAt: null,
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    cell: null,
    distanceBandM: 250,
    callout: null,
    drill: null,
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

const ASSIGNED = { assignmentId: 'assignment-1', releasedReason: null };

/** The alert of somebody on the way, with another order. */
function ordered(role: 'direct' | 'via-aed' | 'guide', aedAtM: number | null = null): AlertView {
  const found = { access: 'public', open: 'open', toPatientM: 300, collectedAt: null } as const;
  const kept = { locationDetail: null, floor: '2', cabinetCode: '1234' };
  const aed =
    aedAtM === null
      ? null
      : { aedId: `aed-${aedAtM}`, name: 'AED', place: fromPlace(at(aedAtM)), ...found, ...kept };
  return alertView({
    ...ACCEPTED,
    assignment: { ...ASSIGNED, status: 'en-route' },
    order: { role, sentence: '', aed, etaAt: null },
  });
}

function feed(seq: number, kind: FeedMessage['kind'], alert: AlertView): FeedMessage {
  return { seq, at: toIso(START + 1), kind, alert };
}

/** A phone whose link answers from here and notes what was sent, and where its person was then. */
function makePhone(
  responder = WILLING,
  missed: FeedMessage[] = [],
  play: {
    readonly via?: PhoneLink['via'];
    readonly accepted?: AlertView;
    readonly afterReport?: AlertView;
  } = {},
) {
  const clock = new VirtualClock(SPEED, {
    virtual: START,
    realMs: performance.now(),
    roundTripMs: 1,
  });
  const timers = new VirtualTimers(clock);
  const log = new AlertLog();
  const sent: string[] = [];
  const answers: Record<string, unknown> = {
    answer: play.accepted ?? ACCEPTED,
    'catch-up': { messages: missed, lastSeq: missed.length },
    duty: { onDuty: true },
    fixes: { taken: 1, refused: [] },
  };
  const link = {
    via: play.via ?? 'socket',
    feed: (after: number) => Promise.resolve(missed.filter(({ seq }) => seq > after)),
    send: (name: string, message: Readonly<Record<string, unknown>>) => {
      const what = message['kind'] ?? message['answer'] ?? message['step'];
      const subject = message['subject'] ?? 'alert';
      const about = typeof subject === 'string' && subject !== 'alert' ? ` ${subject}` : '';
      sent.push(typeof what === 'string' ? `${name} ${what}${about}` : name);
      return Promise.resolve({ ok: true, value: answers[name] });
    },
    reportAed: (assignmentId: string, { aedId, report }: ReportAedMessage) => {
      sent.push(`aed ${assignmentId} ${aedId} ${report}`);
      return Promise.resolve({ ok: true, value: play.afterReport ?? ordered('direct') });
    },
    close: () => undefined,
  } as unknown as PhoneLink;
  const findAed = (place: Place) => (place.lon > MISSING_BEYOND.lon ? 'missing' : 'collected');
  const isNight = (): boolean => false;
  const sendSms = (from: string, text: string) => {
    sent.push(`sms ${from} ${text}`);
    return Promise.resolve();
  };
  const shared = { seed: '1', streets, clock, timers, log, startsAt: START };
  const world = { ...shared, isNight, findAed, sendSms };
  const owner = { responder, responderId: 'responder-1', number: NUMBER };
  return { phone: new Phone(owner, link, world), sent, log, clock };
}

/** Lets virtual time pass, with every answer that falls due in it. */
async function pass(virtualMs: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(virtualMs / SPEED);
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a phone of the demo', () => {
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

describe('a phone of the demo that sleeps', () => {
  const CODE = replyCode('alert-1');
  const ASKED_BY_SMS = `CLOSEBY ${CODE}: help is needed. Reply YES ${CODE} or NO ${CODE}.`;

  it('rings once for an alert, whichever ways it comes by', async () => {
    const { phone, sent, log } = makePhone(WILLING, [feed(1, 'alert-sent', alertView({}))]);
    await phone.wake('push', 'alert-1', 'alert');
    await phone.hear(feed(1, 'alert-sent', alertView({})));
    await phone.wake('push', 'alert-1', 'alert');
    expect(sent).toEqual(['receipt delivered']);
    expect(log.heard.get('alert-1')).toMatchObject({ via: 'push', rang: true });
  });

  it('stays quiet when a late push wakes it and the server says that an SMS has rung', async () => {
    const known = alertView({ deliveredAt: toIso(START + 6_000) });
    const { phone, log } = makePhone(WILLING, [feed(1, 'alert-sent', known)], { via: 'asleep' });
    phone.outside.readSms(ASKED_BY_SMS);
    await phone.wake('push', 'alert-1', 'alert');
    expect(log.outside).toMatchObject([{ by: 'sms', code: CODE, subject: 'alert' }]);
    expect(log.heard.get('alert-1')).toMatchObject({ rang: false });
  });

  it('has its person answer by SMS where only that came, and go where the app says', async () => {
    const accepted = feed(1, 'alert-sent', ACCEPTED);
    const { phone, sent } = makePhone(WILLING, [accepted], { via: 'asleep' });
    phone.outside.readSms(ASKED_BY_SMS);
    await pass(HOUR_MS);
    expect(sent.filter((what) => what !== 'fixes')).toEqual([
      `sms ${NUMBER} YES ${CODE}`,
      'progress en-route',
      'progress on-scene',
      'progress with-patient',
      'progress cleared',
    ]);
  });

  it('has its person answer in the app and nowhere else once the app has it', async () => {
    const { phone, sent } = makePhone(WILLING, [feed(1, 'alert-sent', alertView({}))]);
    phone.outside.readSms(ASKED_BY_SMS);
    await phone.wake('push', 'alert-1', 'alert');
    await pass(HOUR_MS);
    expect(sent).toContain('answer accept');
    expect(sent.filter((what) => what.startsWith('sms'))).toEqual([]);
  });

  it('confirms an end and a change, each by its name, and an SMS in the app too', async () => {
    const gone = alertView({ status: 'withdrawn', endedReason: 'incident-closed' });
    const { phone, sent, log } = makePhone(
      WILLING,
      [
        feed(1, 'alert-sent', alertView({ deliveredAt: toIso(START) })),
        feed(2, 'incident-changed', alertView({})),
        feed(3, 'alert-withdrawn', gone),
      ],
      { via: 'asleep' },
    );
    phone.outside.readSms(`CLOSEBY ${CODE}: stand down. You are no longer needed.`);
    await pass(SECOND_MS);
    expect(sent).toEqual([
      'receipt delivered',
      'receipt delivered changed',
      'receipt delivered stood-down',
    ]);
    expect(log.hasConfirmed('alert-1', 'stood-down')).toBe(true);
    expect(log.outside).toMatchObject([{ subject: 'stood-down' }]);
  });

  it('presses a key when it is called, as its person would answer', () => {
    const { phone } = makePhone();
    expect(phone.outside.takeCall('This is Closeby. Can you come?')).toBe('1');
    const { phone: silent } = makePhone({ ...WILLING, acceptShare: 0 });
    expect(silent.outside.takeCall('This is Closeby. Can you come?')).toBeNull();
    expect(phone.outside.takeCall('This is Closeby. Stand down.')).toBeNull();
  });
});

describe('a phone of the demo with an order', () => {
  /** What was sent after the yes, without positions. */
  const after = (sent: readonly string[]): string[] =>
    sent.filter((what) => /^(aed|progress)/.test(what));

  /** Somebody who has said yes and just left. */
  const leaving = async (play: Parameters<typeof makePhone>[2]) => {
    const made = makePhone(WILLING, [], play);
    await made.phone.hear(feed(1, 'alert-sent', alertView({})));
    for (let tries = 0; tries < 100 && !made.sent.includes('progress en-route'); tries += 1) {
      await pass(15 * SECOND_MS);
    }
    expect(made.sent).toContain('progress en-route');
    return made;
  };

  it('fetches the AED of the order, says that it has it, and brings it', async () => {
    const { sent, log } = await leaving({ accepted: ordered('via-aed', 1_400) });
    await pass(HOUR_MS);
    expect(after(sent)).toEqual([
      'progress en-route',
      'aed assignment-1 aed-1400 collected',
      'progress on-scene',
      'progress with-patient',
      'progress cleared',
    ]);
    expect(log.heard.get('alert-1')).toMatchObject({ rerouteCount: 0 });
    expect(log.heard.get('alert-1')?.aedAt).not.toBeNull();
  });

  it('says what is not there, and goes on by the order that comes back', async () => {
    const afterReport = ordered('via-aed', 2_000);
    const { sent, log } = await leaving({ accepted: ordered('via-aed', 2_600), afterReport });
    await pass(HOUR_MS);
    expect(after(sent).slice(0, 4)).toEqual([
      'progress en-route',
      'aed assignment-1 aed-2600 missing',
      'aed assignment-1 aed-2000 collected',
      'progress on-scene',
    ]);
    expect(log.heard.get('alert-1')).toMatchObject({ rerouteCount: 1 });
  });

  it('turns to a new order on the way, and only to a new one', async () => {
    const { phone, sent, log } = await leaving({ accepted: ordered('via-aed', 2_000) });
    await phone.hear(feed(2, 'incident-changed', ordered('via-aed', 2_000)));
    expect(log.heard.get('alert-1')).toMatchObject({ rerouteCount: 0 });
    await phone.hear(feed(3, 'assignment-changed', ordered('direct')));
    await pass(HOUR_MS);
    expect(after(sent)).not.toContain('aed assignment-1 aed-2000 collected');
    expect(after(sent)).toContain('progress with-patient');
    expect(log.heard.get('alert-1')).toMatchObject({ rerouteCount: 1, aedAt: null });
  });

  it('waits for the crew as a guide, and joins the patient when told to', async () => {
    const { phone, sent } = await leaving({ accepted: ordered('guide') });
    await pass(HOUR_MS);
    expect(after(sent)).toEqual(['progress en-route', 'progress on-scene']);
    await phone.hear(feed(2, 'assignment-changed', ordered('direct')));
    await pass(HOUR_MS);
    expect(after(sent).slice(2)).toEqual(['progress with-patient', 'progress cleared']);
  });
});
