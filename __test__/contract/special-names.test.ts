/**
 * Names that objects have of their own (`__proto__`, `constructor`, `toString`) in replies, options,
 * URLs and scripts: they are names like others, and change nothing that anybody else has.
 */
import { getConnectionInfo, getRedis } from '@app/redis-native'
import { CLIENTS, setUpServer } from '../support/clients'
import { event } from '../support/events'
import { bulk, ScriptedServer } from '../support/scripted'

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'k']
const PAIRS = NAMES.flatMap((name) => [name, `value of ${name}`])

const before = Object.getOwnPropertyNames(Object.prototype).join()
const arrays = Object.getOwnPropertyNames(Array.prototype).join()

afterEach(() => {
  expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before)
  expect(Object.getOwnPropertyNames(Array.prototype).join()).toBe(arrays)
  expect(({} as any).polluted).toBeUndefined()
})

/** The names and values of a plain object, own ones only; what is no plain object stays. */
function entries(value: any): unknown {
  if (Array.isArray(value)) return value.map(entries)
  if (value instanceof Map) return [...value].map(entries)
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value
  expect([Object.prototype, null]).toContain(Object.getPrototypeOf(value))
  return Object.getOwnPropertyNames(value).map((name) => [name, entries(value[name])])
}

const MODES: [what: string, options: object][] = [
  ['RESP2', { protocol: 2 }],
  ['RESP3', {}],
  ['replyMapping resp3', { replyMapping: 'resp3' }],
]

describe('fields of a real server', () => {
  const bench = setUpServer()

  it.each(MODES)('are own properties of what hashes and streams become, %s', async (_, options) => {
    const results = await Promise.all(
      CLIENTS.map(async ([name, Redis]) => {
        const redis: any = bench.connect(Redis, { keyPrefix: `${name}:`, ...options })
        await redis.hset('h', ...PAIRS)
        await redis.hset('object', Object.fromEntries(NAMES.map((name) => [name, name])))
        await redis.hset('json', JSON.parse('{"__proto__":"own","constructor":"own"}'))
        await redis.xadd('s', '1-1', ...PAIRS)
        await redis.xgroup('CREATE', 's', '__proto__', '0')
        await redis.zadd('z', ...NAMES.flatMap((name, i) => [i, name]))
        const replies = [
          await redis.hgetall('h'),
          await redis.hgetall('object'),
          await redis.hgetall('json'),
          await redis.hgetallBuffer('h').then((hash: object) => Object.keys(hash)),
          (await redis.multi().hgetall('h').exec())[0],
          (await redis.pipeline().hgetall('h').exec())[0],
          await redis.xrange('s', '-', '+'),
          await redis.xread('STREAMS', 's', '0'),
          await redis.xreadgroup('GROUP', '__proto__', 'constructor', 'STREAMS', 's', '>'),
          await redis.xinfo('GROUPS', 's').then((groups: any) => entries(groups[0]).toString().slice(0, 20)),
          await redis.zrange('z', 0, -1, 'WITHSCORES'),
        ]
        return JSON.stringify(entries(replies)).replaceAll(`${name}:`, '')
      }),
    )
    expect(results[1]).toBe(results[0])
    for (const name of NAMES) expect(results[1]).toContain(`["${name}","value of ${name}"]`)
  })

  it.each(CLIENTS)('%s: scripts may have them', async (_, Redis) => {
    const redis: any = bench.connect(Redis)
    for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
      redis.defineCommand(name, { lua: 'return ARGV[1]', numberOfKeys: 0 })
      expect(await redis[name]('x')).toBe('x')
      expect(await redis.pipeline()[name]('y').exec()).toEqual([[null, 'y']])
      expect(Object.hasOwn(redis.scriptsSet, name)).toBe(true)
    }
    expect(await redis.get('k')).toBeNull()
  })
})

describe('maps of a server that says anything', () => {
  let server: ScriptedServer
  const MAP = `%${NAMES.length}\r\n${PAIRS.map(bulk).join('')}`
  const ARRAY = `*${PAIRS.length}\r\n${PAIRS.map(bulk).join('')}`

  beforeEach(async () => {
    const inner = MAP.replace('%7', '%8')
    const greeting = `${inner}${bulk('proto')}:3\r\n`
    server = await ScriptedServer.start({
      script: (peer, [name, key]) =>
        peer.send(
          key === 'array' || name === 'array'
            ? ARRAY
            : key === 'nested'
              ? `%1\r\n${bulk('__proto__')}${MAP}`
              : MAP,
        ),
      handshake: (_, [name]) => (name.toLowerCase() === 'hello' ? greeting : undefined),
    })
  })
  afterEach(() => server.stop())

  it.each(MODES.slice(1))('become what they become by ioredis, %s', async (_, options) => {
    const results = await Promise.all(
      CLIENTS.map(async ([, Redis]) => {
        const redis: any = new Redis({ port: server.port, host: '127.0.0.1', ...options })
        redis.on('error', () => {})
        await event(redis, 'ready')
        try {
          const calls: string[][] = [
            ['hgetall', 'h'],
            ['hgetall', 'array'],
            ['hgetall', 'nested'],
            ['config', 'GET', '*'],
            ['hello', '3'],
            ['call', 'HELLO', '3'],
            ['xread', 'STREAMS', 's', '0'],
            ['xrange', 's', '-', '+'],
            ['xinfo', 'STREAM', 's'],
            ['client', 'TRACKINGINFO'],
            ['acl', 'GETUSER', 'x'],
            ['memory', 'STATS'],
            ['function', 'LIST'],
            ['call', 'anything', 'nested'],
          ]
          const replies: unknown[] = []
          for (const [name, ...args] of calls) {
            replies.push(entries(await redis[name](...args)))
            replies.push(entries(await redis[`${name}Buffer`](...args)))
          }
          return replies
        } finally {
          redis.disconnect()
        }
      }),
    )
    expect(JSON.stringify(results[1])).toBe(JSON.stringify(results[0]))
  })
})

describe.each(CLIENTS)('%s: options', (_, Redis) => {
  const made: any[] = []
  const make = (...sources: any[]): any => {
    const redis = Reflect.construct(Redis, sources)
    redis.on('error', () => {})
    made.push(redis)
    return redis
  }
  afterEach(() => {
    for (const redis of made.splice(0)) redis.disconnect()
  })

  it.each([
    ['JSON', JSON.parse('{"__proto__":{"polluted":true,"host":"evil"},"lazyConnect":true}')],
    ['a URL', 'redis://localhost?__proto__=evil&__proto__[polluted]=true&lazyConnect=true'],
    ['a URL with a constructor', 'redis://localhost?constructor=x&prototype=y&lazyConnect=true'],
  ])('of %s are no more than options', (_what, given) => {
    const { options } = make(given)
    expect(options.host).toBe('localhost')
    expect(options.polluted).toBeUndefined()
    expect(Object.getPrototypeOf(options)).toBe(Object.prototype)
    const { options: copied } = make(given).duplicate()
    expect([copied.host, copied.polluted]).toEqual(['localhost', undefined])
  })
})

describe('what only the package has', () => {
  const [, [, Ours]] = CLIENTS
  const evil = JSON.parse('{"__proto__":{"polluted":true,"db":3},"host":"127.0.0.1","port":1}')

  it.each([
    ['JSON', evil],
    ['a URL', 'redis://127.0.0.1:1?__proto__=evil&constructor=x&polluted=true'],
  ])('getRedis with %s is the client of the rest', (_, given) => {
    const client: any = getRedis(given)
    client.on('error', () => {})
    expect(client.options).toMatchObject({ host: '127.0.0.1', port: 1, db: 0 })
    expect(Object.getPrototypeOf(client.options)).toBe(Object.prototype)
    client.disconnect()
  })

  it('REDIS_URL with such a name is read without it', () => {
    const url = process.env.REDIS_URL
    process.env.REDIS_URL = 'redis://127.0.0.1:1/2?__proto__=evil&constructor=x'
    try {
      expect(getConnectionInfo()).toMatchObject({ address: '127.0.0.1:1', database: 2 })
    } finally {
      process.env.REDIS_URL = url
      if (url === undefined) delete process.env.REDIS_URL
    }
  })

  // ioredis makes such a script the prototype of the client, which works no more.
  it('a script of the name __proto__ leaves the client as it is', () => {
    const redis: any = new Ours({
      lazyConnect: true,
      scripts: JSON.parse('{"__proto__":{"lua":"return 1"}}'),
    })
    redis.defineCommand('__proto__', { lua: 'return 1', numberOfKeys: 0 })
    expect(Object.getPrototypeOf(redis)).toBe(Ours.prototype)
    expect(Object.getPrototypeOf(redis.scriptsSet)).toBe(Object.prototype)
    expect(Object.getPrototypeOf(redis.pipeline())).toBe((Ours as any).Pipeline.prototype)
    redis.disconnect()
  })
})
