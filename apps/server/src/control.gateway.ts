import { Inject } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { CONTROL_PERMISSIONS, controlRooms } from '#adapters/live/socket-live';
import {
  CONTROL_EVENTS,
  CONTROL_NAMESPACE,
  type Ack,
  type ControlEventName,
} from '#contracts/live-events';
import { toIso } from '#contracts/shapes';
import { ok, type Result } from '#core/problem';
import { acknowledgementOf } from './acknowledge';
import { Doorman, type Guest } from './doorman';
import { PARTS, type ServerParts } from './parts';
import { problemDetails } from './problem.filter';
import { read } from './validation';

type Handler = (guest: Guest, message: unknown) => Promise<Result<unknown>>;

/** Live views for control rooms; they listen, and renew the token they listen by. */
@WebSocketGateway({ namespace: CONTROL_NAMESPACE })
export class ControlGateway implements OnGatewayInit<Namespace> {
  /** What control may send; each is in the table of events with its permission. */
  readonly handlers: Readonly<Record<ControlEventName, Handler>>;

  constructor(
    @Inject(Doorman) private readonly doorman: Doorman,
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'metrics'>,
  ) {
    this.handlers = { renew: (guest, message) => this.renew(guest, message) };
  }

  afterInit(namespace: Namespace): void {
    this.doorman.guard(namespace, {
      field: 'key',
      // Whoever may have one of the messages may listen, and has those.
      permission: CONTROL_PERMISSIONS,
      welcome: (socket, guest) => this.welcome(socket, guest),
    });
  }

  private welcome(socket: Socket, guest: Guest): void {
    const { metrics } = this.parts;
    const { role, organisationId } = guest.caller;
    metrics.sockets.inc({ namespace: 'control' });
    socket.on('disconnect', () => metrics.sockets.dec({ namespace: 'control' }));
    void socket.join([...controlRooms(organisationId, role)]);
    socket.onAny((event: string, ...args: unknown[]) => {
      const ack = acknowledgementOf(args);
      this.take(socket, guest, { event, message: args[0] })
        .then(ack)
        .catch((error: unknown) => ack({ ok: false, problem: this.doorman.broke(error, socket) }));
    });
  }

  private async take(
    socket: Socket,
    guest: Guest,
    { event, message }: { readonly event: string; readonly message: unknown },
  ): Promise<Ack<unknown>> {
    const result: Result<unknown> = Object.hasOwn(this.handlers, event)
      ? await this.handle(socket, guest, { event: event as ControlEventName, message })
      : this.doorman.unknownEvent(socket, guest);
    if (result.ok) return { ok: true, value: result.value };
    this.parts.metrics.refusals.inc({ code: result.problem.code });
    return { ok: false, problem: problemDetails(result.problem) };
  }

  private async handle(
    socket: Socket,
    guest: Guest,
    { event, message }: { readonly event: ControlEventName; readonly message: unknown },
  ): Promise<Result<unknown>> {
    const { permission } = CONTROL_EVENTS[event];
    const admitted = await this.doorman.admit(socket, guest, permission);
    return admitted.ok ? this.handlers[event](guest, message) : admitted;
  }

  private async renew(guest: Guest, message: unknown): Promise<Result<unknown>> {
    const parsed = read(CONTROL_EVENTS.renew.carries, message);
    if (!parsed.ok) return parsed;
    const renewed = await this.doorman.renew(guest, parsed.value.key);
    return renewed.ok ? ok({ expiresAt: toIso(renewed.value.expiresAt) }) : renewed;
  }
}
