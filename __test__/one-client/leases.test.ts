/** Connections that are lent belong to the process: one bound and one pool for all handles and threads. */
import { named } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'
import { inThreads } from './threads'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterEach(() => server.cli('FLUSHALL'))

afterAll(async () => {
  await server.stop()
})

const NAME = 'leases'

const run = (text: string) => inThreads(server, NAME, text)

test('two handles and two threads have 32 together, and what is over it is refused at once', async () => {
  const told = await run(`
    async function main() {
      const other = getRedis({ keyPrefix: 'other:' })
      const mine = Array.from({ length: 10 }, () => redis.blpop('list', 0).catch(refused))
      const others = Array.from({ length: 10 }, () => other.blpop('list', 0).catch(refused))
      await until(async () => (await blocked()) === 20)
      const worker = start()
      const over = await tell(worker)
      await until(async () => (await blocked()) === 32)
      const most = await connections()
      const again = await redis.blpop('list', 0).catch(refused)
      await redis.rpush('other:list', ...Array(10).fill('x'))
      await Promise.all(others)
      await redis.rpush('list', ...Array(22).fill('x'))
      await Promise.all(mine)
      await worker.exited
      return { over, most, again, left: await redis.llen('list') }
    }
    async function work() {
      const calls = Array.from({ length: 20 }, () => redis.blpop('list', 0).catch(refused))
      let over = 0
      calls.forEach((call) => call.then((reply) => { if (reply === 'refused' && ++over === 8) parentPort.postMessage(over) }))
      await Promise.all(calls)
    }`)
  expect(told).toEqual({ over: 8, most: 33, again: 'refused', left: 0 })
})

test('a connection that one thread gave back serves another', async () => {
  const told = await run(`
    async function main() {
      await redis.ping()
      await redis.rpush('list', 'a', 'b', 'c')
      await redis.blpop('list', 0)
      const before = await connections()
      await start().exited
      await getRedis({ keyPrefix: 'x' }).blpop('nothing', 0.01)
      return { before, after: await connections(), left: await redis.llen('list') }
    }
    async function work() {
      await redis.blpop('list', 0)
      await redis.blpop('list', 0)
    }`)
  expect(told).toEqual({ before: 2, after: 2, left: 0 })
})

test('no element is lost to threads that were terminated while they blocked', async () => {
  const told = await run(`
    async function main() {
      const lost = []
      for (let round = 0; round < 8; round++) {
        const workers = [start(), start()]
        await until(async () => (await blocked()) === 6)
        await Promise.all(workers.map((worker) => worker.terminate()))
        await until(async () => (await blocked()) === 0)
        await redis.rpush('list', 'kept')
        if ((await redis.lpop('list')) !== 'kept') lost.push(round)
      }
      await until(async () => (await connections()) === 1)
      // The places of the dead are free again.
      const calls = Array.from({ length: 32 }, () => redis.blpop('list', 0))
      await until(async () => (await blocked()) === 32)
      await redis.rpush('list', ...Array(32).fill('x'))
      await Promise.all(calls)
      return { lost }
    }
    async function work() {
      for (let i = 0; i < 3; i++) redis.blpop('list', 0)
    }`)
  expect(told).toEqual({ lost: [] })
})

test('each element goes to one of many that block in four threads, cold and again', async () => {
  const told = await run(`
    async function main() {
      const workers = [0, 1, 2, 3].map(start)
      const all = Promise.all(workers.map(tell))
      for (let i = 0; i < 2000; i++) redis.rpush('list', i)
      const got = (await all).flat().map(Number).sort((a, b) => a - b)
      await until(async () => (await blocked()) === 0)
      return { right: got.every((value, index) => value === index), count: got.length, left: await redis.llen('list') }
    }
    async function work() {
      const got = []
      const lane = async () => {
        for (let i = 0; i < 100; i++) got.push((await redis.blpop('list', 0))[1])
      }
      await Promise.all([lane(), lane(), lane(), lane(), lane()])
      parentPort.postMessage(got)
    }`)
  expect(told).toEqual({ right: true, count: 2000, left: 0 })
})

test('one that blocks for ever does not make the others keep more and more', async () => {
  const told = await run(`
    async function main() {
      const forever = redis.blpop('never', 0)
      await until(async () => (await blocked()) === 1)
      for (let i = 0; i < 2000; i++) {
        redis.rpush('list', i)
        if (Number((await redis.blpop('list', 0))[1]) !== i) throw new Error('another element')
      }
      const most = await connections()
      await redis.rpush('never', 'now')
      return { most, forever: await forever }
    }`)
  expect(told).toEqual({ most: 3, forever: ['never', 'now'] })
})

test('connections that isolate lends count among them, in all threads', async () => {
  const told = await run(`
    async function main() {
      const worker = start()
      await tell(worker)
      let end
      const held = new Promise((resolve) => { end = resolve })
      const lent = Array.from({ length: 12 }, () => redis.isolate(async (own) => { await own.ping(); await held }))
      await until(async () => (await connections()) === 33)
      const calls = [await redis.isolate(() => 'lent').catch(refused), await redis.blpop('list', 1).catch(refused)]
      worker.postMessage('end')
      await worker.exited
      await redis.isolate((own) => own.watch('key'))
      end()
      await Promise.all(lent)
      await until(async () => (await connections()) === 1)
      return calls
    }
    async function work() {
      const end = once(parentPort, 'message')
      const lent = Array.from({ length: 20 }, () => redis.isolate(async (own) => { await own.ping(); await end }))
      await until(async () => (await connections()) >= 21)
      parentPort.postMessage('ready')
      await Promise.all(lent)
    }`)
  expect(told).toEqual(['refused', 'refused'])
})

test('a process that lent connections ends by itself, with none left at the server', async () => {
  await run(`
    async function main() {
      await redis.blpop('nothing', 0.01)
      await start().exited
      return true
    }
    async function work() {
      await redis.blpop('nothing', 0.01)
    }`)
  while (named(await server.cli('CLIENT', 'LIST'), NAME).length > 0);
})
