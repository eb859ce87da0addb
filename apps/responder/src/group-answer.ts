import type { AnswerGroupAskMessage } from '#contracts/group-api';

/**
 * Who a group puts in: members that were ticked, then names, one a line. The pieces are the whole
 * group's; the first person of the list brings them.
 */
export function groupAnswer(said: {
  readonly memberIds: readonly string[];
  readonly names: string;
  readonly pieces: AnswerGroupAskMessage['members'][number]['pieces'];
  readonly isLast: boolean;
}): AnswerGroupAskMessage {
  const { memberIds, pieces, isLast } = said;
  const names = said.names
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const brings = (index: number) => ({ peopleCount: 1, pieces: index === 0 ? pieces : {} });
  return {
    isLast,
    members: memberIds.map((responderId, index) => ({ responderId, ...brings(index) })),
    others: names.map((displayName, index) => ({
      displayName,
      ...brings(memberIds.length + index),
    })),
  };
}
