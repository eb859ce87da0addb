import { AfterCare } from '#flow/after-care';
import { AfterCareDesk } from '#flow/after-care-desk';
import { Debriefs } from '#flow/debriefs';
import { Headcounts } from '#flow/headcounts';
import { MusterDesks } from '#flow/muster-desks';
import { MusterTalk } from '#flow/muster-talk';
import { Notes } from '#flow/notes';
import { OwnHistory } from '#flow/own-history';
import { OverduePeople } from '#flow/overdue-people';
import { SendNotes } from '#flow/send-notes';
import type { World } from './parts';

/** Texts to people that are no alerts, which every other step may send. */
export function buildNotes(world: World): Notes {
  return new Notes({ ...world, notes: world.noteStore });
}

/** The day of a call-out, and how people are after it or after an incident. */
export function buildMuster(
  world: World,
  use: {
    readonly notes: Notes;
    readonly onError: (error: unknown) => void;
    readonly publicUrl: string | null;
  },
) {
  const { noteStore } = world;
  // One by one: whatever else the caller's object holds would take the place of a store.
  const { notes, onError, publicUrl } = use;
  const ports = { ...world, notes, onError, publicUrl };
  return {
    notes,
    sendNotes: new SendNotes({ ...ports, notes: noteStore }),
    musterDesks: new MusterDesks(ports),
    headcounts: new Headcounts(ports),
    overduePeople: new OverduePeople(ports),
    musterTalk: new MusterTalk({ ...ports, notes: noteStore }),
    afterCare: new AfterCare(ports),
    afterCareDesk: new AfterCareDesk(ports),
    ownHistory: new OwnHistory(ports),
    debriefs: new Debriefs({ ...ports, notes: noteStore, debriefs: world.debriefStore }),
  };
}
