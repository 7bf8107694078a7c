/** `replyMapping: 'resp3'`: maps, doubles and booleans as the types that they are. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: replyMapping resp3', (_, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { replyMapping: 'resp3' } as object)
  })

  it('a hash is an object, whatever its fields are called', async () => {
    await redis.hset('h', 'a', '1', '__proto__', 'p', 'constructor', 'c')
    const hash = await redis.hgetall('h')
    expect(Object.keys(hash).sort()).toStrictEqual(['__proto__', 'a', 'constructor'])
    expect(Object.getOwnPropertyDescriptor(hash, '__proto__')?.value).toBe('p')
    expect(await redis.hgetall('missing')).toStrictEqual({})
  })

  it('the values of a hash are Buffers for the twin', async () => {
    await redis.hset('h', 'a', Buffer.from([0xff]))
    expect(await redis.hgetallBuffer('h')).toStrictEqual({ a: Buffer.from([0xff]) })
  })

  it('scores are numbers, in pairs', async () => {
    await redis.zadd('z', 1, 'a', 2.5, 'b', 'inf', 'c', '-inf', 'd')
    expect(await redis.zscore('z', 'b')).toBe(2.5)
    expect(await redis.zmscore('z', 'c', 'd', 'missing')).toStrictEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      null,
    ])
    expect(await redis.zrange('z', 1, 2, 'WITHSCORES')).toStrictEqual([
      ['a', 1],
      ['b', 2.5],
    ])
  })

  it('booleans are booleans, integers stay integers', async () => {
    expect(await redis.eval('redis.setresp(3); return {true, false, 1}', 0)).toStrictEqual([true, false, 1])
  })

  it('XREAD and CONFIG GET are objects', async () => {
    await redis.xadd('s', '1-1', 'a', '1')
    expect(await redis.xread('STREAMS', 's', 0)).toStrictEqual({ s: [['1-1', ['a', '1']]] })
    expect(await redis.config('GET', 'appendonly')).toStrictEqual({ appendonly: 'no' })
  })

  it('needs RESP3', () => {
    expect(() =>
      bench.connect(Redis, { replyMapping: 'resp3', protocol: 2, lazyConnect: true } as object),
    ).toThrow('The "resp3" replyMapping is only supported with protocol 3')
  })

  it('what is asked before the connection is ready gets the same', async () => {
    await bench.server.cli('ZADD', 'z', '1', 'a', '2', 'b')
    const redis: Client = bench.connect(Redis, { replyMapping: 'resp3' } as object)
    expect(redis.status).toBe('connecting')
    const pairs = [
      ['a', 1],
      ['b', 2],
    ]
    const replies = [
      redis.zrange('z', 0, -1, 'WITHSCORES'),
      redis.pipeline().zrange('z', 0, -1, 'WITHSCORES').exec(),
      redis.multi().zrange('z', 0, -1, 'WITHSCORES').exec(),
    ]
    expect(await Promise.all(replies)).toStrictEqual([pairs, [[null, pairs]], [[null, pairs]]])
  })

  it('transactions and pipelines give the same', async () => {
    await redis.hset('h', 'a', '1')
    await redis.zadd('z', 0.5, 'm')
    const expected = [
      [null, { a: '1' }],
      [null, 0.5],
    ]
    expect(await redis.pipeline().hgetall('h').zscore('z', 'm').exec()).toStrictEqual(expected)
    expect(await redis.multi().hgetall('h').zscore('z', 'm').exec()).toStrictEqual(expected)
  })
})
