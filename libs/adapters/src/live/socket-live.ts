import type { Server } from 'socket.io';
import { CONTROL_MESSAGES, CONTROL_NAMESPACE, RESPONDER_NAMESPACE } from '#contracts/live-events';
import { may, type CallerRole, type Permission } from '#core/caller-roles';
import { staffDisclosureFor } from '#core/disclosure';
import type { FeedMessage } from '#contracts/responder-api';
import type { ControlLive, Live } from '#flow/ports';
import { ringRoom } from './ring-room';

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

/** Rooms in which a caller of that role listens: of each message they may have. */
export function controlRooms(organisationId: string, role: CallerRole): readonly string[] {
  const outline = staffDisclosureFor(role) === 'outline';
  return CONTROL_PERMISSIONS.filter((permission) => may(role, permission)).map((permission) =>
    outline && permission === 'read-incident'
      ? outlineRoom(organisationId)
      : controlRoom(organisationId, permission),
  );
}

/** What the messages to control need, each once. */
export const CONTROL_PERMISSIONS: readonly Permission[] = [
  ...new Set(Object.values(CONTROL_MESSAGES).map((message) => message.permission)),
];

/** The room of those of an organisation who may have messages of that permission. */
function controlRoom(organisationId: string, permission: Permission): string {
  return `${permission}:${organisationId}`;
}

/** The room of those of an organisation who see incidents in outline. */
function outlineRoom(organisationId: string): string {
  return `outline:${organisationId}`;
}

/** So many are rung at once; more are a crowd, which is rung in slices that others go between. */
export const RUNG_AT_ONCE_MAX = 60;
/** As long as a slice of a crowd holds everything else up, milliseconds. */
const SLICE_MS = 1.5;
/** Rung between two looks at the clock. */
const BETWEEN_LOOKS = 8;

/**
 * The live port over Socket.IO: emits into rooms, which the server's adapter carries to every
 * copy of the server. Without presence only the phones of this copy are known.
 */
export class SocketLive implements Live {
  /** Of a crowd, whoever is not rung yet, in order. */
  private readonly waiting = new Map<string, FeedMessage[]>();

  constructor(
    private readonly server: Server,
    private readonly presence: Presence | null,
  ) {}

  tellResponders: Live['tellResponders'] = (messages) => {
    if (messages.length <= RUNG_AT_ONCE_MAX) {
      for (const { responderId, message } of messages) {
        // Each phone hears in order, also one that a crowd before had not come to yet.
        this.ringWaiting(responderId);
        this.ring(responderId, message);
      }
      return;
    }
    if (this.waiting.size === 0) setImmediate(this.ringSlice);
    for (const { responderId, message } of messages) {
      const before = this.waiting.get(responderId);
      if (before === undefined) this.waiting.set(responderId, [message]);
      else before.push(message);
    }
  };

  /** A part of the crowd, and then whatever else there is to do. */
  private readonly ringSlice = (): void => {
    const until = performance.now() + SLICE_MS;
    let rung = 0;
    for (const responderId of this.waiting.keys()) {
      this.ringWaiting(responderId);
      rung += 1;
      if (rung % BETWEEN_LOOKS === 0 && performance.now() >= until) break;
    }
    if (this.waiting.size > 0) setImmediate(this.ringSlice);
  };

  private ringWaiting(responderId: string): void {
    const messages = this.waiting.get(responderId);
    if (messages === undefined) return;
    this.waiting.delete(responderId);
    for (const message of messages) this.ring(responderId, message);
  }

  private ring(responderId: string, message: FeedMessage): void {
    const phones = this.server.of(RESPONDER_NAMESPACE);
    ringRoom(phones, responderRoom(responderId), { event: 'feed', carries: message });
  }

  tellNote: Live['tellNote'] = (responderId, note) => {
    this.server.of(RESPONDER_NAMESPACE).to(responderRoom(responderId)).emit('note', note);
  };

  showOut(deviceId: string): void {
    this.server.of(RESPONDER_NAMESPACE).in(deviceRoom(deviceId)).disconnectSockets(true);
  }

  tellControl(organisationId: string, message: ControlLive): void {
    const { permission } = CONTROL_MESSAGES[message.event];
    const control = this.server.of(CONTROL_NAMESPACE);
    const room = control.to(controlRoom(organisationId, permission));
    switch (message.event) {
      case 'incident':
        room.emit('incident', message.view);
        control.to(outlineRoom(organisationId)).emit('incident', message.outline);
        break;
      case 'callout':
      case 'booking':
      case 'overdue':
      case 'field-task':
      case 'field-report':
      case 'watch-point':
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
    const here = new Set(responderIds.filter((id) => rooms.has(responderRoom(id))));
    const others = responderIds.filter((id) => !here.has(id));
    if (others.length === 0 || this.presence === null) return here;
    return new Set([...here, ...(await this.presence.connected(others))]);
  }
}
