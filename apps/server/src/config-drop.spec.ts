import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config';

const LEAST = { DATABASE_URL: 'postgres://localhost/x', NODE_ENV: 'test' };

describe('the folder in which control rooms leave files', () => {
  it('is looked into by workers alone, and by nobody where none is named', () => {
    const named = { ...LEAST, CONTROL_DROP_FOLDER: tmpdir() };
    expect(readConfig(named).dropFolder).toBe(tmpdir());
    expect(readConfig({ ...named, ROLE: 'worker' }).dropFolder).toBe(tmpdir());
    expect(readConfig({ ...named, ROLE: 'api' }).dropFolder).toBeNull();
    expect(readConfig(LEAST).dropFolder).toBeNull();
  });

  it('has to be there when the server starts: files would wait for ever', () => {
    for (const folder of ['/nowhere/at/all', 'relative', __filename]) {
      const read = () => readConfig({ ...LEAST, CONTROL_DROP_FOLDER: folder });
      expect(read).toThrow(ConfigError);
    }
  });
});
