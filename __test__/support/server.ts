/**
 * A real redis-server for the tests: one process on a free port of 127.0.0.1, in a directory of its
 * own, without persistence, and gone with the test that started it.
 *
 * What a test wants to know of the server it asks through `cli`, which is redis-cli and not a client
 * under test: an independent witness, and one that holds no connection between two questions.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports'
import { failure } from './unavailable'

const HOST = '127.0.0.1'

export interface RedisServerOptions {
  /** Further arguments of redis-server, such as `['--maxclients', '10']`; a function where they name ports. */
  args?: string[] | (() => Promise<string[]>)
  /** Sets `requirepass`, and becomes part of `url`. */
  password?: string
  /** The port of a server that was there before. Without it a free one is taken. */
  port?: number
  /** Starts a sentinel, with these lines of configuration, which it writes to itself. */
  sentinel?: string[]
}

export interface RedisServer {
  readonly port: number
  readonly url: string
  readonly pid: number
  /** What redis-cli prints for a command, without the last line break. Rejects when it fails, also as `Unavailable`. */
  cli(...args: string[]): Promise<string>
  /** Ends the server as a crash does: nothing is said to the clients. */
  kill(): Promise<void>
  /** Ends the server in order, and may be called again. */
  stop(): Promise<void>
}

/** Starts a server, and resolves once it accepts connections. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  for (;;) {
    const port = options.port ?? (await freePort())
    const { args = [] } = options
    const more = typeof args === 'function' ? await args() : args
    const directory = mkdtempSync(join(tmpdir(), 'redis-server-'))
    const server = spawn('redis-server', [...serverArguments(port, directory, options), ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const problem = await untilReady(server)
    if (problem === undefined) return running(server, port, directory, options.password)
    rmSync(directory, { recursive: true, force: true })
    // Between the look for free ports and their use another process can take one: look again.
    if (options.port === undefined && problem.includes('Address already in use')) continue
    throw new Error(problem)
  }
}

function serverArguments(
  port: number,
  directory: string,
  { password, sentinel }: RedisServerOptions,
): string[] {
  const head: string[] = []
  if (sentinel !== undefined) {
    const file = join(directory, 'sentinel.conf')
    writeFileSync(file, `${sentinel.join('\n')}\n`)
    head.push(file, '--sentinel')
  }
  const own = ['--port', String(port), '--bind', HOST, '--dir', directory]
  if (sentinel === undefined) own.push('--save', '', '--appendonly', 'no')
  if (password !== undefined) own.push('--requirepass', password)
  return [...head, ...own]
}

/** Nothing once the server accepts connections; otherwise why it does not. */
function untilReady(server: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let log = ''
    const read = (chunk: Buffer): void => {
      log += chunk
      if (/Ready to accept connections|Sentinel ID is/.test(log)) resolve(undefined)
    }
    // Both pipes are read to their end, as a full pipe would stop the server.
    server.stdout?.on('data', read)
    server.stderr?.on('data', read)
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(
        error.code === 'ENOENT' ? 'redis-server is not installed; `npm run demo` installs it' : error.message,
      )
    })
    server.once('close', (code) => resolve(`redis-server ended with code ${code}:\n${log}`))
  })
}

function running(server: ChildProcess, port: number, directory: string, password?: string): RedisServer {
  const gone = new Promise<void>((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) resolve()
    else server.once('exit', () => resolve())
  })
  const dismiss = watchOver(server.pid as number)

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    server.kill(signal)
    // A stopped process (SIGSTOP) gets no other signal before it goes on.
    server.kill('SIGCONT')
    await gone
    dismiss()
    rmSync(directory, { recursive: true, force: true })
  }

  return {
    port,
    url: `redis://${password === undefined ? '' : `:${encodeURIComponent(password)}@`}${HOST}:${port}`,
    pid: server.pid as number,
    cli: (...args) => cli(port, password, args),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/**
 * Ends the server when this process is gone, however it went: jest runs no exit hook of a test file,
 * and a killed process runs none at all. The shell waits for the end of a pipe that only we hold.
 */
function watchOver(pid: number): () => void {
  const watch = spawn('sh', ['-c', `read _; kill -KILL ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watch.unref()
  ;(watch.stdin as Socket).unref()
  return () => watch.kill('SIGKILL')
}

function cli(port: number, password: string | undefined, args: string[]): Promise<string> {
  // The password goes by the environment: as an argument every user of the machine could read it.
  const env = password === undefined ? process.env : { ...process.env, REDISCLI_AUTH: password }
  return new Promise((resolve, reject) => {
    execFile(
      'redis-cli',
      ['-e', '-h', HOST, '-p', String(port), ...args],
      // The keys of a test under load are more than execFile holds by itself.
      { env, maxBuffer: Number.POSITIVE_INFINITY },
      (error, stdout, stderr) => {
        if (error) reject(failure(stderr || error.message, `redis-cli ${args.join(' ')}`))
        else resolve(stdout.replace(/\n$/, ''))
      },
    )
  })
}
