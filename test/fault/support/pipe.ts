import type { Socket } from 'node:net';
import type { Conditions, Way } from './link';

/** A chunk on its way; null is the end of the stream, an error its breaking off. */
type Piece = { readonly at: number } & (
  { readonly bytes: Buffer } | { readonly end: 'closed' | 'broken' }
);

/** As much may be under way before whoever sends has to wait. */
const UNDER_WAY_MAX_BYTES = 1_048_576;
const MS_PER_S = 1_000;

/** One way of one connection through a link: bytes in order, late, slow or held back. */
export class Pipe {
  private readonly pieces: Piece[] = [];
  private underWayBytes = 0;
  private timer: NodeJS.Timeout | undefined;
  /** When the next byte may leave at the earliest, by the bandwidth. */
  private freeAt = 0;

  constructor(
    private readonly ends: { readonly from: Socket; readonly to: Socket; readonly way: Way },
    private readonly rules: {
      readonly conditions: () => Conditions;
      readonly random: () => number;
    },
  ) {
    const { from, to } = ends;
    from.on('data', (bytes) => this.take(bytes));
    from.once('end', () => this.add({ end: 'closed' }));
    from.once('close', (hadError) => {
      this.add({ end: hadError || !from.readableEnded ? 'broken' : 'closed' });
    });
    to.on('drain', () => this.look());
    to.once('close', () => this.look());
    from.pause();
  }

  /** Lets go what may go now, and takes more where there is room. */
  look(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.rules.conditions().held[this.ends.way]) {
      this.ends.from.pause();
      return;
    }
    // Nobody is left to take it, nor to wait for its turn.
    if (this.ends.to.destroyed) this.drop();
    this.flush();
    const isFull = this.underWayBytes > UNDER_WAY_MAX_BYTES || this.ends.to.writableNeedDrain;
    if (!this.ends.from.destroyed) this.ends.from[isFull ? 'pause' : 'resume']();
  }

  private drop(): void {
    this.pieces.length = 0;
    this.underWayBytes = 0;
  }

  private take(bytes: Buffer): void {
    this.underWayBytes += bytes.length;
    this.add({ bytes });
  }

  private add(piece: { readonly bytes: Buffer } | { readonly end: 'closed' | 'broken' }): void {
    const { delayMs, jitterMs } = this.rules.conditions();
    const last = this.pieces.at(-1)?.at ?? 0;
    const late = delayMs === 0 ? 0 : delayMs + jitterMs * (this.rules.random() - 0.5);
    this.pieces.push({ ...piece, at: Math.max(last, performance.now() + Math.max(0, late)) });
    this.look();
  }

  private flush(): void {
    const { bytesPerS } = this.rules.conditions();
    for (let piece = this.pieces[0]; piece !== undefined; piece = this.pieces[0]) {
      const now = performance.now();
      const from = Math.max(piece.at, bytesPerS === null ? 0 : this.freeAt);
      if (from > now) {
        this.timer = setTimeout(() => this.look(), Math.max(1, from - now));
        return;
      }
      if ('bytes' in piece && this.ends.to.writableNeedDrain && !this.ends.to.destroyed) return;
      this.pieces.shift();
      this.pass(piece);
      if ('bytes' in piece && bytesPerS !== null) {
        this.freeAt = Math.max(now, this.freeAt) + (piece.bytes.length / bytesPerS) * MS_PER_S;
      }
    }
  }

  private pass(piece: Piece): void {
    const { to } = this.ends;
    if ('bytes' in piece) {
      this.underWayBytes -= piece.bytes.length;
      if (!to.destroyed && to.writable) to.write(piece.bytes);
    } else if (piece.end === 'broken') {
      if (!to.destroyed) to.resetAndDestroy();
    } else if (to.writable) {
      to.end();
    }
  }
}
