import { RecordingChannel } from '#adapters/memory/recorders';
import { AesVault } from '#adapters/vault/aes-vault';
import { DAY_MS, HOUR_MS } from '#core/units';
import {
  ownBoardEntrySchema,
  publicBoardEntrySchema,
  staffBoardEntrySchema,
} from '#contracts/board-api';
import { toIso } from '#contracts/shapes';
import { AnswerGroupAsk } from '#flow/answer-group-ask';
import { Approvals } from '#flow/approvals';
import { Board } from '#flow/board';
import { BoardPeople } from '#flow/board-people';
import { BoardUpkeep } from '#flow/board-upkeep';
import { BoardWords } from '#flow/board-words';
import { Codes } from '#flow/codes';
import { FollowShares } from '#flow/follow-shares';
import { GroupAsks } from '#flow/group-asks';
import { Groups } from '#flow/groups';
import { MusterTalk } from '#flow/muster-talk';
import { MutualAid } from '#flow/mutual-aid';
import { Notes } from '#flow/notes';
import { OwnBoard } from '#flow/own-board';
import { OwnGroups } from '#flow/own-groups';
import { PersonalMessages } from '#flow/personal-messages';
import type { ResponderCaller } from '#flow/ports';
import { PublicBoard } from '#flow/public-board';
import { ShareCallout } from '#flow/share-callout';
import { TellRoster } from '#flow/tell-roster';
import { Words } from '#flow/words';
import { MemoryService, SCENE, START } from './memory-service';

export const BOARD_PAGE = 'https://closeby.example/helper/';
export const FIRST_PAGE = { cursor: null, limit: 50 };

/** Something somebody offers or asks for, four of it for two days from now. */
export function boardBody(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...{ side: 'need', kind: 'shelter', title: 'Beds for the night', quantity: 4 },
    ...{ from: toIso(START), until: toIso(START + 8 * DAY_MS) },
    place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] },
    ...fields,
  };
}

/** The same as each of the three ways takes it. */
export const BOARD_MESSAGES = {
  own: (fields: Record<string, unknown> = {}) => ownBoardEntrySchema.parse(boardBody(fields)),
  staff: (fields: Record<string, unknown> = {}) =>
    staffBoardEntrySchema.parse(
      boardBody({ displayName: 'Hill Farm', phone: '+17575550111', ...fields }),
    ),
  open: (fields: Record<string, unknown> = {}) =>
    publicBoardEntrySchema.parse(
      boardBody({ displayName: 'Sam Okoro', phone: '+17575550122', ...fields }),
    ),
};

/** A service with the board, groups and shared call-outs beside it. */
export async function openBoards() {
  const service = await MemoryService.open();
  const { store, clock, ids, limits, live, steps, organisationId } = service;
  const [sms, email] = [new RecordingChannel(), new RecordingChannel()];
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const vault = new AesVault([new Uint8Array(32).fill(1)]);
  const world = {
    ...{ board: store.board, groups: store.groups, shares: store.shares, people: store.people },
    ...{ reach: store.reach, registrations: store.registrations, callouts: store.callouts },
    ...{ incidents: store.incidents, bookings: store.bookings, musters: store.musters },
    ...{ notes: store.notes, approvals: store.approvals, auditLog: store.auditLog },
    ...{
      filling: store.filling,
      aid: store.aid,
      clock,
      ids,
      limits,
      live,
      vault,
      channels: { sms, email },
    },
  };
  const notes = new Notes(world);
  const words = new Words({ templates: store.templates, clock });
  const messages = new PersonalMessages({ ...world, words, onError });
  const people = new BoardPeople({ ...world, notes, boardPage: BOARD_PAGE, onError });
  const said = new BoardWords({ ...world, people });
  const codes = new Codes(world);
  const board = { ...world, people, words: said, codes, messages };
  const asks = new GroupAsks({ ...world, filling: steps.callouts, notes, onError });
  const ownGroups = new OwnGroups(world);
  const tellRoster = new TellRoster({ ...world, calloutStore: store.callouts, notes });
  const approvals = new Approvals({
    ...{ ...world, calloutStore: store.callouts, callouts: steps.callouts },
    ...{ areas: { fault: () => null }, audit: { note: () => undefined } },
  });
  const aid = new MutualAid({
    ...{ ...world, raise: steps.raise, changeIncident: steps.change, onError },
  });
  const talk = new MusterTalk({ ...world, onError });
  return {
    ...{ service, store, clock, organisationId, sms, email, errors, aid, approvals, talk },
    callouts: steps.callouts,
    staff: new Board(board),
    own: new OwnBoard(board),
    open: new PublicBoard(board),
    upkeep: new BoardUpkeep({ ...board, onError }),
    groups: new Groups({ ...world, asks }),
    ownGroups,
    asks,
    answers: new AnswerGroupAsk({ ...world, ownGroups, asks, notes, tellRoster }),
    shares: new ShareCallout({ ...world, approvals }),
    follow: new FollowShares({ ...world, callingOut: steps.callouts, talk, onError }),
    /** What somebody was told, oldest first. */
    told: async ({ responderId }: Pick<ResponderCaller, 'responderId'>, of = organisationId) =>
      (await store.notes.notesOf(of, { responderId }, FIRST_PAGE)).items
        .map(({ text, kind }) => (text === '' ? kind : text))
        .reverse(),
  };
}

export type Boards = Awaited<ReturnType<typeof openBoards>>;

/** Lets time pass in hours, and has the worker look after the board each hour. */
export async function passHours({ clock, upkeep, asks }: Boards, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    clock.advanceBy(HOUR_MS);
    while ((await upkeep.round()) > 0);
    while ((await asks.round()) > 0);
  }
}
