import { Client } from 'pg';
import { until, type Answer } from './clients';
import type { TestServer } from './server';

/** What no refusal may change. */
const KEPT = [
  'incident',
  'control_message',
  'considered',
  'callout',
  'alert',
  'assignment',
  'responder_feed',
  'fact',
  'credential',
  'enrolment',
  'aed',
  'decision',
  'response_plan',
  'danger_area',
  'registered_place',
];

/** So often a worker may come in between. */
const ATTEMPTS_MAX = 3;

interface ProblemBody {
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
}

/** Looks into the database of a server, to prove that a refusal changed nothing. */
export class RecordKeeper {
  private constructor(readonly database: Client) {}

  static async open(server: TestServer): Promise<RecordKeeper> {
    const database = new Client({ connectionString: server.database.ownerUrl });
    await database.connect();
    return new RecordKeeper(database);
  }

  /** Waits until a phone's position has reached the record, where it is written once a second. */
  async hasPosition(phone: { readonly responderId: string }): Promise<void> {
    const text = 'SELECT FROM last_known_fix WHERE responder_id = $1';
    await until(
      async () => (await this.database.query(text, [phone.responderId])).rowCount === 1,
      'position in the record',
    );
  }

  close(): Promise<void> {
    return this.database.end();
  }

  /** Everything stored, as text that differs when anything does. */
  async stored(): Promise<string> {
    const digests: string[] = [];
    for (const table of KEPT) {
      const { rows } = await this.database.query<{ digest: string }>(
        `SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), 'none') AS digest
       FROM ${table} t`,
      );
      digests.push(`${table} ${rows[0]?.digest ?? ''}`);
    }
    return digests.join('\n');
  }

  /** As `stored`, once the worker has done what is due: it looks at every incident once more. */
  async atRest(): Promise<string> {
    let before = '';
    return until(async () => {
      const { rows } = await this.database.query<{ due: number }>(
        `SELECT ((SELECT count(*) FROM review WHERE due_at <= now() + interval '500 milliseconds') +
               (SELECT count(*) FROM delivery WHERE status = 'queued'))::integer AS due`,
      );
      const now = await this.stored();
      const still = now === before && rows[0]?.due === 0;
      before = now;
      return still && now;
    }, 'rest in the record');
  }

  /** Expects a refusal as problem details that changed nothing and gives nothing away. */
  async expectRefused(
    send: () => Promise<Answer>,
    expected: { readonly status: number; readonly code: string; readonly field?: string },
  ): Promise<string> {
    const { before, answer, after } = await this.around(send);
    const body = answer.body as unknown as ProblemBody;
    expect({ status: answer.status, code: body.code, field: body.field }).toEqual({
      field: undefined,
      ...expected,
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:|\.js:|SELECT|at Object/);
    expect(after).toBe(before);
    return body.detail;
  }

  /**
   * What is stored before and after a call. A worker may look at an incident in between, so what
   * differs is looked at again: what the call itself changes, it changes each time.
   */
  private async around(
    send: () => Promise<Answer>,
  ): Promise<{ readonly before: string; readonly answer: Answer; readonly after: string }> {
    for (let attempt = 1; ; attempt += 1) {
      const before = await this.atRest();
      const answer = await send();
      const after = await this.stored();
      if (after === before || attempt === ATTEMPTS_MAX) return { before, answer, after };
    }
  }
}
