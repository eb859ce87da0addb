/** Where the project is. */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of this checkout. */
export const PROJECT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
