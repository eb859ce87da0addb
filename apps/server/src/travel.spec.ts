import { join } from 'node:path';
import { pino } from 'pino';
import { ConfigError, type Config } from './config';
import { Metrics } from './metrics';
import { openTravel } from './travel';

const STREETS = join(__dirname, '../../../data/porto-alegre/streets.osm.pbf');
const QUERY = {
  patient: { lat: -30.034, lon: -51.2205 },
  people: [{ id: 'ann', place: { lat: -30.038, lon: -51.217 } }],
  aeds: [],
};

function open(config: Partial<Pick<Config, 'streetsFile' | 'routing'>>) {
  const metrics = new Metrics();
  const logger = pino({ level: 'silent' });
  const travel = openTravel({ streetsFile: null, routing: null, ...config }, { logger, metrics });
  const fallbacks = async (reason: string): Promise<number | undefined> => {
    const text = await metrics.registry.getSingleMetricAsString('closeby_travel_fallbacks_total');
    const value = new RegExp(`reason="${reason}"} (\\d+)`).exec(text)?.[1];
    return value === undefined ? undefined : Number(value);
  };
  return { travel, fallbacks };
}

describe('the source of ways', () => {
  it('is straight lines where nothing is set', async () => {
    expect((await open({}).travel.table(QUERY)).source).toBe('straight-line');
  });

  it('is the streets of the file, beyond them straight lines, and that is counted', async () => {
    const { travel, fallbacks } = open({ streetsFile: STREETS });
    expect((await travel.table(QUERY)).source).toBe('streets');
    expect(await fallbacks('off-streets')).toBe(0);
    const elsewhere = await travel.table({ ...QUERY, patient: { lat: -30.2, lon: -51.2 } });
    expect(elsewhere.source).toBe('straight-line');
    expect(await fallbacks('off-streets')).toBe(1);
  });

  it('is the streets while the routing engine does not answer, and that is counted', async () => {
    const routing = { kind: 'valhalla', url: 'http://127.0.0.1:1' } as const;
    const { travel, fallbacks } = open({ streetsFile: STREETS, routing });
    expect((await travel.table(QUERY)).source).toBe('streets');
    expect(await fallbacks('failed')).toBe(1);
  });

  it('that cannot be loaded keeps the server from starting, with why', () => {
    expect(() => open({ streetsFile: __filename })).toThrow(ConfigError);
    expect(() => open({ streetsFile: __filename })).toThrow(/STREETS_FILE cannot be loaded/);
  });
});
