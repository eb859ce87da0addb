import type { CalloutTemplate } from '#core/callout-template';
import type { CalloutStatus } from '#core/callout';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { Warning, WarningKey, WarningState } from '#core/warning';
import type { WarningFeed } from '#core/warning-feed';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** A warning before anybody knows what it does to others. */
export type NewWarning = Omit<Warning, 'state' | 'replacedById' | 'dismissedReason'>;

/** A warning as a list shows it, without its outline. */
export type WarningOutline = Omit<Warning, 'area'>;

/** A call-out that came of a warning. */
export interface WarnedCallout {
  readonly calloutId: string;
  readonly status: CalloutStatus;
  readonly title: string;
}

export interface WarningTaken {
  readonly outcome: 'added' | 'known-before';
  readonly warning: Warning;
  /** Open call-outs that came of what it ended; each has a fact of it. */
  readonly toldCalloutIds: readonly string[];
}

/** Warnings, in whatever order their messages came. */
export interface WarningStore {
  /**
   * Takes in one message, once however often it comes: with it what it updates or cancels, and a
   * fact on each open call-out that came of that. Nobody is stood down by it.
   */
  takeWarning(warning: NewWarning): Promise<WarningTaken>;
  warning(organisationId: string, id: string): Promise<Warning | null>;
  /** By when they came, the newest first. */
  listWarnings(
    organisationId: string,
    filter: { readonly state: WarningState | null; readonly now: Instant },
    page: PageRequest,
  ): Promise<Page<WarningOutline>>;
  /** Puts one aside; refuses `not-found` and `illegal-step`. */
  dismissWarning(input: {
    readonly organisationId: string;
    readonly id: string;
    readonly reason: string;
  }): Promise<Result<Warning>>;
  /** Which of these messages are there, by their key as text. */
  warningIds(
    organisationId: string,
    keys: readonly WarningKey[],
  ): Promise<ReadonlyMap<string, string>>;
  /** Call-outs that came of a warning, or of one that it replaces, oldest first. */
  calloutsOf(organisationId: string, warningId: string): Promise<readonly WarnedCallout[]>;
}

/** What somebody says of a feed. */
export type FeedSettings = Pick<
  WarningFeed,
  'organisationId' | 'feedRef' | 'title' | 'url' | 'format' | 'everyMs' | 'paused'
>;

/** Feeds of warnings. */
export interface WarningFeedStore {
  /** By reference. */
  warningFeeds(organisationId: string): Promise<readonly WarningFeed[]>;
  warningFeed(organisationId: string, feedRef: string): Promise<WarningFeed | null>;
  /** Puts or replaces a feed; it is due at once, and of another address everything is new. */
  putWarningFeed(settings: FeedSettings, now: Instant): Promise<WarningFeed>;
  removeWarningFeed(organisationId: string, feedRef: string): Promise<boolean>;
  /** Feeds of any organisation that are due, each for one worker alone until its lease ends. */
  takeDueFeeds(input: {
    readonly leaseId: string;
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<readonly WarningFeed[]>;
  /** Keeps what came of a reading, unless somebody changed the feed meanwhile. */
  saveFeed(feed: WarningFeed, leaseId: string): Promise<boolean>;
}

/** Templates of call-outs. */
export interface CalloutTemplateStore {
  /** By reference. */
  calloutTemplates(organisationId: string): Promise<readonly CalloutTemplate[]>;
  calloutTemplate(organisationId: string, templateRef: string): Promise<CalloutTemplate | null>;
  putCalloutTemplate(template: CalloutTemplate): Promise<void>;
  removeCalloutTemplate(organisationId: string, templateRef: string): Promise<boolean>;
}
