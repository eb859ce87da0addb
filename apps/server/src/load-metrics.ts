import { Counter, type Registry } from 'prom-client';
import { LANES, type LaneName } from './admission';

/** What was let go because more came than could be done. */
export class LoadMetrics {
  private readonly refused: Counter<'lane'>;
  private readonly positions: Counter;
  private readonly readers: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.refused = new Counter({
      name: 'closeby_requests_turned_away_total',
      help: 'Requests and events told to come again because there was no time for them, by lane.',
      labelNames: ['lane'],
      registers,
    });
    this.positions = new Counter({
      name: 'closeby_positions_let_go_total',
      help: 'Positions that a newer one of the same phone replaced before they were read.',
      registers,
    });
    this.readers = new Counter({
      name: 'closeby_slow_readers_closed_total',
      help: 'Sockets closed because they read slower than was written to them.',
      registers,
    });
    for (const lane of LANES) this.refused.inc({ lane }, 0);
  }

  turnedAway(lane: LaneName): void {
    this.refused.inc({ lane });
  }

  positionLetGo(): void {
    this.positions.inc();
  }

  slowReaderClosed(): void {
    this.readers.inc();
  }
}
