/** A worker whose loop stands still while a flood comes for it: memory stays bounded, and all of it arrives. */
import { ROOT, runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

const MB = 1 << 20

let server: RedisServer

beforeAll(async () => {
  // What a subscriber does not read waits at the server, as long as it takes.
  server = await startRedis({ args: ['--client-output-buffer-limit', 'pubsub 0 0 0'] })
  await server.cli('SETRANGE', 'large', String(40 * MB), 'x')
})
afterAll(() => server.stop())

/** The worker asks, stands still until it is called, and tells the sizes of what came for it. */
const worker = `
import { parentPort, workerData } from 'node:worker_threads'
import { getRedis, Redis } from 'file://PACKAGE/dist/index.mjs'
const { url, port, way, count, gate } = workerData
// The server works on the first hundreds of megabytes before it sends any of them.
const patient = { host: '127.0.0.1', port, commandTimeout: 120_000 }
const each = (ask) => Promise.all(Array.from({ length: count }, (_, i) => ask(i)))
const ways = {
  async shared() {
    const client = getRedis(patient)
    await client.ping()
    // The other thread uses the connection just before: its I/O thread is the listener.
    parentPort.postMessage('here')
    await new Promise((resolve) => parentPort.once('message', resolve))
    return [client, each(async (i) => (await client.getrangeBuffer('large', 0, (1 << 20) + i)).length - 1)]
  },
  async own() {
    const client = new Redis(url)
    const sizes = []
    const all = new Promise((resolve) => {
      client.on('messageBuffer', (_, message) => {
        if (sizes.push(message.length) === count) resolve(sizes)
      })
    })
    await client.subscribe('flood')
    return [client, all]
  },
  async leased() {
    const client = getRedis(url)
    return [client, each(async (i) => (await client.blpopBuffer('list' + i, 0))[1].length)]
  },
  async streams() {
    const client = getRedis(url)
    const read = async () => (await client.xreadBuffer('BLOCK', 0, 'STREAMS', 'stream', '$'))[0][1][0][1][1].length
    return [client, each(read)]
  },
}
const [client, sizes] = await ways[way]()
await new Promise((resolve) => setImmediate(resolve))
parentPort.postMessage('asked')
Atomics.wait(gate, 0, 0)
parentPort.postMessage({ sizes: await sizes })
client.disconnect()
`

/** The first thread lets the flood begin, and looks at the memory until it grows no more. */
const script = `
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { getRedis } from 'file://PACKAGE/dist/index.mjs'
const { URL: url, WAY: way, FLOOD: flood, WORKER: text, PORT: port } = process.env
const [count, floods] = [Number(process.env.COUNT), Number(process.env.FLOODS)]
const cli = (...args) => execFileSync('redis-cli', ['-p', port, ...args], { encoding: 'utf8' })
const gate = new Int32Array(new SharedArrayBuffer(4))
const code = new URL('data:text/javascript,' + encodeURIComponent(text))
const before = process.memoryUsage.rss()
const worker = new Worker(code, { workerData: { url, port: Number(port), way, count, gate } })
let [said] = await once(worker, 'message')
if (said === 'here') {
  const client = getRedis({ host: '127.0.0.1', port: Number(port) })
  await client.ping()
  worker.postMessage('go')
  ;[said] = await once(worker, 'message')
  client.disconnect()
}
if (flood) {
  if (way !== 'own') while (!cli('INFO', 'clients').includes('blocked_clients:' + count)) await sleep(20)
  for (let i = 0; i < floods; i++) cli('EVAL', flood, '0', String(i))
}
let grown = 0
for (let still = 0; still < 20; still++) {
  await sleep(100)
  const now = process.memoryUsage.rss() - before
  if (now > grown + (4 << 20)) still = 0
  grown = Math.max(grown, now)
}
Atomics.store(gate, 0, 1)
Atomics.notify(gate, 0)
const [{ sizes }] = await once(worker, 'message')
await once(worker, 'exit')
console.log(JSON.stringify({ grown, sizes }))
`

interface Flood {
  way: string
  /** How many replies or messages there are. */
  count: number
  /** What the server does to bring them, where they are not asked for. */
  flood?: string
  /** In how many parts it does so: one that works for half a minute is no server that lives. */
  floods?: number
  size(i: number): number
}

test.each<[string, Flood]>([
  ['replies of a shared connection', { way: 'shared', count: 1_100, size: (i) => MB + i }],
  [
    'messages of a connection of its own',
    {
      way: 'own',
      count: 1_100,
      flood: `local text = string.rep(string.rep('x', 1024), 1024)
for i = 0, 1099 do redis.call('PUBLISH', 'flood', text .. string.rep('x', i)) end`,
      size: (i) => MB + i,
    },
  ],
  [
    'replies of connections that are lent',
    {
      way: 'leased',
      count: 32,
      flood: `local text = redis.call('GETRANGE', 'large', 0, 36 * 1048576 + ARGV[1] - 1)
redis.call('RPUSH', 'list' .. ARGV[1], text)`,
      floods: 32,
      size: (i) => 36 * MB + i,
    },
  ],
  [
    'one entry of a stream for many readers',
    {
      way: 'streams',
      count: 32,
      flood: `redis.call('XADD', 'stream', '*', 'field', string.rep(string.rep('x', 1024), 36 * 1024))`,
      size: () => 36 * MB,
    },
  ],
])(
  'a gigabyte of %s is not held for a worker that stands still',
  async (_, { way, count, flood, floods = 1, size }) => {
    const { stdout, stderr } = await runModule(script, {
      env: {
        URL: server.url,
        PORT: String(server.port),
        WAY: way,
        COUNT: String(count),
        FLOOD: flood ?? '',
        FLOODS: String(floods),
        WORKER: worker.replaceAll('PACKAGE', ROOT),
      },
    })
    expect(stderr).toBe('')
    const { grown, sizes } = JSON.parse(stdout)
    expect(sizes).toEqual(Array.from({ length: count }, (_, i) => size(i)))
    expect(grown).toBeLessThan(300e6)
  },
  180_000,
)
