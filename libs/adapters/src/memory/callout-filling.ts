import type { Alert } from '#core/alert';
import { kindsOf, type Callout } from '#core/callout';
import { byTurn } from '#core/callout-rotation';
import { credentialCheck } from '#core/eligibility';
import type { CalloutPerson } from '#core/consider-for-callout';
import type { Instant } from '#core/units';
import { askedFact, endedFact } from '#adapters/shared/callout-facts';
import type { CalloutFilling, GroupStore, QuestionsToEnd, Saved } from '#flow/ports';
import { calloutPerson } from './callout-people';
import { settle, type CalloutConsideredRow, type MemoryTables } from './tables';

type Of = Parameters<CalloutFilling['saveLook']>[0];
const NOTHING: Saved = { feed: [], facts: [] };

/** Filling of call-outs in memory. */
export class MemoryCalloutFilling implements CalloutFilling {
  constructor(
    private readonly tables: MemoryTables,
    private readonly groups: Pick<GroupStore, 'members'>,
  ) {}

  loadFill: CalloutFilling['loadFill'] = (organisationId, calloutId) =>
    settle(() => {
      const callout = this.find({ organisationId, calloutId });
      if (callout === null) return null;
      const alerts = this.tables.alertsOf(calloutId);
      const tallies = (this.tables.calloutBatches.get(calloutId) ?? []).map((batch) => {
        const own = alerts.filter(({ wave }) => wave === batch.batch);
        const yes = own.filter(({ status }) => status === 'accepted');
        return {
          ...batch,
          openCount: own.filter(({ status }) => status === 'sent').length,
          yesCount: yes.length,
          yesDelaysMs: yes.reduce((sum, one) => sum + ((one.answeredAt ?? 0) - one.sentAt), 0),
        };
      });
      return { callout, look: this.tables.calloutLooks.get(calloutId) ?? null, tallies };
    });

  saveLook: CalloutFilling['saveLook'] = ({ calloutId }, look) =>
    settle(() => void this.tables.calloutLooks.set(calloutId, look));

  lookAt: CalloutFilling['lookAt'] = async (callout, look, { max, now }) => {
    const all = await this.people(callout, now);
    const isMeant = ({ responder, fix, isInArea, homeInArea }: CalloutPerson) =>
      responder.id > (look.cursor ?? '') &&
      ((isInArea && (look.since === null || (fix !== null && fix.at >= look.since))) ||
        (homeInArea !== null && look.since === null));
    const found = all.filter(isMeant);
    const people = found.slice(0, max);
    const last = people.at(-1);
    const isAll = found.length <= max || last === undefined;
    return { people, cursor: isAll ? null : last.responder.id };
  };

  lookAtPeople: CalloutFilling['lookAtPeople'] = async (callout, responderIds, now) => {
    const people = await this.people(callout, now);
    return people.filter(({ responder }) => responderIds.includes(responder.id));
  };

  keepConsidered: CalloutFilling['keepConsidered'] = ({ calloutId }, all, decidedAt) =>
    settle(() => {
      const rows = this.considered(calloutId);
      for (const { channels, ...considered } of all) {
        const before = rows.get(considered.responderId)?.considered.reason;
        if (before === 'asked' || before === 'in-area-before') continue;
        rows.set(considered.responderId, { considered, channels, decidedAt });
      }
    });

  inTurn: CalloutFilling['inTurn'] = ({ calloutId }, { wave, needKey, equipment, max }) =>
    settle(() =>
      [...this.considered(calloutId).values()]
        .filter(({ considered: one }) => one.reason === 'not-yet' && (one.waves >> wave) % 2 === 1)
        .filter(({ considered: one }) => needKey === null || one.needKeys.includes(needKey))
        .filter(({ considered: one }) => equipment === null || one.equipment.includes(equipment))
        .sort((a, b) => byTurn(a.considered, b.considered))
        .slice(0, max)
        .map(({ considered: { responderId, distanceM }, channels, decidedAt }) => ({
          ...{ responderId, distanceM, channels, decidedAt },
        })),
    );

  ask: CalloutFilling['ask'] = (ask) =>
    settle(() => {
      const { calloutId, batch, now, organisationId } = ask;
      if (this.find(ask)?.status !== 'open') return null;
      const rows = this.considered(calloutId);
      const alerts = ask.alerts.filter(
        ({ responderId }) => rows.get(responderId)?.considered.reason === 'not-yet',
      );
      if (alerts.length === 0) return NOTHING;
      for (const alert of alerts) {
        this.tables.addAlert(alert);
        setReason(rows, alert.responderId, { reason: 'asked', decidedAt: now });
      }
      const askedIds = new Set(alerts.map(({ id }) => id));
      for (const delivery of ask.deliveries) {
        if (askedIds.has(delivery.alertId)) this.tables.addDelivery(delivery, organisationId, now);
      }
      const batches = this.tables.calloutBatches.get(calloutId) ?? [];
      const row = { ...batch, askedAt: now, askedCount: alerts.length };
      this.tables.calloutBatches.set(calloutId, [...batches, row]);
      const feed = alerts.map(({ id: alertId, responderId }) => ({
        ...{ responderId, kind: 'alert-sent' as const, alertId },
      }));
      const saved = this.tables.record(calloutId, { feed, facts: [askedFact(row, now)] }, now);
      this.tables.wakeIfDue({ now, reviewAt: undefined, deliveries: ask.deliveries });
      return saved;
    });

  openQuestions: CalloutFilling['openQuestions'] = (of, which, { max, now }) =>
    settle(() => {
      const callout = this.find(of);
      if (callout === null) return [];
      const rows = this.considered(of.calloutId);
      return this.tables
        .alertsOf(of.calloutId)
        .filter((alert) => alert.status === 'sent' && this.ends(alert, { callout, which, now }))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, max)
        .map((alert) => ({ alert, channels: rows.get(alert.responderId)?.channels ?? [] }));
    });

  endQuestions: CalloutFilling['endQuestions'] = (of, end) =>
    settle(() => {
      const { to, reason, now } = end;
      const rows = this.considered(of.calloutId);
      const ended = end.alertIds
        .flatMap((id) => this.tables.alerts.get(id) ?? [])
        .filter((alert) => alert.calloutId === of.calloutId && alert.status === 'sent');
      if (ended.length === 0) return NOTHING;
      for (const alert of ended) {
        this.tables.alerts.set(alert.id, { ...alert, status: to, endedReason: reason });
        if (reason === 'off-duty' || reason === 'no-longer-eligible') {
          setReason(rows, alert.responderId, { reason: 'not-yet', decidedAt: now });
        }
      }
      const ids = new Set(ended.map(({ id }) => id));
      for (const delivery of end.deliveries) {
        if (ids.has(delivery.alertId)) {
          this.tables.addDelivery(delivery, of.organisationId, now);
        }
      }
      const kind = to === 'expired' ? ('alert-expired' as const) : ('alert-withdrawn' as const);
      const feed = ended.map(({ id: alertId, responderId }) => ({ responderId, kind, alertId }));
      const facts = [endedFact({ kind, reason, count: ended.length }, now)];
      const saved = this.tables.record(of.calloutId, { feed, facts }, now);
      this.tables.wakeIfDue({ now, reviewAt: undefined, deliveries: end.deliveries });
      return saved;
    });

  putBack: CalloutFilling['putBack'] = ({ calloutId }) =>
    settle(() => {
      const rows = this.considered(calloutId);
      const newest = new Map<string, Alert>();
      for (const alert of this.tables.alertsOf(calloutId)) {
        const known = newest.get(alert.responderId);
        if (known === undefined || known.wave < alert.wave) newest.set(alert.responderId, alert);
      }
      for (const { responderId, endedReason, status } of newest.values()) {
        if (status !== 'withdrawn' || endedReason !== 'callout-filled') continue;
        const decidedAt = rows.get(responderId)?.decidedAt ?? 0;
        setReason(rows, responderId, { reason: 'not-yet', decidedAt });
      }
    });

  reviewSoon: CalloutFilling['reviewSoon'] = ({ organisationId, calloutId: subjectId }, now) =>
    settle(() => {
      this.tables.setReview({ organisationId, subject: 'callout', subjectId }, now);
      this.tables.wake();
    });

  private find({ organisationId, calloutId }: Of): Callout | null {
    const callout = this.tables.callouts.get(calloutId);
    return callout?.organisationId === organisationId ? callout : null;
  }

  private considered(calloutId: string): Map<string, CalloutConsideredRow> {
    const known = this.tables.calloutConsidered.get(calloutId);
    if (known !== undefined) return known;
    const rows = new Map<string, CalloutConsideredRow>();
    this.tables.calloutConsidered.set(calloutId, rows);
    return rows;
  }

  /** Everyone of the organisation, by id. */
  private async people(callout: Callout, now: Instant): Promise<readonly CalloutPerson[]> {
    const groupIds = [...new Set(callout.policy.waves.flatMap((wave) => wave.groupIds))];
    const groupsOf = new Map<string, string[]>();
    for (const groupId of groupIds) {
      for (const { responderId } of await this.groups.members(callout.organisationId, groupId)) {
        groupsOf.set(responderId, [...(groupsOf.get(responderId) ?? []), groupId]);
      }
    }
    return [...this.tables.responders.values()]
      .filter(({ organisationId }) => organisationId === callout.organisationId)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((responder) => {
        const ownGroups = groupsOf.get(responder.id) ?? [];
        return calloutPerson(this.tables, responder, { callout, groupIds: ownGroups, now });
      });
  }

  private ends(
    alert: Alert,
    about: { readonly callout: Callout; readonly which: QuestionsToEnd; readonly now: Instant },
  ): boolean {
    const { callout, which, now } = about;
    const responder = this.tables.responders.get(alert.responderId);
    if (which === 'all') return true;
    if (which === 'expired') return alert.expiresAt <= now;
    if (responder === undefined || which === 'off-duty') return responder?.onDuty !== true;
    return (
      responder.disabledAt !== null ||
      (responder.availability.mutedUntil ?? now) > now ||
      this.tables.openAssignmentByResponder.has(responder.id) ||
      credentialCheck(responder, kindsOf(callout), now) !== null
    );
  }
}

function setReason(
  rows: Map<string, CalloutConsideredRow>,
  responderId: string,
  { reason, decidedAt }: { readonly reason: 'asked' | 'not-yet'; readonly decidedAt: Instant },
): void {
  const row = rows.get(responderId);
  if (row === undefined) return;
  rows.set(responderId, { ...row, considered: { ...row.considered, reason }, decidedAt });
}
