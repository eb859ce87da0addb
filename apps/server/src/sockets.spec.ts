import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { originGuard } from './sockets';

const REQUEST = new IncomingMessage(new Socket());

describe('the door of the sockets', () => {
  it('lets nobody in who waited there when the server began to go down', () => {
    const waiting: (() => void)[] = [];
    const handshakes = {
      isClosed: false,
      admits: () => true,
      inTurn: (_request: IncomingMessage, goOn: () => void) => void waiting.push(goOn),
    };
    const answers: boolean[] = [];
    const knock = (): void =>
      originGuard([], handshakes)(REQUEST, (_error, isAllowed) => void answers.push(isAllowed));
    knock();
    waiting.pop()?.();
    knock();
    handshakes.isClosed = true;
    waiting.pop()?.();
    expect(answers).toEqual([true, false]);
  });
});
