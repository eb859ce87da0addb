/**
 * Values of `highway` that one may walk along, from the list of the OpenStreetMap wiki
 * ("Key:highway"). What is not here is no street (a bus stop), not there yet or no more
 * (construction, proposed), or no place for people on foot (motorway, raceway, busway).
 */
const ON_FOOT: ReadonlySet<string> = new Set([
  'trunk',
  'trunk_link',
  'primary',
  'primary_link',
  'secondary',
  'secondary_link',
  'tertiary',
  'tertiary_link',
  'unclassified',
  'residential',
  'living_street',
  'service',
  'road',
  'track',
  'pedestrian',
  'footway',
  'path',
  'steps',
  'cycleway',
  'bridleway',
]);
const FORBIDDEN: ReadonlySet<string> = new Set(['no', 'private']);
const ALLOWED: ReadonlySet<string> = new Set(['yes', 'designated', 'permissive', 'destination']);

/**
 * Why an OpenStreetMap way is not one to walk along, by its tags; null where it is one.
 *
 * `foot` says more than `access`, and `access` more than the kind of street; a way for motor
 * vehicles only (`motorroad`) is none unless `foot` says so.
 */
export function whyNotOnFoot(tags: (key: string) => string | undefined): string | null {
  const highway = tags('highway');
  if (highway === undefined) return 'no highway tag';
  if (!ON_FOOT.has(highway)) return `highway=${highway}`;
  if (tags('area') === 'yes') return 'an area';
  const foot = tags('foot');
  if (foot !== undefined && FORBIDDEN.has(foot)) return `foot=${foot}`;
  if (foot !== undefined && ALLOWED.has(foot)) return null;
  if (tags('motorroad') === 'yes') return 'motorroad=yes';
  const access = tags('access');
  return access !== undefined && FORBIDDEN.has(access) ? `access=${access}` : null;
}
