import { createServer, type Server } from 'node:https';
import type { AddressInfo, LookupFunction } from 'node:net';
import { HttpsPost } from '#adapters/shared/https-post';
import { lookupPublic, outgoingFault, publicLookup } from '#adapters/shared/outgoing-address';
import { selfSigned } from '../../apps/simulator/src/providers/self-signed';

/*
 * Nobody gives this server an address to call back but its operator, in its environment, and
 * phones, where their browser's push service is. Those are what is guarded here.
 */

const DEADLINE_MS = 5_000;

describe('an address that somebody else chose', () => {
  it.each([
    'https://169.254.169.254/latest/meta-data',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://10.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'file:///etc/passwd',
    'gopher://127.0.0.1:6379/_FLUSHALL',
    'http://push.example/',
    'https://name:word@push.example/',
  ])('#18 %s is not talked to', (address) => {
    expect(outgoingFault(new URL(address))).not.toBeNull();
  });

  it.each(['localhost', 'ip6-localhost'])('#18 a name of this machine is not: %s', async (name) => {
    const post = new HttpsPost({ lookup: lookupPublic });
    const end = await post.post({ url: `https://${name}/`, headers: {}, body: '' }, DEADLINE_MS);
    expect(end.end).toBe('no-answer');
    await post.close();
  });

  describe('over a connection', () => {
    let target: Server;
    let asked: string[] = [];
    const identity = selfSigned(['push.example', '127.0.0.1']);
    beforeAll(async () => {
      target = createServer(identity, (request, answer) => {
        asked.push(request.url ?? '');
        answer.writeHead(307, { location: 'https://10.0.0.1/inside' }).end();
      });
      await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    });
    beforeEach(() => (asked = []));
    afterAll(() => new Promise((resolve) => target.close(resolve)));

    const urlOf = (host: string): string =>
      `https://${host}:${(target.address() as AddressInfo).port}/a`;

    it('#18 a redirect is an answer like any other, and is not followed', async () => {
      const post = new HttpsPost({ ca: identity.cert });
      const sent = { url: urlOf('127.0.0.1'), headers: {}, body: '' };
      const end = await post.post(sent, DEADLINE_MS);
      expect(end).toMatchObject({ end: 'answer', answer: { status: 307 } });
      expect(asked).toEqual(['/a']);
      await post.close();
    });

    it('#18 a name that leads elsewhere at the second look leads nowhere', async () => {
      let looks = 0;
      const rebinding = publicLookup((_name, _options, callback) => {
        looks += 1;
        callback(null, [{ address: looks === 1 ? '8.8.8.8' : '127.0.0.1', family: 4 }]);
      });
      const found = await new Promise((resolve) => {
        rebinding('push.example', {}, (error, address) => resolve(error ?? address));
      });
      expect(found).toBe('8.8.8.8');
      const post = new HttpsPost({ ca: identity.cert, lookup: rebinding });
      const sent = { url: urlOf('push.example'), headers: {}, body: '' };
      const end = await post.post(sent, DEADLINE_MS);
      expect(end).toEqual({ end: 'no-answer', error: 'the name leads to no public address' });
      expect(asked).toEqual([]);
      await post.close();
    });

    it('#18 a connection goes to what its own look found, and looks once', async () => {
      let looks = 0;
      const counting: LookupFunction = (_name, options, callback) => {
        looks += 1;
        if (options.all === true) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      };
      const post = new HttpsPost({ ca: identity.cert, lookup: counting });
      await post.post({ url: urlOf('push.example'), headers: {}, body: '' }, DEADLINE_MS);
      expect([looks, asked]).toEqual([1, ['/a']]);
      await post.close();
    });

    it('#18 one private address among public ones is enough to be refused', async () => {
      const mixed = publicLookup((_name, _options, callback) => {
        callback(null, [
          { address: '8.8.8.8', family: 4 },
          { address: '10.0.0.1', family: 4 },
        ]);
      });
      const found = await new Promise((resolve) => {
        mixed('push.example', {}, (error) => resolve(error?.message));
      });
      expect(found).toBe('the name leads to no public address');
    });
  });
});
