import { exportIncidentsQuerySchema } from '#contracts/export-api';
import {
  aedFeaturesSchema,
  coverFeaturesSchema,
  GEOJSON_TYPE,
  incidentFeaturesSchema,
} from '#contracts/geojson-api';
import { boxQuerySchema } from '#contracts/map-api';
import { pageQuerySchema } from '#contracts/shapes';
import type { Route } from '#contracts/routes/route';

const mediaType = GEOJSON_TYPE;

/** What other maps take in. */
export const GEOJSON_ROUTES = {
  exportIncidentFeatures: {
    method: 'GET',
    path: '/v1/exports/incidents.geojson',
    tag: 'audit',
    summary: 'The export of incidents as GeoJSON.',
    permission: 'export-data',
    query: exportIncidentsQuerySchema,
    success: {
      ...{ status: 200, description: 'Oldest first.' },
      ...{ schema: incidentFeaturesSchema, mediaType },
    },
    refusals: ['reason-needed', 'too-many-requests'],
  },
  readAedFeatures: {
    method: 'GET',
    path: '/v1/aeds.geojson',
    tag: 'registry',
    summary: 'AEDs that are not retired as GeoJSON, with the tags of OpenStreetMap.',
    permission: 'read-aeds',
    query: pageQuerySchema,
    success: {
      ...{ status: 200, description: 'One page.' },
      ...{ schema: aedFeaturesSchema, mediaType },
    },
    refusals: [],
  },
  readCoverFeatures: {
    method: 'GET',
    path: '/v1/map/cover.geojson',
    tag: 'incidents',
    summary: 'Where responders are available now as GeoJSON, counted by squares of 300 m.',
    permission: 'read-incident',
    query: boxQuerySchema,
    success: {
      ...{ status: 200, description: 'Squares in which anybody is.' },
      ...{ schema: coverFeaturesSchema, mediaType },
    },
    refusals: [],
  },
} as const satisfies Record<string, Route>;
