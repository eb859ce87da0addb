import type { CalloutView } from '#contracts/callout-api';
import type { IncidentView, RaiseIncidentMessage } from '#contracts/incident-api';
import type {
  AedRecordView,
  EnrolmentView,
  PutAedMessage,
  ResponderView,
} from '#contracts/registry-api';
import { fromPlace } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import { calloutBody, type CalloutFields } from '../support/callout-message';
import type { TestServer } from '../support/server';

/** An organisation as its registrar and control room see it: over HTTP. */
export class Organisation {
  private refs = 0;

  constructor(private readonly accounts: Pick<TestServer, 'control' | 'registrar'>) {}

  /** Adds a person trained in CPR and returns the code that signs in their phone. */
  async enrol(displayName: string, more: { readonly testPhone?: boolean } = {}): Promise<string> {
    const validFrom = new Date(Date.now() - 86_400_000).toISOString();
    const person = await this.send<ResponderView>('registrar', {
      method: 'put',
      path: `/v1/responders/${this.ref('person')}`,
      body: {
        displayName,
        ...more,
        credentials: [{ kind: 'cpr', issuer: 'Red Cross', validFrom, verified: true }],
      },
    });
    const enrolment = await this.send<EnrolmentView>('registrar', {
      method: 'post',
      path: `/v1/responders/${person.id}/enrolment`,
    });
    return enrolment.enrolmentCode;
  }

  /** A code for a further phone of somebody who was enrolled before. */
  async enrolAgain(displayName: string): Promise<string> {
    const page = await this.accounts
      .registrar()
      .get<{ items: ResponderView[] }>('/v1/responders?limit=200');
    const person = page.body.items.find((one) => one.displayName === displayName);
    const enrolment = await this.send<EnrolmentView>('registrar', {
      method: 'post',
      path: `/v1/responders/${person?.id ?? displayName}/enrolment`,
    });
    return enrolment.enrolmentCode;
  }

  /** Registers an AED that is always open and lets it be used. */
  async addAed(name: string, place: Place, more: Partial<PutAedMessage>): Promise<void> {
    const ref = this.ref('aed');
    const aed = await this.send<AedRecordView>('registrar', {
      method: 'put',
      path: `/v1/aeds/${ref}`,
      body: {
        name,
        place: fromPlace(place),
        access: 'public',
        openingHours: '24/7',
        ...more,
      },
    });
    if (aed.status === 'available') return;
    await this.send('registrar', {
      method: 'post',
      path: `/v1/aeds/${ref}/status`,
      body: { status: 'available' },
    });
  }

  /** Reports a cardiac arrest of half a minute ago. */
  raise(
    place: Place,
    facts: { address: string; notes: string; more?: Partial<RaiseIncidentMessage> },
  ): Promise<IncidentView> {
    return this.send<IncidentView>('control', {
      method: 'post',
      path: '/v1/incidents',
      body: {
        controlRef: this.ref('incident'),
        version: 1,
        kind: 'cardiac-arrest',
        priority: 'life-threatening',
        place: fromPlace(place),
        address: facts.address,
        notesForResponders: facts.notes,
        calledAt: new Date(Date.now() - 30_000).toISOString(),
        ambulanceEtaAt: new Date(Date.now() + 480_000).toISOString(),
        ...facts.more,
      },
    });
  }

  async cancel(incident: IncidentView): Promise<void> {
    await this.send('control', {
      method: 'post',
      path: `/v1/incidents/by-ref/${incident.controlRef}/cancel`,
      body: { version: 2 },
    });
  }

  openCallout(callout: CalloutFields): Promise<CalloutView> {
    return this.send<CalloutView>('control', {
      method: 'post',
      path: '/v1/callouts',
      body: calloutBody({ controlRef: this.ref('callout'), ...callout }),
    });
  }

  private ref(what: string): string {
    this.refs += 1;
    return `${what}-${this.refs}-${Date.now()}`;
  }

  private async send<T>(
    as: 'control' | 'registrar',
    request: { readonly method: 'put' | 'post'; readonly path: string; readonly body?: unknown },
  ): Promise<T> {
    const { method, path, body } = request;
    const answer = await this.accounts[as]()[method]<T>(path, body);
    if (answer.status >= 400) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }
}
