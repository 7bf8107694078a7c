/** Objects and Maps as field and value pairs: HSET, HMSET, MSET, MSETNX. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: pairs', (_, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis)
  })

  it.each(['hset', 'hmset'] as const)('%s takes an object', async (command) => {
    const reply = await redis[command]('hash', { name: 'Ada', age: 36, active: true, none: null })
    expect(reply).toBe(command === 'hset' ? 4 : 'OK')
    expect(await redis.hgetall('hash')).toStrictEqual({ name: 'Ada', age: '36', active: 'true', none: '' })
  })

  it.each(['hset', 'hmset'] as const)('%s takes a Map, with fields that are no strings', async (command) => {
    const map = new Map<string | number | Buffer, string | number | Buffer>([
      ['name', 'Ada'],
      [7, 8],
      [Buffer.from([0xfe]), Buffer.from([0xff])],
    ])
    await redis[command]('hash', map as never)
    expect(await redis.hgetBuffer('hash', Buffer.from([0xfe]))).toStrictEqual(Buffer.from([0xff]))
    expect(await redis.hget('hash', '7')).toBe('8')
    expect(await redis.hlen('hash')).toBe(3)
  })

  it.each(['mset', 'msetnx'] as const)('%s takes an object and a Map', async (command) => {
    expect(await redis[command]({ a: 1, b: 'two', c: Buffer.from('three') })).toBe(
      command === 'mset' ? 'OK' : 1,
    )
    expect(await redis[command](new Map([['d', '4']]) as never)).toBe(command === 'mset' ? 'OK' : 1)
    expect(await redis.mget('a', 'b', 'c', 'd')).toStrictEqual(['1', 'two', 'three', '4'])
  })

  it('takes pairs as arguments and as an array', async () => {
    expect(await redis.hset('hash', 'a', 1, 'b', 2)).toBe(2)
    expect(await redis.hset('hash', ['c', 3, 'd', 4] as never)).toBe(2)
    expect(await redis.hmset('hash', ['e', 5])).toBe('OK')
    expect(await redis.hgetall('hash')).toStrictEqual({ a: '1', b: '2', c: '3', d: '4', e: '5' })
  })

  it('takes only own enumerable fields of an object', async () => {
    const object = Object.create(
      { inherited: 1 },
      { own: { value: 2, enumerable: true }, hidden: { value: 3 } },
    )
    await redis.hset('hash', object)
    expect(await redis.hgetall('hash')).toStrictEqual({ own: '2' })
  })

  it('prefixes the keys of an object, and not the fields', async () => {
    const prefixed = bench.connect(Redis, { keyPrefix: 'p:' })
    await prefixed.mset({ a: 1, b: 2 })
    await prefixed.hset('hash', { a: 1 })
    expect((await redis.keys('*')).sort()).toStrictEqual(['p:a', 'p:b', 'p:hash'])
    expect(await redis.hgetall('p:hash')).toStrictEqual({ a: '1' })
  })

  it('takes pairs in a pipeline and in a transaction', async () => {
    expect(await redis.pipeline().hset('hash', { a: 1 }).hgetall('hash').exec()).toStrictEqual([
      [null, 1],
      [null, { a: '1' }],
    ])
    expect(
      await redis
        .multi()
        .mset(new Map([['k', 'v']]) as never)
        .hgetall('hash')
        .exec(),
    ).toStrictEqual([
      [null, 'OK'],
      [null, { a: '1' }],
    ])
  })

  it('is refused by the server for an object without fields', async () => {
    await expect(redis.hset('hash', {})).rejects.toThrow("ERR wrong number of arguments for 'hset' command")
  })
})
