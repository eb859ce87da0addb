import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';

/** What a bench has a process of made-up phones do. */
export type CrowdOrder =
  | {
      readonly do: 'connect';
      readonly url: string;
      readonly path: string;
      readonly phones: readonly { readonly index: number; readonly token: string }[];
      /** Of the feed; what came after is sent on connecting. */
      readonly lastSeq: number;
      /** So many are on their way at once. */
      readonly together: number;
    }
  | {
      readonly do: 'send-fixes';
      readonly perSecond: number;
      readonly seconds: number;
      /** One fix in so many asks to be acknowledged. */
      readonly ackEvery: number;
    }
  /** Forgets what was heard so far, and counts events that hold this text. */
  | { readonly do: 'listen'; readonly to: string }
  | { readonly do: 'say-heard' }
  | { readonly do: 'leave' };

/** What it did. */
export interface CrowdReport {
  readonly connected: number;
  readonly refused: number;
  readonly sent: number;
  /** From sending to the acknowledgement, milliseconds. */
  readonly ackMs: readonly number[];
  /** Acknowledgements that said no. */
  readonly turnedDown: number;
  /** Events heard since it was told to listen, and when the last of them came. */
  readonly heard: number;
  readonly lastHeardMs: number;
}

/** Monotonic milliseconds that processes of one machine have in common. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint() / 1_000n) / 1_000;
}

/** Gives each process its order; resolves with what they answer, taken together. */
export async function askCrowd(
  children: readonly ChildProcess[],
  order: (child: ChildProcess, nth: number) => CrowdOrder,
): Promise<CrowdReport> {
  const reports = await Promise.all(
    children.map(async (child, nth) => {
      const answered = once(child, 'message');
      child.send(order(child, nth));
      const [report] = (await answered) as [CrowdReport];
      return report;
    }),
  );
  const sum = (of: (report: CrowdReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  return {
    connected: sum(({ connected }) => connected),
    refused: sum(({ refused }) => refused),
    sent: sum(({ sent }) => sent),
    ackMs: reports.flatMap(({ ackMs }) => ackMs),
    turnedDown: sum(({ turnedDown }) => turnedDown),
    heard: sum(({ heard }) => heard),
    lastHeardMs: Math.max(...reports.map(({ lastHeardMs }) => lastHeardMs)),
  };
}
