import type { AcceptanceModel } from '#core/acceptance';
import type { Ladders } from '#core/delivery-ladder';
import type { LogNormal } from '#core/log-normal';
import type { ArrivalModel } from '#core/time-to-arrive';
import type { CredentialKind } from '#core/responder';
import type { SurvivalCurve } from '#core/survival';
import type { TeamRole } from '#core/team-role';

/** The numbers of the rule, as data: the part of a response plan that decides who is alerted. */
export interface AlertPolicy {
  readonly name: string;
  readonly version: number;
  /** Straight-line metres within which people are alerted. */
  readonly radiusM: number;
  /** How many hold an open alert at once. */
  readonly alertedAtOnceMax: number;
  /** How many may accept: the places of the incident. */
  readonly wantedCount: number;
  /** Whether each person who declines, withdraws or stays silent is replaced by the next. */
  readonly replaces: boolean;
  /** Without an answer for this long a person counts as silent. */
  readonly silentAfterMs: number;
  /** An alert nobody answered ends after this long. */
  readonly alertTtlMs: number;
  /** A policy that replaces looks again after this long even when nothing has happened. */
  readonly lookAgainAfterMs: number;
  /** Nobody new is alerted once this long has passed since control's message. */
  readonly alertingEndsAfterMs: number;
  /** A position older than this says nothing. */
  readonly fixStaleAfterMs: number;
  readonly fixAccuracyMaxM: number;
  /** Whether people without a fresh position are taken to be at home or at work. */
  readonly usesRegisteredPlaces: boolean;
  /** Any one of these, verified and valid now, makes a person eligible. */
  readonly credentialKinds: readonly CredentialKind[];
  readonly aedRadiusM: number;
  readonly aedMax: number;
  /** Candidates fetched for the decision; more are explained afterwards. */
  readonly candidateMax: number;
  /** Everyone within this is considered and told why not, off the hot path. */
  readonly consideredRadiusM: number;
  readonly choice: Choice;
  readonly roles: TeamRoleRule;
  readonly team: TeamRule;
  readonly limits: AlertLimits;
  readonly arrival: ArrivalModel;
  readonly acceptance: AcceptanceModel;
  readonly aedModel: AedModel;
  /** By which channels, and how soon one after the other, people are reached. */
  readonly ladders: Ladders;
  /** Where each number that matters comes from. */
  readonly sources: Readonly<Record<string, string>>;
}

/** In which order people are taken, and when it is enough. */
export type Choice = NearestChoice | ExpectedGainChoice;

/** The nearest that fit into the numbers above. */
export interface NearestChoice {
  readonly kind: 'nearest';
  readonly by: 'distance' | 'arrival';
  /** Leaves out whoever is not expected before the ambulance. */
  readonly mustBeatAmbulance: boolean;
  /** When it comes, after the call, if control does not say; null leaves nobody out. */
  readonly ambulance: LogNormal | null;
}

/** Whoever adds the most expected survival, as long as that is worth its price. */
export interface ExpectedGainChoice {
  readonly kind: 'expected-gain';
  readonly objective: SurvivalCurve;
  /** Survival share that one alert to a rested person must add: 0.002 is one life per 500. */
  readonly pricePerAlert: number;
  /** What waking people up and wearing them out adds to the price, as parts of it. */
  readonly fatigue: FatiguePrice;
  /**
   * Never fewer than this are asked at first, where so many are there; nor later, where so many
   * may come before the ambulance.
   */
  readonly floorCount: number;
  /** From collapse to call, for a collapse nobody timed. */
  readonly collapseToCallMs: number;
  /** When the ambulance comes, after the call, if control does not say. */
  readonly ambulance: LogNormal;
}

export interface FatiguePrice {
  /** Added for each alert of the last seven days. */
  readonly perAlertLast7Days: number;
  /** Added in the organisation's night hours. */
  readonly night: number;
  /** Added within `restMs` of having been with a patient. */
  readonly afterPatient: number;
  readonly restMs: number;
  /** Added for each kilometre of the way. */
  readonly perKm: number;
}

/** Hard limits that no gain overrides. */
export interface AlertLimits {
  /** A person who had so many alerts in seven days gets no more; null for no limit. */
  readonly perPerson7DaysMax: number | null;
  /** Local hours `[from, to)` in which only people within `radiusM` are alerted; null for none. */
  readonly quietHours: {
    readonly fromHour: number;
    readonly toHour: number;
    readonly radiusM: number;
  } | null;
}

/** Who does what. */
export type TeamRoleRule =
  | { readonly kind: 'all-direct' }
  /**
   * A share of those alerted goes straight, the others by an AED; and whoever loses less than
   * `detourShareMax` of their way by it goes by an AED in any case.
   */
  | { readonly kind: 'share'; readonly directShare: number; readonly detourShareMax: number }
  /** By expected arrival, each the next part; the last part is that of everyone after. */
  | { readonly kind: 'in-order'; readonly order: readonly TeamRole[] }
  /** Whatever saves most. */
  | { readonly kind: 'best-split' };

export interface TeamRule {
  /** Of those who accept only so many are kept, the earliest; null keeps all. */
  readonly keepBest: number | null;
  /** Stood down on the way when they add less than this survival share; null for never. */
  readonly standDownBelow: number | null;
  /** Never stood down as useless while no more than this many are coming or there. */
  readonly keepAtLeast: number;
  /** Someone who adds nothing more meets the crew, if nobody does yet. */
  readonly wantsGuide: boolean;
  /** An order is changed on the way only when that adds at least this survival share. */
  readonly changeOrderAbove: number;
}

/** How an AED is taken into account. */
export interface AedModel {
  /** To get it out of its cabinet. */
  readonly grabMs: number;
  /** From being there with it to the first shock or analysis. */
  readonly attachMs: number;
  /** Chance that one whose hours nobody knows can be had. */
  readonly unknownOpenChance: number;
  /** Chance that one is where and as the register says. */
  readonly worksChance: number;
}
