/**
 * Libraries as their users run them: installed from a lockfile, unmodified, in Node processes of their
 * own, with `compat/ioredis` in the place of ioredis and the build in the place of the package.
 */
import { join } from 'node:path'
import { type Outcome, ROOT, run } from '../support/script'

const FOLDER = __dirname
const SCENARIOS = join(FOLDER, 'scenarios')

/** What happens to the server while a library works. */
export const MODES = ['cold', 'script-flush', 'client-kill'] as const
export type Mode = (typeof MODES)[number]

/** Installs the libraries once. Others that ask at the same time wait; the lock goes with its process. */
export async function installLibraries(): Promise<void> {
  const install = ['--input-type=module', '-e', INSTALL, ROOT, FOLDER]
  const { code, stdout, stderr } = await run('flock', [
    join(FOLDER, 'package.json'),
    process.execPath,
    ...install,
  ])
  if (code !== 0) throw new Error(`the libraries were not installed:\n${stdout}${stderr}`)
}

const INSTALL = `
  import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
  import { join } from 'node:path'
  const [root, folder] = process.argv.slice(1)
  const { installModules } = await import(join(root, 'scripts/install.mjs'))
  installModules(folder)
  // A link to the root would hold itself.
  const links = join(folder, 'node_modules/@app/redis-native')
  mkdirSync(links, { recursive: true })
  for (const part of ['package.json', 'dist']) {
    if (!existsSync(join(links, part))) symlinkSync(join(root, part), join(links, part))
  }
  // The lockfile stays the same when compat changes.
  const [from, to] = [join(root, 'compat/ioredis'), join(folder, 'node_modules/ioredis')]
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const path = join((entry.parentPath ?? entry.path).slice(from.length), entry.name)
    if (!entry.isFile()) continue
    if (existsSync(join(to, path)) && readFileSync(join(from, path)).equals(readFileSync(join(to, path)))) continue
    cpSync(join(from, path), join(to, path))
  }
`

/** Runs one scenario to its end, and gives what it told. It fails when it does not end by itself. */
export async function runScenario(name: string, mode: Mode, url: string): Promise<any> {
  const { code, stdout, stderr }: Outcome = await run(
    'timeout',
    ['--signal=KILL', '25', process.execPath, join(SCENARIOS, `${name}.mjs`), mode],
    { env: { REDIS_URL: url, REDIS_COMMAND_TIMEOUT: '5000' }, cwd: FOLDER },
  )
  if (code !== 0 || stderr !== '') throw new Error(`${name}, ${mode}: ended with ${code}\n${stdout}${stderr}`)
  return JSON.parse(stdout)
}
