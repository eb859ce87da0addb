import type { OpenCalloutMessage } from '#contracts/callout-api';
import { calloutMessage } from '../support/callout-message';
import { SCENE } from './memory-service';

const HALF_SIDE_DEG = 0.2;

const [WEST, EAST] = [SCENE.lon - HALF_SIDE_DEG, SCENE.lon + HALF_SIDE_DEG];
const [SOUTH, NORTH] = [SCENE.lat - HALF_SIDE_DEG, SCENE.lat + HALF_SIDE_DEG];

/** A call-out for three people with a boat, anywhere around the scene. */
export const SANDBAGS: OpenCalloutMessage = calloutMessage({
  controlRef: 'CO-1',
  area: {
    type: 'Polygon',
    coordinates: [
      [
        [WEST, SOUTH],
        [EAST, SOUTH],
        [EAST, NORTH],
        [WEST, NORTH],
        [WEST, SOUTH],
      ],
    ],
  },
  wantedCount: 3,
  credentialKind: 'boat-handling',
});
