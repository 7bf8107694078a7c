/** A fresh Node process with an environment of its own, for what only a fresh process shows. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'

/** The package's folder, whose `main` is the build. */
export const PACKAGE = join(__dirname, '..', '..')

export interface Outcome {
  code: number | null
  stdout: string
  stderr: string
  /** The last line of stdout, which a script prints by `tell`. */
  told: any
}

/**
 * Runs a script with `pkg`, the package, loaded, and nothing in its environment but `env`. It says
 * what it found by `tell(value)`. A process that does not end by itself is killed, and fails.
 */
export function runNode(script: string, env: Record<string, string> = {}, load = true): Promise<Outcome> {
  const head = `const tell = (value) => process.stdout.write(JSON.stringify(value === undefined ? null : value) + '\\n');
    const root = ${JSON.stringify(PACKAGE)};
    ${load ? 'const pkg = require(root);' : ''}`
  const source = `${head}\n;(async () => {\n${script}\n})().catch((error) => { console.error(error); process.exit(70) })`
  return new Promise((resolve, reject) => {
    const options = {
      env: { PATH: process.env.PATH, ...env },
      timeout: 50_000,
      killSignal: 'SIGKILL' as const,
    }
    execFile(process.execPath, ['-e', source], options, (error, stdout, stderr) => {
      if (error?.killed) {
        reject(new Error(`the process did not end by itself\n${stdout}\n${stderr}`))
        return
      }
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null
      const last = stdout.trimEnd().split('\n').pop() ?? ''
      let told: unknown
      try {
        told = JSON.parse(last)
      } catch {
        told = undefined
      }
      resolve({ code, stdout, stderr, told })
    })
  })
}
