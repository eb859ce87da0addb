import { AnswerGroupAsk } from '#flow/answer-group-ask';
import type { Approvals } from '#flow/approvals';
import { Board } from '#flow/board';
import { BoardPeople } from '#flow/board-people';
import { BoardUpkeep } from '#flow/board-upkeep';
import { BoardWords } from '#flow/board-words';
import type { Callouts } from '#flow/callouts';
import { Codes } from '#flow/codes';
import { FollowShares } from '#flow/follow-shares';
import { GroupAsks } from '#flow/group-asks';
import { Groups } from '#flow/groups';
import type { MusterTalk } from '#flow/muster-talk';
import type { Notes } from '#flow/notes';
import { OwnBoard } from '#flow/own-board';
import { OwnGroups } from '#flow/own-groups';
import { PersonalMessages } from '#flow/personal-messages';
import { PublicBoard } from '#flow/public-board';
import { ShareCallout } from '#flow/share-callout';
import type { TellRoster } from '#flow/tell-roster';
import type { Words } from '#flow/words';
import type { World } from './parts';

interface Steps {
  readonly notes: Notes;
  readonly callouts: Callouts;
  readonly approvals: Approvals;
  readonly talk: MusterTalk;
  readonly tellRoster: TellRoster;
  readonly words: Words;
  readonly onError: (error: unknown) => void;
  /** Where the server is reached; null where it does not know. */
  readonly publicUrl: string | null;
}

/** Offers and needs, groups, and call-outs shared with partners. */
export function buildBoards(world: World, steps: Steps) {
  const { notes, callouts, approvals, talk, tellRoster, onError } = steps;
  const asks = new GroupAsks({ ...world, filling: callouts, notes, onError });
  const ownGroups = new OwnGroups(world);
  return {
    ...buildBoard(world, steps),
    registeredGroups: new Groups({ ...world, asks }),
    ownGroups,
    groupAsks: asks,
    answerGroupAsk: new AnswerGroupAsk({ ...world, ownGroups, asks, notes, tellRoster }),
    shareCallout: new ShareCallout({ ...world, approvals }),
    followShares: new FollowShares({ ...world, callingOut: callouts, talk, onError }),
  };
}

function buildBoard(world: World, { notes, words: said, onError, publicUrl }: Steps) {
  const boardPage = publicUrl === null ? null : `${publicUrl}/helper/`;
  const people = new BoardPeople({ ...world, notes, boardPage, onError });
  const words = new BoardWords({ ...world, people });
  const messages = new PersonalMessages({ ...world, words: said, onError });
  const codes = new Codes(world);
  return {
    staffBoard: new Board({ ...world, people }),
    ownBoard: new OwnBoard({ ...world, people, words }),
    publicBoard: new PublicBoard({ ...world, people, words, codes, messages }),
    boardUpkeep: new BoardUpkeep({ ...world, people, onError }),
  };
}
