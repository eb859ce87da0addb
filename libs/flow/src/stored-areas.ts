import type { Area } from '#core/geometry';
import { ok, refuse, type Result } from '#core/problem';
import type { StoredArea } from '#core/stored-area';
import {
  AREA_IMPORT_LINES_MAX,
  type AreaImportReportView,
  type AreaPutView,
  type MessagePricesMessage,
  type MessagePricesView,
  type PutAreaMessage,
  type StoredAreaSummaryView,
  type StoredAreaView,
} from '#contracts/area-api';
import { readAreaFile, type AreaOfFile } from '#contracts/area-file';
import { fromArea, toIso } from '#contracts/shapes';
import type {
  Areas,
  AreasPut,
  AreaStore,
  Clock,
  Page,
  PageRequest,
  PriceStore,
  StoredAreaSummary,
} from '#flow/ports';
import { toldOf, type ResolveArea } from '#flow/resolve-area';

/** Areas one organisation may keep: all flood areas of a country, and many more. */
export const STORED_AREAS_MAX = 20_000;

type NewArea = Omit<StoredArea, 'organisationId'>;
type Line = AreaImportReportView['lines'][number];
type Taken = { readonly area: NewArea; readonly line: Line } | { readonly refused: Line };

/** Areas that an organisation keeps under names of its own, and what its messages cost. */
export class StoredAreas {
  constructor(
    private readonly ports: {
      readonly areaStore: AreaStore & PriceStore;
      readonly resolveArea: ResolveArea;
      readonly areas: Areas;
      readonly clock: Clock;
      /** Lets others have a turn: a register's outlines take seconds to look at. */
      readonly breathe: () => Promise<void>;
    },
  ) {}

  /** A page by reference, without outlines. */
  async list(organisationId: string, page: PageRequest): Promise<Page<StoredAreaSummaryView>> {
    const { items, nextCursor } = await this.ports.areaStore.listAreas(organisationId, page);
    return { items: items.map(summaryView), nextCursor };
  }

  /** One area; `not-found` also for another organisation's. */
  async read(organisationId: string, areaRef: string): Promise<Result<StoredAreaView>> {
    const found = await this.ports.areaStore.storedArea(organisationId, areaRef);
    return found === null ? noArea() : ok(areaView(found));
  }

  /**
   * Puts or replaces an area; call-outs that are open keep what they were opened with.
   *
   * @returns refusals `area-invalid`, `invalid-field` where there are too many
   */
  async put(
    organisationId: string,
    areaRef: string,
    message: PutAreaMessage,
  ): Promise<Result<AreaPutView>> {
    const resolved = await this.ports.resolveArea.resolve(organisationId, message.area, 'area');
    if (!resolved.ok) return resolved;
    const { area, repairs } = resolved.value;
    const fault = this.ports.areas.fault(area);
    if (fault !== null) return refuse('area-invalid', fault, 'area');
    if (!(await this.hasRoom(organisationId, [areaRef]))) return tooMany('areaRef');
    const { label, description, geocodes, source } = message;
    const updatedAt = this.ports.clock.now();
    const stored = { areaRef, label, description, area, geocodes, source, updatedAt };
    await this.ports.areaStore.putAreas(organisationId, [stored]);
    const kept = await this.ports.areaStore.storedArea(organisationId, areaRef);
    if (kept === null) return noArea();
    return ok({ ...areaView(kept), repairs: toldOf('area', repairs) });
  }

  /** Forgets an area; `not-found` where there is none. */
  async remove(organisationId: string, areaRef: string): Promise<Result<null>> {
    return (await this.ports.areaStore.removeArea(organisationId, areaRef)) ? ok(null) : noArea();
  }

  /**
   * Takes in a file: what can be read of it is kept at once, or nothing in a dry run; what cannot
   * is named with the reason. A list of the Environment Agency describes areas whose outlines are
   * here already.
   *
   * @returns refusals `malformed-body`, `invalid-field` where there are too many
   */
  async take(
    organisationId: string,
    file: Uint8Array,
    options: { readonly dryRun: boolean; readonly source: string | null },
  ): Promise<Result<AreaImportReportView>> {
    const read = readAreaFile(new TextDecoder().decode(file));
    if (!read.ok) return read;
    const taken = await this.lookAt(organisationId, read.value, options.source);
    const areas = taken.flatMap((each) => ('area' in each ? [each.area] : []));
    const refs = areas.map(({ areaRef }) => areaRef);
    if (!(await this.hasRoom(organisationId, refs))) return tooMany('file');
    const put = await this.ports.areaStore.putAreas(organisationId, areas, options);
    return ok(reportOf(options.dryRun, taken, put));
  }

  /** What messages cost; nothing where nobody has said. */
  async prices(organisationId: string): Promise<MessagePricesView> {
    const kept = await this.ports.areaStore.messagePrices(organisationId);
    return kept ?? { currency: null, prices: {} };
  }

  /** Says what messages cost from now on. */
  async putPrices(
    organisationId: string,
    message: MessagePricesMessage,
  ): Promise<MessagePricesView> {
    await this.ports.areaStore.putMessagePrices(organisationId, message);
    return message;
  }

  private async lookAt(
    organisationId: string,
    items: readonly AreaOfFile[],
    source: string | null,
  ): Promise<readonly Taken[]> {
    const within = await this.ports.resolveArea.areaOfOperation(organisationId);
    const seen = new Set<string>();
    const taken: Taken[] = [];
    for (const item of items) {
      const ref = item.areaRef;
      const isTwice = ref !== null && seen.has(ref);
      if (ref !== null) seen.add(ref);
      taken.push(
        isTwice
          ? refused(item, 'Its reference stands in the file twice.')
          : await this.one(organisationId, item, { within, source }),
      );
      await this.ports.breathe();
    }
    return taken;
  }

  private async one(
    organisationId: string,
    item: AreaOfFile,
    { within, source }: { readonly within: Area | null; readonly source: string | null },
  ): Promise<Taken> {
    const { areaRef, fault, drawn } = item;
    if (fault !== null || areaRef === null) return refused(item, fault ?? 'It has no reference.');
    const known = await this.ports.areaStore.storedArea(organisationId, areaRef);
    if (drawn === null && known === null) {
      return refused(item, 'Its outline is not here yet: take in the file of its polygon first.');
    }
    const outline =
      drawn === null
        ? ok({ area: known?.area ?? { polygons: [] }, repairs: [] })
        : this.ports.resolveArea.drawn(drawn, within);
    if (!outline.ok) return refused(item, outline.problem.detail);
    const tooLarge = this.ports.areas.fault(outline.value.area);
    if (tooLarge !== null) return refused(item, tooLarge);
    const area: NewArea = {
      areaRef,
      label: item.label ?? known?.label ?? areaRef,
      description: item.description ?? known?.description ?? null,
      area: outline.value.area,
      geocodes: item.geocodes.length > 0 ? item.geocodes : (known?.geocodes ?? []),
      source: source ?? known?.source ?? null,
      updatedAt: this.ports.clock.now(),
    };
    const repairs = outline.value.repairs.map(({ says }) => says);
    return { area, line: { ...lineOf(item), outcome: 'unchanged', reason: null, repairs } };
  }

  private async hasRoom(organisationId: string, refs: readonly string[]): Promise<boolean> {
    const others = await this.ports.areaStore.countAreas(organisationId, refs);
    return others + refs.length <= STORED_AREAS_MAX;
  }
}

function reportOf(dryRun: boolean, taken: readonly Taken[], put: AreasPut): AreaImportReportView {
  const [added, changed] = [new Set(put.added), new Set(put.changed)];
  const lines = taken.map((each): Line => {
    if ('refused' in each) return each.refused;
    const { areaRef } = each.area;
    const outcome = added.has(areaRef) ? 'added' : changed.has(areaRef) ? 'changed' : 'unchanged';
    return { ...each.line, outcome };
  });
  const rank = (line: Line) => (line.outcome === 'refused' ? 0 : line.repairs.length > 0 ? 1 : 2);
  const told = [...lines].sort((a, b) => rank(a) - rank(b) || a.index - b.index);
  return {
    dryRun,
    readCount: taken.length,
    addedCount: put.added.length,
    changedCount: put.changed.length,
    unchangedCount: put.unchanged.length,
    refusedCount: lines.filter(({ outcome }) => outcome === 'refused').length,
    lines: told.slice(0, AREA_IMPORT_LINES_MAX),
  };
}

function refused(item: AreaOfFile, reason: string): Taken {
  return { refused: { ...lineOf(item), outcome: 'refused', reason, repairs: [] } };
}

function lineOf({ index, areaRef }: AreaOfFile): Pick<Line, 'index' | 'areaRef'> {
  return { index, areaRef };
}

function summaryView(summary: StoredAreaSummary): StoredAreaSummaryView {
  const { areaRef, label, description, geocodes, source, pointCount, updatedAt } = summary;
  return {
    ...{ areaRef, label, description, source, pointCount },
    geocodes: [...geocodes],
    updatedAt: toIso(updatedAt),
  };
}

function areaView(stored: StoredArea): StoredAreaView {
  const { areaRef, label, description, area, geocodes, source, updatedAt } = stored;
  return {
    ...{ areaRef, label, description, source },
    area: fromArea(area),
    geocodes: [...geocodes],
    updatedAt: toIso(updatedAt),
  };
}

function noArea(): Result<never> {
  return refuse('not-found', 'There is no such area.');
}

function tooMany(field: string): Result<never> {
  const detail = `An organisation keeps at most ${STORED_AREAS_MAX} areas.`;
  return refuse('invalid-field', detail, field);
}
