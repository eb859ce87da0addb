import type { TravelQuery, TravelTable } from '#core/travel';
import type { Instant } from '#core/units';
import type { OnTravelFallback, Travel, TravelFallback } from '#flow/ports';
import { Rest } from './rest';
import { StraightLineTravel } from './straight-line';
import { TravelFailure } from './travel-failure';

/** An alert does not wait longer than this for better metres, in milliseconds; source: proposed. */
export const TRAVEL_BUDGET_MS = 150;

/** A source of ways that may fail, be late or be wrong. */
export interface BetterTravel {
  /** Rejects where it has no table; stops working on it when the signal says so. */
  table(query: TravelQuery, signal: AbortSignal): Promise<TravelTable>;
}

export interface FallbackTravelOptions {
  readonly better: BetterTravel;
  /** What serves else; straight lines where not said. */
  readonly otherwise?: Travel;
  readonly budgetMs?: number;
  readonly onFallback?: OnTravelFallback;
  /** Told of everything that went wrong with the better source. */
  readonly onTrouble?: (error: unknown) => void;
  /** Real milliseconds, for the rest after failures. */
  readonly now: () => Instant;
  /** A signal that is aborted after so many milliseconds. */
  readonly timeout?: (ms: number) => AbortSignal;
}

/**
 * A better source of ways within its budget, or else the next best. Never rejects, whatever the
 * better source does. One that fails `FAILURES_MAX` times in a row is left alone for `REST_MS`.
 */
export class FallbackTravel implements Travel {
  private readonly rest: Rest;
  private readonly otherwise: Travel;

  constructor(private readonly options: FallbackTravelOptions) {
    this.rest = new Rest(options.now);
    this.otherwise = options.otherwise ?? new StraightLineTravel();
  }

  async table(query: TravelQuery): Promise<TravelTable> {
    const found = this.rest.mayAsk() ? await this.ask(query) : 'resting';
    if (typeof found !== 'string') return found;
    this.options.onFallback?.(found, query.people.length + query.aeds.length);
    return this.otherwise.table(query);
  }

  private async ask(query: TravelQuery): Promise<TravelTable | TravelFallback> {
    const { better, budgetMs = TRAVEL_BUDGET_MS } = this.options;
    const signal = (this.options.timeout ?? abortedAfter)(budgetMs);
    try {
      const table = await Promise.race([better.table(query, signal), whenAborted(signal)]);
      this.rest.answered();
      return query.people.length > 0 && Object.keys(table.toPatientM).length === 0
        ? 'nobody'
        : table;
    } catch (error) {
      this.options.onTrouble?.(error);
      if (error instanceof TravelFailure && error.reason === 'too-many') return error.reason;
      this.rest.failed();
      return signal.aborted ? 'late' : 'failed';
    }
  }
}

function abortedAfter(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

/** Rejects when the signal is aborted: a source that does not listen is not waited for either. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const late = (): void => reject(new TravelFailure('failed', 'no answer within the budget'));
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}
