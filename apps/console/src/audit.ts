import type { AuditPageView, AuditRowView } from '#contracts/audit-api';
import type { AuditChainView } from '#contracts/service-api';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { sentenceOf } from '#web/problem-words';
import { saveFile } from '#web/save-file';
import { csvOf } from './csv-text';
import { PageState } from './page-state';

const PATH = '/v1/audit';
const PAGE_SIZE = 50;
const EXPORT_PAGE = 200;
const EXPORT_MAX = 5_000;
/** A long chain is walked from its beginning. */
const CHAIN_TIMEOUT_MS = 60_000;

/** What is looked for; an empty word looks for nothing. */
export interface AuditSearch {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

const EVERYTHING: AuditSearch = { actor: '', action: '', subject: '', from: '', to: '' };

/** Who looked at what and did what; each search is in the audit itself. */
export class Audit extends PageState {
  rows: readonly AuditRowView[] | null = null;
  /** What a check of the whole chain found last. */
  chain: AuditChainView | null = null;
  search: AuditSearch = EVERYTHING;
  private cursor: string | null = null;

  get more(): boolean {
    return this.cursor !== null;
  }

  async look(search: AuditSearch = this.search): Promise<void> {
    this.search = search;
    await this.fetch(null);
  }

  async older(): Promise<void> {
    if (this.cursor !== null) await this.fetch(this.cursor);
  }

  /** Whether everything is as it was written; the look is an entry as well. */
  async checkChain(): Promise<void> {
    await this.doing<AuditChainView>(
      () => this.listener.ask(`${PATH}/chain`, { timeoutMs: CHAIN_TIMEOUT_MS }),
      null,
      (chain) => {
        this.chain = chain;
      },
    );
  }

  /** Everything this search finds, up to a limit, for other programs. */
  async save(): Promise<void> {
    const rows: AuditRowView[] = [];
    let cursor: string | null = null;
    do {
      const path: string = `${PATH}?${this.queryOf(cursor, EXPORT_PAGE)}`;
      const reply: Reply<AuditPageView> = await this.listener.ask<AuditPageView>(path);
      if (!reply.ok) {
        this.problem = sentenceOf(reply.problem);
        break;
      }
      rows.push(...reply.value.items);
      cursor = reply.value.nextCursor;
    } while (cursor !== null && rows.length < EXPORT_MAX);
    if (rows.length > 0) saveFile(csvOf([HEAD, ...rows.map(cellsOf)]), 'audit.csv');
    if (cursor !== null && this.problem === null) {
      this.news = t('The newest {{rows}} are in the file; search for less to have all.', {
        rows: rows.length,
      });
    }
    this.listener.onChange();
  }

  forget(): void {
    this.chain = null;
    this.rows = null;
    this.cursor = null;
    this.search = EVERYTHING;
    this.quieten();
  }

  private async fetch(cursor: string | null): Promise<void> {
    await this.doing<AuditPageView>(
      () => this.listener.ask(`${PATH}?${this.queryOf(cursor, PAGE_SIZE)}`),
      null,
      ({ items, nextCursor }) => {
        this.rows = cursor === null ? items : [...(this.rows ?? []), ...items];
        this.cursor = nextCursor;
      },
    );
  }

  private queryOf(cursor: string | null, limit: number): string {
    const query = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of Object.entries(this.search) as [string, string][]) {
      const isMoment = name === 'from' || name === 'to';
      if (value !== '') query.set(name, isMoment ? new Date(value).toISOString() : value);
    }
    if (cursor !== null) query.set('cursor', cursor);
    return query.toString();
  }
}

const HEAD = ['seq', 'at', 'role', 'actor', 'action', 'kind', 'about', 'outcome', 'detail', 'hash'];

function cellsOf(row: AuditRowView): (string | number | null)[] {
  const { seq, at, actor, action, subject, outcome, detail, hash } = row;
  return [
    ...[seq, at, actor.role, actor.id, action, subject?.kind ?? null, subject?.id ?? null],
    ...[outcome, JSON.stringify(detail), hash],
  ];
}
