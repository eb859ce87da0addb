import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { CONTROL_EVENTS, RESPONDER_EVENTS } from '#contracts/live-events';
import { allRoutes, type RouteId } from '#contracts/routes';
import type { CallerRole } from '#core/caller-roles';
import { account, connectControl, connectPhone, enrolPhone } from '../support/clients';
import type { Attempt, AttemptMaker, Canaries } from './two-tenants-fuzz';
import type { Tenant } from './two-tenants-world';

const AT_ONCE = 8;
const EVENT_WITHIN_MS = 2_000;
/** Events nobody offers, by names that servers of sockets often have. */
const UNKNOWN_EVENTS = ['join', 'subscribe', 'room', 'incident', 'alert:send', 'tenant'];

/** The route whose body each event of a phone carries. */
const LIKE_ROUTE: Readonly<Record<keyof typeof RESPONDER_EVENTS, RouteId>> = {
  duty: 'setDuty',
  fixes: 'sendFixes',
  receipt: 'sendReceipt',
  answer: 'sendAnswer',
  progress: 'sendProgress',
  'catch-up': 'sendReceipt',
};

/** Sends attempts of tenant A, and keeps what it learnt or did that it should not have. */
export class TenantRun {
  readonly leaks: string[] = [];
  attempts = 0;
  private readonly tried = new Set<RouteId>();
  private readonly heardOf = new Set<string>();
  private readonly statuses = new Map<string, number>();
  private readonly secrets: Map<CallerRole, string>;

  constructor(
    private readonly of: {
      readonly url: string;
      readonly owner: Client;
      readonly tenant: Tenant;
      readonly foreign: Tenant;
      readonly maker: AttemptMaker;
      readonly canaries: Canaries;
    },
  ) {
    const { keys, tokens } = of.tenant;
    this.secrets = new Map<CallerRole, string>([
      ...(Object.entries(keys) as [CallerRole, string][]),
      ['responder', tokens[0] ?? ''],
    ]);
  }

  get routesTried(): number {
    return this.tried.size;
  }

  line(): string {
    const counted = `attempts=${this.attempts} leaks=${this.leaks.length}`;
    const statuses = [...this.statuses].sort().map(([kind, count]) => `${kind}:${count}`);
    const events = this.heardOf.size;
    const of = `routes=${this.routesTried} events=${events} answers=${statuses.join()}`;
    return `CROSS_TENANT ${counted} ${of}`;
  }

  /** Every route in turn, until there were enough attempts. */
  async routes(enough: number): Promise<void> {
    const routes = allRoutes();
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < enough || this.tried.size < routes.length) {
        const [id, route] = routes[next % routes.length] ?? [];
        next += 1;
        if (id === undefined || route === undefined) return;
        this.tried.add(id);
        await this.send(this.of.maker.make(id, route));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Every event of both kinds of socket, and such as nobody offers. */
  async events(rounds: number): Promise<void> {
    const { url, tenant, maker, canaries } = this.of;
    const phone = await connectPhone(url, { token: this.secrets.get('responder') });
    const control = await connectControl(url, tenant.keys.dispatcher);
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const event of Object.keys(RESPONDER_EVENTS) as (keyof typeof LIKE_ROUTE)[]) {
          const route = allRoutes().find(([id]) => id === LIKE_ROUTE[event]);
          const body = route === undefined ? '{}' : maker.body(...route);
          await this.emit(phone.socket, event, JSON.parse(body ?? '{}') as unknown);
        }
        for (const event of [...Object.keys(CONTROL_EVENTS), ...UNKNOWN_EVENTS]) {
          const room = `organisation:${this.of.foreign.organisationId}`;
          const carried = round % 2 === 0 ? room : { room, id: maker.foreignId() };
          await this.emit(control.socket, event, carried);
        }
      }
      for (const heard of [...phone.heard, ...control.heard]) {
        this.judge('a message that was heard', canaries.in(JSON.stringify(heard)));
      }
    } finally {
      phone.close();
      control.socket.disconnect();
    }
  }

  private async emit(
    socket: Awaited<ReturnType<typeof connectControl>>['socket'],
    event: string,
    carried: unknown,
  ): Promise<void> {
    if (!socket.connected) return;
    this.attempts += 1;
    this.heardOf.add(event);
    this.of.canaries.send(JSON.stringify(carried));
    const answer: unknown = await socket
      .timeout(EVENT_WITHIN_MS)
      .emitWithAck(event, carried)
      .catch(() => null);
    this.judge(event, this.of.canaries.in(JSON.stringify(answer)));
    const isTheirs = /"(alertId|assignmentId)":/.test(JSON.stringify(carried));
    const isDone = (answer as { ok?: boolean } | null)?.ok === true;
    if (isTheirs && isDone) this.judge(event, [`done: ${JSON.stringify(carried)}`]);
  }

  private async send(attempt: Attempt): Promise<void> {
    const { routeId, role, method, path, body, foreign } = attempt;
    this.attempts += 1;
    const { canaries, url } = this.of;
    canaries.send(decoded(`${path} ${body ?? ''} ${JSON.stringify(attempt.headers)}`));
    const secret = this.secrets.get(role) ?? '';
    const response = await fetch(`${url}${path}`, {
      ...{ method, redirect: 'manual' },
      headers: { ...attempt.headers, authorization: `Bearer ${secret}` },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const { status } = response;
    const kind = status < 300 ? 'done' : String(status);
    this.statuses.set(kind, (this.statuses.get(kind) ?? 0) + 1);
    const what = `${routeId} as ${role}: ${method} ${path} ${body ?? ''} -> ${status}`;
    this.judge(what, canaries.in(text));
    if (foreign.length > 0 && status < 400) this.judge(what, [`done on ${foreign.join()}`]);
    // 503 is a provider that is not set up here.
    if (status >= 500 && status !== 503) this.judge(what, ['broke the server']);
    if (text.includes('"unauthenticated"')) await this.renew(role, secret);
  }

  private judge(what: string, found: readonly string[]): void {
    if (found.length > 0) this.leaks.push(`${what}: ${found.slice(0, 3).join(' | ')}`);
  }

  /** A's own requests end its keys and phones now and then; work goes on with others. */
  private async renew(role: CallerRole, ended: string): Promise<void> {
    if (this.secrets.get(role) !== ended) return;
    if (role === 'responder') {
      await this.renew('registrar', this.secrets.get('registrar') ?? '');
      const registrar = account(this.of.url, this.secrets.get('registrar') ?? '');
      this.secrets.set(role, (await enrolPhone(registrar, this.of.url)).token);
      return;
    }
    const secret = randomBytes(24).toString('base64url');
    await this.of.owner.query(
      `INSERT INTO access_key (id, organisation_id, role, label, secret_hash, created_at)
       VALUES ($1, $2, $3, 'again', $4, now())`,
      [
        ...[randomUUID(), this.of.tenant.organisationId, role],
        createHash('sha256').update(secret).digest(),
      ],
    );
    this.secrets.set(role, secret);
  }
}

function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' ').replace(/%(?![0-9a-f]{2})/gi, '%25'));
}
