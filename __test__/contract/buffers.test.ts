/** The `...Buffer` twins: the same replies with Buffers where there are strings. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()
const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80])
const b = (text: string) => Buffer.from(text)

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

describe.each(cases)('%s, RESP%i: Buffer twins', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { protocol })
  })

  it('statuses, values and nothing', async () => {
    expect(await redis.setBuffer('k', bytes)).toStrictEqual(b('OK'))
    expect(await redis.getBuffer('k')).toStrictEqual(bytes)
    expect(await redis.getBuffer('missing')).toBeNull()
    expect(await (redis as any).incrBuffer('n')).toBe(1)
    expect(await redis.pingBuffer('x')).toStrictEqual(b('x'))
    expect(await (redis as any).pingBuffer()).toStrictEqual(b('PONG'))
    expect(await (redis as any).typeBuffer('k')).toStrictEqual(b('string'))
    expect(await redis.incrbyfloatBuffer('f', 1.5)).toStrictEqual(b('1.5'))
  })

  it('arrays', async () => {
    await redis.mset('a', bytes, 'b', '')
    expect(await redis.mgetBuffer('a', 'missing', 'b')).toStrictEqual([bytes, null, b('')])
    await redis.rpush('l', 'ä', bytes)
    expect(await redis.lrangeBuffer('l', 0, -1)).toStrictEqual([b('ä'), bytes])
    expect(await redis.scanBuffer(0, 'MATCH', 'a')).toStrictEqual([b('0'), [b('a')]])
    expect(await redis.blpopBuffer('l', 1)).toStrictEqual([b('l'), b('ä')])
  })

  it('hashes keep their fields as texts', async () => {
    await redis.hset('h', 'field', bytes)
    expect(await redis.hgetallBuffer('h')).toStrictEqual({ field: bytes })
    expect(await redis.hkeysBuffer('h')).toStrictEqual([b('field')])
    expect(await redis.hmgetBuffer('h', 'field', 'missing')).toStrictEqual([bytes, null])
  })

  it('scores are Buffers', async () => {
    await redis.zadd('z', 1.5, 'm')
    expect(await redis.zscoreBuffer('z', 'm')).toStrictEqual(b('1.5'))
    expect(await redis.zrangeBuffer('z', 0, -1, 'WITHSCORES')).toStrictEqual([b('m'), b('1.5')])
    expect(await redis.zpopminBuffer('z')).toStrictEqual([b('m'), b('1.5')])
  })

  it('streams', async () => {
    expect(await redis.xaddBuffer('s', '1-1', 'a', bytes)).toStrictEqual(b('1-1'))
    expect(await redis.xrangeBuffer('s', '-', '+')).toStrictEqual([[b('1-1'), [b('a'), bytes]]])
    expect(await redis.xreadBuffer('STREAMS', 's', 0)).toStrictEqual([
      [b('s'), [[b('1-1'), [b('a'), bytes]]]],
    ])
  })

  it('in pipelines and transactions, beside strings', async () => {
    await redis.set('k', 'v')
    const expected = [
      [null, b('v')],
      [null, 'v'],
    ]
    expect(await redis.pipeline().getBuffer('k').get('k').exec()).toStrictEqual(expected)
    expect(await redis.multi().getBuffer('k').get('k').exec()).toStrictEqual(expected)
  })

  it('bytes that are no UTF-8 become replacement characters in strings', async () => {
    await redis.set('k', bytes)
    expect(await redis.get('k')).toBe(bytes.toString('utf8'))
    await redis.set('k', Buffer.from([0xef, 0xbb, 0xbf, 0x61]))
    expect(await redis.get('k')).toBe('\uFEFFa')
    await redis.set('k', Buffer.from([0x61, 0xe4]))
    expect(await redis.get('k')).toBe('a\uFFFD')
  })

  it('each reply has a Buffer of its own', async () => {
    await redis.mset('a', 'one', 'b', 'two')
    const [one, two] = (await redis.mgetBuffer('a', 'b')) as Buffer[]
    one.fill('x')
    expect(two.toString()).toBe('two')
    expect((await redis.getBuffer('a'))?.toString()).toBe('one')
  })
})
