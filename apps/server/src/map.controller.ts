import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toBox, type AedsOnMapView, type CoverView, type MapStyleView } from '#contracts/map-api';
import type { PlaceReadView, PlacesNearView } from '#contracts/place-api';
import { refuse } from '#core/problem';
import { Call, Serves, type CallOf } from './call';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';

const NOT_MODIFIED = 304;
/** Streets are built slowly; a changed file has other tags. */
const KEEP = 'private, max-age=3600';
const ASK_AGAIN = 'private, no-cache';

/** The map of the pages. */
@Controller()
export class MapController {
  constructor(
    @Inject(FLOW) private readonly flow: Pick<Flow, 'cover' | 'aedsOnMap' | 'typedPlaces'>,
    @Inject(PARTS) private readonly parts: ServerParts,
  ) {}

  @Serves('readMapStyle')
  style(): Promise<MapStyleView> {
    return this.parts.world.mapBase.facts();
  }

  @Serves('readMapTile')
  async tile(
    @Call('readMapTile') call: CallOf<'readMapTile'>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tile = await this.parts.world.mapBase.tile(call.params);
    if (tile === 'loading') {
      unwrap(refuse('unavailable', 'The streets of the map are still being loaded.'));
    } else if (tile === null) {
      unwrap(refuse('not-found', 'The map has no such square.'));
    } else {
      const { bytes, isGzipped, etag } = tile;
      void reply.header('etag', etag).header('cache-control', bytes.length > 0 ? KEEP : ASK_AGAIN);
      if (request.headers['if-none-match'] === etag) {
        await reply.status(NOT_MODIFIED).send();
        return;
      }
      if (isGzipped) void reply.header('content-encoding', 'gzip');
      await reply.type('application/vnd.mapbox-vector-tile').send(Buffer.from(bytes));
    }
  }

  @Serves('readCover')
  cover(@Call('readCover') call: CallOf<'readCover'>): Promise<CoverView> {
    return this.flow.cover.of(call.caller.organisationId, toBox(call.query.bbox));
  }

  @Serves('readAedsOnMap')
  aeds(@Call('readAedsOnMap') call: CallOf<'readAedsOnMap'>): Promise<AedsOnMapView> {
    return this.flow.aedsOnMap.in(call.caller.organisationId, toBox(call.query.bbox));
  }

  @Serves('readTypedPlace')
  async typed(@Call('readTypedPlace') call: CallOf<'readTypedPlace'>): Promise<PlaceReadView> {
    return unwrap(await this.flow.typedPlaces.read(call.caller.organisationId, call.query.text));
  }

  @Serves('readPlacesNear')
  near(@Call('readPlacesNear') call: CallOf<'readPlacesNear'>): Promise<PlacesNearView> {
    return this.flow.typedPlaces.near(call.caller.organisationId);
  }
}
