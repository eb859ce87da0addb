import { proposalRefPrefix } from '#core/callout-proposal';
import type { Callout } from '#core/callout';
import { ok, refuse } from '#core/problem';
import { canMove } from '#core/transition';
import { warningKeyText, warningStateAt, WARNING_TABLE, type Warning } from '#core/warning';
import { arrivalOf, type Arrival } from '#core/warning-arrival';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import type { NewWarning, WarningOutline, WarningStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Warnings in memory. */
export class MemoryWarningStore implements WarningStore {
  private readonly warnings = new Map<string, Warning>();

  constructor(private readonly tables: MemoryTables) {}

  takeWarning: WarningStore['takeWarning'] = (warning) =>
    settle(() => {
      const key = warningKeyText(warning);
      const own = this.ofOrganisation(warning.organisationId);
      const before = own.find((one) => warningKeyText(one) === key);
      if (before !== undefined) {
        return { outcome: 'known-before', warning: before, toldCalloutIds: [] };
      }
      const arrival = arrivalOf(warning, relatedTo(warning, own));
      const { state, replacedById } = arrival;
      const taken: Warning = { ...warning, state, replacedById, dismissedReason: null };
      this.warnings.set(taken.id, taken);
      return { outcome: 'added', warning: taken, toldCalloutIds: this.endOthers(taken, arrival) };
    });

  warning: WarningStore['warning'] = (organisationId, id) =>
    settle(() => this.find(organisationId, id));

  listWarnings: WarningStore['listWarnings'] = (organisationId, { state, now }, page) =>
    settle(() => {
      const after = readTimeCursor(page.cursor);
      const all = this.ofOrganisation(organisationId)
        .filter((one) => state === null || warningStateAt(one, now) === state)
        .sort((a, b) => b.receivedAt - a.receivedAt || (a.id < b.id ? 1 : -1))
        .filter((one) => after === null || isBelow(one, after));
      const items = all.slice(0, page.limit).map(outlineOf);
      const last = items.at(-1);
      const more = all.length > items.length && last !== undefined;
      const cursor = more ? writeCursor([String(last.receivedAt), last.id]) : null;
      return { items, nextCursor: cursor };
    });

  dismissWarning: WarningStore['dismissWarning'] = ({ organisationId, id, reason }) =>
    settle(() => {
      const warning = this.find(organisationId, id);
      if (warning === null) return refuse('not-found', 'There is no such warning.');
      if (warning.state === 'dismissed') return ok(warning);
      if (!canMove(WARNING_TABLE, warning.state, 'dismissed')) {
        return refuse('illegal-step', `The warning is ${warning.state}.`);
      }
      const moved: Warning = { ...warning, state: 'dismissed', dismissedReason: reason };
      this.warnings.set(id, moved);
      return ok(moved);
    });

  warningIds: WarningStore['warningIds'] = (organisationId, keys) =>
    settle(() => {
      const wanted = new Set(keys.map(warningKeyText));
      const found = this.ofOrganisation(organisationId).filter((one) =>
        wanted.has(warningKeyText(one)),
      );
      return new Map(found.map((one) => [warningKeyText(one), one.id]));
    });

  calloutsOf: WarningStore['calloutsOf'] = (organisationId, warningId) =>
    settle(() =>
      this.cameOf(organisationId, [warningId])
        .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
        .map(({ id, status, title }) => ({ calloutId: id, status, title })),
    );

  private find(organisationId: string, id: string): Warning | null {
    const warning = this.warnings.get(id);
    return warning?.organisationId === organisationId ? warning : null;
  }

  private ofOrganisation(organisationId: string): Warning[] {
    return [...this.warnings.values()].filter((one) => one.organisationId === organisationId);
  }

  private endOthers(warning: Warning, { ends }: Arrival): readonly string[] {
    const { organisationId, id, receivedAt } = warning;
    const [first] = ends;
    if (first === undefined) return [];
    for (const { warningId, to } of ends) {
      const ended = this.find(organisationId, warningId);
      if (ended === null) continue;
      this.warnings.set(warningId, {
        ...{ ...ended, state: to },
        replacedById: ended.replacedById ?? id,
      });
    }
    const ended = ends.map(({ warningId }) => warningId);
    const told = this.cameOf(organisationId, ended)
      .filter(({ status }) => status === 'open' || status === 'filled')
      .map((callout) => callout.id)
      .sort();
    const detail = { to: first.to, byWarningId: id };
    const about = { at: receivedAt, actor: 'closeby', responderId: null, detail } as const;
    for (const calloutId of told) {
      this.tables.recordFacts(calloutId, [{ ...about, kind: 'warning-changed' }]);
    }
    return told;
  }

  /** Call-outs of these warnings, and of those that they replaced one after the other. */
  private cameOf(organisationId: string, warningIds: readonly string[]): Callout[] {
    const lineage = new Set(warningIds);
    for (const id of lineage) {
      for (const one of this.ofOrganisation(organisationId)) {
        if (one.replacedById === id) lineage.add(one.id);
      }
    }
    return [...this.tables.callouts.values()].filter(
      (callout) =>
        callout.organisationId === organisationId &&
        [...lineage].some((id) => callout.controlRef.startsWith(proposalRefPrefix(id))),
    );
  }
}

function outlineOf(warning: Warning): WarningOutline {
  const outline: Omit<Warning, 'area'> & { area?: unknown } = { ...warning };
  delete outline.area;
  return outline;
}

function isBelow(
  { receivedAt, id }: Warning,
  after: { readonly at: number; readonly id: string },
): boolean {
  return receivedAt < after.at || (receivedAt === after.at && id < after.id);
}

function relatedTo(warning: NewWarning, own: readonly Warning[]): Parameters<typeof arrivalOf>[1] {
  const key = warningKeyText(warning);
  const references = new Set(warning.references.map(warningKeyText));
  const isSeries = (one: Warning): boolean =>
    warning.follows === 'identifier' &&
    one.sender === warning.sender &&
    one.identifier === warning.identifier;
  const referred = own.filter(
    (one) => references.has(warningKeyText(one)) || (isSeries(one) && one.sentAt < warning.sentAt),
  );
  const referring = own.filter(
    (one) =>
      (one.messageType !== 'Alert' &&
        one.references.some((each) => warningKeyText(each) === key)) ||
      (isSeries(one) && one.sentAt > warning.sentAt),
  );
  const replacedBy = new Set(referred.map(({ replacedById }) => replacedById));
  return { referred, referring, successors: own.filter(({ id }) => replacedBy.has(id)) };
}
