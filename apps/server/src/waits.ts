import type { FastifyReply } from 'fastify';
import type { ApprovalView } from '#contracts/approval-api';
import { refuse } from '#core/problem';
import { unwrap } from './problem.filter';

/** Names the approval that a refusal `approval-pending` waits for. */
export const APPROVAL_HEADER = 'x-approval-id';

/** Refused for now: whoever asked is told what a second person has to decide. */
export function waits({ id, reachCount, expiresAt }: ApprovalView, reply: FastifyReply): never {
  void reply.header(APPROVAL_HEADER, id);
  const detail =
    `A second person has to approve it (${reachCount} people are in the area) ` +
    `until ${expiresAt}: approval ${id}.`;
  return unwrap(refuse('approval-pending', detail));
}
