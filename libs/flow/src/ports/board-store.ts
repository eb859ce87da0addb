import type { BoardClaim, ClaimWish } from '#core/board-claim';
import type { BoardEntry, BoardKind, BoardReportKind, BoardSide, BoardStatus } from '#core/board';
import type { Place } from '#core/geometry';
import type { Result } from '#core/problem';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** An entry with what is kept of whoever put it up. */
export interface StoredEntry {
  readonly entry: BoardEntry;
  /** Name, phone and e-mail, sealed; null for a responder's, whose contact the registry has. */
  readonly contact: Uint8Array | null;
  /** Different people who say that it is wrong. */
  readonly reportedCount: number;
}

export interface BoardFilter {
  readonly side: BoardSide | null;
  readonly kind: BoardKind | null;
  /** Null: all. */
  readonly statuses: readonly BoardStatus[] | null;
}

export interface BoardStore {
  /** Whether people without an account may use the board. */
  isPublic(organisationId: string): Promise<boolean>;
  setPublic(organisationId: string, isPublic: boolean): Promise<void>;
  /**
   * Keeps a new entry; false where this responder, or whoever has this address, has as many as
   * they may already that are not over.
   */
  add(input: {
    readonly entry: BoardEntry;
    readonly contact: Uint8Array | null;
    /** All digests that the address may have been kept under, that of the key in use first. */
    readonly addressDigests: readonly Uint8Array[];
    readonly max: number;
  }): Promise<boolean>;
  entry(organisationId: string, entryId: string): Promise<StoredEntry | null>;
  /** Newest first. */
  list(organisationId: string, filter: BoardFilter, page: PageRequest): Promise<Page<StoredEntry>>;
  /** Those a responder put up, newest first; the newest hundred. */
  entriesOf(organisationId: string, responderId: string): Promise<readonly StoredEntry[]>;
  /** Shown entries of a side within `reachM` of a place, or that come so far; nearest first. */
  near(
    organisationId: string,
    of: {
      readonly side: BoardSide;
      readonly place: Place;
      readonly reachM: number;
      readonly now: Instant;
      readonly max: number;
    },
  ): Promise<readonly StoredEntry[]>;
  /**
   * Takes an entry from one of these statuses to another, or changes what is said of it where both
   * are the same. With its end the claims on it are released.
   *
   * @returns the entry and the claims that it ended; null where its status is another by now
   */
  moveEntry(input: {
    readonly organisationId: string;
    readonly entryId: string;
    readonly from: readonly BoardStatus[];
    readonly to: BoardStatus;
    readonly change: {
      readonly confirmedAt?: Instant;
      readonly askedAgainAt?: Instant | null;
      readonly vettedAt?: Instant;
      readonly reason?: string;
    };
    readonly now: Instant;
  }): Promise<{ readonly stored: StoredEntry; readonly released: readonly BoardClaim[] } | null>;
  /**
   * Claims part of an entry, under its lock and by the rule of the core; and of the other entry as
   * well where it is claimed for one.
   *
   * @returns refusals `not-found`, `illegal-step`, `claim-taken`, `invalid-field`, and
   *   `illegal-step` for a responder who holds a claim on it or too many in all
   */
  claim(input: {
    readonly organisationId: string;
    readonly claimId: string;
    readonly entryId: string;
    readonly responderId: string | null;
    readonly forEntryId: string | null;
    readonly wish: ClaimWish;
    readonly now: Instant;
  }): Promise<Result<BoardClaim>>;
  /**
   * Ends a claim that is held; entries of which all is done with it are done.
   *
   * @returns refusals `not-found`, `illegal-step`
   */
  endClaim(input: {
    readonly organisationId: string;
    readonly claimId: string;
    readonly to: 'done' | 'released' | 'expired';
    readonly now: Instant;
  }): Promise<Result<BoardClaim>>;
  /** Claims of an entry, on it and for it, oldest first. */
  claims(organisationId: string, entryId: string): Promise<readonly BoardClaim[]>;
  /** A responder's own, newest first; the newest hundred. */
  claimsOf(organisationId: string, responderId: string): Promise<readonly BoardClaim[]>;
  /**
   * Keeps what somebody says of an entry, once; how many different people have said the same since
   * it was last looked at.
   */
  report(input: {
    readonly organisationId: string;
    readonly entryId: string;
    readonly kind: BoardReportKind;
    readonly byDigest: Uint8Array;
    readonly now: Instant;
  }): Promise<number>;
  /**
   * Entries and claims of all organisations whose time has come. Each is left alone for the lease,
   * so that of several workers one has it.
   */
  takeDue(input: {
    readonly now: Instant;
    readonly leaseMs: number;
    readonly max: number;
  }): Promise<{ readonly entries: readonly StoredEntry[]; readonly claims: readonly BoardClaim[] }>;
  /** Whoever holds the claim was reminded; it is looked at again when it ends. */
  reminded(claim: BoardClaim, now: Instant): Promise<void>;
}
