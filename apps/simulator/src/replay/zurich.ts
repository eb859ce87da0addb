import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { discRegion } from './disc-region';
import { readAeds } from './own-aeds';
import type { Region } from './region';

/** The newest feed of the register in the project's data. */
const REGISTER = join('data', 'zurich', '2021-05-13.geojson');
const YEAR = 2021;
/** 1.55 million people in the canton, 80 arrests a year for 100,000. Assumed. */
const INCIDENTS_PER_YEAR = 1_240;

/** Zurich's real AEDs with their real hours; cases and people made up around them. */
export function zurich(): Region {
  const { rows, refused } = readAeds(find(REGISTER));
  return discRegion({
    name: 'Zurich',
    timeZone: 'Europe/Zurich',
    incidentsPerYear: INCIDENTS_PER_YEAR,
    anchors: rows.map(({ place }) => place),
    aeds: rows,
    cases: [],
    year: YEAR,
    madeUp: [
      `${rows.length} AEDs of the canton and their hours are real (${refused.length} refused);`,
      'cases and people are made up, uniform in discs of 1 km around AEDs; ambulances are drawn',
      'from a log-normal with a median of 6.5 min; every way is 1.4 times the straight line.',
    ],
  });
}

/** Looks upward from this file, which stands at another depth in the sources than in the build. */
function find(path: string): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, path);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`${path} is missing from the project`);
  }
}
