/**
 * A process in a storm: threads that share a client and have others of their own ask for words that
 * nobody else asks for, while the server is killed off, stopped, paused and put to sleep, loops stand
 * still, commands are taken back and handles close. Prints what it saw as one line of JSON.
 *
 * Arguments by the environment: REDIS_URL, SERVER_PID, SECONDS.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isMainThread, parentPort, threadId, Worker, workerData } from 'node:worker_threads'
import Redis, { closeRedis, getRedis, redis } from '../../dist/index.mjs'

const { REDIS_URL, SERVER_PID, SECONDS } = process.env
const run = promisify(execFile)
const random = (most) => Math.floor(Math.random() * most)
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** What a thread counts. */
const told = { asked: 0, settled: 0, answered: 0, strange: [], errors: {} }
let number = 0

/** A handle of this thread alone. */
function own(options) {
  const client = new Redis(REDIS_URL, { retryStrategy: () => 5, disconnectTimeout: 500, ...options })
  client.on('error', () => {})
  return client
}

const ASK = [
  (client, word) => client.echo(word),
  (client, word) => client.echo(word),
  async (client, word) => (await client.echo(word.padEnd(9_000, '.'))).replaceAll('.', ''),
  async (client, word) => String(await client.echoBuffer(word)),
  async (client, word) => (await client.eval_ro('return {1, {ARGV[1]}}', 0, word))[1][0],
  async (client, word) => partOf(await client.pipeline().echo(word).echo(word).exec(), word),
  async (client, word) => partOf(await client.multi().echo(word).echo(word).exec(), word),
  // Takes a lease on the shared client.
  async (client, word) => ((await client.blpop(`none:${word}`, 0.01)) === null ? word : 'an element'),
  aborted((signal) => signal.abort()),
  aborted((signal) => setImmediate(() => signal.abort())),
  aborted((signal) => setTimeout(() => signal.abort(), random(60))),
]

/** The word, if both parts have it; otherwise the first error of a part, or what came instead. */
function partOf(results, word) {
  const failed = results.find(([error]) => error)
  if (failed) throw failed[0]
  return results.length === 2 && results.every(([, one]) => one === word) ? word : JSON.stringify(results)
}

function aborted(abort) {
  return (client, word) => {
    const controller = new AbortController()
    const reply = client.withSignal(controller.signal).echo(word)
    abort(controller)
    return reply
  }
}

/** What may go wrong with a command while the server is well, but not always there. */
const HONEST =
  /^(Command timed out|Command aborted due to connection close|The operation was aborted|Connection is closed\.|Reached the max retries|.*circuit breaker|32 commands of this client are blocking already|UNBLOCKED)/

async function ask(client) {
  const word = `${threadId}:${number++}`
  told.asked++
  try {
    const reply = await ASK[random(ASK.length)](client, word)
    if (reply === word) told.answered++
    else told.strange.push(`${word} was answered by ${reply}`)
  } catch (error) {
    const text = String(error?.message)
    if (!(error instanceof Error) || !HONEST.test(text)) told.strange.push(`${word}: ${error?.code} ${text}`)
    const kind = text.slice(0, 30)
    told.errors[kind] = (told.errors[kind] ?? 0) + 1
  }
  told.settled++
}

/** Asks until it is told to stop, and closes what it opened. */
async function traffic(stop) {
  const clients = [
    redis,
    redis,
    getRedis({ connectionName: 'storm-short', commandTimeout: 60 }),
    own({ commandTimeout: 100, maxRetriesPerRequest: 2 }),
    own({ autoResendUnfulfilledCommands: 'readonly', maxRetriesPerRequest: null }),
  ]
  for (const client of clients) client.on('error', () => {})
  await Promise.all(Array.from({ length: 6 }, () => lane(clients, stop)))
  for (const client of clients.slice(2)) client.disconnect()
}

async function lane(clients, stop) {
  while (Atomics.load(stop, 0) === 0) {
    const client = clients[random(clients.length)]
    await Promise.all(Array.from({ length: 1 + random(random(6) === 0 ? 80 : 6) }, () => ask(client)))
    if (random(60) === 0) await leave()
    // A loop that stands still, and one that lets the others have the connection.
    if (random(300) === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, random(250))
    if (random(30) === 0) for (let i = random(100); i > 0; i--) await turn()
    await turn()
  }
}

/** A handle that closes with commands in flight. */
async function leave() {
  const handle = own({ maxRetriesPerRequest: 1 })
  const asked = Promise.all(Array.from({ length: 20 }, () => ask(handle)))
  for (let i = random(4); i > 0; i--) await turn()
  if (random(2) === 0) handle.disconnect()
  else handle.quit().catch(() => {})
  await asked
  handle.disconnect()
}

const cli = (...args) => run('redis-cli', ['-u', REDIS_URL, ...args]).catch(() => {})
const ACCIDENTS = [
  () => cli('CLIENT', 'KILL', 'TYPE', 'normal'),
  () => cli('CLIENT', 'PAUSE', String(20 + random(300))),
  () => cli('CLIENT', 'PAUSE', String(20 + random(300)), 'WRITE'),
  () => cli('DEBUG', 'SLEEP', String(random(300) / 1000)),
  async () => {
    process.kill(Number(SERVER_PID), 'SIGSTOP')
    await sleep(random(400))
    process.kill(Number(SERVER_PID), 'SIGCONT')
  },
]

const start = (data) => {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: data })
  worker.on('error', (error) => told.strange.push(`a worker failed: ${error.stack}`))
  return worker
}

/** Workers that come and go: half of them are ended from outside. */
async function visitors(stop) {
  let count = 0
  while (Atomics.load(stop, 0) === 0) {
    const worker = start({ stop, visitor: true })
    worker.once('message', () => ++count % 2 === 0 && worker.terminate())
    await once(worker, 'exit')
  }
  return count
}

const held = () => ({
  files: readdirSync('/proc/self/fd').length,
  threads: readdirSync('/proc/self/task').length,
})

/** All connections of this thread, closed, and what it held told when it is gone. */
async function rest(expected) {
  await closeRedis({ drainMs: 2_000 })
  for (let i = 0; i < 100; i++) {
    const now = held()
    if (expected === undefined ? i === 10 : now.files <= expected.files && now.threads <= expected.threads)
      return now
    await sleep(50)
  }
  return held()
}

async function main() {
  // One of all, so that what is opened once for the process is open before it is counted.
  const first = new Int32Array(new SharedArrayBuffer(4))
  const exits = [start({ stop: first }), start({ stop: first })].map((worker) => once(worker, 'exit'))
  const calm = traffic(first)
  await sleep(500)
  Atomics.store(first, 0, 1)
  await Promise.all([calm, ...exits])
  const before = await rest()

  const stop = new Int32Array(new SharedArrayBuffer(4))
  const sums = []
  const workers = [start({ stop }), start({ stop })].map(async (worker) => {
    worker.on('message', (message) => sums.push(message))
    await once(worker, 'exit')
  })
  const visited = visitors(stop)
  const own = traffic(stop)
  const memory = []
  const sampling = setInterval(() => memory.push(process.memoryUsage.rss() >> 20), 200)
  const until = Date.now() + Number(SECONDS) * 1000
  let accidents = 0
  while (Date.now() < until) {
    await ACCIDENTS[random(ACCIDENTS.length)]()
    accidents++
    await sleep(50 + random(350))
  }
  clearInterval(sampling)
  Atomics.store(stop, 0, 1)
  await Promise.all([own, ...workers])
  const counts = { visitors: await visited, accidents }
  const after = await rest(before)
  console.log(JSON.stringify({ before, after, memory, ...counts, threads: [told, ...sums] }))
}

if (isMainThread) await main()
else if (workerData.visitor) {
  redis.on('error', () => {})
  for (let i = 0; i < 30; i++) {
    await ask(redis)
    if (i === 5) parentPort.postMessage('here')
  }
  if (told.strange.length > 0) throw new Error(told.strange.join('\n'))
} else {
  await traffic(workerData.stop)
  parentPort.postMessage(told)
}
