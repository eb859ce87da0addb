import { ConfigError, readConfig } from './config';

const GOOD = { DATABASE_URL: 'postgres://app:secret@127.0.0.1:5432/closeby', NODE_ENV: 'test' };

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig({ ...GOOD, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('the map in the configuration', () => {
  it('draws the streets that are loaded unless told of something else', () => {
    expect(readConfig(GOOD).map).toEqual({ styleUrl: null, pmtilesFile: null, attribution: null });
  });

  it('takes a style or a file of tiles, not both, and says what is wrong with either', () => {
    const MAP_STYLE_URL = 'https://maps.example.org/style.json';
    expect(readConfig({ ...GOOD, MAP_STYLE_URL }).map.styleUrl).toBe(MAP_STYLE_URL);
    expect(readConfig({ ...GOOD, MAP_PMTILES_FILE: __filename }).map.pmtilesFile).toBe(__filename);
    expect(problemsOf({ MAP_STYLE_URL, MAP_PMTILES_FILE: __filename })).toEqual([
      'MAP_STYLE_URL and MAP_PMTILES_FILE exclude each other',
    ]);
    expect(problemsOf({ MAP_STYLE_URL: 'javascript:alert(1)' })).toEqual([
      'MAP_STYLE_URL must be a URL that begins with https:// or http://',
    ]);
    expect(problemsOf({ MAP_PMTILES_FILE: '/nowhere/city.pmtiles' })).toEqual([
      'MAP_PMTILES_FILE must be a file that can be read',
    ]);
    expect(problemsOf({ MAP_ATTRIBUTION: '<script>' })).toEqual([
      'MAP_ATTRIBUTION must be plain text',
    ]);
  });
});
