import type { OrderView } from '#contracts/task-shapes';
import { distanceOf } from '#web/format';
import { t, toReader } from '#web/language';

/** What this person is to do, as one plain sentence in their language. */
export function orderWords(order: OrderView): string {
  return toReader(order.sentence, ownWords(order));
}

function ownWords({ role, aed }: OrderView): string {
  if (role === 'guide') return t('Meet the ambulance crew and lead them to the patient.');
  const isCollected = (aed?.collectedAt ?? null) !== null;
  if (isCollected) return t('You have the AED: take it to the patient.');
  if (role === 'direct') return t('Go straight to the patient.');
  if (aed === null) return t('Fetch an AED, then go to the patient.');
  const values = { name: aed.name, distance: distanceOf(aed.toPatientM) };
  switch (aed.open) {
    case 'open':
      return t(
        'Fetch the AED at {{name}} (open when you get there), then {{distance}} to the patient.',
        values,
      );
    case 'unknown':
      return t(
        'Fetch the AED at {{name}} (opening hours not known), then {{distance}} to the patient.',
        values,
      );
    case 'closed':
      return t(
        'Fetch the AED at {{name}} (may be shut), then {{distance}} to the patient.',
        values,
      );
  }
}
