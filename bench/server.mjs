// A throw-away redis-server: a free port of 127.0.0.1, built-in defaults, nothing kept on disk, gone with this process.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const HOST = '127.0.0.1'
const START_TIMEOUT_MS = 10_000
const MISSING =
  'redis-server was not found. Install Redis (Debian: apt-get install redis-server) or put it on PATH.'

// `more` are further arguments of redis-server, and `environment` further variables.
export async function startServer(more = [], environment = {}) {
  const port = await freePort()
  const directory = mkdtempSync(join(tmpdir(), 'redis-native-bench-'))
  const process_ = spawn('redis-server', [...serverArguments(port, directory), ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  const stop = stopper(process_, directory)
  try {
    await Promise.race([answering(port), failing(process_)])
  } catch (error) {
    await stop()
    throw error
  }
  return { host: HOST, port, stop }
}

// No file is named, so redis-server reads no configuration of the system.
const serverArguments = (port, directory) => [
  ...['--port', String(port), '--bind', HOST, '--dir', directory],
  ...['--save', '', '--appendonly', 'no', '--daemonize', 'no', '--loglevel', 'warning'],
]

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, HOST, () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

function failing(child) {
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((_, reject) => {
    child.once('error', (error) => reject(error.code === 'ENOENT' ? new Error(MISSING) : error))
    child.once('exit', (code) => reject(new Error(`redis-server ended at once (${code}): ${output.trim()}`)))
  })
}

async function answering(port) {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await answersPing(port))) {
    if (Date.now() > deadline) throw new Error(`redis-server did not answer within ${START_TIMEOUT_MS} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function answersPing(port) {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => socket.write('PING\r\n'))
    socket.once('error', () => resolve(false))
    socket.once('data', (reply) => {
      resolve(reply.toString().startsWith('+PONG'))
      socket.destroy()
    })
  })
}

function stopper(child, directory) {
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve))
  // Also when this process is interrupted or throws: an 'exit' listener is the last thing that still runs.
  const kill = () => {
    child.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', kill)
  const interrupted = () => process.exit(130)
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted).once('SIGHUP', interrupted)
  return async () => {
    kill()
    await ended
    process
      .off('exit', kill)
      .off('SIGINT', interrupted)
      .off('SIGTERM', interrupted)
      .off('SIGHUP', interrupted)
  }
}
