import type { OpenState } from '#core/hours';
import { metresInWords } from '#core/in-words';
import type { TeamRole } from '#core/team-role';

/** What an order's sentence may name. */
export interface OrderFacts {
  readonly role: TeamRole;
  /** The AED to fetch; null before accept, when only that there is one may be said. */
  readonly aed: {
    readonly name: string;
    /** When this person is expected there. */
    readonly open: OpenState;
    /** Metres from there to the patient. */
    readonly toPatientM: number;
  } | null;
  readonly isCollected: boolean;
}

const OPEN: Readonly<Record<OpenState, string>> = {
  open: 'open when you get there',
  unknown: 'opening hours not known',
  closed: 'may be shut',
};

const TAKE_IT = 'You have the AED: take it to the patient.';

/**
 * What this person is to do, as one plain sentence for the phone of someone who runs, such as
 * "Fetch the AED at Library (open when you get there), then 240 m to the patient."
 */
export function orderSentence({ role, aed, isCollected }: OrderFacts): string {
  switch (role) {
    case 'direct':
      return isCollected ? TAKE_IT : 'Go straight to the patient.';
    case 'guide':
      return 'Meet the ambulance crew and lead them to the patient.';
    case 'via-aed':
      if (isCollected) return TAKE_IT;
      return aed === null
        ? 'Fetch an AED, then go to the patient.'
        : `Fetch the AED at ${aed.name} (${OPEN[aed.open]}), ` +
            `then ${metresInWords(aed.toPatientM)} to the patient.`;
  }
}
