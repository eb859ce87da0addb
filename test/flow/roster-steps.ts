import type { MemoryStore } from '#adapters/memory/store';
import { AnswerCallout } from '#flow/answer-callout';
import { CalledAway } from '#flow/called-away';
import { Notes } from '#flow/notes';
import { Passes } from '#flow/passes';
import type { Clock, Ids, Limits, Live } from '#flow/ports';
import { Roster } from '#flow/roster';
import { TellRoster } from '#flow/tell-roster';
import { testVault } from '../support/vault';

/** Steps of the roster of call-outs. */
export interface RosterSteps {
  readonly tellRoster: TellRoster;
  readonly answerCallout: AnswerCallout;
  readonly calledAway: CalledAway;
  readonly roster: Roster;
  readonly passes: Passes;
}

/** Wires them to memory. */
export function makeRosterSteps(ports: {
  readonly store: MemoryStore;
  readonly live: Live;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limits: Limits;
  readonly onError: (error: unknown) => void;
}): RosterSteps {
  const { store } = ports;
  const notes = new Notes({ ...ports, notes: store.notes, reach: store.reach });
  const { bookings, people, incidents, callouts: calloutStore } = store;
  const base = { ...ports, notes, bookings, people, incidents, calloutStore };
  const tellRoster = new TellRoster(base);
  const roster = new Roster({ ...base, tellRoster });
  const rest = {
    ...base,
    tellRoster,
    roster,
    vault: testVault(),
    publicUrl: 'https://closeby.test',
  };
  return {
    tellRoster,
    roster,
    answerCallout: new AnswerCallout(rest),
    calledAway: new CalledAway(rest),
    passes: new Passes({ ...rest, passes: store.passes }),
  };
}
