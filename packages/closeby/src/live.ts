import { io, type Socket } from 'socket.io-client';
import type { Closeby, Reach } from './closeby';
import type { components } from './generated/live';
import { NotReached, readProblem, Refusal } from './problem';

/** What each message of the control socket carries, by its name. */
export type ControlMessages = components['schemas']['ControlMessages'];
/** One message of the control socket; what a later release adds may have other names. */
export type Heard = {
  [Name in keyof ControlMessages]: {
    readonly name: Name;
    readonly value: ControlMessages[Name];
  };
}[keyof ControlMessages];
/** The socket is there, for the first time or again: read over HTTP what must not be missed. */
export interface Connected {
  readonly name: 'connected';
  readonly value: null;
}
export type Fact = components['schemas']['Fact'];

const NAMESPACE = '/control';
const UNHEARD_MAX = 100_000;
const UNAVAILABLE = 503;
const AGAIN_AFTER_MS = 500;
const AGAIN_AFTER_MAX_MS = 5_000;

/**
 * Everything an organisation's control socket hears, until `signal` says stop. It comes back by
 * itself after a cut, and says `connected` each time, since what went by meanwhile is not sent
 * again: the socket is a doorbell.
 *
 * @throws Refusal where the secret is refused, at first or after a cut; NotReached where no server
 *   is there at first, or where 100,000 messages wait to be taken
 */
export async function* listen(
  { url, secret }: Reach,
  signal: AbortSignal,
): AsyncGenerator<Heard | Connected> {
  const waiting: (Heard | Connected)[] = [];
  const over: { by: Error | null } = { by: null };
  let wake = (): void => undefined;
  const end = (error: Error): void => {
    over.by ??= error;
    wake();
  };
  const socket = io(new URL(NAMESPACE, url).href, {
    auth: { key: secret },
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: AGAIN_AFTER_MS,
    reconnectionDelayMax: AGAIN_AFTER_MAX_MS,
  });
  const leave = attend(socket, {
    say: (message) => {
      waiting.push(message);
      if (waiting.length > UNHEARD_MAX) end(new NotReached('messages are not taken', 1));
      wake();
    },
    end,
  });
  const stop = (): void => wake();
  signal.addEventListener('abort', stop);
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next !== undefined) yield next;
      else if (over.by !== null) throw over.by;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    signal.removeEventListener('abort', stop);
    leave();
  }
}

/** Hears everything, and comes back after a cut; the answer ends both. */
function attend(
  socket: Socket,
  { say, end }: { say: (message: Heard | Connected) => void; end: (error: Error) => void },
): () => void {
  let wasThere = false;
  let timer: NodeJS.Timeout | undefined;
  // Whom the server ends or turns away, Socket.IO leaves alone.
  const later = (): void => {
    timer = setTimeout(() => socket.connect(), AGAIN_AFTER_MAX_MS * Math.random());
  };
  socket.onAny((name: string, value: unknown) => say({ name, value } as Heard));
  socket.on('connect', () => {
    wasThere = true;
    say({ name: 'connected', value: null });
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const problem = readProblem(error.data);
    if (problem !== null && problem.status !== UNAVAILABLE) end(new Refusal(problem, null));
    else if (!wasThere) end(new NotReached(`no live connection: ${error.message}`, 1));
    else if (!socket.active) later();
  });
  socket.on('disconnect', () => {
    if (!socket.active) later();
  });
  return () => {
    socket.off('disconnect');
    socket.disconnect();
    clearTimeout(timer);
  };
}

/**
 * Every fact of one incident in order and without gaps, those before the call first, until the
 * incident is over and its last fact is told, or `signal` says stop. What went by while the socket
 * was cut is read over HTTP.
 *
 * @throws Refusal, NotReached as {@link listen} and any call
 */
export async function* watchIncident(
  closeby: Closeby,
  reach: Reach,
  { incidentId, signal }: { readonly incidentId: string; readonly signal: AbortSignal },
): AsyncGenerator<Fact> {
  let lastSeq = 0;
  for await (const message of listen(reach, signal)) {
    if (!isAbout(message, incidentId)) continue;
    if (message.name === 'incident' && message.value.status === 'active') continue;
    const fact = message.name === 'fact' ? message.value.fact : null;
    if (fact !== null && fact.seq <= lastSeq) continue;
    if (fact?.seq === lastSeq + 1) {
      lastSeq = fact.seq;
      yield fact;
      continue;
    }
    const path = { incidentId };
    const { status } = await closeby.call('readIncident', { path, signal });
    const { facts } = await closeby.call('readTimeline', { path, signal });
    for (const missed of facts.filter(({ seq }) => seq > lastSeq)) {
      lastSeq = missed.seq;
      yield missed;
    }
    if (status !== 'active') return;
  }
}

function isAbout(message: Heard | Connected, incidentId: string): boolean {
  if (message.name === 'connected') return true;
  if (message.name === 'fact') return message.value.incidentId === incidentId;
  return message.name === 'incident' && message.value.id === incidentId;
}
