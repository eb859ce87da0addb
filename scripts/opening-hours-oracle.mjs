/**
 * The package opening_hours and nothing of ours, in the zone of this process: reads strings with
 * moments from standard input, and answers for each whether it is open, closed or unknown then.
 */
import { json } from 'node:stream/consumers';

import OpeningHours from 'opening_hours';

const { strings, address } = await json(process.stdin);
const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
process.stdout.write(JSON.stringify({ zone, answers: strings.map(answer) }));

function answer({ text, instants }) {
  try {
    const hours = new OpeningHours(text, { lat: 47.4, lon: 8.5, address });
    const states = instants.map((at) => hours.getStateString(new Date(at), true));
    const doubts = hours.getStructuredWarnings().map(({ type }) => type);
    if (states.includes('unknown')) doubts.unshift('says unknown itself');
    return { states, doubts };
  } catch {
    return { states: null, doubts: [] };
  }
}
