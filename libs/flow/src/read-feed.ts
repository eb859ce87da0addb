import { ok, refuse, type Result } from '#core/problem';
import { toIso } from '#contracts/shapes';
import type { AlertView, FeedMessage, FeedView, MeView } from '#contracts/responder-api';
import { renderDrillAlert } from '#flow/alert-view';
import type {
  DrillStore,
  IncidentStore,
  PeopleStore,
  RegistrationStore,
  ResponderCaller,
} from '#flow/ports';
import type { TellRoster } from '#flow/tell-roster';
import type { Teller } from '#flow/teller';

/** What a phone asks for after a silence: the messages it missed, as things stand now. */
export class ReadFeed {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly registrations: Pick<RegistrationStore, 'settings'>;
      readonly incidents: IncidentStore;
      readonly tellRoster: Pick<TellRoster, 'alert'>;
      readonly drillStore: DrillStore;
      readonly teller: Teller;
    },
  ) {}

  /**
   * Messages numbered above `after`, oldest first, a page at most. Each shows its alert as the
   * responder may see it now: what was stood down meanwhile gives no address away.
   */
  async after(caller: ResponderCaller, after: number): Promise<FeedView> {
    const { organisationId, responderId } = caller;
    const feed = await this.ports.people.feedAfter(organisationId, responderId, after);
    const views = new Map<string, AlertView>();
    const messages: FeedMessage[] = [];
    for (const entry of feed.entries) {
      const alert = views.get(entry.alertId) ?? (await this.alert(caller, entry.alertId));
      if (alert === null) continue;
      views.set(entry.alertId, alert);
      messages.push({ seq: entry.seq, at: toIso(entry.at), kind: entry.kind, alert });
    }
    return { messages, lastSeq: feed.lastSeq };
  }

  /** The number of the newest message; cheap enough for a herd of phones that come back. */
  newest({ organisationId, responderId }: ResponderCaller): Promise<number> {
    return this.ports.people.newestInFeed(organisationId, responderId);
  }

  /** Alerts that wait for an answer and those whose incident the responder is bound to. */
  async openAlerts(caller: ResponderCaller): Promise<readonly AlertView[]> {
    const ids = await this.ports.people.openAlertIds(caller.organisationId, caller.responderId);
    const alerts = await Promise.all(ids.map((id) => this.alert(caller, id)));
    return alerts.filter((alert) => alert !== null);
  }

  /** The responder's own record. */
  async me(caller: ResponderCaller): Promise<Result<MeView>> {
    const { organisationId, responderId } = caller;
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null) return refuse('not-found', 'There is no such responder.');
    const { people, registrations } = this.ports;
    const [{ lastSeq }, organisation] = await Promise.all([
      people.feedAfter(organisationId, responderId, Number.MAX_SAFE_INTEGER),
      registrations.settings(organisationId),
    ]);
    if (organisation === null) throw new Error('no such organisation');
    const { name, timeZone, controlPhone } = organisation;
    return ok({
      responderId,
      displayName: responder.displayName,
      onDuty: responder.onDuty,
      travelMode: responder.travelMode,
      tier: responder.tier,
      lastSeq,
      organisation: { name, timeZone, controlPhone },
      credentials: responder.credentials.map((credential) => ({
        kind: credential.kind,
        status: credential.status,
        validFrom: toIso(credential.validFrom),
        validTo: toIso(credential.validTo),
      })),
    });
  }

  /** One alert of one's own as it may be seen now; null when there is none. */
  async alert(
    caller: Pick<ResponderCaller, 'organisationId' | 'responderId'>,
    alertId: string,
  ): Promise<AlertView | null> {
    const { organisationId, responderId } = caller;
    const found = await this.ports.incidents.loadAlert(organisationId, alertId, responderId);
    if (found !== null && found.state !== null) {
      return this.ports.teller.ownView(found.alert, found.state);
    }
    if (found !== null && found.alert.drillId !== null) {
      const rung = await this.ports.drillStore.loadDrillAlert(organisationId, alertId, responderId);
      return rung === null ? null : renderDrillAlert(rung);
    }
    return this.ports.tellRoster.alert({ organisationId, alertId, responderId });
  }
}
