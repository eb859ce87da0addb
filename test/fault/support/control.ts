import { account, arrestAt, type Account, type Answer } from '../../support/clients';
import type { IncidentView } from '#contracts/incident-api';
import type { AccountRole } from '#core/caller-roles';
import type { Place } from '#core/geometry';
import type { Ledger } from './ledger';
import { KEY_OF, newRef, sceneAt } from './population';
import { pause } from './wait';

/** The second try comes soon; the later ones further apart, lest trying again be the load. */
const TRY_AGAIN_MS = 100;
const TRY_AGAIN_MAX_MS = 2_000;
const GIVE_UP_MS = 60_000;
const ANSWER_WITHIN_MS = 5_000;

/** An incident that control has raised, acknowledged or not. */
export interface Raised {
  readonly ref: string;
  readonly scene: number;
  /** Of the answer; null where none came. */
  readonly id: string | null;
  readonly status: number;
  /** From the first sending to the acknowledgement, milliseconds. */
  readonly tookMs: number;
}

export interface RaiseOptions {
  /** From one to the next, milliseconds. */
  readonly everyMs?: number;
  /** Only at these scenes, in turn; all that have people where left out. */
  readonly scenes?: readonly number[];
  /** Each incident is closed before the next at its scene. */
  readonly closes?: boolean;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Stops raising, not what was raised. */
  readonly signal?: AbortSignal;
}

/**
 * A control room as real ones are: what is not acknowledged is sent again, the same, until it is.
 * Everything it does stands in the ledger.
 */
export class ControlRoom {
  /** By scene: two are open at one where the first was not acknowledged yet. */
  private readonly open = new Map<number, readonly Raised[]>();
  private nextScene = 0;

  constructor(
    private readonly given: {
      readonly url: string;
      readonly ledger: Ledger;
      readonly scenes: number;
    },
  ) {}

  /** Whoever holds the key of that role, through the same link. */
  account(role: AccountRole): Account {
    return account(this.given.url, KEY_OF(role));
  }

  /** Raises so many, one each `everyMs`; resolves when each is acknowledged or given up. */
  async raise(count: number, options: RaiseOptions = {}): Promise<readonly Raised[]> {
    const { everyMs = 50, closes = true, signal } = options;
    const raising: Promise<Raised>[] = [];
    const from = performance.now();
    for (let index = 0; index < count && signal?.aborted !== true; index += 1) {
      const scenes = options.scenes ?? this.allScenes();
      const scene = scenes[this.nextScene % scenes.length] ?? 0;
      this.nextScene += 1;
      raising.push(this.raiseAt(scene, closes, options.fields));
      await pause(Math.max(0, from + (index + 1) * everyMs - performance.now()));
    }
    return Promise.all(raising);
  }

  /** Raises one at a scene; where another is open there, that is closed first. */
  async raiseAt(scene: number, closes = true, fields = {}): Promise<Raised> {
    const before = this.open.get(scene) ?? [];
    this.open.delete(scene);
    if (closes) await Promise.all(before.map(({ ref }) => this.close(ref)));
    const raised = await this.send(
      scene,
      arrestAt(sceneAt(scene), { ...fields, controlRef: newRef() }),
    );
    this.open.set(scene, [...(this.open.get(scene) ?? []), raised]);
    return raised;
  }

  /** Raises one at any place, once: no second try. */
  post(
    place: Place,
    fields: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<IncidentView>> {
    return this.account('control').post<IncidentView>('/v1/incidents', arrestAt(place, fields));
  }

  /** Closes by its reference, until that is acknowledged. */
  async close(ref: string): Promise<void> {
    const { ledger } = this.given;
    ledger.note({ who: 'control', what: 'close-sent', ref });
    const body = { version: 2, reason: 'over' };
    const answer = await this.until(`/v1/incidents/by-ref/${ref}/close`, body);
    const what = isTaken(answer) ? 'close-acked' : 'close-failed';
    ledger.note({ who: 'control', what, ref, status: answer?.status ?? 0 });
  }

  /** Closes whatever is open. */
  async closeAll(): Promise<void> {
    const open = [...this.open.values()].flat();
    this.open.clear();
    await Promise.all(open.map(({ ref }) => this.close(ref)));
  }

  private allScenes(): readonly number[] {
    return Array.from({ length: this.given.scenes }, (_, index) => index);
  }

  private async send(scene: number, message: Record<string, unknown>): Promise<Raised> {
    const { ledger } = this.given;
    const ref = message['controlRef'] as string;
    const from = performance.now();
    ledger.note({ who: 'control', what: 'raise-sent', ref });
    const answer = await this.until('/v1/incidents', message);
    const tookMs = performance.now() - from;
    const status = answer?.status ?? 0;
    const id = isTaken(answer) ? (answer?.body as IncidentView).id : null;
    const fact = { who: 'control', ref, status } as const;
    if (id === null) ledger.note({ ...fact, what: 'raise-failed' });
    else ledger.note({ ...fact, what: 'raise-acked', incidentId: id });
    return { ref, scene, id, status, tookMs };
  }

  /** The first answer that is not "try again"; null where none came in time. */
  private async until(path: string, body: object): Promise<Answer | null> {
    const end = performance.now() + GIVE_UP_MS;
    let last: Answer | null = null;
    for (let waitMs = TRY_AGAIN_MS; performance.now() < end; waitMs *= 2) {
      last = (await this.once(path, body)) ?? last;
      if (last !== null && last.status < 500 && last.status !== 429) return last;
      await pause(Math.min(waitMs, TRY_AGAIN_MAX_MS));
    }
    return last;
  }

  private async once(path: string, body: object): Promise<Answer | null> {
    try {
      const response = await fetch(`${this.given.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${KEY_OF('control')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      const text = await response.text();
      const read = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      return { status: response.status, headers: response.headers, body: read };
    } catch {
      return null;
    }
  }
}

function isTaken(answer: Answer | null): boolean {
  return answer !== null && answer.status >= 200 && answer.status < 300;
}
