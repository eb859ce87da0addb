import type { Debrief, DebriefAnswer, DebriefStore } from '#flow/ports';
import { refKey, settle, type MemoryTables } from './tables';

/** What people say after a call-out, in memory. */
export class MemoryDebriefStore implements DebriefStore {
  private readonly debriefs = new Map<string, Debrief>();
  private readonly said = new Map<string, DebriefAnswer>();

  constructor(private readonly tables: Pick<MemoryTables, 'bookings'>) {}

  addDebrief: DebriefStore['addDebrief'] = (debrief) =>
    settle(() => {
      const key = refKey(debrief.organisationId, debrief.calloutId);
      if (this.debriefs.has(key)) return false;
      this.debriefs.set(key, debrief);
      return true;
    });

  setAsked: DebriefStore['setAsked'] = (organisationId, { calloutId, askedCount }) =>
    settle(() => {
      const key = refKey(organisationId, calloutId);
      const debrief = this.debriefs.get(key);
      if (debrief !== undefined) this.debriefs.set(key, { ...debrief, askedCount });
    });

  debrief: DebriefStore['debrief'] = (organisationId, calloutId) =>
    settle(() => this.debriefs.get(refKey(organisationId, calloutId)) ?? null);

  askedOf: DebriefStore['askedOf'] = (organisationId, who, since) =>
    settle(() =>
      [...this.tables.bookings.values()]
        .map(({ booking }) => booking)
        .filter(({ status }) => status === 'checked-in' || status === 'checked-out')
        .filter((one) =>
          'bookingId' in who ? one.id === who.bookingId : one.responderId === who.responderId,
        )
        .flatMap(({ id: bookingId, calloutId }) => {
          const debrief = this.debriefs.get(refKey(organisationId, calloutId));
          if (debrief === undefined || debrief.sentAt < since) return [];
          const { thanks, questions, sentAt } = debrief;
          const answeredAt = this.said.get(refKey(organisationId, bookingId))?.at ?? null;
          return [{ bookingId, calloutId, thanks, questions, sentAt, answeredAt }];
        })
        .sort((a, b) => b.sentAt - a.sentAt || (a.bookingId < b.bookingId ? -1 : 1)),
    );

  putAnswer: DebriefStore['putAnswer'] = (answer) =>
    settle(() => {
      this.said.set(refKey(answer.organisationId, answer.bookingId), answer);
    });

  answers: DebriefStore['answers'] = (organisationId, calloutId, max) =>
    settle(() => {
      const all = [...this.said.values()]
        .filter((one) => one.organisationId === organisationId && one.calloutId === calloutId)
        .sort((a, b) => b.at - a.at || (a.bookingId < b.bookingId ? -1 : 1));
      return { answers: all.slice(0, max), count: all.length };
    });
}
