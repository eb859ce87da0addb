import { z } from 'zod';
import { ok, refuse, type Result } from '#core/problem';
import { NO_RAW_AREA, type RawWarning } from '#core/raw-warning';

/*
 * Flood warnings as the Environment Agency's flood-monitoring interface writes them: one message
 * stands for each flood area, is written anew as it changes, and names its area by a code alone.
 */

const SENDER = 'environment.data.gov.uk';
/** In the agency's words; what level four says is that the danger is over. */
const LEVELS: Readonly<Record<number, readonly [event: string, severity: string]>> = {
  1: ['Severe flood warning', 'Extreme'],
  2: ['Flood warning', 'Severe'],
  3: ['Flood alert', 'Minor'],
  4: ['Flood warning no longer in force', 'Minor'],
};
const OVER = 4;

const words = z.string().max(50_000).nullish();
const itemSchema = z.object({
  floodAreaID: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9_-]+$/),
  severityLevel: z.number().int().min(1).max(OVER),
  timeMessageChanged: words,
  timeRaised: words,
  timeSeverityChanged: words,
  ...{ description: words, eaAreaName: words, message: words },
});

/** One flood warning as a raw warning; `warning-invalid` where it is none. */
export function rawFloodWarning(item: unknown): Result<RawWarning> {
  const parsed = itemSchema.safeParse(item);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    const says = `Not a flood warning of the Environment Agency at \`${field}\`.`;
    return refuse('warning-invalid', says, field);
  }
  const { floodAreaID, severityLevel, ...own } = parsed.data;
  const [event = '', severity = ''] = LEVELS[severityLevel] ?? [];
  const sent = own.timeMessageChanged ?? own.timeSeverityChanged ?? own.timeRaised ?? '';
  return ok({
    origin: 'environment-agency',
    ...{ identifier: floodAreaID, sender: SENDER, sent },
    ...{ status: 'Actual', scope: 'Public', restriction: '', addresses: '' },
    messageType: severityLevel === OVER ? 'Cancel' : 'Alert',
    ...{ references: [], follows: 'identifier', isSigned: false, signedBy: null, remarks: [] },
    infos: [
      {
        language: 'en-GB',
        ...{ event, severity, urgency: '', certainty: '' },
        senderName: 'Environment Agency',
        headline: (own.description ?? '') === '' ? event : `${event}: ${own.description ?? ''}`,
        ...{ description: own.message ?? '', instruction: '', contact: '' },
        web: `https://check-for-flooding.service.gov.uk/target-area/${floodAreaID}`,
        ...{ effective: '', onset: '', expires: '' },
        areas: [
          {
            ...NO_RAW_AREA,
            name: own.description ?? own.eaAreaName ?? floodAreaID,
            geocodes: [{ name: 'EA', value: floodAreaID }],
          },
        ],
      },
    ],
  });
}
