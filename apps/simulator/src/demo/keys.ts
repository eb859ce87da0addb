import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { WrongOptions } from './options';

const keysSchema = z.object({
  organisationId: z.string().min(1),
  controlKey: z.string().min(1),
  dispatcherKey: z.string().min(1),
  registrarKey: z.string().min(1),
  supervisorKey: z.string().min(1),
});

/** The demo organisation and the keys of its accounts. */
export type DemoKeys = z.infer<typeof keysSchema>;

/** Reads the file of demo keys. Throws `WrongOptions` when it is not there or not one. */
export function readKeys(file: string): DemoKeys {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new WrongOptions(`--keys ${file} cannot be read.`);
  }
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch {
    throw new WrongOptions(`--keys ${file} is not JSON with an organisation and its keys.`);
  }
}
