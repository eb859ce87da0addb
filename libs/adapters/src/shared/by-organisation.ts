/** Things apart by whose they are, in their order. */
export function byOrganisation<T extends { readonly organisationId: string }>(
  things: readonly T[],
): ReadonlyMap<string, readonly [T, ...T[]]> {
  const apart = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const theirs = apart.get(thing.organisationId);
    if (theirs === undefined) apart.set(thing.organisationId, [thing]);
    else theirs.push(thing);
  }
  return apart;
}
