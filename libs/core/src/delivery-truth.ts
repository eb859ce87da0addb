import type { AlertStatus } from '#core/alert';
import type { DeliveryChannel, DeliveryStatus, DeliverySubject } from '#core/delivery';
import { MINUTE_MS, type Instant } from '#core/units';

/** What a provider took and no phone has confirmed for so long has not reached anybody. */
export const CONFIRM_WITHIN_MS = MINUTE_MS;

/** One thing carried to one person by one channel, as the ledger keeps it. */
export interface CarriedLine {
  readonly alertId: string;
  readonly responderId: string;
  readonly displayName: string;
  readonly alertStatus: AlertStatus;
  readonly channel: DeliveryChannel;
  readonly subject: DeliverySubject;
  readonly status: DeliveryStatus;
  readonly queuedAt: Instant;
  readonly dueAt: Instant;
  readonly finishedAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly seenAt: Instant | null;
  /** When they answered the alert. */
  readonly answeredAt: Instant | null;
  /** Why it was not needed; null unless it was not. */
  readonly spared: string | null;
  readonly error: string | null;
  readonly attempts: readonly {
    readonly handedOverAt: Instant;
    readonly answeredAt: Instant | null;
  }[];
}

/** How one person stands with what was sent to them last. */
export interface Reached {
  readonly responderId: string;
  readonly displayName: string;
  readonly alertId: string;
  readonly subject: DeliverySubject;
  readonly state: 'waiting' | 'rang' | 'seen' | 'answered' | 'not-reached' | 'spared';
  /** Channel that reached them first. */
  readonly by: DeliveryChannel | null;
  readonly confirmedAt: Instant | null;
}

/** The delivery truth of one person: how they stand, and the lines it was read from. */
export interface Truth {
  readonly reached: Reached;
  readonly lines: readonly CarriedLine[];
}

/**
 * How each person stands with the newest thing sent to them, in the order they were first sent
 * anything. Handed over is not reached: only a receipt is, or an answer.
 */
export function newestTruth(lines: readonly CarriedLine[], now: Instant): readonly Truth[] {
  const byPerson = new Map<string, CarriedLine[]>();
  for (const line of lines) {
    const known = byPerson.get(line.responderId);
    if (known === undefined) byPerson.set(line.responderId, [line]);
    else known.push(line);
  }
  return [...byPerson.values()].flatMap((own) => {
    const newest = newestOf(own);
    const first = newest[0];
    return first === undefined ? [] : [{ reached: reachedBy(first, newest, now), lines: newest }];
  });
}

/**
 * People who were stood down, or whose order or facts changed, and who have not confirmed it. Not
 * those for whom it was of no concern any more: nobody waits for them.
 */
export function unconfirmedOf(truths: readonly Truth[]): readonly Truth[] {
  return truths.filter(({ reached, lines }) => {
    if (reached.subject === 'alert' || reached.confirmedAt !== null) return false;
    return lines.some((line) => !OF_NO_CONCERN.includes(line.spared ?? ''));
  });
}

const OF_NO_CONCERN: readonly string[] = ['superseded', 'over', 'never-rang-there'];

/** The lines of the newest thing: those of one alert and subject, queued together. */
function newestOf(lines: readonly CarriedLine[]): readonly CarriedLine[] {
  const queuedAt = lines.reduce((latest, line) => Math.max(latest, line.queuedAt), 0);
  const latest = lines.filter((line) => line.queuedAt === queuedAt);
  const head = latest.find((line) => line.subject === 'stood-down') ?? latest[0];
  return latest.filter((line) => line.alertId === head?.alertId && line.subject === head.subject);
}

function reachedBy(first: CarriedLine, lines: readonly CarriedLine[], now: Instant): Reached {
  const { responderId, displayName, alertId, subject } = first;
  const confirmed = firstConfirmed(lines);
  const state = stateOfLines(lines, now);
  const by = confirmed?.channel ?? null;
  const confirmedAt = confirmed?.at ?? (state === 'answered' ? first.answeredAt : null);
  return { responderId, displayName, alertId, subject, state, by, confirmedAt };
}

function firstConfirmed(
  lines: readonly CarriedLine[],
): { readonly channel: DeliveryChannel; readonly at: Instant } | null {
  let first: { readonly channel: DeliveryChannel; readonly at: Instant } | null = null;
  for (const { channel, deliveredAt, seenAt } of lines) {
    const at = deliveredAt ?? seenAt;
    if (at !== null && (first === null || at < first.at)) first = { channel, at };
  }
  return first;
}

/** How somebody stands with one thing by the lines that carried it. */
export function stateOfLines(
  lines: readonly Pick<
    CarriedLine,
    | 'subject'
    | 'status'
    | 'dueAt'
    | 'finishedAt'
    | 'deliveredAt'
    | 'seenAt'
    | 'answeredAt'
    | 'alertStatus'
  >[],
  now: Instant,
): Reached['state'] {
  if (lines.some((line) => line.subject === 'alert' && line.answeredAt !== null)) return 'answered';
  if (lines.some((line) => line.seenAt !== null)) return 'seen';
  if (lines.some((line) => line.deliveredAt !== null)) return 'rang';
  if (lines.some((line) => line.status === 'queued')) return 'waiting';
  const taken = lines.filter((line) => line.status === 'handed-over');
  if (taken.length === 0) {
    return lines.every((line) => line.status === 'not-needed') ? 'spared' : 'not-reached';
  }
  const asked = taken.every((line) => line.subject !== 'alert' || line.alertStatus === 'sent');
  const since = taken.reduce((latest, line) => Math.max(latest, line.finishedAt ?? line.dueAt), 0);
  return asked && now - since < CONFIRM_WITHIN_MS ? 'waiting' : 'not-reached';
}
