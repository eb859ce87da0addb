import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Random } from '../city/random';
import { COUNTRY, needsOf, type Country, type Needs } from './country';
import { documentAt, readCosts, type Costs } from './measured';
import { RegionRun, type Happening, type Load, type RunResult } from './region-run';

const USAGE =
  'usage: npm run scale -- [--people N] [--regions N] [--storm N] [--runs N] [--seed TEXT] ' +
  '[--write]';
const RUN_MS = 600_000;
const HAPPENS_AT_MS = 120_000;
/** A wave rings so many phones, each of which says so twice. */
const RECEIPTS_PER_INCIDENT = 40;
/** Control goes over to the region beside after so long without an answer. */
const GONE_OVER_AFTER_MS = 30_000;
/** A call-out goes to so many of a region at once. */
const CROWD = 50_000;

interface Story {
  readonly name: string;
  readonly storm: number;
  readonly crowd: number;
  readonly happenings: readonly Happening[];
}

const DOCUMENT = 'docs/scale.md';
const PRINTED = /(<!-- printed -->\n)[^]*?(<!-- end -->)/;

/**
 * What a country needs, and what its shape does when something breaks; with `--write` the lines go
 * into docs/scale.md.
 */
function main(): void {
  const given = readOptions();
  if (typeof given === 'string') {
    console.error(`${given}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { country, runs, seed, writes } = given;
  const costs = readCosts();
  const needs = needsOf(country, costs);
  const lines = [countryLine(country, needs)];
  for (const story of storiesOf(country, costs)) {
    const results = Array.from({ length: runs }, (_, run) => {
      const random = new Random(`scale/${seed}/${story.name}/${run}`);
      const { happenings } = story;
      const load = loadOf(country, needs, story);
      return new RegionRun({ costs, load, shape: country, happenings, random }).run(RUN_MS);
    });
    lines.push(storyLine(story, results, seed));
  }
  console.log(lines.join('\n'));
  if (writes) keep(lines);
}

function keep(lines: readonly string[]): void {
  const path = documentAt(DOCUMENT);
  const block = ['```', ...lines, '```'].join('\n');
  writeFileSync(path, readFileSync(path, 'utf8').replace(PRINTED, `$1\n${block}\n\n$2`));
}

function storiesOf(country: Country, costs: Costs): readonly Story[] {
  const usual = { storm: 1, crowd: 0, happenings: [] };
  const gone = { atMs: HAPPENS_AT_MS, databaseGoneMs: costs.promoteS * 1_000 };
  const factor = country.regions / (country.regions - 1);
  const others = { atMs: HAPPENS_AT_MS + GONE_OVER_AFTER_MS, factor: Math.max(2, factor) };
  return [
    { name: 'usual', ...usual },
    { name: 'storm', ...usual, storm: country.storm },
    { name: 'storm-and-callout', ...usual, storm: country.storm, crowd: CROWD },
    { name: 'primary-lost', ...usual, storm: country.storm, happenings: [gone] },
    { name: 'neighbour-lost', ...usual, storm: country.storm, happenings: [others] },
  ];
}

function loadOf(country: Country, needs: Needs, { storm, crowd }: Story): Load {
  return {
    incidentsPerS: (needs.incidentsPerS * storm) / country.regions,
    receiptsPerIncident: RECEIPTS_PER_INCIDENT,
    positionsPerS: needs.positionsPerS / country.regions,
    crowd,
  };
}

function countryLine(country: Country, needs: Needs): string {
  return (
    `SCALE people=${country.people} regions=${country.regions} ` +
    `incidents_per_s=${digits(needs.incidentsPerS)} ` +
    `storm_per_s=${digits(needs.stormIncidentsPerS)} ` +
    `responders=${digits(needs.responders)} live_phones=${digits(needs.livePhones)} ` +
    `positions_per_s=${digits(needs.positionsPerS)} server_processes=${needs.serverProcesses} ` +
    `server_gib=${digits(needs.serverGiB)} redis_gib=${digits(needs.redisGiB)} ` +
    `database_gib_per_year=${digits(needs.databaseGiBPerYear)} ` +
    `database_cores_busy=${digits(needs.databaseCoresBusy)} ask_all_s=${digits(needs.askAllS)} ` +
    `push_all_s=${digits(needs.pushAllS)} ` +
    `sms_s=${digits(needs.smsS)} reconnect_s=${digits(needs.reconnectS)}`
  );
}

function storyLine({ name }: Story, results: readonly RunResult[], seed: string): string {
  const took = results.flatMap((result) => result.took.map(({ tookMs }) => tookMs));
  const sorted = took.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  const mean = (of: (result: RunResult) => number): number =>
    results.reduce((sum, result) => sum + of(result), 0) / results.length;
  const left = results.reduce((sum, result) => sum + result.left, 0);
  return (
    `SCALE sim=${name} incidents=${sorted.length} p50_ms=${digits(at(0.5))} ` +
    `p99_ms=${digits(at(0.99))} max_ms=${digits(at(1))} left=${left} ` +
    `server_busy=${mean((result) => result.serverBusy).toFixed(2)} ` +
    `database_busy=${mean((result) => result.databaseBusy).toFixed(2)} ` +
    `runs=${results.length} seed=${seed}`
  );
}

/** Three digits that count, or whole. */
function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

interface Options {
  readonly country: Country;
  readonly runs: number;
  readonly seed: string;
  readonly writes: boolean;
}

function readOptions(): Options | string {
  const text = { type: 'string' } as const;
  const options = {
    people: text,
    regions: text,
    storm: text,
    runs: text,
    seed: text,
    write: { type: 'boolean' } as const,
  };
  try {
    const { values } = parseArgs({ options });
    const number = (name: 'people' | 'regions' | 'storm' | 'runs', usual: number): number => {
      const value = Number(values[name] ?? usual);
      if (!(value >= 1)) throw new Error(`--${name} is ${String(values[name])}; give 1 or more`);
      return value;
    };
    const regions = Math.floor(number('regions', COUNTRY.regions));
    if (regions < 2) throw new Error('--regions is 1; a country needs another to go over to');
    const people = number('people', COUNTRY.people);
    const storm = number('storm', COUNTRY.storm);
    const country = { ...COUNTRY, people, regions, storm };
    return {
      country,
      runs: Math.floor(number('runs', 100)),
      seed: values.seed ?? '1',
      writes: values.write ?? false,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

main();
