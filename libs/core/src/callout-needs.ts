import type { Equipment, Pieces } from '#core/equipment';
import type { Place } from '#core/geometry';
import type { CredentialKind } from '#core/responder';
import type { Instant } from '#core/units';

/*
 * What a call-out asks for, where and when. Keys are short names that the coordinator gives; they
 * are unique within their call-out.
 */

/** A time of work within the call-out's window; `until` is exclusive. */
export interface Shift {
  readonly shiftKey: string;
  readonly from: Instant;
  readonly until: Instant;
}

/** People for one kind of work, some of whom bring something. */
export interface CalloutNeed {
  readonly needKey: string;
  readonly label: string;
  /** With fewer the work cannot begin. */
  readonly minimumCount: number;
  /** People, however many come together. */
  readonly wantedCount: number;
  /** Any one of these; empty: whoever is registered. */
  readonly credentialKinds: readonly CredentialKind[];
  /** Pieces that have to be among what these people bring: sixty people with ten boats. */
  readonly equipment: Pieces;
  /** Null: the whole window. */
  readonly shiftKey: string | null;
}

/** Where people report. */
export interface MusterPoint {
  readonly musterKey: string;
  readonly name: string;
  readonly place: Place;
  /** People it can take; null: as many as come. */
  readonly quotaCount: number | null;
  readonly routeNote: string;
  readonly parkingNote: string;
}

/** What is written of a call-out; the other parts of its briefing are numbers and places. */
export interface BriefingWords {
  readonly event: string;
  readonly task: string;
  readonly contact: string;
  readonly bring: string;
  readonly risks: string;
}

/** The eight things that whoever is asked has a right to know before saying yes. */
export const BRIEFING_PARTS = [
  'event',
  'task',
  'meeting-point',
  'contact',
  'total-duration',
  'shift-length',
  'bring',
  'risks',
] as const;
export type BriefingPart = (typeof BRIEFING_PARTS)[number];

/** Who counts as being in the area. */
export interface Presence {
  /** Their newest position lies in it when the call-out opens. */
  readonly now: boolean;
  /** Their position comes to lie in it while the call-out is open. */
  readonly entering: boolean;
  /** A registered place of theirs lies in it. */
  readonly living: boolean;
}

/** One group of people that is asked before the next one is. */
export interface CalloutWave {
  readonly label: string;
  /** Any one of these; empty: everyone. */
  readonly credentialKinds: readonly CredentialKind[];
  /** Any one of these pieces; empty: whatever they have. */
  readonly equipment: readonly Equipment[];
  /** Members of any of these groups; empty: everyone. */
  readonly groupIds: readonly string[];
  /** From the nearest muster point; null: however far. */
  readonly distanceMaxM: number | null;
}

/** In which order people of one wave are asked. */
export const CALLOUT_ORDERS = ['nearest', 'rotation', 'all-at-once'] as const;
export type CalloutOrder = (typeof CALLOUT_ORDERS)[number];

/** The numbers by which a call-out is filled. */
export interface CalloutPolicy {
  /** Asked one after the other; the last one stays open. At least one. */
  readonly waves: readonly CalloutWave[];
  /** `nearest` where speed decides, `rotation` where it does not. */
  readonly order: CalloutOrder;
  /** The next batch follows when this one has had its time. */
  readonly intervalMs: number;
  /** No batch asks more people than this at once. */
  readonly batchMax: number;
  /** Share of those asked who are expected to say yes, until their answers say otherwise. */
  readonly acceptShare: number;
  /** How sure it has to be that those asked will do, before nobody more is asked. */
  readonly confidence: number;
  /** Yes beyond what is wanted that is risked at most, as a share of what is wanted. */
  readonly overshootShareMax: number;
  /** A question waits so long for its answer. */
  readonly alertTtlMs: number;
  readonly fixStaleAfterMs: number;
}

/** How many have said yes to what, kept with the call-out and changed under its lock alone. */
export interface CalloutFill {
  readonly peopleByNeed: Readonly<Record<string, number>>;
  readonly piecesByNeed: Readonly<Record<string, Pieces>>;
  readonly peopleByMuster: Readonly<Record<string, number>>;
}

export const NOTHING_FILLED: CalloutFill = {
  peopleByNeed: {},
  piecesByNeed: {},
  peopleByMuster: {},
};
