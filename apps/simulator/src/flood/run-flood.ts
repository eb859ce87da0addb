import type { CalloutPreviewView } from '#contracts/area-api';
import type { ApprovalView } from '#contracts/approval-api';
import type { CalloutView, OpenCalloutBody } from '#contracts/callout-api';
import type { CalloutTemplateView } from '#contracts/callout-template-api';
import type { IncidentView } from '#contracts/incident-api';
import type { ProposalView, WarningsTakenView } from '#contracts/warning-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { HttpClient } from '../demo/http-client';
import type { DemoKeys } from '../demo/keys';
import { followServerClock, type VirtualClock } from '../demo/virtual-clock';
import { VirtualTimers } from '../demo/virtual-timers';
import { Random } from '../city/random';
import type { FakeProviders } from '../providers/fake-providers';
import { floodMessage, shelter, TEMPLATE_REF, template } from './flood-messages';
import { must, registerAll, report, type Registered } from './flood-people';
import { FloodPhones } from './flood-phones';
import { scoreFlood, type FloodRun } from './flood-score';
import { makeFlood, type Flood } from './flood-world';
import type { FloodOptions } from './options';

/** Whatever is not filled by then is not filled. */
const GIVE_UP_AFTER_MS = 6 * HOUR_MS;
/** Late answers come within this after the last place is taken. */
const SETTLE_MS = 20 * MINUTE_MS;
const LOOK_EVERY_MS = 250;
/** Somebody's heart stops in the flooded area now and then. */
const ARREST_EVERY_MS = 3 * MINUTE_MS;
const ARREST_OPEN_MS = 8 * MINUTE_MS;

export interface FloodTask {
  readonly options: FloodOptions;
  readonly keys: DemoKeys;
  readonly providers: FakeProviders;
  readonly signal: AbortSignal;
}

/**
 * A flood from the warning to the roster: people are registered, the warning comes in, a template
 * makes a proposal of it, one person previews and asks, another approves, the phones answer, while
 * a second call-out wants some of the same people and hearts stop in between. Prints what happens
 * and the CALLOUT line. Resolves with the exit code: 1 where somebody outside the area was asked,
 * somebody was booked twice, or it was not filled.
 */
export async function runFlood({ options, keys, providers, signal }: FloodTask): Promise<number> {
  const { url, seed, peopleCount } = options;
  const clock = await followServerClock(new HttpClient(url, null), options.speed);
  const flood = makeFlood({ seed, peopleCount, now: clock.now() });
  introduce(flood, options);
  const registered = await registerAll(flood.people, {
    ...{ url, signal, registrarKey: keys.registrarKey, now: () => clock.now() },
  });
  await report(registered, { now: () => clock.now(), signal });
  const timers = new VirtualTimers(clock);
  signal.addEventListener('abort', () => timers.stop());
  const phones = new FloodPhones(registered, timers, providers);
  const control = new HttpClient(url, keys.controlKey);
  const desk = {
    dispatcher: new HttpClient(url, keys.dispatcherKey),
    supervisor: new HttpClient(url, keys.supervisorKey),
  };
  const draft = await propose(flood, options, { ...desk, clock });
  await tellPreview(draft, desk.supervisor);
  const main = await openBig(draft, desk);
  const other = await openBig(shelter(draft), desk);
  const arrests = new Arrests(registered, { control, clock, timers, seed });
  const filled = await untilFilled(main.id, { ...desk, clock, signal });
  arrests.stop();
  if (filled !== null) await settle(phones, clock, signal);
  const run = { options, flood, registered, phones, main, filledAt: filled };
  return conclude({ ...run, otherId: other.id, arrestCount: arrests.count }, desk.supervisor);
}

interface Desk {
  readonly dispatcher: HttpClient;
  readonly supervisor: HttpClient;
}

function introduce({ people, event, area }: Flood, { seed, speed }: FloodOptions): void {
  const inside = people.filter((person) => person.isInside).length;
  const boats = people.filter((person) => person.hasBoat).length;
  console.log(
    `${event} of the National Weather Service for ${area}; ${people.length} made-up people, ` +
      `${inside} of them inside its polygon, ${boats} with a boat, ${speed} times real time, ` +
      `seed ${seed}`,
  );
}

/** The warning comes in, and a template makes a draft of it. */
async function propose(
  flood: Flood,
  options: FloodOptions,
  desk: Desk & { readonly clock: VirtualClock },
): Promise<OpenCalloutBody> {
  const { supervisor } = desk;
  const path = `/v1/callout-templates/${TEMPLATE_REF}`;
  must(await supervisor.ask<CalloutTemplateView>('PUT', path, template(flood, options)));
  const taken = must(
    await supervisor.ask<WarningsTakenView>('POST', '/v1/warnings', flood.warning),
  );
  const [entry] = taken.items;
  if (entry === undefined) throw new Error(`the warning was refused: ${JSON.stringify(taken)}`);
  const { id, headline } = entry.warning;
  console.log(`Warning taken in: ${headline ?? entry.warning.event}`);
  const proposed = `/v1/warnings/${id}/proposal?template=${TEMPLATE_REF}`;
  const { draft } = must(await supervisor.ask<ProposalView>('GET', proposed));
  return floodMessage(draft, options, desk.clock.now());
}

async function tellPreview(draft: OpenCalloutBody, supervisor: HttpClient): Promise<void> {
  const preview = must(
    await supervisor.ask<CalloutPreviewView>('POST', '/v1/callouts/preview', draft),
  );
  const { inAreaCount, reachableCount, byReason, askedExpected, needsApproval } = preview;
  const reasons = Object.entries(byReason).map(([reason, count]) => `${reason} ${count}`);
  const costs = preview.costs.map(({ channel, messagesExpected }) => {
    return `${channel} ${messagesExpected}`;
  });
  console.log(
    `Preview: ${inAreaCount} in the area, ${reachableCount} could be asked ` +
      `(not: ${reasons.join(', ')}), about ${askedExpected} will be; ` +
      `messages: ${costs.join(', ')}` +
      (needsApproval ? '; a second person has to approve' : ''),
  );
}

/** One person asks and another approves; the clock runs from the approval. */
async function openBig(
  draft: OpenCalloutBody,
  { dispatcher, supervisor }: Desk,
): Promise<FloodRun['main']> {
  const asked = await dispatcher.ask<CalloutView>('POST', '/v1/callouts', draft);
  let openedMs = performance.now();
  if (asked.ok) return { id: asked.value.id, openedMs, openedAt: Date.parse(asked.value.openedAt) };
  if (asked.code !== 'approval-pending') must(asked);
  const pending = '/v1/approvals?status=pending';
  const waiting = must(await supervisor.ask<{ items: ApprovalView[] }>('GET', pending));
  const approval = waiting.items.find(({ controlRef }) => controlRef === draft.controlRef);
  if (approval === undefined) throw new Error('no approval waits');
  openedMs = performance.now();
  const path = `/v1/approvals/${approval.id}/decide`;
  const { calloutId } = must(await supervisor.ask<ApprovalView>('POST', path, { approve: true }));
  const view = must(await supervisor.ask<CalloutView>('GET', `/v1/callouts/${calloutId ?? ''}`));
  return { id: view.id, openedMs, openedAt: Date.parse(view.openedAt) };
}

/** Resolves with the moment of the last place, by the timeline's own clock; null for never. */
async function untilFilled(
  calloutId: string,
  desk: Desk & { readonly clock: VirtualClock; readonly signal: AbortSignal },
): Promise<number | null> {
  const { supervisor, clock, signal } = desk;
  const until = clock.now() + GIVE_UP_AFTER_MS;
  let told = -1;
  while (clock.now() < until && !signal.aborted) {
    const view = must(await supervisor.ask<CalloutView>('GET', `/v1/callouts/${calloutId}`));
    const { acceptedCount, wantedCount, askedCount, declinedCount, status } = view;
    if (acceptedCount !== told) {
      console.log(`${acceptedCount} of ${wantedCount}: ${askedCount} asked, ${declinedCount} no`);
    }
    told = acceptedCount;
    if (status === 'filled') return clock.now();
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return null;
}

/** Whoever was about to answer has answered, or has put the phone away. */
async function settle(
  phones: FloodPhones,
  clock: VirtualClock,
  signal: AbortSignal,
): Promise<void> {
  const until = clock.now() + SETTLE_MS;
  while (clock.now() < until && !phones.isQuiet && !signal.aborted) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function conclude(run: FloodRun, supervisor: HttpClient): Promise<number> {
  const score = await scoreFlood(run, supervisor);
  for (const line of score.lines) console.log(line);
  return score.isGood ? 0 : 1;
}

/** Hearts stop in the flooded area while people are called out. */
class Arrests {
  count = 0;
  private readonly random: Random;
  private isStopped = false;

  constructor(
    private readonly people: readonly Registered[],
    private readonly desk: {
      readonly control: HttpClient;
      readonly clock: VirtualClock;
      readonly timers: VirtualTimers;
      readonly seed: string;
    },
  ) {
    this.random = new Random(`${desk.seed}/arrests`);
    this.next();
  }

  stop(): void {
    this.isStopped = true;
  }

  private next(): void {
    const afterMs = this.random.exponential(ARREST_EVERY_MS);
    this.desk.timers.after(afterMs, () => {
      if (this.isStopped) return;
      void this.raise();
      this.next();
    });
  }

  private async raise(): Promise<void> {
    const { control, clock, timers, seed } = this.desk;
    this.count += 1;
    const { person } = this.random.pick(this.people.filter((each) => each.person.isInside));
    const controlRef = `flood-${seed}-arrest-${this.count}-${Math.floor(clock.now() / SECOND_MS)}`;
    must(
      await control.ask<IncidentView>('POST', '/v1/incidents', {
        ...{ controlRef, version: 1, kind: 'cardiac-arrest', priority: 'life-threatening' },
        ...{ mode: 'actual', place: fromPlace(person.place), calledAt: toIso(clock.now()) },
        ...{ policyName: 'nearest-10', acceptOutsideArea: true },
      }),
    );
    const path = `/v1/incidents/by-ref/${encodeURIComponent(controlRef)}/close`;
    timers.after(ARREST_OPEN_MS, () => void control.ask('POST', path, { version: 2 }));
  }
}
