import type { Field } from './alert-field';
import type { Contender } from './contenders';
import { Crowd } from './crowd';
import { personNumbers } from './person-numbers';

const CONNECT_TOGETHER = 200;

/** Phones of everybody near a scene, connected; throws where one was refused. */
export function onTheLine(
  contender: Contender,
  { people, onTheLine: numbers }: Field,
  organisationId: string,
): Promise<Crowd> {
  const numberOf = personNumbers(organisationId, people.ids.length);
  const tokens = numbers.map((n) => {
    const id = people.ids[n] ?? '';
    return contender.tokenOf({ id, n: numberOf(id) });
  });
  return connected(contender, tokens);
}

/** Phones with these tokens, connected; throws where one was refused. */
export async function connected(
  { name, url }: Pick<Contender, 'name' | 'url'>,
  tokens: readonly string[],
): Promise<Crowd> {
  const crowd = Crowd.start(tokens.length);
  const report = await crowd.connect({ url, tokens, together: CONNECT_TOGETHER });
  if (report.refused === 0) return crowd;
  await crowd.stop();
  throw new Error(`${name} let in ${report.connected}, and not ${report.refused}`);
}
