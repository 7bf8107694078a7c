/** CLIENT KILL in the middle of traffic: no reply is lost for a read, and none goes to another command. */
import { getRedis, Redis } from '@app/redis-native'
import { event, within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

const KEYS = 200
const KILLS = 4
let clients = 0

describe.each(['shared', 'own'])('%s client', (kind) => {
  let redis: any
  let name: string

  beforeEach(async () => {
    name = `client-kill-${process.pid}-${++clients}`
    const options = { host: '127.0.0.1', port: server.port, connectionName: name, commandTimeout: 20_000 }
    redis =
      kind === 'shared'
        ? getRedis(options)
        : new (Redis as any)({ ...options, retryStrategy: () => 1, maxRetriesPerRequest: null })
    redis.on('error', () => {})
    await Promise.all(Array.from({ length: KEYS }, (_, i) => redis.set(`k${i}`, `value ${i}`)))
  })
  afterEach(() => redis.disconnect())

  const kill = async () => {
    const line = (await server.cli('CLIENT', 'LIST'))
      .split('\n')
      .find((client) => client.includes(` name=${name} `))
    const id = /^id=(\d+)/.exec(line ?? '')?.[1]
    if (id === undefined) return false
    const closed = event(redis, 'close')
    await server.cli('CLIENT', 'KILL', 'ID', id).catch(() => {})
    await closed
    return true
  }

  it('reads go on, each with its own value', async () => {
    let running = true
    let reads = 0
    const reader = async (first: number) => {
      for (let i = first; running; i = (i + 7) % KEYS) {
        expect(await redis.get(`k${i}`)).toBe(`value ${i}`)
        reads += 1
      }
    }
    const traffic = Promise.all(Array.from({ length: 20 }, (_, i) => reader(i)))
    let kills = 0
    while (kills < KILLS) if (await kill()) kills += 1
    running = false
    await within(20_000, traffic)
    expect(reads).toBeGreaterThan(KILLS)
  })

  it('pipelines of reads go on, each reply in its place', async () => {
    let running = true
    const reader = async () => {
      while (running) {
        const pipeline = redis.pipeline()
        for (let i = 0; i < 50; i++) pipeline.get(`k${i}`)
        const results = await pipeline.exec()
        for (const [i, [error, value]] of results.entries()) {
          if (error === null) expect(value).toBe(`value ${i}`)
          else expect(error).toBeInstanceOf(Error)
        }
      }
    }
    const traffic = Promise.all([reader(), reader(), reader()])
    let kills = 0
    while (kills < KILLS) if (await kill()) kills += 1
    running = false
    await within(20_000, traffic)
  })

  it('a counter never counts more than was asked, and less only by what failed', async () => {
    await redis.del('counter')
    let asked = 0
    let failed = 0
    let running = true
    const writer = async () => {
      while (running) {
        asked += 1
        await redis.incr('counter').catch((error: any) => {
          failed += 1
          expect(error).toBeInstanceOf(Error)
        })
      }
    }
    const traffic = Promise.all(Array.from({ length: 10 }, writer))
    let kills = 0
    while (kills < KILLS) if (await kill()) kills += 1
    running = false
    await within(20_000, traffic)
    const counted = Number(await redis.get('counter'))
    expect(counted).toBeGreaterThanOrEqual(asked - failed)
    // ioredis sends writes again, too: only the shared client promises that nothing runs twice.
    if (kind === 'shared') expect(counted).toBeLessThanOrEqual(asked)
  })
})

it('a shared connection that answered something is replaced soon, however often it is killed', async () => {
  const options = { host: '127.0.0.1', port: server.port, connectionName: `client-kill-${process.pid}-soon` }
  const redis: any = getRedis(options)
  redis.on('error', () => {})
  const delays: number[] = []
  redis.on('reconnecting', (delay: number) => delays.push(delay))
  for (let i = 0; i < 12; i++) {
    const id = await redis.client('ID')
    const closed = event(redis, 'close')
    await server.cli('CLIENT', 'KILL', 'ID', String(id))
    await closed
  }
  await redis.ping()
  redis.disconnect()
  expect(delays).toHaveLength(12)
  expect(Math.max(...delays)).toBeLessThanOrEqual(200)
})
