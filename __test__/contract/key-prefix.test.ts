/** `keyPrefix`: what is a key is prefixed, wherever it stands, and nothing else. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: keyPrefix', (_, Redis) => {
  let redis: any
  let plain: any

  beforeEach(() => {
    redis = bench.connect(Redis, { keyPrefix: 'p:' }) as Client
    plain = bench.connect(Redis)
  })

  const keys = async (): Promise<string[]> => (await plain.keys('*')).sort()

  it('one key, several keys, and pairs', async () => {
    await redis.set('a', 1)
    await redis.mset('b', 2, 'c', 3)
    await redis.mset(['d', 4])
    expect(await keys()).toStrictEqual(['p:a', 'p:b', 'p:c', 'p:d'])
    expect(await redis.mget('a', 'b', 'missing')).toStrictEqual(['1', '2', null])
    expect(await redis.del('a', 'b')).toBe(2)
    expect(await redis.exists(['c', 'd'])).toBe(2)
  })

  it('a destination and its sources', async () => {
    await redis.sadd('s', 1, 2)
    await redis.sadd('t', 2, 3)
    await redis.sunionstore('u', 's', 't')
    await redis.zadd('z', 1, 'm')
    await redis.zunionstore('y', 2, 'z', 's', 'WEIGHTS', 1, 2)
    await redis.zinterstore('x', 1, 'z')
    await redis.bitop('AND', 'bits', 's1', 's2')
    await redis.rename('u', 'v')
    await redis.copy('v', 'w')
    expect(await keys()).toStrictEqual(['p:s', 'p:t', 'p:v', 'p:w', 'p:x', 'p:y', 'p:z'])
    expect(await redis.zunion(2, 'z', 's')).toHaveLength(3)
    expect(await redis.sintercard(2, 's', 't')).toBe(1)
    expect(await redis.lmpop(2, 'missing', 'other', 'LEFT')).toBeNull()
  })

  it('SORT with BY, GET and STORE', async () => {
    await plain.rpush('p:list', 1, 2)
    await plain.mset('p:weight_1', 9, 'p:weight_2', 1, 'p:name_1', 'one', 'p:name_2', 'two')
    expect(await redis.sort('list', 'BY', 'weight_*', 'GET', 'name_*', 'GET', '#')).toStrictEqual([
      'two',
      '2',
      'one',
      '1',
    ])
    await redis.sort('list', 'STORE', 'sorted')
    expect(await plain.lrange('p:sorted', 0, -1)).toStrictEqual(['1', '2'])
  })

  it('EVAL and FCALL by their number of keys', async () => {
    expect(await redis.eval('return {KEYS[1], KEYS[2], ARGV[1]}', 2, 'a', 'b', 'c')).toStrictEqual([
      'p:a',
      'p:b',
      'c',
    ])
    expect(await redis.eval('return ARGV[1]', 0, 'a')).toBe('a')
    const sha = await redis.script('LOAD', 'return KEYS[1]')
    expect(await redis.evalsha(sha, 1, 'a')).toBe('p:a')
  })

  it('XREAD and XREADGROUP after STREAMS', async () => {
    await redis.xadd('s', '1-1', 'a', 1)
    await redis.xadd('t', '1-1', 'b', 2)
    expect(
      (await redis.xread('COUNT', 1, 'STREAMS', 's', 't', 0, 0)).map((stream: unknown[]) => stream[0]),
    ).toStrictEqual(['p:s', 'p:t'])
    await redis.xgroup('CREATE', 's', 'g', 0)
    expect((await redis.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 's', '>'))[0][0]).toBe('p:s')
    expect(await redis.xinfo('GROUPS', 's')).toHaveLength(1)
  })

  it('commands with a sub-command', async () => {
    await redis.set('n', 1)
    expect(await redis.object('ENCODING', 'n')).toBe('int')
    expect(await redis.memory('USAGE', 'n')).toEqual(expect.any(Number))
    expect(await redis.object('HELP')).toEqual(expect.any(Array))
  })

  it('no patterns, channels, fields or values', async () => {
    await redis.hset('h', 'field', 'value')
    expect(await plain.hgetall('p:h')).toStrictEqual({ field: 'value' })
    expect(await redis.keys('h')).toStrictEqual([])
    expect(await redis.scan(0, 'MATCH', 'h')).toStrictEqual(['0', []])
    expect(await redis.echo('a')).toBe('a')
    expect(await redis.publish('channel', 'm')).toBe(0)
  })

  it('geo and blocking commands', async () => {
    await redis.geoadd('g', 13.3, 38.1, 'Palermo')
    await redis.geosearchstore('near', 'g', 'FROMMEMBER', 'Palermo', 'BYRADIUS', 1, 'km')
    await redis.georadius('g', 13.3, 38.1, 1, 'km', 'STORE', 'stored')
    expect(await keys()).toStrictEqual(['p:g', 'p:near', 'p:stored'])
    await redis.rpush('l', 'x')
    expect(await redis.blpop('missing', 'l', 1)).toStrictEqual(['p:l', 'x'])
    expect(await redis.bzpopmin('near', 1)).toStrictEqual(['p:near', 'Palermo', expect.any(String)])
  })

  it('keys that are numbers, Buffers, empty, or prefixed already', async () => {
    await redis.set(7, 'number')
    await redis.set(Buffer.from([0xff]), 'bytes')
    await redis.set('', 'empty')
    await redis.set('p:x', 'twice')
    expect(await plain.get('p:7')).toBe('number')
    expect(await plain.get(Buffer.from([0x70, 0x3a, 0xff]))).toBe('bytes')
    expect(await plain.get('p:')).toBe('empty')
    expect(await plain.get('p:p:x')).toBe('twice')
  })

  it('the prefix may be a Buffer, for keys that are Buffers', async () => {
    const binary: any = bench.connect(Redis, { keyPrefix: Buffer.from([0xfe, 0xff]) as never })
    await binary.set(Buffer.from([1]), Buffer.from([2]))
    expect(await plain.getBuffer(Buffer.from([0xfe, 0xff, 1]))).toStrictEqual(Buffer.from([2]))
  })

  it('a prefix beyond ASCII', async () => {
    const umlaut: any = bench.connect(Redis, { keyPrefix: 'präfix→' })
    await umlaut.set('k', 'v')
    expect(await keys()).toStrictEqual(['präfix→k'])
  })

  it('pipelines and transactions', async () => {
    await redis.pipeline().set('a', 1).exec()
    await redis.multi().set('b', 2).exec()
    redis.multi({ pipeline: false })
    redis.set('c', 3)
    await redis.exec()
    expect(await keys()).toStrictEqual(['p:a', 'p:b', 'p:c'])
  })

  it('WATCH and its conflict', async () => {
    await redis.watch('k')
    await plain.set('p:k', 'changed')
    expect(await redis.multi().set('k', 'mine').exec()).toBeNull()
  })
})
