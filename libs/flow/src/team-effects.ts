import { endWithIncident, type Assignment } from '#core/assignment';
import type { Plan } from '#core/plan';
import type { Fact } from '#core/timeline';
import { MINUTE_MS, SECOND_MS } from '#core/units';
import { climb, type ClimbContext } from '#flow/climb';
import { fact } from '#flow/incident-change';
import type { AssignmentMove, FeedEntry, NewDelivery, OrderChange } from '#flow/ports';

/** An arrival time that moves by less is not written anew. */
export const ETA_MOVED_MIN_MS = 0.5 * MINUTE_MS;

/** What orders and stand-downs write. */
export interface TeamEffects {
  readonly assignmentMoves: readonly AssignmentMove[];
  readonly orders: readonly OrderChange[];
  readonly deliveries: readonly NewDelivery[];
  readonly feed: readonly FeedEntry[];
  readonly facts: readonly Fact[];
}

interface TeamContext extends ClimbContext {
  readonly assignments: readonly Assignment[];
}

/**
 * Turns a plan's orders and stand-downs into what is stored: a changed order is told to its phone
 * and is a fact; a changed arrival time is only written down; whoever is stood down hears it.
 */
export function teamEffects(plan: Plan, context: TeamContext): TeamEffects {
  const byId = new Map(context.assignments.map((assignment) => [assignment.id, assignment]));
  const orders = plan.orders.filter((order) => {
    const known = byId.get(order.assignmentId);
    const etaAt = known?.etaAt ?? null;
    return order.isNew || etaAt === null || Math.abs(etaAt - order.etaAt) >= ETA_MOVED_MIN_MS;
  });
  const told = orders.flatMap((order) => {
    const alertId = byId.get(order.assignmentId)?.alertId;
    return order.isNew && alertId !== undefined ? [{ ...order, alertId }] : [];
  });
  const gone = plan.standDowns.flatMap(({ assignmentId, reason }) => {
    const assignment = byId.get(assignmentId);
    return assignment === undefined ? [] : [{ assignment, to: 'stood-down' as const, reason }];
  });
  const ending = endingEffects(gone, context);
  return {
    ...ending,
    deliveries: [
      ...told.flatMap(({ responderId, alertId }) =>
        climb({ alertId, responderId, subject: 'changed' }, context),
      ),
      ...ending.deliveries,
    ],
    orders: orders.map(({ assignmentId, task, etaAt }) => ({ assignmentId, task, etaAt })),
    feed: [
      ...told.map(({ responderId, alertId }) => ({
        responderId,
        kind: 'assignment-changed' as const,
        alertId,
      })),
      ...ending.feed,
    ],
    facts: [
      ...told.map(({ responderId, task, etaAt }) => ({
        ...fact('order-changed', responderId, context.now),
        detail: {
          role: task.role,
          aedId: task.aedId,
          etaS: Math.round((etaAt - context.now) / SECOND_MS),
        },
      })),
      ...ending.facts,
    ],
  };
}

/** Everybody still bound is let go when the incident is over. */
export function endTeam(reason: string, context: TeamContext): TeamEffects {
  const gone = context.assignments.flatMap((assignment) => {
    const to = endWithIncident(assignment.status);
    return to === null ? [] : [{ assignment, to, reason }];
  });
  return { ...endingEffects(gone, context), orders: [] };
}

/** These are stood down, whatever the plan would do. */
export function standDownEffects(
  assignments: readonly Assignment[],
  reason: string,
  context: ClimbContext,
): Omit<TeamEffects, 'orders'> {
  const gone = assignments.map((assignment) => ({
    ...{ assignment, to: 'stood-down' as const, reason },
  }));
  return endingEffects(gone, context);
}

function endingEffects(
  gone: readonly {
    readonly assignment: Assignment;
    readonly to: 'stood-down' | 'cleared';
    readonly reason: string;
  }[],
  context: ClimbContext,
): Omit<TeamEffects, 'orders'> {
  const at = context.now;
  return {
    assignmentMoves: gone.map(({ assignment, to, reason }) => ({
      assignmentId: assignment.id,
      from: assignment.status,
      to,
      at,
      reason,
    })),
    feed: gone.map(({ assignment }) => ({
      responderId: assignment.responderId,
      kind: 'stood-down' as const,
      alertId: assignment.alertId,
    })),
    facts: gone.map(({ assignment, to, reason }) => ({
      ...fact(to, assignment.responderId, at),
      detail: { reason },
    })),
    deliveries: gone.flatMap(({ assignment: { alertId, responderId } }) =>
      climb({ alertId, responderId, subject: 'stood-down' }, context),
    ),
  };
}
