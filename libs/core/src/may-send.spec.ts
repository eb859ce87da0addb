import { ALWAYS_AVAILABLE } from './availability';
import { DELIVERY_CHANNELS, DELIVERY_SUBJECTS } from './delivery';
import { whySpared, type AtHandOver, type DeliveryFacts } from './may-send';
import { HOUR_MS, MINUTE_MS } from './units';

const NOW = Date.UTC(2026, 2, 2, 3);
const AT: AtHandOver = { now: NOW, minuteOfWeek: 180, subject: 'alert', channel: 'push' };
const OPEN: DeliveryFacts = {
  about: 'incident',
  mode: 'actual',
  priority: 'life-threatening',
  isOver: false,
  alertStatus: 'sent',
  expiresAt: NOW + MINUTE_MS,
  confirmedAt: null,
  superseded: false,
  rangOutsideApp: false,
  wasBound: false,
  isUnderWay: false,
  onDuty: true,
  disabledAt: null,
  testPhone: false,
  isTrained: true,
  availability: ALWAYS_AVAILABLE,
  declined: [],
};
const NIGHT = { fromMinute: 22 * 60, toMinute: 6 * 60 };
const quiet = (letThrough: 'nothing' | 'life-threatening') => ({
  ...ALWAYS_AVAILABLE,
  quietHours: { ...NIGHT, letThrough },
});

describe('whether an alert is still handed over', () => {
  it('is so for an open alert of somebody on duty, on every channel', () => {
    for (const channel of DELIVERY_CHANNELS) {
      expect(whySpared(OPEN, { ...AT, channel })).toBeNull();
    }
  });

  it.each<[string, Partial<DeliveryFacts>]>([
    ['confirmed', { confirmedAt: NOW }],
    ['answered', { alertStatus: 'accepted' }],
    ['answered', { alertStatus: 'declined' }],
    ['alert-withdrawn', { alertStatus: 'withdrawn' }],
    ['alert-expired', { alertStatus: 'expired' }],
    ['alert-expired', { expiresAt: NOW }],
    ['over', { isOver: true }],
    ['disabled', { disabledAt: NOW - 1 }],
    ['off-duty', { onDuty: false }],
    ['muted', { availability: { ...ALWAYS_AVAILABLE, mutedUntil: NOW + 1 } }],
    ['off-schedule', { availability: { ...ALWAYS_AVAILABLE, schedule: [] } }],
    ['own-quiet-hours', { availability: quiet('nothing') }],
    ['test-phone', { testPhone: true }],
    ['credential-ended', { isTrained: false }],
    ['real-person-in-exercise', { mode: 'exercise' }],
    ['real-person-in-exercise', { mode: 'test' }],
  ])('is not, with the reason %s', (reason, change) => {
    expect(whySpared({ ...OPEN, ...change }, AT)).toBe(reason);
  });

  it('is so at night where only danger to life may wake, and there is such danger', () => {
    const facts = { ...OPEN, availability: quiet('life-threatening') };
    expect(whySpared(facts, AT)).toBeNull();
    expect(whySpared({ ...facts, priority: 'urgent' }, AT)).toBe('own-quiet-hours');
    expect(whySpared({ ...facts, about: 'callout', priority: null }, AT)).toBe('own-quiet-hours');
  });

  it('#64 is so for nobody whose credentials have ended since they were chosen', () => {
    expect(whySpared({ ...OPEN, isTrained: false }, AT)).toBe('credential-ended');
    const end = { ...AT, subject: 'stood-down' } as const;
    expect(whySpared({ ...OPEN, isTrained: false }, end)).toBeNull();
  });

  it('rings a test phone for an exercise, and everybody for a drill', () => {
    const exercise = { ...OPEN, mode: 'exercise' as const, testPhone: true };
    expect(whySpared(exercise, AT)).toBeNull();
    const drill = { ...OPEN, about: 'drill' as const, mode: 'exercise' as const, priority: null };
    expect(whySpared(drill, AT)).toBeNull();
    expect(whySpared({ ...drill, testPhone: true }, AT)).toBeNull();
    expect(whySpared({ ...drill, isTrained: false }, AT)).toBeNull();
  });

  it('never uses a channel somebody declined, whatever it is about', () => {
    for (const subject of DELIVERY_SUBJECTS) {
      const at = { ...AT, subject, channel: 'sms' } as const;
      const bound = { wasBound: true, isUnderWay: true, rangOutsideApp: true };
      const facts = { ...OPEN, ...bound, declined: ['sms' as const] };
      expect(whySpared(facts, at)).toBe('declined-channel');
      expect(whySpared(facts, { ...at, channel: 'push' })).toBeNull();
    }
  });
});

describe('whether a stand-down or a change is still handed over', () => {
  const away: DeliveryFacts = {
    ...OPEN,
    onDuty: false,
    isOver: true,
    alertStatus: 'withdrawn',
    expiresAt: NOW - HOUR_MS,
    availability: { ...ALWAYS_AVAILABLE, mutedUntil: NOW + HOUR_MS },
  };

  it('nobody runs for nothing: a stand-down goes to whoever is off duty and muted', () => {
    expect(whySpared(away, { ...AT, subject: 'stood-down' })).toBeNull();
    expect(whySpared({ ...away, confirmedAt: 1 }, { ...AT, subject: 'stood-down' })).toBe(
      'confirmed',
    );
  });

  it('SMS and calls carry a stand-down only to whoever was rung that way or was under way', () => {
    for (const channel of ['sms', 'voice', 'email'] as const) {
      const at = { ...AT, subject: 'stood-down', channel } as const;
      expect(whySpared(away, at)).toBe('never-rang-there');
      expect(whySpared({ ...away, rangOutsideApp: true }, at)).toBeNull();
      expect(whySpared({ ...away, wasBound: true }, at)).toBeNull();
    }
  });

  it('a change goes to whoever is under way, and to nobody for whom it is over', () => {
    const bound: DeliveryFacts = {
      ...OPEN,
      alertStatus: 'accepted',
      wasBound: true,
      isUnderWay: true,
      onDuty: false,
    };
    const at = { ...AT, subject: 'changed' } as const;
    expect(whySpared(bound, at)).toBeNull();
    expect(whySpared({ ...bound, superseded: true }, at)).toBe('superseded');
    expect(whySpared({ ...bound, isOver: true }, at)).toBe('over');
    expect(whySpared({ ...bound, isUnderWay: false }, at)).toBe('not-under-way');
    expect(whySpared({ ...bound, disabledAt: 1 }, at)).toBe('disabled');
  });
});
