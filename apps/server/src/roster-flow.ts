import { AnswerCallout } from '#flow/answer-callout';
import { CalledAway } from '#flow/called-away';
import type { Notes } from '#flow/notes';
import { Passes } from '#flow/passes';
import { Roster } from '#flow/roster';
import { TellRoster } from '#flow/tell-roster';
import type { World } from './parts';

/** Who says yes to a call-out, and what becomes of it. */
export function buildRoster(
  world: World,
  use: {
    readonly notes: Notes;
    readonly onError: (error: unknown) => void;
    readonly publicUrl: string | null;
  },
) {
  const base = { ...world, ...use, calloutStore: world.callouts };
  const tellRoster = new TellRoster(base);
  const ports = { ...base, tellRoster };
  const roster = new Roster(ports);
  return {
    tellRoster,
    roster,
    answerCallout: new AnswerCallout(ports),
    calledAway: new CalledAway(ports),
    passes: new Passes({ ...ports, roster }),
  };
}
