import {
  aedsOnMapSchema,
  boxQuerySchema,
  coverSchema,
  mapStyleSchema,
  tileParamsSchema,
} from '#contracts/map-api';
import type { Route } from '#contracts/routes/route';

/** The map of the pages: what lies under it, and what is shown on it beside incidents. */
export const MAP_ROUTES = {
  readMapStyle: {
    method: 'GET',
    path: '/v1/map/style',
    tag: 'registry',
    summary: 'What lies under the map of the pages.',
    permission: 'read-map',
    success: { status: 200, description: 'As configured.', schema: mapStyleSchema },
    refusals: [],
  },
  readMapTile: {
    method: 'GET',
    path: '/v1/map/tiles/:z/:x/:y',
    tag: 'registry',
    summary: 'One square of the map as a vector tile; empty where there is nothing.',
    permission: 'read-map',
    params: tileParamsSchema,
    success: {
      status: 200,
      description: 'A Mapbox vector tile, packed with gzip.',
      schema: null,
      mediaType: 'application/vnd.mapbox-vector-tile',
    },
    otherwise: { status: 304, description: 'Not changed since that ETag.', schema: null },
    refusals: ['not-found', 'unavailable'],
  },
  readCover: {
    method: 'GET',
    path: '/v1/map/cover',
    tag: 'incidents',
    summary: 'Where responders are available, counted by squares of 300 m.',
    permission: 'read-incident',
    query: boxQuerySchema,
    success: { status: 200, description: 'Squares in which anybody is.', schema: coverSchema },
    refusals: [],
  },
  readAedsOnMap: {
    method: 'GET',
    path: '/v1/map/aeds',
    tag: 'registry',
    summary: 'AEDs in a box and whether they are open now.',
    permission: 'read-aeds',
    query: boxQuerySchema,
    success: { status: 200, description: 'All but retired ones.', schema: aedsOnMapSchema },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
