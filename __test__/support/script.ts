/** Scripts in processes of their own, for what only a fresh process can show. */

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The folder of the package. */
export const ROOT = join(__dirname, '..', '..')

export interface Outcome {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface ScriptOptions {
  /** Variables beside PATH and HOME; those of this process are not passed on. */
  env?: Record<string, string>
  /** Arguments of Node, before the script. */
  flags?: string[]
  cwd?: string
  /** The Node to run; this one by default. */
  node?: string
}

/** Runs a command to its end. A process that does not end fails by the test's own time limit. */
export function run(
  command: string,
  args: string[],
  { env = {}, cwd }: ScriptOptions = {},
): Promise<Outcome> {
  const { PATH = '', HOME = '' } = process.env
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

/** Runs an ES module given as text. `PACKAGE` in it stands for the package's folder. */
export async function runModule(text: string, options: ScriptOptions = {}): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-native-script-'))
  try {
    const file = join(folder, 'script.mjs')
    writeFileSync(file, text.replaceAll('PACKAGE', ROOT))
    return await run(options.node ?? process.execPath, [...(options.flags ?? []), file], options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The connections that a server has under a name. */
export function named(clientList: string, name: string): string[] {
  return clientList.split('\n').filter((line) => line.split(' ').includes(`name=${name}`))
}
