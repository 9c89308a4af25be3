import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../src/lib/project-root.ts';
import { temporaryFolder } from '../support/engines.ts';
import { runToEnd } from './processes.ts';

const root = projectRoot();
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const MOST_FILES = 300;

let folder: string;
let packed: { filename: string; files: { path: string }[] };
beforeAll(() => {
  folder = temporaryFolder();
  // What is packed was built for these tests already.
  packed = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    }),
  )[0];
  const tarball = path.join(folder, packed.filename);
  if (process.env.CI) install(tarball);
  else link(tarball);
}, 300_000);

/** As anybody does it, into an otherwise empty folder. */
function install(tarball: string) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...quiet, tarball], { cwd: folder, stdio: 'inherit' });
}

/** The same without a registry: what it declares to need is there, and nothing else. */
function link(tarball: string) {
  const modules = path.join(folder, 'node_modules');
  const home = path.join(modules, manifest.name);
  mkdirSync(home, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1']);
  for (const name of Object.keys(manifest.dependencies)) {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', name), path.join(modules, name));
  }
  mkdirSync(path.join(modules, '.bin'));
  symlinkSync(path.join(home, manifest.bin[manifest.name]), path.join(modules, '.bin', manifest.name));
}

const run = (...args: string[]) =>
  runToEnd([path.join(folder, 'node_modules/.bin', manifest.name), ...args], { SANDBOX_PORT: '0' });

it('an installed package plays a /cc in its sandbox, without a build', async () => {
  const { code, output } = await run('sandbox', '--once');
  expect(output).toContain('Chat page');
  expect(output).toMatch(/抄送/);
  expect(code).toBe(0);
});

it('start without settings says what is missing, and where one can try it without', async () => {
  const { code, output } = await run('start');
  expect([code, output]).toEqual([1, expect.stringContaining('FEISHU_APP_ID is missing')]);
  expect(output).toContain('npx feishu-approval-bot sandbox');
});

it('start reads the settings from the file that --env names, and says so where it can not', async () => {
  const file = path.join(folder, 'bot.env');
  writeFileSync(file, 'FEISHU_APP_ID=cli_of_that_file\n');
  const { output } = await run('start', '--env', file);
  expect(output).toContain('FEISHU_APP_ID is not an App ID');
  const none = await run('doctor', '--env', `${file}.none`);
  expect(none).toEqual({ code: 1, output: expect.stringContaining('there is no such file') });
});

it('--version is that of the package', async () => {
  expect(await run('--version')).toEqual({ code: 0, output: `${manifest.version}\n` });
});

it('draws its cards, for the gallery of its sandbox and for doctor --probe', async () => {
  const home = path.join(folder, 'node_modules', manifest.name);
  const { code, output } = await runToEnd([path.join(home, 'dist/scripts/card-gallery.js')], {});
  expect([code, JSON.parse(output).cards.length > 20]).toEqual([0, true]);
});

it('has what is needed to run, and nothing else', () => {
  const names = packed.files.map((file) => file.path);
  expect(names.length).toBeLessThanOrEqual(MOST_FILES);
  const programs = names.filter((name) => /^dist\/(?!web\/).*\.js$/.test(name));
  expect(programs.toSorted()).toEqual(
    [
      ...reached(['dist/src/main.js', 'dist/sandbox/main.js', 'dist/scripts/card-gallery.js'], new Set()),
    ].toSorted(),
  );
  const ours = [/^(LICENSE|README\.md|README\.zh-CN\.md|package\.json|app\.manifest\.json)$/, /^cards\//];
  const others = names.filter((name) => !programs.includes(name) && !ours.some((one) => one.test(name)));
  expect(others.filter((name) => !name.startsWith('dist/web/'))).toEqual(['sandbox/world.yml']);
  expect(names.filter((name) => name.startsWith('cards/')).length).toBe(
    readdirSync(path.join(root, 'cards'), { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    ).length,
  );
});

/** The files of the program that these import, with those that they import. */
function reached(files: string[], seen: Set<string>): Set<string> {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(path.join(root, file), 'utf8');
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']+\.js)["']/g)];
    reached(
      imports.map(([, name = '']) => path.posix.join(path.posix.dirname(file), name)),
      seen,
    );
  }
  return seen;
}
