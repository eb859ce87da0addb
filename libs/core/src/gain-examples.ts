import type { ExpectedGainChoice } from '#core/alert-policy';
import { considered } from '#core/considered';
import type { Weighed } from '#core/choose-by-gain';
import {
  aCandidate,
  aFix,
  anAed,
  anIncident,
  aResponder,
  idOf,
  NOON,
  placeFrom,
  SCENE,
} from '#core/examples';
import type { PlanInput } from '#core/plan';
import { worthFor } from '#core/plan-by-gain';
import { aPlanInput, closeby } from '#core/plan-examples';
import type { SeededChance } from '#core/random-examples';
import { NO_HISTORY } from '#core/response-history';
import { TRAVEL_MODES } from '#core/responder';
import type { Worth } from '#core/rescue-odds';
import { sceneOf, toBeAlerted, type Scene } from '#core/scene';
import { standingNow } from '#core/standing';
import type { SurvivalCurve } from '#core/survival';
import { MINUTE_MS } from '#core/units';
import { waysThere } from '#core/ways-there';

/*
 * Small random incidents for tests that try everything and compare.
 */

/** People and AEDs strewn over 2 km, by seed; the ambulance announced or not. */
export function aSmallIncident(
  chance: SeededChance,
  curve: SurvivalCurve,
  counts: { readonly people: number; readonly aeds: number },
): PlanInput {
  const { uniform } = chance;
  const somewhere = () => placeFrom(SCENE, 2_000 * (uniform() - 0.5), 2_000 * (uniform() - 0.5));
  const candidates = Array.from({ length: counts.people }, (_, index) => {
    const alerts = Math.floor(uniform() * 20);
    return aCandidate({
      responder: aResponder({
        id: idOf(5_000 + index),
        travelMode: TRAVEL_MODES[Math.floor(uniform() * TRAVEL_MODES.length)] ?? 'foot',
      }),
      fix: aFix({ place: somewhere(), accuracyM: 10 + 90 * uniform() }),
      history: { ...NO_HISTORY, alerts, accepts: Math.floor(uniform() * (alerts + 1)) },
    });
  });
  const aeds = Array.from({ length: counts.aeds }, (_, index) =>
    anAed({
      id: idOf(6_000 + index),
      place: somewhere(),
      hours: { state: uniform() < 0.3 ? 'unknown' : 'always' },
    }),
  );
  const ambulanceEtaAt = uniform() < 0.5 ? NOON + (3 + 10 * uniform()) * MINUTE_MS : null;
  const incident = anIncident({ id: idOf(1), ambulanceEtaAt, wantedCount: 6 });
  return aPlanInput({ incident, candidates, aeds, policy: closeby(curve) });
}

/** Everything that choosing people at an incident is told. */
export interface Weighing {
  readonly scene: Scene;
  readonly choice: ExpectedGainChoice;
  readonly worth: Worth;
  readonly people: readonly Weighed[];
}

/** Who may be alerted at this incident by which ways, and what rescue is worth. */
export function weighingOf(input: PlanInput): Weighing {
  const scene = sceneOf(input);
  const { choice } = input.policy;
  if (choice.kind !== 'expected-gain') throw new Error('a policy that reckons in survival');
  const { eligible } = considered(scene, standingNow(scene));
  const people = eligible.map(({ candidate, whereabouts }) => ({
    candidate,
    options: waysThere(toBeAlerted(candidate, whereabouts, scene), scene.ground),
  }));
  return { scene, choice, worth: worthFor(scene, choice), people };
}
