import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from '@swc/core';

/**
 * The version before this one, which an upgrade comes from: the newest commit that was in use
 * anywhere before the newest migrations were written.
 */
const OLDER = '37a0298';
const PARTS = ['apps/server', 'libs', 'migrations', 'package.json'];
const ASSET = /\.(lua|sql|xsd)$/;
const DATABASE_SETTINGS = { NODE_ENV: 'test' };

/** A build of an earlier version of the server, for processes beside those of this one. */
export interface OlderBuild {
  readonly commit: string;
  /** Its main file. */
  readonly main: string;
  /** Brings a database to the newest migration that it knows. */
  migrate(ownerUrl: string): void;
}

/** Whether this checkout knows the commit at all; a copy without history does not. */
export function hasOlderCommit(): boolean {
  return spawnSync('git', ['cat-file', '-e', `${OLDER}^{commit}`]).status === 0;
}

/** Builds it where that has not been done yet: seconds, since nothing is checked again. */
export function olderBuild(): OlderBuild {
  const folder = join(process.cwd(), '.closeby/older', OLDER);
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    const archive = execFileSync('git', ['archive', OLDER, ...PARTS], { maxBuffer: 2 ** 30 });
    execFileSync('tar', ['-x', '-C', draft], { input: archive });
    translate(draft);
    symlinkSync(join(process.cwd(), 'node_modules'), join(draft, 'node_modules'));
    renameSync(draft, folder);
  }
  const program = (name: string): string => join(folder, `dist/apps/server/src/${name}.js`);
  const migrate = (ownerUrl: string): void => {
    const env = { ...DATABASE_SETTINGS, DATABASE_URL: ownerUrl, DATABASE_OWNER_URL: ownerUrl };
    execFileSync(process.execPath, [program('migrate')], { cwd: folder, env, stdio: 'pipe' });
  };
  return { commit: OLDER, main: program('main'), migrate };
}

function translate(folder: string): void {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const path of sources) {
    const target = join(folder, 'dist', path);
    if (/\.(d|spec)\.ts$/.test(path) || !/\.ts$/.test(path)) {
      if (ASSET.test(path)) copy(join(folder, path), target);
      continue;
    }
    const { code } = transformSync(readFileSync(join(folder, path), 'utf8'), {
      filename: path,
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target.replace(/\.ts$/, '.js'), code);
  }
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
