/**
 * A flood of incidents from a process of its own, under the orders of whoever forked it: one
 * message `{ urls, key, perSecond, seconds, urgentShare, scenes, seed }`, answered by how each of
 * them fared. They come at their pace, whether or not the server keeps up.
 */
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

const TICK_MS = 5;
/** Of each server; whoever finds none free waits for one, which counts as waiting for an answer. */
const SOCKETS_MAX = 2_500;
/** A control system gives up by then. */
const ANSWER_WITHIN_MS = 10_000;
const GAVE_UP = Object.assign(new Error('no answer in time'), { code: 'GAVE_UP' });

process.once('message', async (order) => {
  process.send(await flood(order));
});
process.once('disconnect', () => process.exit(0));

async function flood({ urls, key, perSecond, seconds, urgentShare, scenes }) {
  const agents = urls.map(() => new Agent({ keepAlive: true, maxSockets: SOCKETS_MAX }));
  const seen = { sent: 0, statuses: {}, acked: [], urgentMs: [], otherMs: [], withoutRetry: 0 };
  const under = new Set();
  const began = performance.now();
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      const elapsedS = Math.min(seconds, (performance.now() - began) / 1_000);
      for (const due = Math.floor(elapsedS * perSecond); seen.sent < due; seen.sent += 1) {
        const nth = seen.sent;
        const at = nth % urls.length;
        const isUrgent = (nth % 100) / 100 < urgentShare;
        const sent = raise({ url: urls[at], agent: agents[at], key, isUrgent, nth, scenes, seen });
        under.add(sent);
        void sent.finally(() => under.delete(sent));
      }
      if (elapsedS < seconds) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(under);
  for (const agent of agents) agent.destroy();
  return seen;
}

function raise({ url, agent, key, isUrgent, nth, scenes, seen }) {
  const controlRef = `FLOOD-${randomUUID()}`;
  const { lat, lon } = scenes[nth % scenes.length];
  const body = JSON.stringify({
    controlRef,
    version: 1,
    kind: 'cardiac-arrest',
    priority: isUrgent ? 'life-threatening' : 'routine',
    place: { type: 'Point', coordinates: [lon, lat] },
    calledAt: new Date().toISOString(),
  });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  const from = performance.now();
  return new Promise((resolve) => {
    const end = (status) => {
      clearTimeout(timer);
      seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
      resolve();
    };
    const sent = request(`${url}/v1/incidents`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('error', (error) => end(error.code ?? 'broken'));
      answer.once('end', () => {
        const status = answer.statusCode;
        if (status === 201 || status === 200) {
          seen.acked.push(controlRef);
          seen[isUrgent ? 'urgentMs' : 'otherMs'].push(performance.now() - from);
        }
        if (status === 429 && answer.headers['retry-after'] === undefined) seen.withoutRetry += 1;
        end(status);
      });
    });
    sent.once('error', (error) => end(error.code ?? 'broken'));
    const timer = setTimeout(() => sent.destroy(GAVE_UP), ANSWER_WITHIN_MS);
    sent.end(body);
  });
}
