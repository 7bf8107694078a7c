/** A loop that stands still while replies flood in: memory stays bounded, and every reply comes. */
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
