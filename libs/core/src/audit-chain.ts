/** An organisation's chain begins after this hash: 32 zero bytes, in hex. */
export const CHAIN_START = '0'.repeat(64);

/** One stored entry of a chain. */
export interface ChainRow {
  /** 1 for the first. */
  readonly seq: number;
  /** The very text that was hashed. */
  readonly text: string;
  /** Lower-case hex of SHA-256 over the hash before it and the text. */
  readonly hash: string;
  /** Whether the columns that are searched by say what the text says. */
  readonly columnsAgree: boolean;
}

/** The end of a chain as it was signed at some time, and kept outside the database. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
}

export type ChainFaultReason = 'missing' | 'altered' | 'columns-differ' | 'head-differs';

/** The first entry that is not as it was written. */
export interface ChainFault {
  readonly seq: number;
  readonly why: ChainFaultReason;
}

/**
 * Walks along one organisation's chain as its rows are read, oldest first, and finds the first
 * that is not as it was written: one that is missing or stands elsewhere, whose text or columns
 * were changed, or that differs from what was signed outside. Whoever writes the whole chain anew
 * is given away by the heads alone.
 */
export class ChainWalk {
  private seq = 0;
  private hash = CHAIN_START;
  private found: ChainFault | null = null;
  private readonly heads: ReadonlyMap<number, readonly string[]>;
  private readonly lastHeadSeq: number;

  /**
   * @param heads signed ends of this chain, in any order
   * @param link lower-case hex of SHA-256 over the bytes of a hash in hex and a text in UTF-8
   */
  constructor(
    heads: readonly KnownHead[],
    private readonly link: (hash: string, text: string) => string,
  ) {
    const bySeq = new Map<number, string[]>();
    for (const head of heads) bySeq.set(head.seq, [...(bySeq.get(head.seq) ?? []), head.hash]);
    this.heads = bySeq;
    this.lastHeadSeq = heads.reduce((last, head) => Math.max(last, head.seq), 0);
  }

  /** Takes the next rows; what comes after the first fault is not looked at. */
  take(rows: readonly ChainRow[]): void {
    for (const row of rows) {
      if (this.found !== null) return;
      this.step(row);
    }
  }

  /** The first fault, once all rows were taken; null where all is as it was written. */
  end(): ChainFault | null {
    if (this.found !== null || this.seq >= this.lastHeadSeq) return this.found;
    return { seq: this.seq + 1, why: 'missing' };
  }

  private step(row: ChainRow): void {
    const due = this.seq + 1;
    if (row.seq !== due) {
      this.found = { seq: due, why: 'missing' };
      return;
    }
    const hash = this.link(this.hash, row.text);
    const signed = this.heads.get(row.seq) ?? [];
    if (row.hash !== hash) this.found = { seq: due, why: 'altered' };
    else if (!row.columnsAgree) this.found = { seq: due, why: 'columns-differ' };
    else if (signed.some((each) => each !== hash)) this.found = { seq: due, why: 'head-differs' };
    this.seq = due;
    this.hash = hash;
  }
}
