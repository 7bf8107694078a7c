// What the scenarios share: the accident in the middle, what is told at the end, and a little waiting.

import { execFile } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

/** `cold`, `script-flush` or `client-kill`. */
export const [mode] = process.argv.slice(2)

/** The server of the test: with a password, and not on Redis's port. */
export const url = process.env.REDIS_URL
const { port, password } = new URL(url)

/** Where connections of clients of their own were tried. */
const reached = new Set()
subscribe('tracing:ioredis:connect:start', ({ serverAddress, serverPort }) => {
  reached.add(`${serverAddress}:${serverPort}`)
})

/** An application is held by its server; here something else must hold it until all is told. */
const application = setInterval(() => {}, 1000)

let disturbed = 0

/** What emitters told by `error`, except that a connection was cut, in its handshake too: that was the accident. */
export const errors = []

export function watch(emitter) {
  return emitter.on('error', ({ code, message }) => {
    if (mode !== 'client-kill' || !/ECONNRESET|EPIPE/.test(`${code} ${message}`)) errors.push(message)
  })
}

/** redis-cli, which is no client under test. */
export async function cli(...args) {
  const env = { ...process.env, REDISCLI_AUTH: decodeURIComponent(password) }
  const { stdout } = await promisify(execFile)('redis-cli', ['-e', '-p', port, ...args], { env })
  return stdout.trimEnd()
}

/** The accident of this run: none, all scripts gone from the server, or all connections cut. */
export async function disturb() {
  if (mode === 'script-flush') {
    disturbed += Number(/number_of_cached_scripts:(\d+)/.exec(await cli('INFO', 'memory'))[1])
    await cli('SCRIPT', 'FLUSH', 'SYNC')
  }
  if (mode === 'client-kill') {
    for (const type of ['normal', 'pubsub']) disturbed += Number(await cli('CLIENT', 'KILL', 'TYPE', type))
  }
}

/**
 * Asks again until the answer is truthy, and gives it. A question whose reply was cut off says so on the
 * shared client where the server may have executed it, as a script may; it is asked again.
 */
export async function until(ask, what = ask) {
  const deadline = Date.now() + 8000
  for (;;) {
    const answer = await Promise.resolve()
      .then(ask)
      .catch((error) => {
        if (mode !== 'client-kill' || error.maybeExecuted !== true) throw error
      })
    if (answer) return answer
    if (Date.now() > deadline) throw new Error(`not within 8 s: ${what}`)
    await sleep(10)
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Prints the facts, with what went on beneath them. The process must then end by itself. */
export function tell(facts) {
  clearInterval(application)
  const require = createRequire(import.meta.url)
  const strangers = [...reached].filter((address) => address !== `127.0.0.1:${port}`)
  const oneClass = require('ioredis') === require('@app/redis-native')
  process.stdout.write(JSON.stringify({ facts, disturbed, strangers, oneClass }))
}
