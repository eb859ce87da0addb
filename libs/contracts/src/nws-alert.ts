import { z } from 'zod';
import { refuse, ok, type Result } from '#core/problem';
import type { Area, Polygon } from '#core/geometry';
import type { RawWarning } from '#core/raw-warning';

/*
 * Alerts of the National Weather Service as api.weather.gov writes them: CAP in GeoJSON. Most have
 * no geometry and name zones instead; what CAP names one way is here often named several.
 */

const words = z.string().max(50_000).nullish();
const position = z.tuple([z.number(), z.number()]).rest(z.number());
const rings = z.array(z.array(position).min(4).max(50_000)).min(1).max(1_000);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(rings).min(1).max(1_000) }),
]);

const alertSchema = z.object({
  type: z.literal('Feature'),
  geometry: geometry.nullable(),
  properties: z.object({
    id: z.string().min(1).max(500),
    sender: z.string().min(1).max(500),
    sent: z.string().max(100),
    status: z.string(),
    messageType: z.string(),
    scope: words,
    references: z
      .array(z.object({ identifier: z.string(), sender: z.string(), sent: z.string() }))
      .max(1_000)
      .nullish(),
    areaDesc: words,
    geocode: z.record(z.string(), z.array(z.string()).max(5_000)).nullish(),
    affectedZones: z.array(z.string()).max(5_000).nullish(),
    ...{ event: z.string(), headline: words, description: words, instruction: words },
    ...{ effective: words, onset: words, expires: words, ends: words },
    ...{ urgency: words, severity: words, certainty: words, senderName: words },
    ...{ language: words, web: words },
  }),
});
type Alert = z.infer<typeof alertSchema>;

/** One alert of api.weather.gov as a raw warning; `warning-invalid` where it is none. */
export function rawNwsAlert(feature: unknown): Result<RawWarning> {
  const parsed = alertSchema.safeParse(feature);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    return refuse('warning-invalid', `Not an alert of api.weather.gov at \`${field}\`.`, field);
  }
  const alert = parsed.data;
  const own = alert.properties;
  return ok({
    origin: 'nws',
    ...{ identifier: own.id, sender: own.sender, sent: own.sent },
    ...{ status: own.status, messageType: own.messageType },
    scope: own.scope ?? 'Public',
    ...{ restriction: '', addresses: '' },
    references: (own.references ?? []).map(
      ({ sender, identifier, sent }) => `${sender},${identifier},${sent}`,
    ),
    follows: 'references',
    infos: [rawInfoOf(alert)],
    ...{ isSigned: false, signedBy: null, remarks: [] },
  });
}

function rawInfoOf(alert: Alert): RawWarning['infos'][number] {
  const own = alert.properties;
  return {
    language: own.language ?? '',
    event: own.event,
    ...{ urgency: own.urgency ?? '', severity: own.severity ?? '' },
    ...{ certainty: own.certainty ?? '', senderName: own.senderName ?? '' },
    ...{ headline: own.headline ?? '', description: own.description ?? '' },
    ...{ instruction: own.instruction ?? '', contact: '', web: own.web ?? '' },
    ...{ effective: own.effective ?? '', onset: own.onset ?? '' },
    // `expires` is the end of the message, which is written anew before; `ends` that of the event.
    expires: own.ends ?? own.expires ?? '',
    areas: [
      {
        name: own.areaDesc ?? '',
        ...{ polygons: [], circles: [] },
        drawn: alert.geometry === null ? null : areaOf(alert.geometry),
        geocodes: geocodesOf(own),
      },
    ],
  };
}

/** Codes as they are, and zones by their last part, which is their UGC. */
function geocodesOf({ geocode, affectedZones }: Alert['properties']) {
  const codes = Object.entries(geocode ?? {}).flatMap(([name, values]) =>
    values.map((value) => ({ name, value })),
  );
  const zones = (affectedZones ?? []).map((zone) => ({
    name: 'UGC',
    value: zone.split('/').at(-1) ?? '',
  }));
  return [...codes, ...zones];
}

function areaOf(drawn: z.infer<typeof geometry>): Area {
  const polygons = drawn.type === 'Polygon' ? [drawn.coordinates] : drawn.coordinates;
  return {
    polygons: polygons.map((ringsOfOne): Polygon => {
      const [outer = [], ...holes] = ringsOfOne.map((ring) =>
        ring.map(([lon, lat]) => ({ lat, lon })),
      );
      return { outer, holes };
    }),
  };
}
