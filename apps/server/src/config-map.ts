import { accessSync, constants } from 'node:fs';
import { z } from 'zod';

/** What lies under the map of the pages, besides the streets that ways are measured along. */
export interface MapConfig {
  /** A MapLibre style elsewhere; null: none. */
  readonly styleUrl: string | null;
  /** A PMTiles file in the layers of Protomaps' basemap; null: the streets, where there are any. */
  readonly pmtilesFile: string | null;
  /** Whom the data is owed to; null: as the data itself asks for. */
  readonly attribution: string | null;
}

const ATTRIBUTION_LENGTH_MAX = 200;

/** Variables of the map in the environment. */
export const MAP_VARIABLES = {
  MAP_STYLE_URL: z
    .string()
    .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
      error: 'must be a URL that begins with https:// or http://',
    })
    .optional(),
  MAP_PMTILES_FILE: z
    .string()
    .refine(isReadable, { error: 'must be a file that can be read' })
    .optional(),
  MAP_ATTRIBUTION: z
    .string()
    .max(ATTRIBUTION_LENGTH_MAX)
    .regex(/^[^<>&]*$/, { error: 'must be plain text' })
    .optional(),
};
type MapEnvironment = z.infer<z.ZodObject<typeof MAP_VARIABLES>>;

/** Reads the map's part of the environment and adds what is wrong to `problems`. */
export function readMap(data: MapEnvironment, problems: string[]): MapConfig {
  const { MAP_STYLE_URL: styleUrl = null, MAP_PMTILES_FILE: pmtilesFile = null } = data;
  if (styleUrl !== null && pmtilesFile !== null) {
    problems.push('MAP_STYLE_URL and MAP_PMTILES_FILE exclude each other');
  }
  return { styleUrl, pmtilesFile, attribution: data.MAP_ATTRIBUTION ?? null };
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
