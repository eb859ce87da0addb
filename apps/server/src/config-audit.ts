import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { readPrivateKey } from '#adapters/audit-heads/signed-heads';

/** Where the worker writes signed heads of the audit; null: it writes none. */
export interface AuditConfig {
  readonly headsFile: string;
  /** Null: a key of the process alone, whose public half stands beside the file. */
  readonly key: KeyObject | null;
}

/** Variables of the audit in the environment; the key may stand in a file, as all of them. */
export const AUDIT_VARIABLES = {
  AUDIT_HEADS_FILE: z.string().min(1).optional(),
  AUDIT_KEY: z.string().min(1).optional(),
};

interface AuditEnvironment {
  readonly NODE_ENV: string;
  readonly ROLE: string;
  readonly AUDIT_HEADS_FILE?: string | undefined;
  readonly AUDIT_KEY?: string | undefined;
}

/** Reads the audit's part of the environment and adds what is wrong to `problems`. */
export function readAudit(data: AuditEnvironment, problems: string[]): AuditConfig | null {
  const { AUDIT_HEADS_FILE: headsFile, AUDIT_KEY: text } = data;
  const key = keyOf(text, problems);
  if (headsFile !== undefined) return { headsFile, key };
  if (key !== null) problems.push('AUDIT_HEADS_FILE is missing');
  return null;
}

/**
 * Without heads outside the database nobody would notice that its owner cut the end off: a worker
 * in production does not start without them.
 */
export function unfitAudit(data: AuditEnvironment): string[] {
  if (data.ROLE === 'api') return [];
  const problems: string[] = [];
  if (data.AUDIT_HEADS_FILE === undefined) problems.push('AUDIT_HEADS_FILE is missing');
  if (data.AUDIT_KEY === undefined) problems.push('AUDIT_KEY is missing, or AUDIT_KEY_FILE');
  return problems;
}

function keyOf(text: string | undefined, problems: string[]): KeyObject | null {
  if (text === undefined) return null;
  try {
    return readPrivateKey(text);
  } catch {
    problems.push('AUDIT_KEY must be a private Ed25519 key (openssl genpkey -algorithm ed25519)');
    return null;
  }
}
