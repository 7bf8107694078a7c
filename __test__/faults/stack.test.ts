/** Commands that are called where the stack ends: a recursion without end whose error somebody catches. */
import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(() => server.stop())

test('each reply is of its own command, and the client goes on', async () => {
  const text = `
    import { redis } from 'PACKAGE/dist/index.mjs'
    let sent = 0
    let wrong = 0
    let called = []
    const call = () => {
      const word = 'w' + sent++ + 'x'.repeat(sent % 200)
      called.push(redis.echo(word).then((reply) => wrong += reply === word ? 0 : 1, () => {}))
    }
    // Deep in the stack there is room for ever fewer calls within a call.
    const dive = () => {
      try { dive() } catch {}
      if (called.length < 25) try { call() } catch {}
    }
    const from = (depth) => (depth === 0 ? dive() : from(depth - 1))
    const endless = () => { call(); endless() }
    await redis.ping()
    for (let round = 0; round < 40; round++) {
      called = []
      try { round % 2 === 0 ? from(round % 13) : endless() } catch {}
      await redis.ping()
      await Promise.all(called.slice(-25))
    }
    console.log(JSON.stringify({ wrong, pong: await redis.ping() }))
    process.exit()`
  const { stdout, code } = await runModule(text, {
    env: { REDIS_URL: server.url, REDIS_COMMAND_TIMEOUT: '30000' },
  })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({ wrong: 0, pong: 'PONG' })
})

test('each command is sent by its own name', async () => {
  const text = `
    import { redis } from 'PACKAGE/dist/index.mjs'
    const seen = []
    for (let frames = 0; frames < 300; frames++) {
      await redis.set('precious', 'value')
      await redis.del('other')
      // One call, so many frames before the end of the stack.
      let left = frames
      const dive = () => {
        try { dive() } catch {}
        if (left-- === 0) try { redis.get('precious').catch(() => {}) } catch {}
      }
      dive()
      seen.push(await redis.get('precious'))
    }
    console.log(JSON.stringify(seen.filter((value) => value !== 'value')))
    process.exit()`
  const { stdout, code } = await runModule(text, { env: { REDIS_URL: server.url } })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual([])
})
