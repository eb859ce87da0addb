import { ok, refuse } from '#core/problem';
import type { PrivacyStore, RetentionRun } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** As the record's; nothing is kept long enough in memory to go by age. */
export class MemoryPrivacyStore implements PrivacyStore {
  private readonly runs = new Map<string, Map<string, RetentionRun>>();

  constructor(private readonly tables: MemoryTables) {}

  sections: PrivacyStore['sections'] = (organisationId, responderId) =>
    settle(() => {
      const responder = this.find(organisationId, responderId);
      if (responder === null) return null;
      const alerts = [...this.tables.alerts.values()];
      const fix = this.tables.lastKnown.get(responderId);
      return {
        identity: [
          { displayName: responder.displayName, ...this.tables.contacts.get(responderId) },
        ],
        responder: [{ ...responder }],
        alert: alerts.filter((alert) => alert.responderId === responderId).map((a) => ({ ...a })),
        ...(fix === undefined ? {} : { last_known_fix: [{ ...fix }] }),
      };
    });

  erase: PrivacyStore['erase'] = ({ organisationId, responderId, now }) =>
    settle(() => {
      const responder = this.find(organisationId, responderId);
      if (responder === null) return refuse('not-found', 'There is no such responder.');
      if (responder.onDuty || this.tables.openAssignmentByResponder.has(responderId)) {
        return refuse('bound-elsewhere', 'Bound to an incident; erase them once it is over.');
      }
      const devices = [...this.tables.devices.values()].filter(
        (device) => device.responderId === responderId,
      );
      for (const device of devices) this.tables.devices.delete(device.id);
      this.tables.lastKnown.delete(responderId);
      this.tables.places.delete(responderId);
      this.tables.contacts.delete(responderId);
      this.tables.responders.set(responderId, {
        ...responder,
        displayName: '(erased)',
        externalRef: `erased-${responderId}`,
        credentials: [],
        disabledAt: responder.disabledAt ?? now,
      });
      return ok({ removed: { device: devices.length, person_key: 1 }, keyShredded: true });
    });

  organisationIds: PrivacyStore['organisationIds'] = () =>
    settle(() => [...this.tables.organisations.keys()].sort());

  claim: PrivacyStore['claim'] = ({ organisationId, what, now, everyMs }) =>
    settle(() => {
      const runs = this.runs.get(organisationId) ?? new Map<string, RetentionRun>();
      const last = runs.get(what);
      if (last !== undefined && last.at > now - everyMs) return false;
      this.runs.set(organisationId, runs.set(what, { at: now, deleted: 0 }));
      return true;
    });

  forget: PrivacyStore['forget'] = () => settle(() => 0);

  lastRuns: PrivacyStore['lastRuns'] = (organisationId) =>
    settle(() => this.runs.get(organisationId) ?? new Map<string, RetentionRun>());

  private find(organisationId: string, responderId: string) {
    const responder = this.tables.responders.get(responderId);
    return responder?.organisationId === organisationId ? responder : null;
  }
}
