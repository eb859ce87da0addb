import fastifyCookie from '@fastify/cookie';
import type { Logger } from 'pino';
import { accidentOf } from './accident';
import { createApp } from './app';
import { configOfProcess, ConfigError } from './config';
import { createLogger, logToOutput } from './logging';
import { Metrics } from './metrics';
import { serveFiles } from './web';
import { openWorld } from './world';

/** What is at hand when the process is told to end must be done by then. */
const DRAIN_WITHIN_MS = 10_000;

async function main(): Promise<void> {
  const config = configOfProcess();
  const metrics = new Metrics();
  const logger = createLogger(
    config,
    logToOutput(() => metrics.logLost.inc()),
  );
  process.on('unhandledRejection', (reason) => die(logger, reason));
  process.on('uncaughtException', (error) => die(logger, error));
  const world = await openWorld(config, { logger, metrics });
  const app = await createApp({ config, world, logger, metrics }, async (fastify) => {
    if (config.role === 'worker') return;
    await fastify.register(fastifyCookie);
    await serveFiles(fastify, { ...config.edge, mapStyleUrl: config.map.styleUrl });
  });
  const drainOnce = once(async (signal: string) => {
    let step = '';
    logger.info({ signal }, 'draining');
    setTimeout(() => {
      logger.error({ step }, 'not drained in time');
      process.exit(1);
    }, DRAIN_WITHIN_MS + config.edge.drainNoticeMs).unref();
    await app.drain((name) => (step = name));
    logger.info('drained');
    process.exit(0);
  });
  for (const signal of ['SIGTERM', 'SIGINT']) {
    process.on(signal, () => {
      drainOnce(signal).catch((error: unknown) => die(logger, error));
    });
  }
  const url = await app.start();
  logger.info({ url, version: config.version }, 'ready');
}

/** Nothing can be relied upon any more: says so and ends; whoever runs it starts it anew. */
function die(logger: Logger, error: unknown): never {
  logger.fatal({ accident: accidentOf(error) }, 'the process ends');
  process.exit(1);
}

function once(act: (signal: string) => Promise<void>): (signal: string) => Promise<void> {
  let acted: Promise<void> | undefined;
  return (signal) => (acted ??= act(signal));
}

main().catch((error: unknown) => {
  const text = error instanceof ConfigError ? error.message : String(accidentOf(error).message);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
