import type { Alert } from '#core/alert';
import { DAY_MS, type Instant } from '#core/units';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { AnswerableAlert, ListedReply, ReplyInbox, Sender, StoredReply } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Alerts that a sender could mean; nobody has more of them in a day. */
const ALERTS_MAX = 50;

type Unplaced = Parameters<ReplyInbox['keepUnplaced']>[0];

/** What people write back, in memory. */
export class MemoryReplyInbox implements ReplyInbox {
  private readonly rows = new Map<string, StoredReply>();
  private readonly once = new Set<string>();
  /** From numbers nobody has, as the operator would find them. */
  readonly unplaced = new Map<string, Unplaced>();

  constructor(private readonly tables: MemoryTables) {}

  senders: ReplyInbox['senders'] = (from, now) =>
    settle(() =>
      [...this.tables.contacts]
        .filter(([, contact]) => contact.phone === from)
        .flatMap(([responderId]) => this.senderOf(responderId, now))
        .sort((a, b) => (a.responderId < b.responderId ? -1 : 1)),
    );

  keep: ReplyInbox['keep'] = (reply) =>
    settle(() => {
      const key = `${reply.channel} ${reply.providerRef} ${reply.responderId}`;
      if (this.once.has(key)) return 'duplicate';
      this.once.add(key);
      this.rows.set(reply.id, reply);
      return 'kept';
    });

  settle: ReplyInbox['settle'] = ({ organisationId, replyId, ...what }) =>
    settle(() => this.change(organisationId, replyId, what));

  keepUnplaced: ReplyInbox['keepUnplaced'] = (reply) =>
    settle(() => {
      const key = `${reply.channel} ${reply.providerRef}`;
      if (!this.unplaced.has(key)) this.unplaced.set(key, reply);
    });

  replies: ReplyInbox['replies'] = (organisationId, filter, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const found = [...this.rows.values()]
        .filter((row) => row.organisationId === organisationId)
        .filter((row) => filter.status === null || row.status === filter.status)
        .map((row) => this.listed(row))
        .filter((row) => filter.aboutId === null || row.aboutId === filter.aboutId)
        .sort(newestFirst)
        .filter((row) => after === null || isBefore(row, after));
      const items = found.slice(0, page.limit);
      const last = items.at(-1);
      const more = found.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([String(last.receivedAt), last.id]) : null };
    });

  handle: ReplyInbox['handle'] = ({ organisationId, replyId, by, note, now }) =>
    settle(() => {
      const change = { status: 'handled', handledAt: now, handledBy: by, note } as const;
      return this.change(organisationId, replyId, change);
    });

  private change(
    organisationId: string,
    replyId: string,
    change: Partial<StoredReply>,
  ): ListedReply | null {
    const row = this.rows.get(replyId);
    if (row?.organisationId !== organisationId || row.status !== 'open') return null;
    const changed = { ...row, ...change };
    this.rows.set(replyId, changed);
    return this.listed(changed);
  }

  private senderOf(responderId: string, now: Instant): Sender[] {
    const responder = this.tables.responders.get(responderId);
    if (responder === undefined) return [];
    const { organisationId, language } = responder;
    const alerts = (this.tables.alertIdsByResponder.get(responderId) ?? [])
      .flatMap((id) => this.tables.alerts.get(id) ?? [])
      .filter((alert) => alert.status === 'sent' || alert.sentAt > now - DAY_MS)
      .sort((a, b) => b.sentAt - a.sentAt || (a.id < b.id ? 1 : -1))
      .slice(0, ALERTS_MAX)
      .map((alert) => this.answerable(alert));
    return [{ organisationId, responderId, language, alerts }];
  }

  private answerable(alert: Alert): AnswerableAlert {
    const outside = this.tables
      .deliveriesOf(alert.id)
      .filter((row) => row.channel === 'sms' || row.channel === 'voice');
    const refs = outside.flatMap((row) => [row, ...row.attempts].map((each) => each.providerRef));
    const { incidentId, status, sentAt, expiresAt } = alert;
    const incident = incidentId === null ? undefined : this.tables.incidents.get(incidentId);
    return {
      alertId: alert.id,
      ...aboutOf(alert),
      priority: incident?.incident.priority ?? null,
      status,
      sentAt,
      expiresAt,
      wasAskedOutsideApp: outside.some(
        (row) =>
          row.subject === 'alert' &&
          (row.status === 'handed-over' ||
            row.status === 'delivered' ||
            row.attempts.some(({ outcome }) => outcome === 'taken' || outcome === 'no-answer')),
      ),
      providerRefs: [...new Set(refs.filter((ref) => ref !== null))].sort(),
    };
  }

  private listed(row: StoredReply): ListedReply {
    const alert = row.alertId === null ? undefined : this.tables.alerts.get(row.alertId);
    const person = this.tables.responders.get(row.responderId);
    const about = alert === undefined ? { about: null, aboutId: null } : aboutOf(alert);
    return { ...row, ...about, displayName: person?.displayName ?? '' };
  }
}

function aboutOf(alert: Alert): Pick<AnswerableAlert, 'about' | 'aboutId'> {
  const { incidentId, calloutId, drillId } = alert;
  if (incidentId !== null) return { about: 'incident', aboutId: incidentId };
  if (calloutId !== null) return { about: 'callout', aboutId: calloutId };
  return { about: 'drill', aboutId: drillId ?? '' };
}

function newestFirst(a: StoredReply, b: StoredReply): number {
  return b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1);
}

function isBefore(row: StoredReply, after: { readonly at: Instant; readonly id: string }): boolean {
  return row.receivedAt < after.at || (row.receivedAt === after.at && row.id < after.id);
}
