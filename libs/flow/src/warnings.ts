import { ok, refuse, type Result } from '#core/problem';
import type { Warning, WarningContent, WarningState } from '#core/warning';
import { codesToLookUp } from '#core/warning-geocodes';
import type { WarningSummaryView, WarningsTakenView, WarningView } from '#contracts/warning-api';
import type { Callouts } from '#flow/callouts';
import type {
  AreaStore,
  Clock,
  Ids,
  Live,
  Page,
  PageRequest,
  WarningReader,
  WarningStore,
  WarningTaken,
} from '#flow/ports';
import { warningSummary, warningView, type WarningKnown } from '#flow/warning-view';

type Taken = WarningsTakenView['items'][number];
type Refused = WarningsTakenView['refused'][number];

/** Warnings of others: taken in, shown, put aside. None of them asks anybody for anything. */
export class Warnings {
  constructor(
    private readonly ports: {
      readonly warnings: WarningStore;
      readonly warningReader: WarningReader;
      readonly areaStore: Pick<AreaStore, 'byGeocode'>;
      readonly callouts: Pick<Callouts, 'byId'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Pick<Clock, 'now'>;
      readonly ids: Pick<Ids, 'id'>;
    },
  ) {}

  /**
   * Takes in a document with one or more warnings. Messages stand by themselves: of several, one
   * that is refused keeps no other out, and is told. The same message is taken once.
   *
   * @returns whether any was new, and all of them; or `warning-invalid` where none could be read
   */
  async take(
    organisationId: string,
    document: Uint8Array,
  ): Promise<Result<{ readonly created: boolean; readonly view: WarningsTakenView }>> {
    const read = await this.ports.warningReader.read(document);
    if (!read.ok) return read;
    const items: Taken[] = [];
    const refused: Refused[] = [];
    for (const message of read.value) {
      if (!message.read.ok) {
        if (read.value.length === 1) return message.read;
        refused.push({ identifier: message.identifier, says: message.read.problem.detail });
        continue;
      }
      const taken = await this.takeIn(organisationId, message.read.value, null);
      const { outcome, warning } = taken;
      items.push({ outcome, warning: warningSummary(warning, this.ports.clock.now()) });
    }
    const [first] = refused;
    if (items.length === 0) {
      const says = first?.says ?? 'There is nothing in it.';
      return refuse('warning-invalid', `None of its messages can be read; the first: ${says}`);
    }
    const created = items.some(({ outcome }) => outcome === 'added');
    return ok({ created, view: { items, refused } });
  }

  /**
   * Takes in one message that was read, and shows coordinators the open call-outs that came of
   * what it updates or cancels. Nobody is stood down by it.
   *
   * @param feedRef where it was read; null where somebody sent it in
   */
  async takeIn(
    organisationId: string,
    content: WarningContent,
    feedRef: string | null,
  ): Promise<WarningTaken> {
    const { warnings, ids, clock, callouts, live } = this.ports;
    const own = { id: ids.id(), organisationId, feedRef, receivedAt: clock.now() };
    const taken = await warnings.takeWarning({ ...content, ...own });
    for (const calloutId of taken.toldCalloutIds) {
      const view = await callouts.byId(organisationId, calloutId);
      if (view.ok) live.tellControl(organisationId, { event: 'callout', view: view.value });
    }
    return taken;
  }

  /** A page of warnings, the newest first. */
  async list(
    organisationId: string,
    state: WarningState | null,
    page: PageRequest,
  ): Promise<Page<WarningSummaryView>> {
    const now = this.ports.clock.now();
    const found = await this.ports.warnings.listWarnings(organisationId, { state, now }, page);
    return { ...found, items: found.items.map((one) => warningSummary(one, now)) };
  }

  /** One warning; `not-found` also for another organisation's. */
  async byId(organisationId: string, warningId: string): Promise<Result<WarningView>> {
    const warning = await this.ports.warnings.warning(organisationId, warningId);
    return warning === null ? noWarning() : ok(await this.view(warning));
  }

  /** Puts a warning aside; `not-found`, or `illegal-step` for one that others ended. */
  async dismiss(
    organisationId: string,
    warningId: string,
    reason: string,
  ): Promise<Result<WarningView>> {
    const id = warningId;
    const moved = await this.ports.warnings.dismissWarning({ organisationId, id, reason });
    return moved.ok ? ok(await this.view(moved.value)) : moved;
  }

  /** Stored areas that carry codes of a warning which draws nothing itself. */
  async storedAreasOf(
    warning: Pick<Warning, 'organisationId' | 'area' | 'geocodes'>,
  ): Promise<WarningKnown['stored']> {
    if (warning.area !== null || warning.geocodes.length === 0) return [];
    const codes = codesToLookUp(warning.geocodes);
    return this.ports.areaStore.byGeocode(warning.organisationId, codes);
  }

  private async view(warning: Warning): Promise<WarningView> {
    const { organisationId, id, references } = warning;
    const [stored, ids, callouts] = await Promise.all([
      this.storedAreasOf(warning),
      this.ports.warnings.warningIds(organisationId, references),
      this.ports.warnings.calloutsOf(organisationId, id),
    ]);
    return warningView(warning, { stored, ids, callouts }, this.ports.clock.now());
  }
}

function noWarning(): Result<never> {
  return refuse('not-found', 'There is no such warning.');
}
