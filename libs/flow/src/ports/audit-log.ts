import type { ChainRow } from '#core/audit-chain';
import type { CallerRole } from '#core/caller-roles';
import type { Instant } from '#core/units';
import type { Page, PageRequest } from '#flow/ports/incident-store';

/** Who did something: a role with the key, account, or responder behind it. */
export interface AuditActor {
  readonly role: CallerRole | 'closeby' | 'nobody';
  /** Account, key or responder; null for Closeby itself and for whoever was not let in. */
  readonly id: string | null;
}

/** One look or act worth remembering; ids and counts only, nothing about people or places. */
export interface AuditEntry {
  readonly organisationId: string;
  readonly at: Instant;
  readonly actor: AuditActor;
  /** The route's id, or what was done beside routes, such as `socket.join` or `retention`. */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string } | null;
  readonly outcome: 'done' | 'refused';
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** An entry in its chain. */
export interface AuditRow extends AuditEntry {
  /** 1 for an organisation's first. */
  readonly seq: number;
  /** Lower-case hex of SHA-256. */
  readonly hash: string;
}

export interface AuditQuery {
  readonly actorId?: string;
  readonly action?: string;
  readonly subjectId?: string;
  readonly from?: Instant;
  /** Before this moment. */
  readonly to?: Instant;
}

/** Where an organisation's chain ends. */
export interface AuditHead {
  readonly organisationId: string;
  readonly seq: number;
  /** Lower-case hex. */
  readonly hash: string;
}

/** Append-only, one hash chain for each organisation. */
export interface AuditLog {
  /** Resolves when the entries are committed; their order within an organisation is kept. */
  append(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  search(organisationId: string, query: AuditQuery, page: PageRequest): Promise<Page<AuditRow>>;
  /** The newest entry of every organisation that has any, by organisation. */
  heads(): Promise<readonly AuditHead[]>;
  /** What is stored of one organisation, after a number, oldest first; at most `max`. */
  chain(
    organisationId: string,
    range: { readonly after: number; readonly max: number },
  ): Promise<readonly ChainRow[]>;
}
