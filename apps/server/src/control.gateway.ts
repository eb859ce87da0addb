import { Inject } from '@nestjs/common';
import { WebSocketGateway, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { organisationRoom } from '#adapters/live/socket-live';
import { CONTROL_NAMESPACE } from '#contracts/live-events';
import { acknowledgementOf } from './acknowledge';
import { Doorman, UNKNOWN_EVENT, type Guest } from './doorman';
import { PARTS, type ServerParts } from './parts';
import { problemDetails } from './problem.filter';

/** Live views for control rooms; they listen and send nothing. */
@WebSocketGateway({ namespace: CONTROL_NAMESPACE })
export class ControlGateway implements OnGatewayInit<Namespace> {
  constructor(
    @Inject(Doorman) private readonly doorman: Doorman,
    @Inject(PARTS) private readonly parts: Pick<ServerParts, 'metrics'>,
  ) {}

  afterInit(namespace: Namespace): void {
    this.doorman.guard(namespace, {
      field: 'key',
      permission: 'read-incident',
      welcome: (socket, guest) => this.welcome(socket, guest),
    });
  }

  private welcome(socket: Socket, guest: Guest): void {
    const { metrics } = this.parts;
    metrics.sockets.inc({ namespace: 'control' });
    socket.on('disconnect', () => metrics.sockets.dec({ namespace: 'control' }));
    void socket.join(organisationRoom(guest.caller.organisationId));
    socket.onAny((_event: string, ...args: unknown[]) => {
      metrics.refusals.inc({ code: UNKNOWN_EVENT.code });
      acknowledgementOf(args)({ ok: false, problem: problemDetails(UNKNOWN_EVENT) });
    });
  }
}
