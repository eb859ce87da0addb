import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PROGRAM = join(process.cwd(), 'dist/apps/server/src/audit-verify.js');

/** Runs `audit:verify` on a database as the server's role; its exit code and what it printed. */
export async function verifyAudit(
  databaseUrl: string,
  ...args: readonly string[]
): Promise<{ code: unknown; out: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_ENV: 'test', DATABASE_URL: databaseUrl },
  });
  let out = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => (out += text.toString()));
  }
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, out: out.trim() };
}
