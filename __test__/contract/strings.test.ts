/** Strings of every length and content, alone and in collections small and large, under both protocols. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

/** Strings of every length up to 70, of some around what is handled in another way, and of all ASCII characters. */
const lengths = [...Array(71).keys(), 95, 96, 97, 127, 128, 129, 1000, 5000]
const strings = lengths.map((length) => 'abcdefghijklmnopqrstuvwxyz'.repeat(200).slice(0, length))
const odd = Array.from(
  { length: 128 },
  (_, code) => `the character ${String.fromCharCode(code)} of code ${code}`,
)
const items = Array.from({ length: 100 }, (_, n) => `an item of many: ${n}`)

describe.each(cases)('%s, RESP%i: strings', (_, protocol, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis, { protocol })
  })

  it.each([
    ['of every length', strings],
    ['with every ASCII character', odd],
    ['that are plain', items],
    ['that are plain but for the last', [...items, '"quoted"']],
    ['that are plain but for one beyond ASCII', ['é', ...items]],
    ['that look like JSON', items.map((item, n) => `{${n}:[${item}],null}`)],
    ['that are short', [...Array(50).keys()].map(String)],
    ['that are empty', Array(20).fill('')],
    ['that are eight', items.slice(0, 8)],
    ['that are seven', items.slice(0, 7)],
  ])('%s', async (_title, values: string[]) => {
    for (const [n, value] of values.entries()) await redis.set(`k${n}`, value)
    const keys = values.map((_value, n) => `k${n}`)
    await redis.rpush('list', ...values)

    expect(await Promise.all(keys.map((key) => redis.get(key)))).toStrictEqual(values)
    expect(await redis.mget(keys)).toStrictEqual(values)
    expect(await redis.mget('missing', ...keys, 'missing')).toStrictEqual([null, ...values, null])
    expect(await redis.lrange('list', 0, -1)).toStrictEqual(values)
    expect(await redis.lrangeBuffer('list', 0, -1)).toStrictEqual(values.map((value) => Buffer.from(value)))
    expect(await redis.mgetBuffer('missing', ...keys)).toStrictEqual([
      null,
      ...values.map((it) => Buffer.from(it)),
    ])
    expect(
      await redis
        .multi()
        .lrange('list', 0, -1)
        .mget('missing', ...keys)
        .exec(),
    ).toStrictEqual([
      [null, values],
      [null, [null, ...values]],
    ])
    expect(await redis.pipeline().lrange('list', 0, -1).get('k0').exec()).toStrictEqual([
      [null, values],
      [null, values[0]],
    ])
  })

  it('of every script, whole, cut within a character, and with bytes that are no UTF-8', async () => {
    const scripts = ['Größe', '你好，世界', 'Привет, мир', 'one 😀 in many ', '𠜎𠜱', '\uFEFFü', 'कखग']
    const lengths = [1, 100, 1023, 1024, 1025, 1026, 1027, 3000, 20_000, 200_001]
    const texts = scripts.flatMap((script) =>
      lengths.map((length) => Buffer.from(script.repeat(length)).subarray(0, length)),
    )
    // An overlong form, half a pair, a byte that never is, and a character without its end.
    const wrong = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xff], [0xe4, 0xbd]].map((it) => Buffer.from(it))
    const broken = wrong.flatMap((bytes) =>
      [500, 3000].map((at) => Buffer.concat([texts[17].subarray(0, at), bytes, texts[17].subarray(at)])),
    )
    for (const bytes of [...texts, ...broken]) {
      await redis.set('k', bytes)
      expect((await redis.get('k')) === bytes.toString()).toBe(true)
      expect((await redis.mget('k', 'missing'))[0] === bytes.toString()).toBe(true)
    }
  })

  it('in hashes, whatever the fields are', async () => {
    const hash = Object.fromEntries(
      items.map((item, n) => [n % 3 === 0 ? String(1000 - n) : `field ${n}`, item]),
    )
    await redis.hset('h', hash)
    await redis.hset('h', '__proto__', 'a field like any other', 'constructor', 'too', 'toString', 'too')
    const expected: Record<string, string> = { ...hash }
    Object.defineProperty(expected, '__proto__', {
      value: 'a field like any other',
      configurable: true,
      enumerable: true,
      writable: true,
    })
    Object.assign(expected, { constructor: 'too', toString: 'too' })

    const found = await redis.hgetall('h')
    expect(found).toStrictEqual(expected)
    expect(Object.keys(found)).toStrictEqual(Object.keys(expected))
    for (const field of ['1000', 'field 1', '__proto__', 'toString']) {
      const descriptor = Object.getOwnPropertyDescriptor(expected, field)
      expect(Object.getOwnPropertyDescriptor(found, field)).toStrictEqual(descriptor)
    }
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype)
    expect(await redis.multi().hgetall('h').exec()).toStrictEqual([[null, expected]])
    expect(await redis.pipeline().hgetall('h').exec()).toStrictEqual([[null, expected]])
    expect(await redis.call('HGETALL', 'h')).toStrictEqual(await pairsOf(redis))
    const buffers: Record<string, unknown> = await redis.hgetallBuffer('h')
    expect(Object.keys(buffers)).toStrictEqual(Object.keys(expected))
    for (const [field, value] of Object.entries(expected)) {
      expect(Object.getOwnPropertyDescriptor(buffers, field)?.value).toStrictEqual(Buffer.from(value))
    }
  })

  it('in sets', async () => {
    await redis.sadd('s', ...items)
    expect((await redis.smembers('s')).sort()).toStrictEqual(items.toSorted())
    expect((await redis.smembersBuffer('s')).map(String).sort()).toStrictEqual(items.toSorted())
  })

  it('in entries of streams', async () => {
    await redis.xadd('x', '1-1', ...items)
    await redis.xadd('x', '1-2', ...items)
    expect(await redis.xrange('x', '-', '+')).toStrictEqual([
      ['1-1', items],
      ['1-2', items],
    ])
  })

  it('in what a Lua script returns', async () => {
    const script = 'return { ARGV, { ARGV, ARGV[1] }, 1 }'
    expect(await redis.eval(script, 0, ...items)).toStrictEqual([items, [items, items[0]], 1])
  })
})

async function pairsOf(redis: Client): Promise<unknown> {
  const fields = await redis.hkeys('h')
  const values = await redis.hvals('h')
  return fields.flatMap((field, n) => [field, values[n]])
}

describe.each(CLIENTS)('%s: a reply transformer', (_, Redis) => {
  it('that replaces the one of HGETALL gets the fields and values as an array', async () => {
    const { Command } = Redis
    const own = Command._transformer.reply.hgetall
    const redis = bench.connect(Redis)
    const flat = items.slice(0, 50).flatMap((item, n) => [`f${n}`, item])
    await redis.hset('h', ...flat)
    try {
      Command.setReplyTransformer('hgetall', (reply: unknown) => ({ got: reply }))
      expect(await redis.hgetall('h')).toStrictEqual({ got: flat })
    } finally {
      Command.setReplyTransformer('hgetall', own)
    }
    expect(await redis.hgetall('h')).toStrictEqual(
      Object.fromEntries(items.slice(0, 50).map((it, n) => [`f${n}`, it])),
    )
  })

  it('of another command gets an array for a map', async () => {
    const { Command } = Redis
    const redis = bench.connect(Redis)
    try {
      Command.setReplyTransformer('config', (reply: unknown) => ({ got: reply }))
      const { got } = (await redis.config('GET', '*max*entries*')) as unknown as { got: string[] }
      expect(Array.isArray(got) && got.every((item) => typeof item === 'string')).toBe(true)
      expect(got).toContain('hash-max-listpack-entries')
      expect(got[got.indexOf('hash-max-listpack-entries') + 1]).toMatch(/^\d+$/)
    } finally {
      delete Command._transformer.reply.config
    }
  })
})
