/** The shapes of replies: strings, keys, hashes, lists, sets and sorted sets, under both protocols. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

describe.each(cases)('%s, RESP%i: replies of collections', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { protocol })
  })

  it('strings', async () => {
    expect(await redis.set('k', 'v')).toBe('OK')
    expect(await redis.get('k')).toBe('v')
    expect(await redis.get('missing')).toBeNull()
    expect(await redis.set('k', 'w', 'NX')).toBeNull()
    expect(await redis.set('k', 'w', 'GET')).toBe('v')
    expect(await redis.getdel('k')).toBe('w')
    expect(await redis.append('k', 'abc')).toBe(3)
    expect(await redis.getrange('k', 1, 1)).toBe('b')
    expect(await redis.setrange('k', 5, 'z')).toBe(6)
    expect(await redis.get('k')).toBe('abc\0\0z')
    expect(await redis.incr('n')).toBe(1)
    expect(await redis.decrby('n', 3)).toBe(-2)
    expect(await redis.incrbyfloat('f', 0.1)).toBe('0.1')
    expect(await redis.setnx('k', 'x')).toBe(0)
    expect(await redis.lcs('k', 'n')).toBe('')
    expect(await redis.mget('k', 'missing', 'n')).toStrictEqual(['abc\0\0z', null, '-2'])
  })

  it('integers to the ends of their range that JavaScript can tell', async () => {
    await redis.set('n', '9007199254740990')
    expect(await redis.incrby('n', 0)).toBe(9007199254740990)
    await redis.set('n', '-9007199254740990')
    expect(await redis.incrby('n', 0)).toBe(-9007199254740990)
    await redis.set('n', '2147483648')
    expect(await redis.incrby('n', 0)).toBe(2147483648)
    expect(await redis.incrby('m', 268435455)).toBe(268435455)
    expect(await redis.incrby('m', 1)).toBe(268435456)
    expect(await redis.decrby('m', 268435457)).toBe(-1)
  })

  it('keys', async () => {
    await redis.mset('k', 'v', 'n', '1')
    await redis.rpush('list', 'a')
    expect(await redis.exists('k', 'n', 'missing')).toBe(2)
    expect(await redis.type('list')).toBe('list')
    expect(await redis.type('missing')).toBe('none')
    expect(await redis.ttl('k')).toBe(-1)
    expect(await redis.ttl('missing')).toBe(-2)
    expect(await redis.expire('k', 100)).toBe(1)
    expect(await redis.persist('k')).toBe(1)
    expect(await redis.rename('k', 'q')).toBe('OK')
    expect(await redis.copy('q', 'r')).toBe(1)
    expect(await redis.object('ENCODING', 'n')).toBe('int')
    expect(await redis.object('ENCODING', 'q')).toBe('embstr')
    expect(await redis.object('REFCOUNT', 'q')).toBe(1)
    expect(await redis.object('ENCODING', 'missing')).toBeNull()
    expect((await redis.keys('*')).sort()).toStrictEqual(['list', 'n', 'q', 'r'])
    expect(await redis.randomkey()).toEqual(expect.any(String))
    expect(await redis.unlink('q', 'r', 'n', 'list')).toBe(4)
    expect(await redis.randomkey()).toBeNull()
    expect(await redis.dump('missing')).toBeNull()
  })

  it('hashes', async () => {
    expect(await redis.hgetall('missing')).toStrictEqual({})
    expect(await redis.hset('h', 'a', '1', 'b', '', 'ü', 'ö')).toBe(3)
    expect(await redis.hgetall('h')).toStrictEqual({ a: '1', b: '', ü: 'ö' })
    expect(await redis.hmget('h', 'b', 'missing', 'a')).toStrictEqual(['', null, '1'])
    expect(await redis.hkeys('h')).toStrictEqual(['a', 'b', 'ü'])
    expect(await redis.hvals('h')).toStrictEqual(['1', '', 'ö'])
    expect(await redis.hexists('h', 'a')).toBe(1)
    expect(await redis.hincrby('h', 'a', 2)).toBe(3)
    expect(await redis.hincrbyfloat('h', 'a', 0.5)).toBe('3.5')
    expect(await redis.hstrlen('h', 'ü')).toBe(2)
    expect(await redis.hdel('h', 'b', 'missing')).toBe(1)
    expect(await redis.hget('h', 'missing')).toBeNull()
    await redis.hdel('h', 'ü')
    expect(await redis.hrandfield('h', 1, 'WITHVALUES')).toStrictEqual(['a', '3.5'])
    expect(await redis.hrandfield('h')).toBe('a')
    expect(await redis.hscan('h', 0)).toStrictEqual(['0', ['a', '3.5']])
  })

  it('hashes with the names of what every object has', async () => {
    await redis.hset('h', '__proto__', 'p', 'constructor', 'c', 'toString', 't', 'hasOwnProperty', 'h')
    const hash = await redis.hgetall('h')
    expect(Object.keys(hash).sort()).toStrictEqual(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])
    expect(Object.getOwnPropertyDescriptor(hash, '__proto__')?.value).toBe('p')
    expect(hash.constructor).toBe('c')
    expect(Object.getPrototypeOf(hash)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).p).toBeUndefined()
  })

  it('hashes with fields that are numbers', async () => {
    await redis.hset('h', '10', 'ten', '9', 'nine', 'x', 'ex')
    expect(await redis.hgetall('h')).toStrictEqual({ 9: 'nine', 10: 'ten', x: 'ex' })
  })

  it('lists', async () => {
    expect(await redis.rpush('l', 'a', 'b', 'c', 'b')).toBe(4)
    expect(await redis.lrange('l', 0, -1)).toStrictEqual(['a', 'b', 'c', 'b'])
    expect(await redis.lrange('missing', 0, -1)).toStrictEqual([])
    expect(await redis.lpos('l', 'b')).toBe(1)
    expect(await redis.lpos('l', 'b', 'COUNT', 0)).toStrictEqual([1, 3])
    expect(await redis.lpos('l', 'x')).toBeNull()
    expect(await redis.lpos('l', 'x', 'COUNT', 0)).toStrictEqual([])
    expect(await redis.lindex('l', 9)).toBeNull()
    expect(await redis.linsert('l', 'BEFORE', 'b', 'ä')).toBe(5)
    expect(await redis.lpop('l', 2)).toStrictEqual(['a', 'ä'])
    expect(await redis.rpop('l')).toBe('b')
    expect(await redis.lpop('missing')).toBeNull()
    expect(await redis.lpop('missing', 2)).toBeNull()
    expect(await redis.lmove('l', 'm', 'LEFT', 'RIGHT')).toBe('b')
    expect(await redis.lmpop(2, 'l', 'm', 'LEFT')).toStrictEqual(['l', ['c']])
    expect(await redis.lmpop(1, 'missing', 'LEFT')).toBeNull()
    expect(await redis.blpop('m', 1)).toStrictEqual(['m', 'b'])
    expect(await redis.blpop('m', 0.01)).toBeNull()
    expect(await redis.lset('l', 0, 'x').catch((error: Error) => error.message)).toBe('ERR no such key')
  })

  it('sets', async () => {
    expect(await redis.sadd('s', 'a', 'b')).toBe(2)
    expect((await redis.smembers('s')).sort()).toStrictEqual(['a', 'b'])
    expect(await redis.smembers('missing')).toStrictEqual([])
    expect(await redis.smismember('s', 'a', 'x')).toStrictEqual([1, 0])
    expect(await redis.sismember('s', 'a')).toBe(1)
    expect(await redis.srandmember('missing')).toBeNull()
    expect(await redis.srandmember('missing', 2)).toStrictEqual([])
    await redis.sadd('t', 'b', 'c')
    expect(await redis.sinter('s', 't')).toStrictEqual(['b'])
    expect(await redis.sdiff('s', 't')).toStrictEqual(['a'])
    expect((await redis.sunion('s', 't')).sort()).toStrictEqual(['a', 'b', 'c'])
    expect(await redis.sintercard(2, 's', 't')).toBe(1)
    expect(await redis.spop('s', 5)).toHaveLength(2)
    expect(await redis.spop('s')).toBeNull()
    expect(await redis.sscan('t', 0)).toStrictEqual(['0', expect.arrayContaining(['b', 'c'])])
  })

  it('sorted sets', async () => {
    expect(await redis.zadd('z', 1, 'a', 2.5, 'b', '-inf', 'c')).toBe(3)
    expect(await redis.zrange('z', 0, -1)).toStrictEqual(['c', 'a', 'b'])
    expect(await redis.zrange('z', 0, -1, 'WITHSCORES')).toStrictEqual(['c', '-inf', 'a', '1', 'b', '2.5'])
    expect(await redis.zrangebyscore('z', 0, '+inf', 'WITHSCORES')).toStrictEqual(['a', '1', 'b', '2.5'])
    expect(await redis.zrevrange('z', 0, 0, 'WITHSCORES')).toStrictEqual(['b', '2.5'])
    expect(await redis.zrevrangebyscore('z', 9, 2, 'WITHSCORES')).toStrictEqual(['b', '2.5'])
    expect(await redis.zrange('missing', 0, -1, 'WITHSCORES')).toStrictEqual([])
    expect(await redis.zscore('z', 'b')).toBe('2.5')
    expect(await redis.zscore('z', 'c')).toBe('-inf')
    expect(await redis.zscore('z', 'missing')).toBeNull()
    expect(await redis.zmscore('z', 'a', 'missing')).toStrictEqual(['1', null])
    expect(await redis.zincrby('z', 0.25, 'a')).toBe('1.25')
    expect(await redis.zadd('z', 'INCR', 1, 'a')).toBe('2.25')
    expect(await redis.zadd('z', 'NX', 'INCR', 1, 'a')).toBeNull()
    expect(await redis.zrank('z', 'b')).toBe(2)
    expect(await redis.zrank('z', 'missing')).toBeNull()
    expect(await redis.zcount('z', 0, 9)).toBe(2)
    expect(await redis.zunion(1, 'z', 'WITHSCORES')).toStrictEqual(['c', '-inf', 'a', '2.25', 'b', '2.5'])
    expect(await redis.zinter(2, 'z', 'z', 'WITHSCORES')).toStrictEqual(['c', '-inf', 'a', '4.5', 'b', '5'])
    expect(await redis.zdiff(2, 'z', 'missing', 'WITHSCORES')).toStrictEqual([
      'c',
      '-inf',
      'a',
      '2.25',
      'b',
      '2.5',
    ])
    expect(await redis.zscan('z', 0)).toStrictEqual(['0', ['c', '-inf', 'a', '2.25', 'b', '2.5']])
    expect(await redis.zrandmember('missing')).toBeNull()
    expect(await redis.zpopmin('z')).toStrictEqual(['c', '-inf'])
    expect(await redis.bzpopmax('z', 1)).toStrictEqual(['z', 'b', '2.5'])
    expect(await redis.bzpopmin('missing', 0.01)).toBeNull()
    expect(await redis.zmpop(1, 'z', 'MIN')).toStrictEqual(['z', [['a', '2.25']]])
    expect(await redis.zmpop(1, 'z', 'MIN')).toBeNull()
    expect(await redis.zpopmax('z', 2)).toStrictEqual([])
  })

  it('scores that are hard to write', async () => {
    const scores = [
      0.1,
      1e300,
      1.5e-10,
      -3.141592653589793,
      1e21,
      123456789.987654321,
      Number.MAX_SAFE_INTEGER,
    ]
    for (const score of scores) {
      await redis.zadd('z', score, 'm')
      expect(Number(await redis.zscore('z', 'm'))).toBe(score)
    }
    await redis.zadd('z', '+inf', 'm')
    expect(await redis.zscore('z', 'm')).toBe('inf')
    expect(await redis.zrandmember('z', 1, 'WITHSCORES')).toStrictEqual(['m', 'inf'])
  })
})
