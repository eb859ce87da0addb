import { io, type Socket } from 'socket.io-client';
import type { FactMessage, FactView, IncidentView } from '#contracts/incident-api';
import { CONTROL_NAMESPACE } from '#contracts/live-events';

/** What control sees live: every incident as it changes, and how many facts were told. */
export class ControlWatch {
  factCount = 0;
  private readonly seen = new Set<string>();
  private readonly socket: Socket;

  constructor(url: string, key: string, onFact: (fact: FactView) => void) {
    this.socket = io(`${url}${CONTROL_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { key },
    });
    this.socket.on('incident', (view: IncidentView) => this.seen.add(view.id));
    this.socket.on('fact', ({ fact }: FactMessage) => {
      this.factCount += 1;
      onFact(fact);
    });
  }

  /** Whether control was shown an incident live. */
  hasSeen(incidentId: string): boolean {
    return this.seen.has(incidentId);
  }

  stop(): void {
    this.socket.disconnect();
  }
}
