/** Which faults there are, and which spec of test/fault tries each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJson } from './files.mjs';
import { PROJECT } from './project.mjs';
import { Refusal } from './terminal.mjs';

const FOLDER = join(PROJECT, 'test/fault');

/** Ids out of `fast`, `all` or a list such as `F03,F09`; a `Refusal` for what is not there. */
export function chooseFaults(text) {
  const matrix = readJson(join(FOLDER, 'matrix.json'), {});
  const tried = [...filesByFault().keys()].sort();
  if (text === 'all') return tried;
  if (text === 'fast') return tried.filter((id) => matrix[id].fast);
  const ids = text.toUpperCase().split(',');
  for (const id of ids) {
    if (matrix[id] === undefined)
      throw new Refusal(`there is no ${id}; say fast, all or F01 to F58.`);
    if (!tried.includes(id)) throw new Refusal(`no spec of test/fault tries ${id}.`);
  }
  return ids;
}

/** What a fault of the list is called. */
export function wordsOf(id) {
  return readJson(join(FOLDER, 'matrix.json'), {})[id].words;
}

/** Those of the list that no spec tries, as `F24 packet-loss`. */
export function faultsNotBuilt() {
  const tried = filesByFault();
  const rows = Object.entries(readJson(join(FOLDER, 'matrix.json'), {}));
  return rows.filter(([id]) => !tried.has(id)).map(([id, { words }]) => `${id} ${words}`);
}

/** The specs that try these, each once, as paths. */
export function filesOf(ids) {
  const files = filesByFault();
  return [...new Set(ids.map((id) => files.get(id)))].map((name) => join(FOLDER, name));
}

/** Specs of the folder that try none of the list: about the list itself, or older than it. */
export function otherSpecs() {
  const trying = new Set(filesByFault().values());
  return specs()
    .filter((name) => !trying.has(name))
    .map((name) => join(FOLDER, name));
}

function filesByFault() {
  const found = new Map();
  for (const name of specs()) {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    for (const [, id] of text.matchAll(/\bfault\(\s*'(F\d\d)'/g)) found.set(id, name);
  }
  return found;
}

function specs() {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.spec.ts'));
}
