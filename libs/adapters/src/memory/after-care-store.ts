import type { AfterCareAnswer, AfterCareStore, AttendedPart, ToldOutcome } from '#flow/ports';
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
      'assignments' | 'contacts' | 'incidents' | 'responders' | 'staff'
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
          const { kind, mode } = row.incident;
          const { id: assignmentId, incidentId, status } = one;
          const { onSceneAt, withPatientAt, clearedAt, releasedAt } = one;
          return {
            ...{ organisationId, assignmentId, incidentId, responderId: one.responderId },
            ...{ status, onSceneAt, withPatientAt, clearedAt, releasedAt, kind, mode },
            outcome: this.outcomes.get(refKey(organisationId, incidentId)) ?? null,
            care: this.care.get(refKey(organisationId, assignmentId))?.care ?? null,
          };
        }),
    );

  noteReminded: AfterCareStore['noteReminded'] = (part, at) =>
    settle(() => {
      if (this.care.has(keyOf(part))) return false;
      const care = { state: 'open', callBack: null, remindedAt: at } as const;
      this.care.set(keyOf(part), { care, answer: null });
      return true;
    });

  putAnswer: AfterCareStore['putAnswer'] = ({ wantsCall, ...said }) =>
    settle(() => {
      const before = this.care.get(keyOf(said));
      const call = before?.care.callBack ?? null;
      const stays = call === 'taken' || (call === 'done' && !wantsCall);
      const callBack = stays ? call : wantsCall ? 'wanted' : null;
      const anew = call === 'done' && wantsCall;
      const taken = anew ? null : (before?.answer ?? null);
      this.care.set(keyOf(said), {
        care: { state: 'answered', callBack, remindedAt: before?.care.remindedAt ?? null },
        answer: {
          ...said,
          takenById: taken?.takenById ?? null,
          takenAt: taken?.takenAt ?? null,
          doneAt: taken?.doneAt ?? null,
        },
      });
    });

  skip: AfterCareStore['skip'] = (part) =>
    settle(() => {
      const row = this.care.get(keyOf(part));
      const care = row?.care ?? { state: 'open', callBack: null, remindedAt: null };
      if (care.state !== 'open') return;
      this.care.set(keyOf(part), { care: { ...care, state: 'skipped' }, answer: null });
    });

  answers: AfterCareStore['answers'] = (organisationId, { callBack }, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const all = [...this.care.values()]
        .flatMap((row) => this.named(row) ?? [])
        .filter((one) => one.organisationId === organisationId)
        .filter((one) => callBack === null || one.callBack === callBack)
        .sort((a, b) => b.answeredAt - a.answeredAt || (a.assignmentId < b.assignmentId ? 1 : -1))
        .filter(
          ({ answeredAt, assignmentId }) =>
            after === null ||
            answeredAt < after.at ||
            (answeredAt === after.at && assignmentId < after.id),
        );
      const items = all.slice(0, page.limit);
      const last = items.at(-1);
      const more = all.length > items.length && last !== undefined;
      const next = more ? writeCursor([String(last.answeredAt), last.assignmentId]) : null;
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

function keyOf(part: Pick<AttendedPart, 'organisationId' | 'assignmentId'>): string {
  return refKey(part.organisationId, part.assignmentId);
}
