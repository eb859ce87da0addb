import { geocodeKey, type Geocode } from '#core/stored-area';

/*
 * Several kinds of code name the same areas under different names; a stored area carries one of
 * them, and a warning perhaps another.
 */

/** Kinds of one code, each list by names in capitals. */
const SAME_CODES: readonly (readonly string[])[] = [
  // Flood areas of the Environment Agency, in its interface and in its CAP.
  ['EA', 'TARGETAREACODE', 'FLOODAREAID'],
  // Counties of the United States; SAME has a digit for a part of them in front.
  ['SAME', 'FIPS6'],
  ['UGC', 'NWS-ZONE'],
];

/** The codes of a warning and those by which stored areas may be known instead. */
export function codesToLookUp(geocodes: readonly Geocode[]): readonly Geocode[] {
  const all = geocodes.flatMap(({ name, value }) => {
    const names = SAME_CODES.find((same) => same.includes(name.toUpperCase())) ?? [name];
    return names.map((each) => ({ name: each, value }));
  });
  return [...new Map(all.map((code) => [geocodeKey(code), code])).values()];
}

/** Whether a code of a warning is one by which an area is known. */
export function isCodeOf(geocode: Geocode, known: readonly Geocode[]): boolean {
  const keys = new Set(codesToLookUp([geocode]).map(geocodeKey));
  return known.some((code) => keys.has(geocodeKey(code)));
}
