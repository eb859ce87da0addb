import type { AidAgreement } from '#core/mutual-aid';
import type { AidRequest, AidStore } from '#flow/ports';
import { settle, type MemoryTables } from './tables';

/** Agreements between organisations, in memory. */
export class MemoryAidStore implements AidStore {
  private readonly sides = new Map<string, AidAgreement>();
  private readonly asked: AidRequest[] = [];

  constructor(private readonly tables: MemoryTables) {}

  partner: AidStore['partner'] = (slug) =>
    settle(() => {
      const found = [...this.tables.organisations.values()].find((each) => each.slug === slug);
      return found === undefined ? null : { id: found.id, slug, name: found.name };
    });

  propose: AidStore['propose'] = (sides) =>
    settle(() => {
      for (const side of sides) this.sides.set(keyOf(side.organisationId, side.id), side);
    });

  agreements: AidStore['agreements'] = (organisationId) =>
    settle(() =>
      [...this.sides.values()]
        .filter((side) => side.organisationId === organisationId)
        .sort((x, y) => y.proposedAt - x.proposedAt || (x.id < y.id ? 1 : -1)),
    );

  agreement: AidStore['agreement'] = (organisationId, agreementId) =>
    settle(() => this.sides.get(keyOf(organisationId, agreementId)) ?? null);

  move: AidStore['move'] = ({ id, organisationId, partner, status }, to, now) =>
    settle(() => {
      const at = to === 'accepted' ? { acceptedAt: now } : { endedAt: now };
      const keys = [keyOf(organisationId, id), keyOf(partner.id, id)];
      const sides = keys.flatMap((key) => this.sides.get(key) ?? []);
      if (sides.length < 2 || sides.some((side) => side.status !== status)) return false;
      for (const side of sides) {
        this.sides.set(keyOf(side.organisationId, id), { ...side, status: to, ...at });
      }
      return true;
    });

  keep: AidStore['keep'] = (request) =>
    settle(() => {
      const { incidentId, agreementId } = request;
      const isKnown = this.asked.some(
        (one) => one.incidentId === incidentId && one.agreementId === agreementId,
      );
      if (!isKnown) this.asked.push(request);
    });

  requests: AidStore['requests'] = (organisationId, incidentId) =>
    settle(() =>
      this.asked.filter(
        (one) => one.organisationId === organisationId && one.incidentId === incidentId,
      ),
    );
}

function keyOf(organisationId: string, agreementId: string): string {
  return `${organisationId} ${agreementId}`;
}
