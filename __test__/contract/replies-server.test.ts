/** The shapes of replies: streams, scans, facts of the server, geo, bits, hyperloglog, sorting. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

describe.each(cases)('%s, RESP%i: replies of streams and of the server', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { protocol })
  })

  it('streams', async () => {
    expect(await redis.xadd('s', '1-1', 'a', '1', 'b', '2')).toBe('1-1')
    expect(await redis.xadd('s', '*', 'c', '')).toMatch(/^\d+-\d+$/)
    expect(await redis.xadd('missing', 'NOMKSTREAM', '*', 'a', '1')).toBeNull()
    expect(await redis.xlen('s')).toBe(2)
    expect(await redis.xrange('s', '-', '+', 'COUNT', 1)).toStrictEqual([['1-1', ['a', '1', 'b', '2']]])
    expect(await redis.xrevrange('s', '1-1', '-')).toStrictEqual([['1-1', ['a', '1', 'b', '2']]])
    expect(await redis.xrange('missing', '-', '+')).toStrictEqual([])
    expect(await redis.xdel('s', '1-1')).toBe(1)
  })

  it('XREAD of one stream, of two, and of none', async () => {
    await redis.xadd('s', '1-1', 'a', '1')
    await redis.xadd('t', '2-1', 'b', '2')
    expect(await redis.xread('STREAMS', 's', 0)).toStrictEqual([['s', [['1-1', ['a', '1']]]]])
    expect(await redis.xread('COUNT', 5, 'STREAMS', 's', 't', 0, 0)).toStrictEqual([
      ['s', [['1-1', ['a', '1']]]],
      ['t', [['2-1', ['b', '2']]]],
    ])
    expect(await redis.xread('STREAMS', 's', '1-1')).toBeNull()
    expect(await redis.xread('BLOCK', 10, 'STREAMS', 's', '$')).toBeNull()
  })

  it('XREADGROUP and what belongs to groups', async () => {
    expect(await redis.xgroup('CREATE', 's', 'g', '0', 'MKSTREAM')).toBe('OK')
    await redis.xadd('s', '1-1', 'a', '1')
    expect(await redis.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 's', '>')).toStrictEqual([
      ['s', [['1-1', ['a', '1']]]],
    ])
    expect(await redis.xreadgroup('GROUP', 'g', 'c', 'STREAMS', 's', '>')).toBeNull()
    expect(await redis.xpending('s', 'g')).toStrictEqual([1, '1-1', '1-1', [['c', '1']]])
    expect(await redis.xpending('s', 'g', '-', '+', 10)).toStrictEqual([['1-1', 'c', expect.any(Number), 1]])
    expect(await redis.xautoclaim('s', 'g', 'd', 0, 0)).toStrictEqual(['0-0', [['1-1', ['a', '1']]], []])
    expect(await redis.xclaim('s', 'g', 'c', 0, '1-1', 'JUSTID')).toStrictEqual(['1-1'])
    expect(await redis.xack('s', 'g', '1-1')).toBe(1)
    const [group] = (await redis.xinfo('GROUPS', 's')) as unknown[][]
    expect(group.slice(0, 4)).toStrictEqual(['name', 'g', 'consumers', 2])
    const info = (await redis.xinfo('STREAM', 's')) as unknown[]
    expect(info.slice(0, 2)).toStrictEqual(['length', 1])
    expect(info[info.indexOf('first-entry') + 1]).toStrictEqual(['1-1', ['a', '1']])
  })

  it('SCAN', async () => {
    await redis.mset(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, i])))
    const [cursor, page] = await redis.scan(0, 'COUNT', 5)
    expect(cursor).toMatch(/^[1-9]\d*$/)
    expect(page.length).toBeGreaterThan(0)
    expect(await redis.scan(0, 'MATCH', 'k49', 'COUNT', 1000)).toStrictEqual(['0', ['k49']])
    expect(await redis.scan(0, 'TYPE', 'list', 'COUNT', 1000)).toStrictEqual(['0', []])
  })

  it('CONFIG, INFO, CLIENT, TIME and their like', async () => {
    expect(await redis.config('GET', 'maxmemory-policy')).toStrictEqual(['maxmemory-policy', 'noeviction'])
    expect(await redis.config('GET', 'no-such-thing')).toStrictEqual([])
    expect(await redis.config('SET', 'hz', '11')).toBe('OK')
    const info = await redis.info('server')
    expect(info).toMatch(/^# Server\r\nredis_version:/)
    expect(info.endsWith('\r\n')).toBe(true)
    expect(await redis.client('ID')).toEqual(expect.any(Number))
    expect(await redis.client('GETNAME')).toBeNull()
    expect(await redis.client('SETNAME', 'me')).toBe('OK')
    expect(await redis.client('GETNAME')).toBe('me')
    expect(await redis.client('LIST')).toMatch(/^id=\d+ addr=.* name=me /m)
    expect(await redis.client('NO-EVICT', 'ON')).toBe('OK')
    expect(await redis.time()).toStrictEqual([
      expect.stringMatching(/^\d{10}$/),
      expect.stringMatching(/^\d+$/),
    ])
    expect(await redis.dbsize()).toBe(0)
    expect(await redis.ping()).toBe('PONG')
    expect(await redis.ping('hello')).toBe('hello')
    expect(await redis.echo('ä')).toBe('ä')
    expect(await redis.lastsave()).toEqual(expect.any(Number))
    expect(await redis.role()).toStrictEqual(['master', 0, []])
    expect(await redis.slowlog('LEN')).toEqual(expect.any(Number))
    expect(await redis.latency('LATEST')).toStrictEqual([])
    expect(await redis.memory('USAGE', 'missing')).toBeNull()
    expect(await redis.acl('WHOAMI')).toBe('default')
    expect(await redis.command('COUNT')).toBeGreaterThan(200)
    expect(await redis.pubsub('CHANNELS')).toStrictEqual([])
    expect(await redis.pubsub('NUMSUB', 'a')).toStrictEqual(['a', 0])
    expect(await redis.wait(0, 1)).toBe(0)
  })

  it('COMMAND INFO and ACL GETUSER, which are nested deeply', async () => {
    const [get, missing] = (await redis.command('INFO', 'get', 'nosuchcommand')) as unknown[][]
    expect(get.slice(0, 2)).toStrictEqual(['get', 2])
    expect(get[2]).toEqual(expect.arrayContaining(['readonly', 'fast']))
    expect(missing).toBeNull()
    const user = (await redis.acl('GETUSER', 'default')) as unknown[]
    expect(user.slice(0, 2)).toStrictEqual(['flags', expect.arrayContaining(['on', 'nopass'])])
  })

  it('geo', async () => {
    expect(await redis.geoadd('g', 13.361389, 38.115556, 'Palermo', 15.087269, 37.502669, 'Catania')).toBe(2)
    expect(await redis.geodist('g', 'Palermo', 'Catania', 'KM')).toBe('166.2742')
    expect(await redis.geodist('g', 'Palermo', 'missing')).toBeNull()
    expect(await redis.geohash('g', 'Palermo', 'missing')).toStrictEqual(['sqc8b49rny0', null])
    const [position, missing] = await redis.geopos('g', 'Palermo', 'missing')
    expect(position?.map(Number)).toStrictEqual([13.361389338970184, 38.1155563954963])
    expect(position?.every((part) => typeof part === 'string')).toBe(true)
    expect(missing).toBeNull()
    expect(
      await redis.call(
        'GEOSEARCH',
        'g',
        'FROMMEMBER',
        'Palermo',
        'BYRADIUS',
        200,
        'km',
        'ASC',
        'WITHDIST',
        'WITHHASH',
      ),
    ).toStrictEqual([
      ['Palermo', '0.0000', 3479099956230698],
      ['Catania', '166.2742', 3479447370796909],
    ])
  })

  it('bits and hyperloglog', async () => {
    expect(await redis.setbit('b', 7, 1)).toBe(0)
    expect(await redis.getbit('b', 7)).toBe(1)
    expect(await redis.bitcount('b')).toBe(1)
    expect(await redis.bitpos('b', 1)).toBe(7)
    expect(await redis.bitfield('b', 'GET', 'u8', 0, 'OVERFLOW', 'FAIL', 'INCRBY', 'u2', 6, 3)).toStrictEqual(
      [1, null],
    )
    expect(await redis.bitop('NOT', 'c', 'b')).toBe(1)
    expect(await redis.getBuffer('c')).toStrictEqual(Buffer.from([0xfe]))
    expect(await redis.pfadd('h', 'a', 'b', 'a')).toBe(1)
    expect(await redis.pfcount('h')).toBe(2)
    expect(await redis.pfmerge('i', 'h')).toBe('OK')
  })

  it('SORT', async () => {
    await redis.rpush('l', 3, 1, 2)
    await redis.mset('w1', 'x', 'w2', 'y')
    expect(await redis.sort('l')).toStrictEqual(['1', '2', '3'])
    expect(await redis.sort('l', 'DESC', 'LIMIT', 0, 1)).toStrictEqual(['3'])
    expect(await redis.sort('l', 'GET', 'w*', 'GET', '#')).toStrictEqual(['x', '1', 'y', '2', null, '3'])
    expect(await redis.sort('l', 'STORE', 'm')).toBe(3)
  })

  it('stringNumbers gives integers as texts', async () => {
    const texts = bench.connect(Redis, { protocol, stringNumbers: true })
    expect(await texts.incr('n')).toBe('1')
    expect(await texts.decrby('n', 2)).toBe('-1')
    await texts.set('n', '9223372036854775806')
    expect(await texts.incr('n')).toBe('9223372036854775807')
    expect(await texts.smismember('missing', 'a', 'b')).toStrictEqual(['0', '0'])
    expect(await texts.pipeline().incr('m').exec()).toStrictEqual([[null, '1']])
  })
})
