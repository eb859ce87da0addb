import type { Debrief, DebriefAnswer, DebriefStore } from '#flow/ports';
import { refKey, settle } from './tables';

/** What people say after a call-out, in memory. */
export class MemoryDebriefStore implements DebriefStore {
  private readonly debriefs = new Map<string, Debrief>();
  private readonly said = new Map<string, DebriefAnswer>();

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
