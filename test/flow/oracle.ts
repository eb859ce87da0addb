import type { Alert } from '#core/alert';
import type { Availability } from '#core/availability';
import type { DeliveryChannel, DeliverySubject } from '#core/delivery';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import type { LedgerLine, ResponderCaller } from '#flow/ports';
import type { MemoryService } from './memory-service';

/** New York is five hours behind UTC until 8 March 2026. */
const BEHIND_UTC_MS = 5 * HOUR_MS;
/** 1 January 1970 was a Thursday, three days after a Monday. */
const EPOCH_WEEKDAY = 3;
const OUTSIDE_APP: readonly DeliveryChannel[] = ['sms', 'voice', 'email'];

/** What is true of a person, as whoever made the world knows it. */
export interface Truth {
  onDuty: boolean;
  disabled: boolean;
  testPhone: boolean;
  /** Their credentials have not ended. */
  isTrained: boolean;
  readonly declined: Set<string>;
  availability: Availability;
  /** Where they can be reached now, by channel. */
  readonly addresses: Map<DeliveryChannel, string>;
}

/** Somebody, and what is true of them. */
export interface Person {
  readonly caller: ResponderCaller;
  readonly truth: Truth;
}

/** One thing on its way to one address. */
export interface HandedOver {
  /** Null for the open socket, which says alerts only. */
  readonly deliveryId: string | null;
  readonly alertId: string;
  readonly responderId: string;
  readonly subject: DeliverySubject;
  readonly channel: DeliveryChannel;
  /** Null for the open socket. */
  readonly address: string | null;
}

/** What is asked about, as the record has it at that moment. */
interface About {
  readonly alert: Alert;
  readonly kind: 'incident' | 'callout' | 'drill';
  readonly isOver: boolean;
  readonly isActual: boolean;
  readonly isDeadly: boolean;
  /** They accepted and have not finished, nor been stood down. */
  readonly isUnderWay: boolean;
  /** When it was queued, and whether the record holds a newer change of the same alert. */
  readonly queuedAt: Instant;
  readonly isOldNews: boolean;
}

/**
 * Says of each thing that is handed over whether the person should get it. It knows nothing of the
 * rule that decides: people are as the world made them, alerts as they are in the record, and what
 * was confirmed or rang as it was seen from outside.
 */
export class Oracle {
  readonly people = new Map<string, Truth>();
  readonly wrongs: string[] = [];
  checkedCount = 0;
  private readonly confirmedAt = new Map<string, Instant>();
  private readonly taken = new Set<string>();
  private readonly rangOutside = new Set<string>();

  constructor(private readonly service: MemoryService) {}

  /** A phone, or a provider about it, has confirmed something. */
  confirm(alertId: string, subject: DeliverySubject): void {
    this.confirmedAt.set(`${alertId} ${subject}`, this.service.clock.now());
  }

  /** Checks one hand-over by how things stand at this moment. */
  async check(handed: HandedOver): Promise<void> {
    this.checkedCount += 1;
    const now = this.service.clock.now();
    const about = await this.about(handed);
    const wrong = about === null ? 'is theirs not' : this.whyNot(handed, about, now);
    if (wrong !== null) this.wrongs.push(`${JSON.stringify(handed)} ${wrong}`);
  }

  /** A provider took it. */
  took({ alertId, subject, channel, address }: HandedOver): void {
    const key = `${alertId} ${subject} ${channel} ${address ?? ''}`;
    if (subject !== 'changed' && this.taken.has(key)) this.wrongs.push(`${key} was taken twice`);
    this.taken.add(key);
    if (subject === 'alert' && OUTSIDE_APP.includes(channel)) this.rangOutside.add(alertId);
  }

  private whyNot(handed: HandedOver, about: About, now: Instant): string | null {
    const person = this.people.get(handed.responderId);
    if (person === undefined) return 'goes to nobody we know';
    const { subject, channel, address } = handed;
    if (address !== null && person.addresses.get(channel) !== address) return 'goes elsewhere';
    if (person.declined.has(channel)) return 'goes by a declined channel';
    if (this.wasConfirmed(handed, about)) return 'was confirmed';
    switch (subject) {
      case 'alert':
        return whyNotAsked(person, about, now);
      case 'changed':
        if (person.disabled) return 'goes to somebody disabled';
        if (about.isOver) return 'changes what is over';
        if (about.isOldNews) return 'is old news';
        return about.isUnderWay ? null : 'changes nothing for them';
      case 'stood-down':
        return this.whyNotStoodDown(handed, about);
    }
  }

  /** A receipt of a change says nothing of a change that was queued after it. */
  private wasConfirmed({ alertId, subject }: HandedOver, about: About): boolean {
    const at = this.confirmedAt.get(`${alertId} ${subject}`);
    return at !== undefined && (subject !== 'changed' || at > about.queuedAt);
  }

  private whyNotStoodDown({ alertId, channel }: HandedOver, about: About): string | null {
    const { status } = about.alert;
    const wasBound = status === 'accepted';
    const ended = status === 'withdrawn' || (wasBound && !about.isUnderWay);
    if (!ended) return 'stands down somebody who is wanted';
    const outside = OUTSIDE_APP.includes(channel);
    return outside && !wasBound && !this.rangOutside.has(alertId) ? 'wakes them for nothing' : null;
  }

  private async about(handed: HandedOver): Promise<About | null> {
    const found = await this.found(handed);
    const { subject, channel } = handed;
    const asksLedger =
      subject === 'changed' || (subject === 'stood-down' && OUTSIDE_APP.includes(channel));
    if (found === null || !asksLedger) return found;
    const { incidentId, calloutId, drillId } = found.alert;
    const { store, organisationId } = this.service;
    const all = await store.ledger.linesOf(
      organisationId,
      incidentId ?? calloutId ?? drillId ?? '',
    );
    const lines = all.filter((line) => line.alertId === handed.alertId);
    const own = lines.find((line) => line.deliveryId === handed.deliveryId);
    if (own === undefined) return null;
    if (lines.some(wasHeardOutside)) this.rangOutside.add(handed.alertId);
    const { queuedAt } = own;
    const news = lines.filter((line) => line.subject === 'changed');
    return { ...found, queuedAt, isOldNews: news.some((one) => one.queuedAt > queuedAt) };
  }

  private async found({ alertId, responderId }: HandedOver): Promise<About | null> {
    const { store, organisationId } = this.service;
    const [found, asked, rung] = await Promise.all([
      store.incidents.loadAlert(organisationId, alertId, responderId),
      store.callouts.loadCalloutAlert(organisationId, alertId, responderId),
      store.drills.loadDrillAlert(organisationId, alertId, responderId),
    ]);
    if (found === null) return null;
    const { alert, state } = found;
    const common = {
      ...{ alert, isDeadly: false, isUnderWay: false },
      ...{ queuedAt: alert.sentAt, isOldNews: false },
    };
    if (state !== null) {
      const { status, mode, priority } = state.incident;
      const own = state.assignments.find((one) => one.alertId === alertId)?.status ?? 'cleared';
      return {
        ...common,
        ...{ kind: 'incident', isOver: status !== 'active', isActual: mode === 'actual' },
        isDeadly: priority === 'life-threatening',
        isUnderWay: !['cleared', 'stood-down', 'withdrawn'].includes(own),
      };
    }
    if (asked !== null) {
      const { status, mode } = asked.callout;
      const isOver = status === 'closed' || status === 'cancelled';
      return { ...common, kind: 'callout', isOver, isActual: mode === 'actual' };
    }
    const isOver = rung === null || !['planned', 'running'].includes(rung.drill.status);
    return { ...common, kind: 'drill', isOver, isActual: false };
  }
}

/** A receipt came while only this may have brought it; it may have rung for all anybody knows. */
function wasHeardOutside({ channel, subject, status }: LedgerLine): boolean {
  return subject === 'alert' && OUTSIDE_APP.includes(channel) && status === 'delivered';
}

function whyNotAsked(person: Truth, about: About, now: Instant): string | null {
  const { alert, kind } = about;
  if (alert.status !== 'sent') return `asks about an alert that is ${alert.status}`;
  if (alert.expiresAt <= now) return 'asks after expiry';
  if (about.isOver) return 'asks about what is over';
  if (person.disabled) return 'goes to somebody disabled';
  if (!person.onDuty) return 'goes to somebody off duty';
  if (kind !== 'drill' && !person.isTrained) return 'goes to somebody whose credentials ended';
  if (kind !== 'drill' && about.isActual === person.testPhone) return 'is of the wrong mode';
  return whyLeftAlone(person.availability, about.isDeadly, now);
}

/** Worked out minute by minute from the calendar, by nobody else's clock. */
function whyLeftAlone(wishes: Availability, isDeadly: boolean, now: Instant): string | null {
  if (wishes.mutedUntil !== null && now < wishes.mutedUntil) return 'goes to somebody muted';
  const local = now - BEHIND_UTC_MS;
  const minute = Math.floor((local % DAY_MS) / MINUTE_MS);
  const weekday = (Math.floor(local / DAY_MS) + EPOCH_WEEKDAY) % 7;
  const ofWeek = weekday * (DAY_MS / MINUTE_MS) + minute;
  const { schedule, quietHours } = wishes;
  if (schedule !== null && !schedule.some((span) => liesIn(ofWeek, span))) {
    return 'comes outside their hours';
  }
  if (quietHours === null || !liesIn(minute, quietHours)) return null;
  const mayWake = isDeadly && quietHours.letThrough === 'life-threatening';
  return mayWake ? null : 'comes in their quiet hours';
}

function liesIn(minute: number, span: { fromMinute: number; toMinute: number }): boolean {
  const { fromMinute: from, toMinute: to } = span;
  if (from === to) return true;
  return from < to ? from <= minute && minute < to : !(to <= minute && minute < from);
}
