import type { Callout } from '#core/callout';
import { holdsOf, type Comer, type Hold } from '#core/hold-back';
import type { CalloutStore, HoldStore, NewNote } from '#flow/ports';
import type { Notes } from '#flow/notes';

/** People looked at by one statement. */
const COMERS_AT_ONCE = 500;
const NONE: ReadonlySet<string> = new Set();

/** How many people were told what. */
export interface HeldCounts {
  readonly heldCount: number;
  readonly letGoOnCount: number;
}

/** Keeps people who are on their way out of danger, and lets them go on when it has gone. */
export class HoldBack {
  constructor(
    private readonly ports: {
      readonly holds: HoldStore;
      readonly calloutStore: Pick<CalloutStore, 'loadCallout'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Looks at everybody who is on the way to a call-out, and tells those for whom it changed.
   *
   * @param movedKeys muster points that are at another place now
   */
  async apply(
    callout: Callout,
    now: number,
    movedKeys: ReadonlySet<string> = NONE,
  ): Promise<HeldCounts> {
    const of = { organisationId: callout.organisationId, calloutId: callout.id };
    let [heldCount, letGoOnCount] = [0, 0];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<HoldStore['comers']>> = await this.ports.holds.comers(of, {
        ...{ cursor, limit: COMERS_AT_ONCE },
      });
      const holds = holdsOf(page.items, callout.musterPoints, callout.exclusions);
      const done = holds.length === 0 ? [] : await this.ports.holds.hold(of, holds, now);
      const elsewhere = page.items.filter(({ musterKey }) => movedKeys.has(musterKey ?? ''));
      await this.ports.notes.tell([
        ...done.map((hold) => noteOf(callout, hold)),
        ...elsewhere.map((comer) => movedNoteOf(callout, comer)),
      ]);
      const held = done.filter(({ to }) => to === 'held').length;
      heldCount += held;
      letGoOnCount += done.length - held;
      cursor = page.nextCursor;
    } while (cursor !== null);
    return { heldCount, letGoOnCount };
  }

  /**
   * The same for every call-out with danger, by the newest positions: who comes near it since. Runs
   * in the worker and not where positions come in, which must stay fast.
   */
  async round(now: number): Promise<HeldCounts> {
    let [heldCount, letGoOnCount] = [0, 0];
    for (const { organisationId, calloutId } of await this.ports.holds.calloutsWithDanger()) {
      try {
        const state = await this.ports.calloutStore.loadCallout(organisationId, calloutId);
        if (state === null) continue;
        const counts = await this.apply(state.callout, now);
        heldCount += counts.heldCount;
        letGoOnCount += counts.letGoOnCount;
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return { heldCount, letGoOnCount };
  }
}

/** In Closeby's own words, in the language of whoever reads it. */
function noteOf(callout: Callout, hold: Hold): Omit<NewNote, 'id' | 'at'> {
  return {
    ...addressOf(callout, hold),
    kind: hold.to === 'held' ? 'held-back' : 'go-on',
    text: '',
  };
}

/** Where they report has moved: a name and no place, which the app shows. */
function movedNoteOf(callout: Callout, comer: Comer): Omit<NewNote, 'id' | 'at'> {
  const point = callout.musterPoints.find(({ musterKey }) => musterKey === comer.musterKey);
  const text = `The muster point ${point?.name ?? ''} has moved. Look where it is before you go.`;
  return { ...addressOf(callout, comer), kind: 'callout-message', text };
}

function addressOf(
  { organisationId, id, mode }: Callout,
  { bookingId, responderId }: Pick<Comer, 'bookingId' | 'responderId'>,
) {
  return {
    ...{ organisationId, responderId, calloutId: id, isExercise: mode !== 'actual' },
    bookingId: responderId === null ? bookingId : null,
  };
}
