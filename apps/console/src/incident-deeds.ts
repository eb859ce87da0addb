import type { IncidentView } from '#contracts/incident-api';
import type { PointMessage } from '#contracts/shapes';
import { t } from '#web/language';
import { focusAgain } from './focus-again';
import { PageState } from './page-state';

/** What a dispatcher does to an incident, each behind a question of its own. */
export type DeedName = 'relocate' | 'add-responders' | 'stand-down' | 'messages' | 'close';

/** A deed somebody is about to do. */
export interface OpenDeed {
  readonly name: DeedName;
  readonly incidentId: string;
  /** The same for every try, so that a second click is no second deed. */
  readonly deedId: string;
  /** Whom it is about; null for everybody. */
  readonly responderId: string | null;
  /** Where the incident was shown when this was opened. */
  readonly seenPlace: PointMessage;
}

/** The dialog of deeds: which one is open, and what came of it. */
export class IncidentDeeds extends PageState {
  open: OpenDeed | null = null;
  /** Where the keyboard was, and goes back to. */
  private opener: Element | null = null;

  /** Asks before a deed is done. */
  ask(name: DeedName, incident: IncidentView, responderId: string | null = null): void {
    if (incident.status !== 'active' || this.open !== null) return;
    if (!this.listener.may('direct-incident')) return;
    this.quieten();
    this.opener = document.activeElement;
    const { id: incidentId, place: seenPlace } = incident;
    this.open = { name, incidentId, deedId: crypto.randomUUID(), responderId, seenPlace };
    this.listener.onChange();
  }

  /** Does the open deed; the dialog stays open where it is refused, and says why. */
  async send(body: object, take: (view: IncidentView) => void): Promise<void> {
    const { open } = this;
    if (open === null) return;
    const path = `/v1/incidents/${encodeURIComponent(open.incidentId)}/${open.name}`;
    const done = await this.doing<IncidentView>(
      () => this.listener.ask(path, { method: 'POST', body: { ...body, deedId: open.deedId } }),
      saidOf(open.name),
      take,
    );
    if (done && this.open === open) this.shut();
  }

  /** Closes the dialog without doing anything; the keyboard goes back to where it was. */
  shut(): void {
    if (this.open === null) return;
    this.open = null;
    this.listener.onChange();
    const { opener } = this;
    this.opener = null;
    requestAnimationFrame(() => focusAgain(opener));
  }

  forget(): void {
    this.open = null;
    this.opener = null;
    this.quieten();
  }
}

function saidOf(name: DeedName): string {
  switch (name) {
    case 'relocate':
      return t('Moved; everybody on it is told.');
    case 'add-responders':
      return t('More people were asked.');
    case 'stand-down':
      return t('Stood down and told.');
    case 'messages':
      return t('Message sent.');
    case 'close':
      return t('Closed; everybody on it is told.');
  }
}
