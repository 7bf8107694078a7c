/** What callers may give as arguments, and what the server gets of it. */
import { CLIENTS, type Client, Redis, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: arguments', (_, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis)
  })

  /** What the server got as the value. */
  const sent = async (value: unknown): Promise<string | null> => {
    await redis.set('value', value as string)
    return redis.get('value')
  }

  it.each([
    ['a text', 'text', 'text'],
    ['the empty string', '', ''],
    ['an integer', 42, '42'],
    ['a negative integer', -42, '-42'],
    ['zero', 0, '0'],
    ['minus zero', -0, '0'],
    ['a fraction', 0.1, '0.1'],
    ['a small fraction', 1e-7, '1e-7'],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['an unsafe integer in decimal', 1e21, '1000000000000000000000'],
    ['a negative unsafe integer in decimal', -(2 ** 53), '-9007199254740992'],
    ['the largest number in decimal', Number.MAX_VALUE, BigInt(Number.MAX_VALUE).toString()],
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', Number.POSITIVE_INFINITY, 'Infinity'],
    ['a bigint', 123456789012345678901234567890n, '123456789012345678901234567890'],
    ['true', true, 'true'],
    ['false', false, 'false'],
    ['null', null, ''],
    ['undefined', undefined, ''],
    ['a Date', new Date(0), String(new Date(0))],
    ['an object', { a: 1 }, '[object Object]'],
    ['an object with a toString', { toString: () => 'mine' }, 'mine'],
    ['a String object', new String('boxed'), 'boxed'],
    ['a Uint8Array, which is no Buffer', new Uint8Array([1, 2]), '1,2'],
    ['a function in the middle', String, String(String)],
  ])('%s is sent as its text', async (_, value, expected) => {
    await redis.mset('value', value as string, 'other', 'x')
    expect(await redis.get('value')).toBe(expected)
  })

  it.each([
    ['ASCII', 'plain'],
    ['two bytes', 'äöüß'],
    ['three bytes', '日本語'],
    ['four bytes', '😀👩‍👩‍👧‍👦'],
    ['a NUL', 'a\0b'],
    ['line breaks', 'a\r\nb\r\n$5\r\n'],
    ['a byte order mark', '\uFEFFbom'],
    ['47 letters and an umlaut', `${'x'.repeat(47)}ä`],
    ['48 letters', 'x'.repeat(48)],
    ['49 letters', 'x'.repeat(49)],
    ['an umlaut after 200 letters', `${'x'.repeat(200)}ä`],
    ['nothing but umlauts', 'ä'.repeat(5000)],
  ])('a text of %s comes back as it was', async (_, text) => {
    expect(await sent(text)).toBe(text)
    expect(await redis.strlen('value')).toBe(Buffer.byteLength(text))
  })

  it.each([
    ['a high surrogate alone', '\uD800'],
    ['a low surrogate alone', '\uDC00'],
    ['surrogates in the wrong order', '\uDE00\uD83D'],
    ['a high surrogate at the end of a text', 'end\uD83D'],
    ['a lone surrogate in a long text', `${'x'.repeat(100)}\uD800${'y'.repeat(100)}`],
  ])('%s becomes the replacement character', async (_, text) => {
    await redis.set('value', text)
    expect(await redis.getBuffer('value')).toStrictEqual(Buffer.from(text, 'utf8'))
  })

  it('takes a Buffer with every byte value, as value and as key', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
    await redis.set(bytes, bytes)
    expect(await redis.getBuffer(bytes)).toStrictEqual(bytes)
    expect(await redis.keysBuffer('*')).toStrictEqual([bytes])
    for (const byte of bytes) {
      const key = Buffer.from([byte])
      await redis.set(key, key)
      expect(await redis.getBuffer(key)).toStrictEqual(key)
    }
    expect(await redis.dbsize()).toBe(257)
  })

  it('takes an empty Buffer, and an empty key', async () => {
    await redis.set('', Buffer.alloc(0))
    expect(await redis.get('')).toBe('')
    expect(await redis.getBuffer(Buffer.alloc(0))).toStrictEqual(Buffer.alloc(0))
  })

  it('takes a part of a larger Buffer', async () => {
    const whole = Buffer.from('0123456789')
    expect(await sent(whole.subarray(3, 6))).toBe('345')
  })

  it('takes a Buffer and texts in one command', async () => {
    await redis.mset('ä', Buffer.from([0xff, 0]), 'b', 'ü', Buffer.from('c'), '3')
    expect(await redis.mgetBuffer('ä', 'b', 'c')).toStrictEqual([
      Buffer.from([0xff, 0]),
      Buffer.from('ü'),
      Buffer.from('3'),
    ])
  })

  it('flattens arrays one level', async () => {
    expect(await redis.del(['a', 'b'])).toBe(0)
    expect(await redis.mset(['a', 1, 'b', 2])).toBe('OK')
    expect(await redis.mget(['a'], ['b', 'c'] as never)).toStrictEqual(['1', '2', null])
    expect(await redis.rpush('list', ...([['x', ['y', 'z']]] as never[]))).toBe(2)
    expect(await redis.lrange('list', 0, -1)).toStrictEqual(['x', 'y,z'])
  })

  it('takes all arguments as one array', async () => {
    const args = ['other', 'value']
    expect(await (redis as any).set(args)).toBe('OK')
    expect(args).toStrictEqual(['other', 'value'])
    expect(await redis.get('other')).toBe('value')
  })

  it('does not change the arrays that it is given', async () => {
    const values = [1, null, true]
    await redis.rpush('list', values as never)
    expect(values).toStrictEqual([1, null, true])
    expect(await redis.lrange('list', 0, -1)).toStrictEqual(['1', '', 'true'])
  })
})

describe('arguments that are refused', () => {
  // ioredis sends it all the same, as it was given.
  it('what a transformer throws rejects the command, by its promise and its callback, and nothing is sent', async () => {
    const redis = bench.connect(Redis)
    const { Command } = Redis as any
    const own = Command._transformer.argument.append
    Command.setArgumentTransformer('append', () => {
      throw new TypeError('not to be appended')
    })
    try {
      await redis.set('appended', 'a')
      const heard = new Promise((resolve) => redis.append('appended', 'b', resolve as any)?.catch(() => {}))
      await expect(redis.append('appended', 'b')).rejects.toThrow(new TypeError('not to be appended'))
      expect(await heard).toMatchObject({ message: 'not to be appended' })
      expect(await redis.get('appended')).toBe('a')
    } finally {
      if (own === undefined) delete Command._transformer.argument.append
      else Command.setArgumentTransformer('append', own)
    }
  })
})
