import { runModule } from '../support/script'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
})

afterAll(async () => {
  await server.stop()
})

test('four worker threads come and go two hundred times on the connection of the process', async () => {
  const { stdout, stderr, code, signal } = await runModule(
    `
    import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
    import { once } from 'node:events'
    import { fileURLToPath } from 'node:url'
    import { redis } from 'PACKAGE/dist/index.mjs'

    async function main() {
      await redis.set('known', 'value')
      const codes = []
      let started = 0
      const lane = async () => {
        while (started < 200) {
          const number = started++
          const worker = new Worker(fileURLToPath(import.meta.url), { workerData: number })
          worker.on('error', (error) => { throw error })
          // Every other worker is ended from outside, with commands in flight.
          worker.on('message', () => worker.terminate())
          const [code] = await once(worker, 'exit')
          codes.push(number % 2 === 1 || code === 0)
        }
      }
      await Promise.all([lane(), lane(), lane(), lane()])
      const list = await redis.client('LIST')
      console.log(JSON.stringify({
        ended: codes.length,
        well: codes.every(Boolean),
        connections: list.split('\\n').filter((line) => line.includes('name=workers ')).length,
        known: await redis.get('known'),
        // Each worker that was left alone had all its hundred commands done.
        counted: Number(await redis.get('counted')) >= 100 * 100,
      }))
    }

    async function work() {
      const counts = Array.from({ length: 100 }, () => redis.incr('counted'))
      const known = await redis.get('known')
      if (known !== 'value') throw new Error('a reply went astray: ' + known)
      if (workerData % 2 === 1) {
        for (let i = 0; i < 100; i++) redis.set('in-flight', 'x'.repeat(1000)).catch(() => {})
        parentPort.postMessage('end me')
        return
      }
      const all = await Promise.all(counts)
      if (new Set(all).size !== 100) throw new Error('a reply came twice')
    }

    await (isMainThread ? main() : work())`,
    { env: { REDIS_URL: server.url, REDIS_CONNECTION_NAME: 'workers' } },
  )
  expect({ stderr, code, signal }).toEqual({ stderr: '', code: 0, signal: null })
  expect(JSON.parse(stdout)).toEqual({
    ended: 200,
    well: true,
    connections: 1,
    known: 'value',
    counted: true,
  })
})
