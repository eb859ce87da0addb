import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** Variable of the folder in which control rooms leave files. */
export const DROP_VARIABLES = {
  CONTROL_DROP_FOLDER: z
    .string()
    .refine(isFolder, { error: 'must be the full path of a folder that can be written to' })
    .optional(),
};

/** The folder; null: files are not a way in. Only workers look into it. */
export function readDrop(data: {
  readonly ROLE: string;
  readonly CONTROL_DROP_FOLDER?: string | undefined;
}): string | null {
  return data.ROLE === 'api' ? null : (data.CONTROL_DROP_FOLDER ?? null);
}

function isFolder(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return isAbsolute(path) && statSync(path).isDirectory();
  } catch {
    return false;
  }
}
