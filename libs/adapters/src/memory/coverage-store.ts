import { credentialCheck } from '#core/eligibility';
import { sendTierNow } from '#core/credential-tier';
import type { CoverageThreshold } from '#core/coverage-threshold';
import type { Instant } from '#core/units';
import type { CoverageStore, CoverageWarning } from '#flow/ports';
import { candidateOf } from './candidates';
import { refKey, settle, type MemoryTables } from './tables';

/** What coverage is reckoned from, in memory. */
export class MemoryCoverageStore implements CoverageStore {
  private readonly thresholds = new Map<string, CoverageThreshold>();
  private readonly found = new Map<string, CoverageWarning>();
  private readonly takenUntil = new Map<string, Instant>();

  constructor(private readonly tables: MemoryTables) {}

  toExpect: CoverageStore['toExpect'] = (organisationId, { at, kinds, max }) =>
    settle(() =>
      [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId && one.onDuty && !one.testPhone)
        .filter((one) => one.disabledAt === null && credentialCheck(one, kinds, at) === null)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, max)
        .map((responder) => candidateOf(this.tables, responder, at))
        .filter(({ responder }) => responder.channels.length > 0)
        .map(({ responder, fix, places, history, boundToId }) => ({
          ...{ availability: responder.availability, mode: responder.travelMode },
          tier: sendTierNow(responder, at),
          ...{ fix, places, history, isBound: boundToId !== null },
        })),
    );

  arrests: CoverageStore['arrests'] = (organisationId, { since, max }) =>
    settle(() =>
      [...this.tables.incidents.values()]
        .map(({ incident }) => incident)
        .filter((one) => one.organisationId === organisationId && one.mode === 'actual')
        .filter((one) => one.kind === 'cardiac-arrest' && one.receivedAt >= since)
        .sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1))
        .slice(0, max)
        .map(({ cell }) => cell.centre),
    );

  threshold: CoverageStore['threshold'] = (organisationId) =>
    settle(() => this.thresholds.get(organisationId) ?? null);

  putThreshold: CoverageStore['putThreshold'] = (organisationId, threshold) =>
    settle(() => {
      if (threshold === null) this.thresholds.delete(organisationId);
      else this.thresholds.set(organisationId, threshold);
    });

  warnings: CoverageStore['warnings'] = (organisationId, max) =>
    settle(() =>
      [...this.found]
        .filter(([key, { day }]) => key === refKey(organisationId, day))
        .map(([, warning]) => warning)
        .sort((a, b) => (a.day < b.day ? 1 : -1))
        .slice(0, max),
    );

  addWarning: CoverageStore['addWarning'] = (organisationId, warning) =>
    settle(() => {
      const key = refKey(organisationId, warning.day);
      if (this.found.has(key)) return false;
      this.found.set(key, warning);
      return true;
    });

  takeUntold: CoverageStore['takeUntold'] = (organisationId, { day, now, until }) =>
    settle(() => {
      const key = refKey(organisationId, day);
      const warning = this.found.get(key);
      const isTaken = (this.takenUntil.get(key) ?? now) > now;
      if (warning === undefined || isTaken) return null;
      if (warning.toldAt !== null || warning.below.length === 0) return null;
      this.takenUntil.set(key, until);
      return warning;
    });

  noteTold: CoverageStore['noteTold'] = (organisationId, day, at) =>
    settle(() => {
      const key = refKey(organisationId, day);
      const warning = this.found.get(key);
      if (warning !== undefined) this.found.set(key, { ...warning, toldAt: at });
    });
}
