import { drillCallState, whyNotDrilled } from '#core/drill';
import type { NotAlertedReason } from '#core/eligibility';
import { ok, refuse, type Result } from '#core/problem';
import { SECOND_MS } from '#core/units';
import type { TestAlarmMessage, TestAlarmView } from '#contracts/drill-api';
import { toIso } from '#contracts/shapes';
import type { Decide } from '#flow/decide';
import type { Clock, DrillState, DrillStore, PeopleStore, ResponderCaller } from '#flow/ports';
import type { RunDrills } from '#flow/run-drills';

const TITLE = 'Test alarm';
/** How long the phone may ring for it. */
const WINDOW_S = 120;

const WHY_NOT: Partial<Readonly<Record<NotAlertedReason, string>>> = {
  'off-duty': 'You are off duty: your phone rings only while you are on duty.',
  muted: 'You have muted your phone.',
  'off-schedule': 'This is outside the hours of your schedule.',
  'own-quiet-hours': 'These are your quiet hours.',
  unreachable: 'Nothing can ring this phone: allow notifications, or keep this page open.',
  'bound-elsewhere': 'You are on the way to an incident.',
  'alerted-elsewhere': 'An alert waits for your answer.',
};

/** A responder rings their own phone, by the same ways as a drill rings it. */
export class TestAlarm {
  constructor(
    private readonly ports: {
      readonly drills: Pick<RunDrills, 'plan'>;
      readonly drillStore: Pick<DrillStore, 'load'>;
      readonly people: Pick<PeopleStore, 'candidates'>;
      readonly decide: Pick<Decide, 'localTimeAt'>;
      readonly clock: Clock;
    },
  ) {}

  /**
   * Rings the caller's phones after so many seconds. The same id rings once however often it is
   * sent.
   *
   * @returns refusals `not-eligible` with what stands against it now, `reference-conflict`
   */
  async ring(caller: ResponderCaller, message: TestAlarmMessage): Promise<Result<TestAlarmView>> {
    const { organisationId, responderId } = caller;
    const { people, decide, clock, drills } = this.ports;
    const now = clock.now();
    const [candidate] = await people.candidates(organisationId, [responderId]);
    if (candidate === undefined) return refuse('not-eligible', 'You are not on the roster.');
    const { minuteOfWeek } = await decide.localTimeAt(organisationId, now);
    const reason = whyNotDrilled(candidate, { now, minuteOfWeek });
    if (reason !== null) {
      return refuse('not-eligible', WHY_NOT[reason] ?? 'Your phone may not ring now.');
    }
    const planned = await drills.plan(organisationId, {
      drillId: message.testId,
      title: TITLE,
      responderIds: [responderId],
      startsAt: new Date(now + message.afterS * SECOND_MS).toISOString(),
      windowS: WINDOW_S,
      everyDays: null,
    });
    return planned.ok ? this.read(caller, message.testId) : planned;
  }

  /** What has come of it; `not-found` also for a drill that rings others. */
  async read(caller: ResponderCaller, testId: string): Promise<Result<TestAlarmView>> {
    const state = await this.ports.drillStore.load(caller.organisationId, testId);
    const isOwn = state?.drill.responderIds?.join() === caller.responderId;
    if (state === null || !isOwn) return refuse('not-found', 'There is no such test alarm.');
    return ok(renderTest(state));
  }
}

function renderTest({ drill, calls }: DrillState): TestAlarmView {
  const [call] = calls;
  return {
    testId: drill.id,
    startsAt: toIso(drill.startsAt),
    sentAt: toIso(call?.alert.sentAt ?? null),
    deliveredAt: toIso(call?.alert.deliveredAt ?? null),
    answeredAt: toIso(call?.alert.answeredAt ?? null),
    heardBy: [...(call?.heardBy ?? [])],
    state:
      call === undefined ? 'waiting' : drillCallState({ ...call.alert, heardBy: call.heardBy }),
  };
}
