import { placeReadSchema, placesNearSchema, readPlaceQuerySchema } from '#contracts/place-api';
import type { Route } from '#contracts/routes/route';

/** Places as people type them. */
export const PLACE_ROUTES = {
  readTypedPlace: {
    method: 'GET',
    path: '/v1/places/read',
    tag: 'registry',
    summary: 'What place a text names: degrees, a Plus Code, or a reference of a national grid.',
    permission: 'read-map',
    query: readPlaceQuerySchema,
    success: { status: 200, description: 'As it is read.', schema: placeReadSchema },
    refusals: ['place-invalid'],
  },
  readPlacesNear: {
    method: 'GET',
    path: '/v1/places/near',
    tag: 'registry',
    summary: "Where short Plus Codes are looked for: the organisation's area as a circle.",
    permission: 'read-map',
    success: { status: 200, description: 'The circle.', schema: placesNearSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
