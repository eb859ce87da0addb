import type { Alert, WithdrawnReason } from '#core/alert';
import { whyQuestionsEnd, type Callout } from '#core/callout';
import { CROWD_PAGE, crowdDeliveries, ofCallout, tellCrowd, type Budget } from '#flow/crowd-page';
import type { LookAtCrowd } from '#flow/look-at-crowd';
import type {
  CalloutFilling,
  Clock,
  FillState,
  Ids,
  Live,
  OpenQuestion,
  QuestionsToEnd,
} from '#flow/ports';

interface Ending {
  readonly which: QuestionsToEnd;
  /** Null where the time is up: nobody is told by a message of their own. */
  readonly reason: WithdrawnReason | null;
}

const TOO_OLD: Ending = { which: 'expired', reason: null };
const WHILE_OPEN: readonly Ending[] = [
  TOO_OLD,
  { which: 'off-duty', reason: 'off-duty' },
  { which: 'unfit', reason: 'no-longer-eligible' },
];

/** Ends questions of a call-out that nobody has answered. */
export class EndQuestions {
  constructor(
    private readonly ports: {
      readonly filling: CalloutFilling;
      readonly live: Live;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly look: Pick<LookAtCrowd, 'again'>;
    },
  ) {}

  /**
   * Ends what has to end as the call-out stands: while it is open what is too old or was asked of
   * people who can no longer come, otherwise, as while nobody is to come, everything.
   * While everybody is looked at, those who can no longer come are found afterwards, and nothing is
   * handed over to them meanwhile: looking for them among tens of thousands of questions after
   * every few pages would take longer than asking. False where pages ran out before.
   */
  async endDue({ callout, look }: FillState, budget: Budget): Promise<boolean> {
    // Nobody says yes to what nobody should come to; they are asked anew once people may come.
    const isStopped = callout.stopComingAt !== null;
    const reason = whyQuestionsEnd(callout.status) ?? (isStopped ? 'callout-filled' : null);
    const whileOpen = look !== null && look.endedAt === null ? [TOO_OLD] : WHILE_OPEN;
    const endings = reason === null ? whileOpen : [{ which: 'all' as const, reason }];
    for (const ending of endings) {
      if (!(await this.endAll(callout, ending, budget))) return false;
    }
    return true;
  }

  private async endAll(callout: Callout, ending: Ending, budget: Budget): Promise<boolean> {
    const { filling, clock } = this.ports;
    for (;;) {
      const page = { max: CROWD_PAGE, now: clock.now() };
      const questions = await filling.openQuestions(ofCallout(callout), ending.which, page);
      if (questions.length === 0) return true;
      if (budget.pages <= 0) return false;
      budget.pages -= 1;
      await this.endPage(callout, ending, questions);
    }
  }

  private async endPage(
    callout: Callout,
    { reason }: Ending,
    questions: readonly OpenQuestion[],
  ): Promise<void> {
    const { filling, clock, live } = this.ports;
    const now = clock.now();
    const to = reason === null ? ('expired' as const) : ('withdrawn' as const);
    const deliveries =
      reason === null
        ? []
        : await crowdDeliveries(this.ports, questions, { subject: 'stood-down', now });
    const alertIds = questions.map(({ alert }) => alert.id);
    const ended = { to, reason, alertIds, deliveries, now };
    const saved = await filling.endQuestions(ofCallout(callout), ended);
    const alerts = questions.map(({ alert }): Alert => ({
      ...{ ...alert, status: to, endedReason: reason },
    }));
    await tellCrowd(live, { callout, alerts }, saved);
    if (reason !== 'off-duty' && reason !== 'no-longer-eligible') return;
    // They are kept with the reason why they are not asked any more.
    await this.ports.look.again(
      callout,
      alerts.map(({ responderId }) => responderId),
    );
  }
}
