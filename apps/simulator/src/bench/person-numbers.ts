import { personId } from './alert-field';

/** Which number in the register a person of that id has. */
export function personNumbers(organisationId: string, count: number): (id: string) => number {
  const numbers = new Map<string, number>();
  for (let n = 0; n < count; n += 1) numbers.set(personId(organisationId, n), n);
  return (id) => {
    const n = numbers.get(id);
    if (n === undefined) throw new Error('nobody of the register has this id');
    return n;
  };
}
