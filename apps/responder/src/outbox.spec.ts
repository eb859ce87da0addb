import { describe, expect, it } from '@jest/globals';
import type { Reply } from '#web/http';
import { Outbox } from './outbox';
import type { OutboxStore, Waiting } from './outbox-store';

class MemoryStore implements OutboxStore {
  private readonly rows = new Map<string, Waiting>();

  all(): Promise<readonly Waiting[]> {
    return Promise.resolve([...this.rows.values()]);
  }

  put(item: Waiting): Promise<void> {
    this.rows.set(item.id, item);
    return Promise.resolve();
  }

  remove(id: string): Promise<void> {
    this.rows.delete(id);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.rows.clear();
    return Promise.resolve();
  }
}

const OFFLINE: Reply<unknown> = { ok: false, problem: { code: 'unavailable', detail: 'off' } };
const TAKEN: Reply<unknown> = { ok: true, value: {} };

function report(id: string): Waiting {
  const post = { method: 'POST', path: `/reports/${id}`, body: {} } as const;
  const photo = { method: 'PUT', path: `/reports/${id}/photo`, body: 'pixels' } as const;
  return { id, what: `Report ${id}`, requests: [post, photo] };
}

/** A phone whose network answers as it is told; `sent` is what the server has taken. */
function phone(store: OutboxStore, answer: (path: string) => Reply<unknown>) {
  const sent: string[] = [];
  const outbox = new Outbox(
    {
      send: ({ path }) => {
        const reply = answer(path);
        if (reply.ok) sent.push(path);
        return Promise.resolve(reply);
      },
      onChange: () => undefined,
    },
    store,
  );
  return { outbox, sent };
}

describe('what a phone could not send yet', () => {
  it('is kept through a restart and sent in its order once the network is back', async () => {
    const store = new MemoryStore();
    const cutOff = phone(store, () => OFFLINE);
    await cutOff.outbox.add(report('a'));
    await cutOff.outbox.add(report('b'));
    expect(cutOff.outbox.waiting).toHaveLength(2);

    const back = phone(store, () => TAKEN);
    await back.outbox.begin();
    expect(back.sent).toEqual(['/reports/a', '/reports/a/photo', '/reports/b', '/reports/b/photo']);
    expect(back.outbox.waiting).toEqual([]);
    expect(await store.all()).toEqual([]);
    await back.outbox.forget();
  });

  it('goes on with the photo alone where the words were taken before', async () => {
    const store = new MemoryStore();
    const first = phone(store, (path) => (path.endsWith('photo') ? OFFLINE : TAKEN));
    await first.outbox.add(report('a'));
    const second = phone(store, () => TAKEN);
    await second.outbox.begin();
    expect(second.sent).toEqual(['/reports/a/photo']);
    await second.outbox.forget();
  });

  it('is given up, and said, where the server refuses it for good', async () => {
    const refusal: Reply<unknown> = {
      ok: false,
      problem: { code: 'invalid-field', detail: 'the depth is wrong' },
    };
    const { outbox, sent } = phone(new MemoryStore(), (path) =>
      path.startsWith('/reports/a') ? refusal : TAKEN,
    );
    await outbox.add(report('a'));
    expect(outbox.refused).toMatchObject({ what: 'Report a', problem: { code: 'invalid-field' } });
    await outbox.add(report('b'));
    expect(sent).toEqual(['/reports/b', '/reports/b/photo']);
  });

  it('is forgotten with the sign-in', async () => {
    const store = new MemoryStore();
    const { outbox } = phone(store, () => OFFLINE);
    await outbox.add(report('a'));
    await outbox.forget();
    expect(outbox.waiting).toEqual([]);
    expect(await store.all()).toEqual([]);
  });
});
