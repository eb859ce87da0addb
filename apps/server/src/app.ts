import { setTimeout as pause } from 'node:timers/promises';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Flow } from './flow';
import { Admission } from './admission';
import { auditRequests } from './audit-hook';
import { Callers } from './auth';
import { createHttp } from './http';
import { RequestLimits } from './limits';
import { nestLogger } from './logging';
import { FLOW, type ServerParts } from './parts';
import { ResponderGateway } from './responder.gateway';
import { refuseWhileCutOff, Rotation } from './rotation';
import { ServerModule } from './server.module';
import { Sockets } from './sockets';
import { WatchdogLoops } from './watchdog';
import { Worker } from './worker';

/** Connections of the hot path that do work at once, however many more there are. */
const HOT_PATH_CONNECTIONS_MAX = 16;
const SWEEP_EVERY_MS = 100;

/** A server that was built, and how to run and end it. */
export interface App {
  readonly nest: NestFastifyApplication;
  /** Begins to listen and to work, as its role says; resolves its address. */
  start(): Promise<string>;
  /**
   * Takes nothing new, finishes what is at hand, closes everything.
   *
   * @param onStep told what it goes on to, for whoever loses patience
   */
  drain(onStep?: (name: string) => void): Promise<void>;
}

/**
 * Builds the server over its world; nothing runs yet.
 *
 * @param prepare adds to the HTTP server what is not in the table of routes, such as files, and
 *   the reading of cookies
 */
export async function createApp(
  outside: Omit<ServerParts, 'state' | 'rotation' | 'admission'>,
  prepare: (fastify: FastifyInstance) => void | Promise<void>,
): Promise<App> {
  const parts = partsOf(outside);
  const { config, world, logger, admission } = parts;
  const limits = new RequestLimits(config.edge.requestLimitFactor);
  const http = createHttp({ logger, clock: world.clock, limits, config, admission });
  refuseWhileCutOff(http.getInstance(), parts.rotation);
  auditRequests(http.getInstance(), () => ({
    trail: nest.get<Flow>(FLOW).audit,
    callers: nest.get(Callers),
  }));
  await prepare(http.getInstance());
  const options: unknown = { bodyParser: false, logger: nestLogger(logger), abortOnError: false };
  const nest = await NestFactory.create<NestFastifyApplication>(
    ServerModule.of(parts, limits),
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
      parts.rotation.start();
      if (config.role !== 'api') await nest.get(Worker).start();
      await nest.listen(config.port, config.host);
      nest.get(WatchdogLoops).start(() => nest.getUrl());
      return nest.getUrl();
    },
    drain: async (onStep = () => undefined) => {
      parts.state.draining = true;
      for (const [name, step] of stepsToEnd(nest, parts)) {
        onStep(name);
        await step();
      }
    },
  };
}

/** What is ended, one after the other; what only this copy has in its hands comes first. */
function stepsToEnd(
  nest: NestFastifyApplication,
  { config, world, rotation }: ServerParts,
): readonly (readonly [name: string, step: () => unknown])[] {
  const [face, works] = [config.role !== 'worker', config.role !== 'api'];
  const { audit, ingest } = nest.get<Flow>(FLOW);
  return [
    ['rotation', () => rotation.stop()],
    ['watchdog', () => nest.get(WatchdogLoops).stop()],
    ['work', () => (works ? nest.get(Worker).stop() : undefined)],
    ['notice', () => pause(face ? config.edge.drainNoticeMs : 0)],
    ['events', () => (face ? nest.get(ResponderGateway).idle() : undefined)],
    ['handshakes', () => world.handshakes.stop()],
    ['sockets', () => world.sockets.close()],
    ['requests', () => closeServer(nest)],
    ['positions', () => (face ? ingest.stop() : undefined)],
    ['audit', () => audit.stop()],
    ['services', () => world.close()],
  ];
}

/** A connection that was busy when the end began is closed as soon as it is not. */
async function closeServer(nest: NestFastifyApplication): Promise<void> {
  const server = nest.getHttpServer();
  const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
  await nest.close().finally(() => clearInterval(sweeping));
}

function partsOf(outside: Parameters<typeof createApp>[0]): ServerParts {
  const state = { draining: false };
  const rotation = new Rotation(outside.world, state);
  return { ...outside, admission: admissionOf(outside), rotation, state };
}

/** As much at once as the hot path has connections for. */
function admissionOf({ config, metrics }: Pick<ServerParts, 'config' | 'metrics'>): Admission {
  const connections = Math.min(config.databasePoolMax, HOT_PATH_CONNECTIONS_MAX);
  return new Admission(connections, (lane) => metrics.load.turnedAway(lane));
}
