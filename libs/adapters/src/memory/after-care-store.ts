import type { AfterCareAnswer, AfterCareStore, AttendedPart, ToldOutcome } from '#flow/ports';
import type { AlertStatus } from '#core/alert';
import type { Instant } from '#core/units';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { refKey, settle, type MemoryTables } from './tables';

interface CareRow {
  readonly care: NonNullable<AttendedPart['care']>;
  readonly answer: Omit<AfterCareAnswer, 'callBack'> | null;
}

/** How people are after incidents, in memory. */
export class MemoryAfterCareStore implements AfterCareStore {
  private readonly care = new Map<string, CareRow>();
  private readonly contacts = new Map<string, string>();
  readonly outcomes = new Map<string, ToldOutcome>();

  constructor(
    private readonly tables: Pick<
      MemoryTables,
      'alerts' | 'assignments' | 'contacts' | 'incidents' | 'responders' | 'staff'
    >,
  ) {}

  attended: AfterCareStore['attended'] = (organisationId, { responderId, since }) =>
    settle(() =>
      [...this.tables.assignments.values()]
        .filter((one) => one.organisationId === organisationId && one.acceptedAt >= since)
        .filter((one) => responderId === null || one.responderId === responderId)
        .sort((a, b) => b.acceptedAt - a.acceptedAt || (a.id < b.id ? 1 : -1))
        .flatMap((one) => {
          const row = this.tables.incidents.get(one.incidentId);
          if (row === undefined) return [];
          const { kind, mode, endedAt: incidentEndedAt } = row.incident;
          const { id: assignmentId, incidentId, status } = one;
          const { onSceneAt, withPatientAt, clearedAt, releasedAt } = one;
          return {
            ...{ organisationId, assignmentId, incidentId, responderId: one.responderId },
            ...{ status, onSceneAt, withPatientAt, clearedAt, releasedAt, kind, mode },
            incidentEndedAt,
            outcome: this.outcomes.get(refKey(organisationId, incidentId)) ?? null,
            care: this.care.get(refKey(organisationId, assignmentId))?.care ?? null,
          };
        }),
    );

  noteReminded: AfterCareStore['noteReminded'] = (part, at) =>
    settle(() => {
      const row = this.care.get(keyOf(part));
      const care = row?.care ?? NOTHING_SAID;
      if (care.state !== 'open' || care.remindedAt !== null) return false;
      this.care.set(keyOf(part), { care: { ...care, remindedAt: at }, answer: null });
      return true;
    });

  noteThanked: AfterCareStore['noteThanked'] = (part, at) =>
    settle(() => {
      const row = this.care.get(keyOf(part)) ?? { care: NOTHING_SAID, answer: null };
      if (row.care.thankedAt !== null) return false;
      this.care.set(keyOf(part), { ...row, care: { ...row.care, thankedAt: at } });
      return true;
    });

  unattended: AfterCareStore['unattended'] = (organisationId, { responderId, alertId }) =>
    settle(() => {
      const alert = this.tables.alerts.get(alertId);
      if (alert?.organisationId !== organisationId || alert.responderId !== responderId)
        return null;
      const { incidentId, status, sentAt } = alert;
      const incident = this.tables.incidents.get(incidentId ?? '')?.incident;
      const went = [...this.tables.assignments.values()].some(
        (one) => one.incidentId === incidentId && one.responderId === responderId,
      );
      if (incident === undefined || went || !NOT_GONE.includes(status)) return null;
      return { incidentId: incident.id, mode: incident.mode, sentAt };
    });

  putAnswer: AfterCareStore['putAnswer'] = ({ wantsCall, ...said }) =>
    settle(() => {
      const before = this.care.get(keyOf(said));
      const call = before?.care.callBack ?? null;
      const anew = call === 'done' && said.dueAt !== null;
      const stays = call === 'taken' || (call === 'done' && !anew);
      const callBack = stays ? call : wantsCall ? 'wanted' : null;
      const taken = anew ? null : (before?.answer ?? null);
      const due = stays || said.dueAt !== null ? [taken?.dueAt ?? null, said.dueAt] : [];
      this.care.set(keyOf(said), {
        care: { ...(before?.care ?? NOTHING_SAID), state: 'answered', callBack },
        answer: {
          ...said,
          dueAt: soonest(due),
          takenById: taken?.takenById ?? null,
          takenAt: taken?.takenAt ?? null,
          doneAt: taken?.doneAt ?? null,
        },
      });
    });

  skip: AfterCareStore['skip'] = (part) =>
    settle(() => {
      const row = this.care.get(keyOf(part));
      const care = row?.care ?? NOTHING_SAID;
      if (care.state !== 'open') return;
      this.care.set(keyOf(part), { care: { ...care, state: 'skipped' }, answer: null });
    });

  answers: AfterCareStore['answers'] = (organisationId, { callBack, due = false }, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const all = [...this.care.values()]
        .flatMap((row) => this.named(row) ?? [])
        .filter((one) => one.organisationId === organisationId)
        .filter((one) => callBack === null || one.callBack === callBack)
        .filter((one) => !due || (one.dueAt !== null && one.callBack !== 'done'))
        .sort((a, b) => inOrder(keyIn(a, due), keyIn(b, due)))
        .filter((one) => after === null || inOrder(keyIn(one, due), { ...after, due }) > 0);
      const items = all.slice(0, page.limit);
      const last = items.at(-1);
      const more = all.length > items.length && last !== undefined;
      const next = more ? writeCursor([String(keyIn(last, due).at), last.assignmentId]) : null;
      return { items, nextCursor: next };
    });

  answer: AfterCareStore['answer'] = (organisationId, assignmentId) =>
    settle(() => {
      const row = this.care.get(refKey(organisationId, assignmentId));
      return row === undefined ? null : this.named(row);
    });

  moveCallBack: AfterCareStore['moveCallBack'] = (organisationId, move) =>
    settle(() => {
      const { assignmentId, from, to, byId, at } = move;
      const key = refKey(organisationId, assignmentId);
      const row = this.care.get(key);
      if (row?.answer === undefined || row.answer === null || row.care.callBack !== from) {
        return false;
      }
      const { takenById, takenAt } = row.answer;
      const taken = {
        wanted: { takenById: null, takenAt: null },
        taken: { takenById: byId, takenAt: at },
        done: { takenById, takenAt },
      }[to];
      const answer = { ...row.answer, ...taken, doneAt: to === 'done' ? at : null };
      this.care.set(key, { care: { ...row.care, callBack: to }, answer });
      return true;
    });

  contact: AfterCareStore['contact'] = (organisationId) =>
    settle(() => this.contacts.get(organisationId) ?? null);

  putContact: AfterCareStore['putContact'] = (organisationId, contact) =>
    settle(() => {
      if (contact === null) this.contacts.delete(organisationId);
      else this.contacts.set(organisationId, contact);
    });

  outcome: AfterCareStore['outcome'] = (organisationId, incidentId) =>
    settle(() => this.outcomes.get(refKey(organisationId, incidentId)) ?? null);

  putOutcome: AfterCareStore['putOutcome'] = (organisationId, incidentId, outcome) =>
    settle(() => {
      const key = refKey(organisationId, incidentId);
      if (outcome === null) this.outcomes.delete(key);
      else this.outcomes.set(key, outcome);
    });

  private named({ answer, care: { callBack } }: CareRow) {
    if (answer === null) return null;
    const displayName = this.tables.responders.get(answer.responderId)?.displayName ?? '';
    const takenByName = this.tables.staff.get(answer.takenById ?? '')?.account.displayName ?? null;
    const phone = this.tables.contacts.get(answer.responderId)?.phone ?? null;
    return { ...answer, callBack, displayName, phone, takenByName };
  }
}

/** Nobody has said anything, nor been reminded or thanked. */
const NOTHING_SAID = { state: 'open', callBack: null, remindedAt: null, thankedAt: null } as const;
/** Alerts that ended without a yes. */
const NOT_GONE: readonly AlertStatus[] = ['declined', 'expired', 'withdrawn'];

interface Key {
  readonly at: Instant;
  readonly id: string;
  readonly due: boolean;
}

/** By what an answer stands in its list: when it is due, or when it was given. */
function keyIn(one: AfterCareAnswer, due: boolean): Key {
  return { at: due ? (one.dueAt ?? 0) : one.answeredAt, id: one.assignmentId, due };
}

/** The soonest due first; of answers the newest. */
function inOrder(a: Key, b: Key): number {
  const earlier = a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
  return a.due ? earlier : -earlier;
}

function soonest(all: readonly (Instant | null)[]): Instant | null {
  const known = all.flatMap((one) => one ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

function keyOf(part: Pick<AttendedPart, 'organisationId' | 'assignmentId'>): string {
  return refKey(part.organisationId, part.assignmentId);
}
