import { isBigCallout } from '#core/big-actions';
import { newCallout, type Callout } from '#core/callout';
import {
  askedExpected,
  calloutCosts,
  type AskedPeople,
  type MessagePrice,
} from '#core/callout-cost';
import { CalloutTally } from '#core/callout-tally';
import { checkCallout } from '#core/check-callout';
import type { DeliveryChannel } from '#core/delivery';
import { refuse, ok, type Result } from '#core/problem';
import { smsSize } from '#core/sms-segments';
import type { AreaRepairView, CalloutPreviewView } from '#contracts/area-api';
import type { OpenCalloutBody, OpenCalloutMessage } from '#contracts/callout-api';
import { toMusterPoint, toNeed, toShift } from '#contracts/callout-parts';
import { toArea, toInstant } from '#contracts/shapes';
import type { Decide } from '#flow/decide';
import type { Areas, CalloutFilling, CalloutStore, Clock, Ids, PriceStore } from '#flow/ports';
import type { ResolveArea } from '#flow/resolve-area';
import type { Words } from '#flow/words';

/** People looked at by one statement; whatever else waits has its turn between them. */
const PEOPLE_AT_ONCE = 1_000;
/** More are not looked at for a preview: its counts are of these, and it says so. */
export const PREVIEW_PEOPLE_MAX = 100_000;

/** What asking would mean, before anybody is asked: counts, costs, and whether one person may. */
export class PreviewCallout {
  constructor(
    private readonly ports: {
      readonly filling: Pick<CalloutFilling, 'lookAt'>;
      readonly calloutStore: Pick<CalloutStore, 'countIn'>;
      readonly areaStore: PriceStore;
      readonly resolveArea: ResolveArea;
      readonly areas: Areas;
      readonly words: Pick<Words, 'say'>;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /**
   * Counts by the very rule by which people would be asked. Nothing is kept, nobody is told, and
   * no name is read.
   *
   * @returns refusals `area-invalid`, `invalid-field`
   */
  async preview(
    organisationId: string,
    body: OpenCalloutBody,
  ): Promise<Result<CalloutPreviewView>> {
    const plain = await this.ports.resolveArea.plain(organisationId, body);
    if (!plain.ok) return plain;
    const { message, repairs } = plain.value;
    const callout = this.calloutOf(organisationId, message);
    const fault = this.ports.areas.fault(callout.area);
    if (fault !== null) return refuse('area-invalid', fault, 'area');
    const checked = checkCallout(callout);
    if (!checked.ok) return checked;
    const { tally, isWhole } = await this.count(callout);
    const [reachCount, costs] = await Promise.all([
      this.ports.calloutStore.countIn(organisationId, callout.area),
      this.costs(callout, tally),
    ]);
    return ok({
      ...{ mode: callout.mode, area: message.area, exclusions: message.exclusions },
      isWhole,
      ...countsOf(callout, tally, repairs),
      ...costs,
      needsApproval: isBigCallout({
        ...{ mode: callout.mode, wantedCount: callout.wantedCount, reachCount },
      }),
    });
  }

  private async count(
    callout: Callout,
  ): Promise<{ readonly tally: CalloutTally; readonly isWhole: boolean }> {
    const now = this.ports.clock.now();
    const { minuteOfWeek } = await this.ports.decide.localTimeAt(callout.organisationId, now);
    const tally = new CalloutTally({ callout, now, minuteOfWeek });
    let cursor: string | null = null;
    let looked = 0;
    do {
      const look: Awaited<ReturnType<CalloutFilling['lookAt']>> = await this.ports.filling.lookAt(
        callout,
        { cursor, since: null },
        { max: PEOPLE_AT_ONCE, now },
      );
      for (const person of look.people) tally.add(person);
      looked += look.people.length;
      cursor = look.cursor;
    } while (cursor !== null && looked < PREVIEW_PEOPLE_MAX);
    return { tally, isWhole: cursor === null };
  }

  private async costs(
    callout: Callout,
    tally: CalloutTally,
  ): Promise<Pick<CalloutPreviewView, 'costs' | 'askedExpected'>> {
    const { organisationId } = callout;
    const kept = await this.ports.areaStore.messagePrices(organisationId);
    const { segments } = smsSize(await this.smsText(callout));
    const prices: Partial<Record<DeliveryChannel, MessagePrice>> = {};
    for (const channel of tally.byChannel.keys()) {
      const price = kept?.prices[channel] ?? 0;
      prices[channel] = { segments: channel === 'sms' ? segments : 1, price };
    }
    const people: AskedPeople = {
      reachableCount: tally.reachableCount,
      peopleByChannel: Object.fromEntries(tally.byChannel),
      withoutAppCount: tally.withoutAppCount,
      wantedCount: callout.wantedCount,
      acceptShare: callout.policy.acceptShare,
    };
    const currency = kept?.currency ?? null;
    const costs = calloutCosts(people, prices).map((cost) => ({ ...cost, currency }));
    return { costs, askedExpected: askedExpected(people) };
  }

  /** As it would be sent; codes of all alerts are equally long. */
  private async smsText({ organisationId, mode, id }: Callout): Promise<string> {
    const said = await this.ports.words.say({
      ...{ organisationId, kind: 'callout', channel: 'sms', language: 'en', alertIds: [id] },
      isExercise: mode !== 'actual',
    });
    return said.body;
  }

  private calloutOf(organisationId: string, message: OpenCalloutMessage): Callout {
    const { controlRef, mode, title, briefing, presence, exclusions, policy } = message;
    const { from, until } = message.window;
    return newCallout({
      ...{ id: this.ports.ids.id(), organisationId, controlRef, mode, title },
      ...{ briefing, presence, policy },
      area: toArea(message.area),
      exclusions: exclusions === null ? null : toArea(exclusions),
      window: { from: toInstant(from), until: toInstant(until) },
      shifts: message.shifts.map(toShift),
      needs: message.needs.map(toNeed),
      musterPoints: message.musterPoints.map(toMusterPoint),
      openedAt: this.ports.clock.now(),
    });
  }
}

function countsOf(
  callout: Callout,
  tally: CalloutTally,
  repairs: readonly AreaRepairView[],
): Pick<
  CalloutPreviewView,
  'repairs' | 'inAreaCount' | 'reachableCount' | 'byReason' | 'perNeed' | 'perWave'
> {
  return {
    repairs: [...repairs],
    inAreaCount: tally.inAreaCount,
    reachableCount: tally.reachableCount,
    byReason: Object.fromEntries(tally.byReason),
    perNeed: callout.needs.map(({ needKey, wantedCount }) => ({
      ...{ needKey, wantedCount, eligibleCount: tally.byNeed.get(needKey) ?? 0 },
      piecesOffered: Object.fromEntries(tally.piecesByNeed.get(needKey) ?? []),
    })),
    perWave: callout.policy.waves.map(({ label }, index) => ({
      ...{ label, eligibleCount: tally.byWave[index] ?? 0 },
    })),
  };
}
