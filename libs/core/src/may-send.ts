import type { AlertStatus } from '#core/alert';
import { whyUnavailable, type Availability, type UnavailableReason } from '#core/availability';
import type { DeclinableChannel, DeliveryChannel, DeliverySubject } from '#core/delivery';
import type { IncidentMode, IncidentPriority } from '#core/incident';
import type { Instant } from '#core/units';

/** What decides, at the moment of handing over, whether this person still should get this. */
export interface DeliveryFacts {
  readonly about: 'incident' | 'callout' | 'drill';
  /** Of the incident or call-out; a drill is an exercise for everybody. */
  readonly mode: IncidentMode;
  /** Null for what is not about an incident. */
  readonly priority: IncidentPriority | null;
  /** The incident, call-out or drill has ended. */
  readonly isOver: boolean;
  readonly alertStatus: AlertStatus;
  readonly expiresAt: Instant;
  /** A receipt for this subject has come since this was queued. */
  readonly confirmedAt: Instant | null;
  /** A stand-down, or a newer change, of the same alert has been queued after this. */
  readonly superseded: boolean;
  /** An SMS or a call about this alert was handed over: its end must travel that way too. */
  readonly rangOutsideApp: boolean;
  /** They had accepted, so that they are, or were, under way. */
  readonly wasBound: boolean;
  /** They are on their way or there: they have not finished, given up or been stood down. */
  readonly isUnderWay: boolean;
  readonly onDuty: boolean;
  readonly disabledAt: Instant | null;
  readonly testPhone: boolean;
  /** A verified credential of theirs is valid now; of a call-out, one of the kind it asks for. */
  readonly isTrained: boolean;
  readonly availability: Availability;
  readonly declined: readonly DeclinableChannel[];
}

/** Why something is not handed over after all: a closed list, kept in the ledger. */
export const SPARED_REASONS = [
  'confirmed',
  'superseded',
  'over',
  'answered',
  'alert-expired',
  'alert-withdrawn',
  'disabled',
  'off-duty',
  'credential-ended',
  'muted',
  'off-schedule',
  'own-quiet-hours',
  'real-person-in-exercise',
  'test-phone',
  'declined-channel',
  'never-rang-there',
  'not-under-way',
] as const;
export type SparedReason = (typeof SPARED_REASONS)[number];

/** What is about to be handed over, and when. */
export interface AtHandOver {
  readonly now: Instant;
  /** Minutes since Monday 00:00 where the organisation is. */
  readonly minuteOfWeek: number;
  readonly subject: DeliverySubject;
  readonly channel: DeliveryChannel;
}

/**
 * Why a person must not get this now, by the newest facts; null when they should. A stand-down
 * reaches people whether or not they may be disturbed, since nobody is to run for nothing, and a
 * change reaches whoever may still be under way; but neither goes by a channel they declined, nor
 * by SMS or a call to somebody who has never been rung that way and is not coming.
 */
export function whySpared(facts: DeliveryFacts, at: AtHandOver): SparedReason | null {
  if (facts.confirmedAt !== null) return 'confirmed';
  if (isDeclined(facts.declined, at.channel)) return 'declined-channel';
  switch (at.subject) {
    case 'alert':
      return whyNotAsked(facts, at);
    case 'stood-down':
      return leadsOutsideApp(at.channel) && !facts.rangOutsideApp && !facts.wasBound
        ? 'never-rang-there'
        : null;
    case 'changed':
      return whyNotChanged(facts);
  }
}

/** The question itself: it must still be open, and they must still want to be asked. */
function whyNotAsked(facts: DeliveryFacts, at: AtHandOver): SparedReason | null {
  if (facts.alertStatus === 'accepted' || facts.alertStatus === 'declined') return 'answered';
  if (facts.alertStatus === 'withdrawn') return 'alert-withdrawn';
  if (facts.alertStatus === 'expired' || facts.expiresAt <= at.now) return 'alert-expired';
  if (facts.isOver) return 'over';
  if (facts.disabledAt !== null) return 'disabled';
  if (!facts.onDuty) return 'off-duty';
  if (facts.about !== 'drill' && !facts.isTrained) return 'credential-ended';
  return whyDisturbed(facts, at) ?? whyWrongMode(facts);
}

function whyDisturbed(facts: DeliveryFacts, at: AtHandOver): UnavailableReason | null {
  const lifeThreatening = facts.priority === 'life-threatening';
  const { now, minuteOfWeek } = at;
  return whyUnavailable(facts.availability, { now, minuteOfWeek, lifeThreatening });
}

/** An exercise rings test phones and nobody else; a drill is for everybody. */
function whyWrongMode(facts: DeliveryFacts): SparedReason | null {
  if (facts.about === 'drill') return null;
  if (facts.mode !== 'actual') return facts.testPhone ? null : 'real-person-in-exercise';
  return facts.testPhone ? 'test-phone' : null;
}

function whyNotChanged(facts: DeliveryFacts): SparedReason | null {
  if (facts.superseded) return 'superseded';
  if (facts.isOver) return 'over';
  if (!facts.isUnderWay) return 'not-under-way';
  return facts.disabledAt === null ? null : 'disabled';
}

function isDeclined(declined: readonly DeclinableChannel[], channel: DeliveryChannel): boolean {
  return declined.some((one) => one === channel);
}

/** Channels that ring a telephone or fill a mailbox, whether or not the app is there. */
export function leadsOutsideApp(channel: DeliveryChannel): boolean {
  return channel === 'sms' || channel === 'voice' || channel === 'email';
}
