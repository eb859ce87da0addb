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

/** Lines wait in memory for so long a text; what comes then is dropped. */
const WAITING_CHARACTERS_MAX = 1024 * 1024;

/**
 * Standard output as where the log goes. A log that cannot be written, because its disk is full or
 * whoever reads it has gone, ends nothing: lines are dropped, and `onLost` is told of each failure.
 */
export function logToOutput(onLost: () => void): DestinationStream {
  const destination = pino.destination({ dest: 1, sync: true, maxLength: WAITING_CHARACTERS_MAX });
  destination.on('error', onLost);
  destination.on('drop', onLost);
  return destination;
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
