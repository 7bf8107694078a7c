/** Libraries wait for events where they have no command under way, and the process must wait with them. */
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis({ password: 'secret' })
})

afterAll(() => server?.stop())

const HEAD = `
  import { once } from 'node:events'
  import Redis, { getRedis } from 'PACKAGE/dist/index.mjs'
  const url = process.env.REDIS_URL
`

test.each([
  // BullMQ's waitUntilReady, which each method of a Queue begins with.
  ['ready of the shared client', "await once(getRedis(), 'ready')"],
  ['ready of a client of its own', "await once(new Redis(url), 'ready')"],
  // BullMQ's Worker closes its blocking connection so.
  [
    'end after disconnect',
    `const own = new Redis(url)
    await own.ping()
    const end = once(own, 'end')
    own.disconnect()
    await end`,
  ],
])('the process waits for %s', async (_, text) => {
  const { code, stdout } = await runModule(`${HEAD}${text}\nconsole.log('came')`, {
    env: { REDIS_URL: server.url },
  })
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'came\n' })
})
