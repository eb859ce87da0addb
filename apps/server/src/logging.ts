import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config';

/** Names of fields that are cut out of every line, wherever they are nested. */
const PERSONAL = [
  'authorization',
  'token',
  'key',
  'secret',
  'pushToken',
  'enrolmentCode',
  'displayName',
  'address',
  'notesForResponders',
  'place',
  'lat',
  'lon',
  'body',
  'query',
  'parameters',
];

/** The log: JSON lines with times, ids and statuses, and nothing about people or places. */
export function createLogger(
  config: Pick<Config, 'logLevel' | 'role'>,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: config.logLevel,
    base: { role: config.role },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: PERSONAL.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      remove: true,
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Nest's own messages: only its warnings and errors are worth a line. */
export function nestLogger(logger: Logger): LoggerService {
  const say =
    (level: 'warn' | 'error') =>
    (message: unknown): void => {
      logger[level]({ from: 'nest' }, message instanceof Error ? message.name : String(message));
    };
  return { log: () => undefined, warn: say('warn'), error: say('error'), fatal: say('error') };
}
