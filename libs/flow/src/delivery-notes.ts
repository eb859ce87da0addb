import type { Fact } from '#core/timeline';
import { Batcher } from '#flow/batcher';
import { fact } from '#flow/incident-change';
import type { Clock, DeliveryOutcome, DueDelivery, IncidentStore, Live } from '#flow/ports';

interface Note {
  readonly organisationId: string;
  readonly incidentId: string;
  readonly fact: Fact;
}

/**
 * Alerts that a provider took or that failed, as facts of the timeline: those of one incident and
 * one moment together, since a fact of its own for each would queue up behind the others.
 */
export class DeliveryNotes {
  private readonly notes: Batcher<Note>;

  constructor(
    private readonly ports: {
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
      readonly onError: (error: unknown) => void;
    },
  ) {
    this.notes = new Batcher({
      write: (batch) => this.write(batch),
      onError: ports.onError,
    });
  }

  /** Notes what came of a delivery, where that is a fact: of a call-out they are counted. */
  add(delivery: DueDelivery, outcome: DeliveryOutcome): void {
    const { organisationId, aboutId, channel, responderId, subject, facts } = delivery;
    if (subject !== 'alert' || channel === 'live' || facts.about !== 'incident') return;
    if (outcome.status !== 'handed-over' && outcome.status !== 'failed') return;
    const isFailed = outcome.status === 'failed';
    const kind = isFailed ? 'alert-failed' : 'alert-handed-over';
    const detail = isFailed ? { channel, why: outcome.error } : { channel };
    const noted = { ...fact(kind, responderId, this.ports.clock.now()), detail };
    this.notes.add({ organisationId, incidentId: aboutId, fact: noted });
  }

  /** Resolves when everything noted is written. */
  idle(): Promise<void> {
    return this.notes.idle();
  }

  private async write(batch: readonly Note[]): Promise<void> {
    const byIncident = new Map<string, Note[]>();
    for (const note of batch) {
      const known = byIncident.get(note.incidentId);
      if (known === undefined) byIncident.set(note.incidentId, [note]);
      else known.push(note);
    }
    await Promise.all([...byIncident.values()].map((notes) => this.writeOne(notes)));
  }

  private async writeOne(notes: readonly Note[]): Promise<void> {
    const first = notes[0];
    if (first === undefined) return;
    const { organisationId, incidentId } = first;
    const added = await this.ports.incidents.addFacts({
      organisationId,
      incidentId,
      calloutId: null,
      facts: notes.map((note) => note.fact),
      notAlerted: [],
      now: this.ports.clock.now(),
    });
    for (const view of added) {
      this.ports.live.tellControl(organisationId, { event: 'fact', incidentId, fact: view });
    }
  }
}
