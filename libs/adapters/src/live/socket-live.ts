import type { Server } from 'socket.io';
import { CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { ControlLive, Live } from '#flow/ports';

/** Who has a phone on a socket of any server; see the presence of the live index. */
export interface Presence {
  connected(responderIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** The room a responder's phones listen in. */
export function responderRoom(responderId: string): string {
  return `responder:${responderId}`;
}

/** The room of one phone. */
export function deviceRoom(deviceId: string): string {
  return `device:${deviceId}`;
}

/** The room an organisation's control rooms listen in. */
export function organisationRoom(organisationId: string): string {
  return `organisation:${organisationId}`;
}

/** The room of those of an organisation who see incidents in outline. */
export function outlineRoom(organisationId: string): string {
  return `outline:${organisationId}`;
}

/**
 * The live port over Socket.IO: emits into rooms, which the server's adapter carries to every
 * copy of the server. Without presence only the phones of this copy are known.
 */
export class SocketLive implements Live {
  constructor(
    private readonly server: Server,
    private readonly presence: Presence | null,
  ) {}

  tellResponders: Live['tellResponders'] = (messages) => {
    const phones = this.server.of(RESPONDER_NAMESPACE);
    for (const { responderId, message } of messages) {
      phones.to(responderRoom(responderId)).emit('feed', message);
    }
  };

  showOut(deviceId: string): void {
    this.server.of(RESPONDER_NAMESPACE).in(deviceRoom(deviceId)).disconnectSockets(true);
  }

  tellControl(organisationId: string, message: ControlLive): void {
    const room = this.server.of(CONTROL_NAMESPACE).to(organisationRoom(organisationId));
    switch (message.event) {
      case 'incident':
        room.emit('incident', message.view);
        this.server
          .of(CONTROL_NAMESPACE)
          .to(outlineRoom(organisationId))
          .emit('incident', message.outline);
        break;
      case 'callout':
      case 'reply':
        room.emit(message.event, message.view);
        break;
      case 'fact':
        room.emit('fact', { incidentId: message.incidentId, fact: message.fact });
        break;
    }
  }

  async connected(responderIds: readonly string[]): Promise<ReadonlySet<string>> {
    const { rooms } = this.server.of(RESPONDER_NAMESPACE).adapter;
    const here = responderIds.filter((id) => rooms.has(responderRoom(id)));
    const elsewhere = (await this.presence?.connected(responderIds)) ?? [];
    return new Set([...here, ...elsewhere]);
  }
}
