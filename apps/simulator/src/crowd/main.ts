import { monotonicMs, type CrowdOrder, type CrowdReport, type PhoneFact } from './messages';
import { Phone } from './phone';

/*
 * Made-up phones in a process of their own, under the orders of whoever forked it. What they notice
 * is told in order; the process ends when nobody is there any more to be told.
 */

const REPORT_EVERY_MS = 25;
/** So many connect at once; a crowd that comes back by itself does not ask. */
const CONNECT_TOGETHER = 40;

const phones = new Map<number, Phone>();
let facts: PhoneFact[] = [];

function tell(report: CrowdReport): void {
  if (process.connected) process.send?.(report);
}

function report(): void {
  if (facts.length === 0) return;
  tell({ facts });
  facts = [];
}

function chosen(indexes: readonly number[] | undefined): readonly Phone[] {
  if (indexes === undefined) return [...phones.values()];
  return indexes.map((index) => phones.get(index)).filter((phone) => phone !== undefined);
}

/** Has each do something, a few at a time; resolves how many could not. */
async function each(all: readonly Phone[], act: (phone: Phone) => Promise<void>): Promise<number> {
  let failed = 0;
  const waiting = [...all];
  const go = async (): Promise<void> => {
    for (let phone = waiting.shift(); phone !== undefined; phone = waiting.shift()) {
      await act(phone).catch((error: unknown) => {
        failed += 1;
        const detail = String(error);
        facts.push({ atMs: monotonicMs(), phone: phone.index, what: 'refused', detail });
      });
    }
  };
  await Promise.all(Array.from({ length: CONNECT_TOGETHER }, go));
  return failed;
}

async function obey(order: CrowdOrder): Promise<void> {
  switch (order.do) {
    case 'start':
      for (const phone of order.phones) {
        const made = new Phone(phone, { ...order, tell: (fact) => facts.push(fact) });
        phones.set(phone.index, made);
      }
      return;
    case 'connect':
    case 'catch-up': {
      const act = (phone: Phone): Promise<void> =>
        order.do === 'connect' ? phone.connect() : phone.catchUp();
      const failed = await each(chosen(order.indexes), act);
      report();
      tell({ called: order.call, failed });
      return;
    }
    case 'leave':
      for (const phone of chosen(order.indexes)) phone.leave();
      return;
    case 'rule':
      for (const phone of chosen(order.indexes)) phone.rule = order.rule;
      return;
    case 'push':
      phones.get(order.index)?.push(order.alertId, order.kind);
      return;
    case 'stop':
      report();
      process.exit(0);
  }
}

process.on('message', (order: CrowdOrder) => {
  obey(order).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
process.once('disconnect', () => process.exit(0));
setInterval(report, REPORT_EVERY_MS);
tell({ ready: true });
