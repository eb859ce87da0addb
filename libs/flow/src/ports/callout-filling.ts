import type { Callout } from '#core/callout';
import type { CalloutReason } from '#core/callout-considered';
import type { BatchTally } from '#core/callout-learning';
import type { HistogramBar } from '#core/callout-fairness';
import type { Alert, AlertStatus, WithdrawnReason } from '#core/alert';
import type { CalloutConsidered, CalloutPerson } from '#core/consider-for-callout';
import type { DeliveryChannel } from '#core/delivery';
import type { Equipment } from '#core/equipment';
import type { Instant } from '#core/units';
import type { FactView } from '#contracts/incident-api';
import type { NewDelivery, Page, PageRequest, Saved } from '#flow/ports/incident-store';

/** How far looking at everyone in the area has come. */
export interface CalloutLook {
  /** What it looks for, as one short text; another one means that all have to be looked at anew. */
  readonly looksFor: string;
  /** People whose position came later than this alone; null for everyone. */
  readonly since: Instant | null;
  /** Where it goes on; null at its beginning. */
  readonly cursor: string | null;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
  /** When the last look at everyone began. */
  readonly fullAt: Instant;
  /** Looks that have ended. */
  readonly looksCount: number;
}

/** What filling a call-out starts from. */
export interface FillState {
  readonly callout: Callout;
  readonly look: CalloutLook | null;
  readonly tallies: readonly BatchTally[];
}

/** Somebody whose turn it is. */
export interface InTurn {
  readonly responderId: string;
  readonly distanceM: number | null;
  readonly channels: readonly DeliveryChannel[];
  /** When they were last looked at. */
  readonly decidedAt: Instant;
}

/** Questions of one batch with what carries them. */
export interface CalloutAsk {
  readonly organisationId: string;
  readonly calloutId: string;
  readonly batch: Pick<BatchTally, 'batch' | 'wave' | 'needKey' | 'equipment'>;
  readonly alerts: readonly Alert[];
  readonly deliveries: readonly NewDelivery[];
  readonly now: Instant;
}

/** A question that nobody has answered. */
export interface OpenQuestion {
  readonly alert: Alert;
  readonly channels: readonly DeliveryChannel[];
}

/**
 * Which open questions end: all; those whose time is up; of people who have gone off duty; of
 * people who may not be asked any more: disabled, muted, without credential, bound to an incident.
 */
export type QuestionsToEnd = 'all' | 'expired' | 'off-duty' | 'unfit';

interface Of {
  readonly organisationId: string;
  readonly calloutId: string;
}

/** Everything by which call-outs are filled: pages of people, their turns, and batches. */
export interface CalloutFilling {
  loadFill(organisationId: string, calloutId: string): Promise<FillState | null>;
  /** Begins a look, or takes note of how far one has come. */
  saveLook(of: Of, look: CalloutLook): Promise<void>;
  /**
   * The next people of a look, at most `max` of each way of being there: by their position in the
   * area, then by a registered place where the call-out asks for people who live there.
   *
   * @returns the cursor of the rest; null where that was all
   */
  lookAt(
    callout: Callout,
    look: Pick<CalloutLook, 'cursor' | 'since'>,
    page: { readonly max: number; readonly now: Instant },
  ): Promise<{ readonly people: readonly CalloutPerson[]; readonly cursor: string | null }>;
  /** The same of these people, wherever they are. */
  lookAtPeople(
    callout: Callout,
    responderIds: readonly string[],
    now: Instant,
  ): Promise<readonly CalloutPerson[]>;
  /** Keeps what was found; of whoever has been asked nothing changes. */
  keepConsidered(
    of: Of,
    considered: readonly (CalloutConsidered & { readonly channels: readonly DeliveryChannel[] })[],
    now: Instant,
  ): Promise<void>;
  /** Whose turn is next in a wave, for a need and perhaps a piece of equipment. */
  inTurn(
    of: Of,
    target: {
      readonly wave: number;
      readonly needKey: string | null;
      readonly equipment: Equipment | null;
      readonly max: number;
    },
  ): Promise<readonly InTurn[]>;
  /**
   * Asks people, each once: alerts, deliveries, feed, the batch and its one fact, or nothing where
   * the call-out is not open. Whoever was asked meanwhile is left out.
   *
   * @returns what was written, an entry of the feed for each; null where it is not open
   */
  ask(ask: CalloutAsk): Promise<Saved | null>;
  openQuestions(
    of: Of,
    which: QuestionsToEnd,
    page: { readonly max: number; readonly now: Instant },
  ): Promise<readonly OpenQuestion[]>;
  /**
   * Ends questions that are still open, with one fact for all of them. Whoever may not be asked any
   * more is considered as if they had not been asked.
   */
  endQuestions(
    of: Of,
    end: {
      readonly to: Extract<AlertStatus, 'withdrawn' | 'expired'>;
      readonly reason: WithdrawnReason | null;
      readonly alertIds: readonly string[];
      readonly deliveries: readonly NewDelivery[];
      readonly now: Instant;
    },
  ): Promise<Saved>;
  /** Of an open call-out, people let go because enough had said yes may be asked again. */
  putBack(of: Of): Promise<void>;
  /** The call-out is looked at now, by whichever worker is first. */
  reviewSoon(of: Of, now: Instant): Promise<void>;
}

/** Somebody a call-out has considered. */
export interface ConsideredForCallout {
  readonly responderId: string;
  readonly displayName: string;
  readonly reason: CalloutReason;
  readonly distanceM: number | null;
  readonly alertStatus: AlertStatus | null;
  readonly decidedAt: Instant;
}

/** What is read of how a call-out was filled. */
export interface CalloutReads {
  /** Facts in order; the cursor is the number of the last one. */
  calloutFacts(
    organisationId: string,
    calloutId: string,
    page: PageRequest,
  ): Promise<Page<FactView>>;
  calloutConsidered(
    of: Of,
    filter: { readonly reason: CalloutReason | null },
    page: PageRequest,
  ): Promise<Page<ConsideredForCallout>>;
  /** How often people who were asked or may be were asked and said yes since then. */
  spread(
    organisationId: string,
    calloutId: string,
    since: Instant,
  ): Promise<{
    readonly asked: readonly HistogramBar[];
    readonly accepted: readonly HistogramBar[];
  }>;
  /** Call-outs opened since then with what this person was to them, newest first. */
  calloutsFor(
    organisationId: string,
    responderId: string,
    query: { readonly since: Instant; readonly max: number },
  ): Promise<
    readonly {
      readonly callout: Callout;
      readonly reason: CalloutReason | null;
      readonly distanceM: number | null;
      readonly alertId: string | null;
    }[]
  >;
}
