/** A loop that stands still, or is slow, while replies flood in: memory stays bounded, and every reply comes. */
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

/** 500 replies of 1 MB are due while the loop stands still for longer than a command's deadline. */
const script = `
import { getRedis, Redis } from 'PACKAGE/dist/index.mjs'
const first = new Redis(process.env.URL)
await first.set('large', 'x'.repeat(1 << 20))
first.disconnect()
const client = getRedis(process.env.URL)
const replies = Array.from({ length: 500 }, () => client.getBuffer('large'))
const settled = Promise.allSettled(replies.map((reply) => reply.then((value) => value.length)))
await new Promise((resolve) => setImmediate(resolve))
const before = process.memoryUsage.rss()
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6000)
const grown = process.memoryUsage.rss() - before
const outcomes = await settled
const failed = outcomes.filter(({ status }) => status === 'rejected').map(({ reason }) => reason.message)
const whole = outcomes.filter(({ value }) => value === 1 << 20).length
console.log(JSON.stringify({ bounded: grown < 200e6, whole, failed }))
client.disconnect()
`

test('a blocked loop is sent no more than it may hold, and no reply is lost or late', async () => {
  const { stdout, stderr } = await runModule(script, { env: { URL: server.url } })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toStrictEqual({ bounded: true, whole: 500, failed: [] })
})

/** 50 MB of lists are due, and each is worked off for 8 ms: in all longer than a command's deadline. */
const slow = `
import { getRedis } from 'PACKAGE/dist/index.mjs'
const client = getRedis({ port: Number(process.env.PORT), commandTimeout: 3000 })
await client.rpush('list', ...Array(1000).fill('x'.repeat(100)))
const outcomes = { whole: 0, failed: 0 }
const work = (list) => {
  if (list.length === 1000) outcomes.whole++
  const until = performance.now() + 8
  while (performance.now() < until);
}
await Promise.all(Array.from({ length: 500 }, () => client.lrange('list', 0, -1).then(work, () => outcomes.failed++)))
console.log(JSON.stringify(outcomes))
client.disconnect()
`

test('a loop that works off replies for longer than their deadline gets them all', async () => {
  const { stdout, stderr } = await runModule(slow, { env: { PORT: String(server.port) } })
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toStrictEqual({ whole: 500, failed: 0 })
})
