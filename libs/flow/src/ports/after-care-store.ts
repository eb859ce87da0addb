import type { Attended, CallBackState, OwnWellbeing } from '#core/after-care';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import type { IncidentKind, IncidentMode, IncidentStatus } from '#core/incident';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** What was released of how an incident ended. */
export interface ToldOutcome {
  readonly text: string;
  readonly releasedBy: string;
  /** Key or account of whoever wrote it. */
  readonly releasedById: string;
  readonly releasedAt: Instant;
}

/** One part that somebody had in an incident, with what they said of it. */
export interface AttendedPart extends Attended {
  readonly organisationId: string;
  readonly assignmentId: string;
  readonly incidentId: string;
  readonly responderId: string;
  readonly kind: IncidentKind;
  /** Of the incident; null while it goes on. */
  readonly incidentEndedAt: Instant | null;
  readonly outcome: ToldOutcome | null;
  readonly care: {
    readonly state: 'open' | 'answered' | 'skipped';
    readonly callBack: CallBackState | null;
    readonly remindedAt: Instant | null;
    readonly thankedAt: Instant | null;
  } | null;
}

/** How somebody says they are; it is sealed under their key where it is kept. */
export interface AfterCareAnswer extends Pick<
  AttendedPart,
  'organisationId' | 'assignmentId' | 'incidentId' | 'responderId'
> {
  readonly wellbeing: OwnWellbeing | null;
  readonly text: string | null;
  /** In the order of `CARE_ITEMS`; null where they left them out. */
  readonly scale: readonly number[] | null;
  /** By when they are to have been rung; null where nobody is to ring them. */
  readonly dueAt: Instant | null;
  readonly callBack: CallBackState | null;
  readonly answeredAt: Instant;
  readonly takenById: string | null;
  readonly takenAt: Instant | null;
  readonly doneAt: Instant | null;
}

export interface NamedAnswer extends AfterCareAnswer {
  readonly displayName: string;
  /** E.164, where they have one. */
  readonly phone: string | null;
  /** Of the account or key that has taken the call on; null where none has, or it is gone. */
  readonly takenByName: string | null;
}

/** An alert of an incident that somebody did not go to; in after-care its id is that of a part. */
export interface UnattendedAlert {
  readonly incidentId: string;
  readonly mode: IncidentMode;
  readonly sentAt: Instant;
}

/** Which answers: those of calls that stand so, or of calls to make, the soonest due first. */
export interface AnswerFilter {
  readonly callBack: CallBackState | null;
  readonly due?: boolean;
}

/** How people are after incidents, and what they are told of them. */
export interface AfterCareStore {
  /** Parts accepted since then, newest first: of one person, or of everybody. */
  attended(
    organisationId: string,
    of: { readonly responderId: string | null; readonly since: Instant },
  ): Promise<readonly AttendedPart[]>;
  /**
   * Notes that a person gets their one note now.
   *
   * @returns false where it was noted before, or they have answered or skipped meanwhile
   */
  noteReminded(part: AttendedPart, at: Instant): Promise<boolean>;
  /** Notes that a person is thanked now; false where that was noted before. */
  noteThanked(part: AttendedPart, at: Instant): Promise<boolean>;
  /** An ended alert of this person, of an incident that they did not accept; null for any other. */
  unattended(
    organisationId: string,
    of: { readonly responderId: string; readonly alertId: string },
  ): Promise<UnattendedAlert | null>;
  /**
   * The last answer counts. A call that somebody has taken on stays taken on; one that was made
   * may be asked for again, or be called for by what they say now; one that nobody has taken on yet
   * may be taken back. What was due stays due as soon.
   */
  putAnswer(
    answer: Omit<AfterCareAnswer, 'callBack' | 'takenById' | 'takenAt' | 'doneAt'> & {
      readonly wantsCall: boolean;
    },
  ): Promise<void>;
  /** They are not asked again; what they said before stays. */
  skip(part: AttendedPart): Promise<void>;
  answers(
    organisationId: string,
    filter: AnswerFilter,
    page: PageRequest,
  ): Promise<Page<NamedAnswer>>;
  answer(organisationId: string, assignmentId: string): Promise<NamedAnswer | null>;
  /** Compare-and-set. */
  moveCallBack(
    organisationId: string,
    move: {
      readonly assignmentId: string;
      /** Null where they did not ask. */
      readonly from: CallBackState | null;
      readonly to: CallBackState;
      readonly byId: string;
      readonly at: Instant;
    },
  ): Promise<boolean>;
  contact(organisationId: string): Promise<string | null>;
  putContact(organisationId: string, contact: string | null): Promise<void>;
  outcome(organisationId: string, incidentId: string): Promise<ToldOutcome | null>;
  /** Null takes it back. */
  putOutcome(
    organisationId: string,
    incidentId: string,
    outcome: ToldOutcome | null,
  ): Promise<void>;
}

/** An alert of somebody, or an incident they were considered for and not sent to. */
export interface HistoryRow {
  /** Of the alert, or of the incident. */
  readonly id: string;
  readonly about: 'incident' | 'callout' | 'drill';
  readonly at: Instant;
  readonly mode: IncidentMode;
  readonly kind: IncidentKind | null;
  readonly title: string | null;
  readonly distanceM: number | null;
  readonly alert: Pick<Alert, 'status' | 'endedReason' | 'answeredAt'> | null;
  readonly considered: {
    readonly reason: string;
    readonly status: IncidentStatus;
    readonly endedAt: Instant | null;
  } | null;
  readonly assignment: Pick<
    Assignment,
    'status' | 'enRouteAt' | 'onSceneAt' | 'withPatientAt' | 'clearedAt' | 'releasedAt'
  > | null;
  readonly outcome: ToldOutcome | null;
}

export interface HistoryStore {
  /**
   * Alerts of one person that wait for no answer any more, and incidents that ended before
   * `notChosen.before`, for which they were considered with one of those reasons and got no alert;
   * newest first.
   */
  history(
    of: { readonly organisationId: string; readonly responderId: string },
    notChosen: { readonly before: Instant; readonly reasons: readonly string[] },
    page: PageRequest,
  ): Promise<Page<HistoryRow>>;
}
