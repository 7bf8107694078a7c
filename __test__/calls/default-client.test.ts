/** The default client: `redis`, `getRedis`, `getRedisClient`, and the helpers that use it. */
import DefaultExport, * as pkg from '@app/redis-native'
import { rejection } from '../support/clients'
import { askUntil, event } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

const { redis, getRedis, getRedisClient, Redis, closeRedis } = pkg as any
const NAME = `default-client-${process.pid}`
let server: RedisServer

beforeAll(async () => {
  server = await startRedis()
  Object.assign(process.env, {
    REDIS_URL: server.url,
    REDIS_CONNECTION_NAME: NAME,
    REDIS_KEY_PREFIX: 'app:{env}:',
  })
})
afterEach(() => server.cli('FLUSHALL'))
afterAll(async () => {
  await closeRedis()
  await server.stop()
})

/** The connections of this file's default client, as the server sees them. */
const connections = async (name = NAME) => {
  const list = await server.cli('CLIENT', 'LIST')
  return list.split('\n').filter((line) => line.includes(` name=${name} `) && line.includes(' db=0 '))
}

/** The server sees the end of a connection a moment later than the client. */
const untilThereAre = (count: number, name?: string) =>
  askUntil(
    () => connections(name),
    (list) => list.length === count,
  )

// The first tests tell of the client before its first use, and stand in order.
describe('before its first use', () => {
  it('is in status wait, without a connection', async () => {
    expect(redis.status).toBe('wait')
    expect(await connections()).toHaveLength(0)
  })

  it('gives its facts without connecting', async () => {
    expect((pkg as any).getConnectionInfo().state).toBe('wait')
    expect((pkg as any).getKeyPrefix()).toBe('app:test:')
    expect(redis.status).toBe('wait')
    expect(await connections()).toHaveLength(0)
  })

  it('closeRedis resolves and connects nothing', async () => {
    expect(await closeRedis()).toBeUndefined()
    expect(redis.status).toBe('wait')
    expect(await connections()).toHaveLength(0)
  })

  it('connects at its first command', async () => {
    const seen: string[] = []
    for (const name of ['connecting', 'connect', 'ready']) redis.on(name, () => seen.push(name))
    expect(await redis.ping()).toBe('PONG')
    expect(redis.status).toBe('ready')
    expect(await connections()).toHaveLength(1)
  })
})

describe('one client', () => {
  it('getRedis gives it synchronously, and awaited it is the same', async () => {
    expect(getRedis()).toBe(redis)
    expect(await getRedis()).toBe(redis)
    expect(getRedisClient()).toBe(redis)
    expect(getRedisClient).toBe(getRedis)
    expect(redis).toBeInstanceOf(Redis)
  })

  it('the class is the default export', () => {
    expect(DefaultExport).toBe(Redis)
    expect((pkg as any).default).toBe(Redis)
    expect(redis.constructor.name).toBe('Redis')
  })

  it('is one connection, however often it is asked for', async () => {
    await Promise.all(Array.from({ length: 50 }, () => getRedis().ping()))
    expect(await connections()).toHaveLength(1)
  })

  it('is the same after a reset of the modules', async () => {
    let again: any
    jest.isolateModules(() => {
      again = require('@app/redis-native')
    })
    expect(again.redis).toBe(redis)
    expect(again.getRedis()).toBe(redis)
    expect(await again.ping()).toBe('PONG')
    expect(await connections()).toHaveLength(1)
  })

  it('the same options give the same object, others give another', async () => {
    const other = getRedis({ db: 5 })
    expect(other).not.toBe(redis)
    expect(getRedis({ db: 5 })).toBe(other)
    await other.set('k', 'five')
    expect(await redis.get('k')).toBeNull()
    expect(await other.get('k')).toBe('five')
    other.disconnect()
    expect(await redis.ping()).toBe('PONG')
  })

  it('getRedis with the options of the environment is the default client', () => {
    expect(getRedis({})).toBe(redis)
    expect(getRedis(undefined)).toBe(redis)
  })

  it('another prefix is another handle on the same connection', async () => {
    const other = getRedis({ keyPrefix: 'other:' })
    expect(other).not.toBe(redis)
    await other.set('k', 'v')
    expect(await server.cli('GET', 'other:k')).toBe('v')
    expect(await connections()).toHaveLength(1)
    other.disconnect()
  })

  it('getRedis connects at once', async () => {
    const name = `${NAME}-at-once`
    const other = getRedis({ connectionName: name })
    await event(other, 'ready')
    expect(await server.cli('CLIENT', 'LIST')).toContain(name)
    other.disconnect()
  })

  it('getRedis takes a URL', async () => {
    const other = getRedis(`${server.url}/7`)
    await other.set('k', 'seven')
    expect(await server.cli('-n', '7', 'KEYS', '*k')).toContain('k')
    other.disconnect()
  })

  it('refuses functions that would make a policy, and names the numbers', () => {
    expect(() => getRedis({ retryStrategy: () => 1 })).toThrow(/retryStrategy.*maxRetriesPerRequest/s)
    expect(() => getRedis({ reconnectOnError: () => true })).toThrow(/reconnectOnError/)
  })
})

describe('its end', () => {
  it('closeRedis lets replies come, closes the connection, and a later use opens it again', async () => {
    const last = redis.set('k', 'v')
    await closeRedis()
    expect(await last).toBe('OK')
    await untilThereAre(0)
    expect(await redis.get('k')).toBe('v')
    await untilThereAre(1)
  })

  it('closeRedis may be called twice at once, and again', async () => {
    await redis.ping()
    expect(await Promise.all([closeRedis(), closeRedis(), closeRedis()])).toStrictEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(await closeRedis()).toBeUndefined()
    await untilThereAre(0)
  })

  it('commands that are sent while it closes settle', async () => {
    await redis.ping()
    const closing = closeRedis()
    const replies = Promise.allSettled([redis.echo('a'), redis.echo('b')])
    await closing
    for (const [i, reply] of (await replies).entries()) {
      if (reply.status === 'fulfilled') expect(reply.value).toBe('ab'[i])
      else expect(reply.reason.message).toBe('Connection is closed.')
    }
    expect(await redis.ping()).toBe('PONG')
  })

  it('getRedis after closeRedis connects again', async () => {
    await redis.ping()
    await closeRedis()
    const ready = event(redis, 'ready')
    expect(getRedis()).toBe(redis)
    await ready
    await untilThereAre(1)
  })

  it('quit of a handle ends the handle, and not the others', async () => {
    const other = getRedis({ keyPrefix: 'other:' })
    await other.ping()
    expect(await other.quit()).toBe('OK')
    expect((await rejection(other.ping())).message).toBe('Connection is closed.')
    expect(await redis.ping()).toBe('PONG')
    await untilThereAre(1)
  })

  it('the connection of a handle that is the only one is closed with it', async () => {
    const name = `${NAME}-alone`
    const other = getRedis({ connectionName: name })
    await other.ping()
    expect(await connections(name)).toHaveLength(1)
    await other.quit()
    await untilThereAre(0, name)
  })

  it('getRedis after the end of its handle gives one that works', async () => {
    const other = getRedis({ keyPrefix: 'again:' })
    await other.ping()
    await other.quit()
    expect(await getRedis({ keyPrefix: 'again:' }).ping()).toBe('PONG')
  })
})

describe('duplicate', () => {
  it('is a connection of its own, with the prefix and name of the original', async () => {
    const copy = redis.duplicate()
    try {
      await copy.set('k', 'v')
      expect(await redis.get('k')).toBe('v')
      expect(await server.cli('GET', 'app:test:k')).toBe('v')
      await untilThereAre(2)
    } finally {
      copy.disconnect()
    }
  })

  it('tries commands as ioredis does, but for what somebody has set; one that is lent as the original', async () => {
    const tries = ({ options }: { options: object }) => {
      const { maxRetriesPerRequest, autoResendUnfulfilledCommands } = options as Record<string, unknown>
      return [maxRetriesPerRequest, autoResendUnfulfilledCommands]
    }
    const copies = [redis.duplicate(), redis.duplicate({ maxRetriesPerRequest: null })]
    try {
      expect(tries(redis)).toEqual([3, 'readonly'])
      expect(copies.map(tries)).toEqual([
        [20, true],
        [null, true],
      ])
      expect(await redis.isolate(async (lent) => tries(lent))).toEqual([3, 'readonly'])
    } finally {
      for (const copy of copies) copy.disconnect()
    }
  })

  it('reconnects as ioredis does', async () => {
    const copy = redis.duplicate()
    copy.on('error', () => {})
    try {
      await copy.ping()
      expect(typeof copy.options.retryStrategy).toBe('function')
      const id = await copy.client('ID')
      const closed = event(copy, 'close')
      await server.cli('CLIENT', 'KILL', 'ID', String(id))
      await closed
      expect(await copy.ping()).toBe('PONG')
    } finally {
      copy.disconnect()
    }
  })
})

it('takes any number of listeners, as all of the process may listen to it', () => {
  expect([redis, getRedis()].map((client) => client.getMaxListeners())).toStrictEqual([0, 0])
  const own = redis.duplicate({ lazyConnect: true })
  expect(own.getMaxListeners()).toBe(10)
  own.disconnect()
})
