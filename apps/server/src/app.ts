import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Flow } from './flow';
import { auditRequests } from './audit-hook';
import { Callers } from './auth';
import { createHttp } from './http';
import { RequestLimits } from './limits';
import { nestLogger } from './logging';
import { FLOW, type ServerParts } from './parts';
import { ResponderGateway } from './responder.gateway';
import { ServerModule } from './server.module';
import { Sockets } from './sockets';
import { Worker } from './worker';

/** A server that was built, and how to run and end it. */
export interface App {
  readonly nest: NestFastifyApplication;
  /** Begins to listen and to work, as its role says; resolves its address. */
  start(): Promise<string>;
  /** Takes nothing new, finishes what is at hand, closes everything. */
  drain(): Promise<void>;
}

/**
 * Builds the server over its world; nothing runs yet.
 *
 * @param prepare adds to the HTTP server what is not in the table of routes, such as files, and
 *   the reading of cookies
 */
export async function createApp(
  outside: Omit<ServerParts, 'state'>,
  prepare: (fastify: FastifyInstance) => void | Promise<void>,
): Promise<App> {
  const { config, world, logger } = outside;
  const parts: ServerParts = { ...outside, state: { draining: false } };
  const limits = new RequestLimits(config.edge.requestLimitFactor);
  const http = createHttp({ logger, clock: world.clock, limits, config });
  auditRequests(http.getInstance(), () => ({
    trail: nest.get<Flow>(FLOW).audit,
    callers: nest.get(Callers),
  }));
  await prepare(http.getInstance());
  const options: unknown = { bodyParser: false, logger: nestLogger(logger), abortOnError: false };
  const module = ServerModule.of(parts, limits);
  const nest = await NestFactory.create<NestFastifyApplication>(
    module,
    http,
    options as NestApplicationOptions,
  );
  const face = config.role !== 'worker';
  if (face) nest.useWebSocketAdapter(new Sockets(nest, world.sockets, world.handshakes));
  await nest.init();
  return {
    nest,
    start: async () => {
      nest.get<Flow>(FLOW).audit.start();
      if (face) nest.get<Flow>(FLOW).ingest.start();
      if (config.role !== 'api') await nest.get(Worker).start();
      await nest.listen(config.port, config.host);
      return nest.getUrl();
    },
    drain: async () => {
      parts.state.draining = true;
      if (config.role !== 'api') await nest.get(Worker).stop();
      if (face) await nest.get(ResponderGateway).idle();
      await world.sockets.close();
      await nest.close();
      if (face) await nest.get<Flow>(FLOW).ingest.stop();
      await nest.get<Flow>(FLOW).audit.stop();
      await world.close();
    },
  };
}
