import { sameGeocode, type StoredArea } from '#core/stored-area';
import { areaFingerprint, pointsOf } from '#adapters/shared/area-fingerprint';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import type { AreaStore, MessagePrices, PriceStore } from '#flow/ports';
import { refKey, settle } from './tables';

/** Areas kept by name, and prices of messages, in memory. */
export class MemoryAreaStore implements AreaStore, PriceStore {
  private readonly areas = new Map<string, StoredArea>();
  private readonly prices = new Map<string, MessagePrices>();

  listAreas: AreaStore['listAreas'] = (organisationId, page) =>
    settle(() => {
      const [after] = readCursor(page.cursor, 1) ?? [];
      const rest = this.of(organisationId).filter(
        ({ areaRef }) => after === undefined || areaRef > after,
      );
      const items = rest.slice(0, page.limit).map(({ area, ...summary }) => {
        return { ...summary, pointCount: pointsOf(area) };
      });
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.areaRef]) : null };
    });

  storedArea: AreaStore['storedArea'] = (organisationId, areaRef) =>
    settle(() => this.areas.get(refKey(organisationId, areaRef)) ?? null);

  countAreas: AreaStore['countAreas'] = (organisationId, besides) =>
    settle(
      () => this.of(organisationId).filter(({ areaRef }) => !besides.includes(areaRef)).length,
    );

  putAreas: AreaStore['putAreas'] = (organisationId, areas, options) =>
    settle(() => {
      const put = { added: [] as string[], changed: [] as string[], unchanged: [] as string[] };
      for (const area of areas) {
        const key = refKey(organisationId, area.areaRef);
        const old = this.areas.get(key);
        const isSame = old !== undefined && areaFingerprint(old) === areaFingerprint(area);
        put[old === undefined ? 'added' : isSame ? 'unchanged' : 'changed'].push(area.areaRef);
        if (!isSame && options?.dryRun !== true) this.areas.set(key, { ...area, organisationId });
      }
      return put;
    });

  removeArea: AreaStore['removeArea'] = (organisationId, areaRef) =>
    settle(() => this.areas.delete(refKey(organisationId, areaRef)));

  byGeocode: AreaStore['byGeocode'] = (organisationId, geocodes) =>
    settle(() =>
      this.of(organisationId).filter((area) =>
        area.geocodes.some((own) => geocodes.some((asked) => sameGeocode(own, asked))),
      ),
    );

  messagePrices: PriceStore['messagePrices'] = (organisationId) =>
    settle(() => this.prices.get(organisationId) ?? null);

  putMessagePrices: PriceStore['putMessagePrices'] = (organisationId, prices) =>
    settle(() => {
      this.prices.set(organisationId, prices);
    });

  private of(organisationId: string): StoredArea[] {
    return [...this.areas.values()]
      .filter((area) => area.organisationId === organisationId)
      .sort((a, b) => (a.areaRef < b.areaRef ? -1 : 1));
  }
}
