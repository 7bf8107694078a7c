/** Values near and beyond every buffer on the way. */
import { constants } from 'node:buffer'
import { CLIENTS, type Client, Redis, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: large values', (_, Redis) => {
  let redis: Client

  beforeEach(() => {
    redis = bench.connect(Redis)
  })

  const SIZES = [127, 128, 129, 511, 512, 513, 4095, 4096, 4097, 16383, 16384, 16385]
  const MORE = [32767, 32768, 32769, 65535, 65536, 65537, 262143, 262144, 1 << 20, (1 << 20) + 1]

  it.each([...SIZES, ...MORE])('a value of %d bytes comes back as it was', async (size) => {
    const text = 'abcdefghij'.repeat(size / 10 + 1).slice(0, size)
    await redis.set('value', text)
    expect((await redis.get('value')) === text).toBe(true)
    expect(Buffer.from(text).equals((await redis.getBuffer('value')) as Buffer)).toBe(true)
    const bytes = Buffer.alloc(size, Buffer.from([0xff, 0, 0x0d, 0x0a]))
    await redis.set('value', bytes)
    expect(bytes.equals((await redis.getBuffer('value')) as Buffer)).toBe(true)
    expect((await redis.get('value')) === bytes.toString()).toBe(true)
  })

  it('100 MB come back as they were, as text and as Buffer', async () => {
    const text = 'é0123456'.repeat(100e6 / 9)
    expect(await redis.set('value', text)).toBe('OK')
    expect((await redis.get('value')) === text).toBe(true)
    expect(Buffer.from(text).equals((await redis.getBuffer('value')) as Buffer)).toBe(true)
  })

  // Characters of one to four bytes, and halves of pairs, which are replaced.
  it.each(['é', '€', '𝄞', 'aé', `${'a'.repeat(60)}𝄞`, '\ud834', '\udd1ea', 'ÿ\r\n'])(
    'text of %j comes back at every size',
    async (piece) => {
      const counts = [
        5, 30, 49, 70, 90, 333, 334, 500, 999, 3333, 5000, 5450, 5461, 8170, 8192, 9999, 43_690, 350_000,
      ]
      const texts = counts.map((count) => piece.repeat(Math.ceil(count / piece.length)))
      await Promise.all(texts.map((text, i) => redis.set(`k${i}`, text)))
      const replies = await Promise.all(texts.map((_, i) => redis.getBuffer(`k${i}`)))
      expect(replies.map((reply, i) => reply?.equals(Buffer.from(texts[i])))).toStrictEqual(
        texts.map(() => true),
      )
    },
  )

  it('sizes that vary come back in order when they are asked for at once', async () => {
    const sizes = Array.from({ length: 300 }, (_, i) => (i * 7919) % 5000)
    const text = (i: number) => `${i}:`.padEnd(sizes[i], i % 3 === 0 ? 'ä' : 'x')
    await Promise.all(sizes.map((_, i) => redis.set(`k${i}`, text(i))))
    const replies = await Promise.all(sizes.map((_, i) => redis.get(`k${i}`)))
    expect(replies).toStrictEqual(sizes.map((_, i) => text(i)))
    const buffers = await Promise.all(sizes.map((_, i) => redis.getBuffer(`k${i}`)))
    expect(buffers.map(String)).toStrictEqual(replies)
  })

  it('a large value between small ones goes to its own command', async () => {
    const large = 'L'.repeat(3 << 20)
    const values = ['a', large, 'b', large, 'c']
    await Promise.all(values.map((value, i) => redis.set(`k${i}`, value)))
    const replies = await Promise.all(values.map((_, i) => redis.get(`k${i}`)))
    expect(replies.map((reply) => `${reply?.[0]}${reply?.length}`)).toStrictEqual(
      values.map((value) => `${value[0]}${value.length}`),
    )
  })

  it('an array of 100,000 items comes back in order', async () => {
    const items = Array.from({ length: 100_000 }, (_, i) => `item ${i}${i % 5 === 0 ? ' ü' : ''}`)
    expect(await redis.rpush('list', ...items)).toBe(items.length)
    expect(await redis.lrange('list', 0, -1)).toStrictEqual(items)
    expect((await redis.lrangeBuffer('list', 0, -1)).map(String)).toStrictEqual(items)
  })

  it('20,000 commands at once get their own replies', async () => {
    const numbers = Array.from({ length: 20_000 }, (_, i) => i)
    const replies = await Promise.all(numbers.map((i) => redis.echo(`echo ${i}`)))
    expect(replies).toStrictEqual(numbers.map((i) => `echo ${i}`))
  })

  it.each([8_000, 16_384, 100_000])('Buffers of %d bytes that came together are apart', async (size) => {
    const keys = Array.from({ length: 50 }, (_, i) => `k${i}`)
    await Promise.all(keys.map((key) => redis.set(key, Buffer.alloc(size, key))))
    const asked = Promise.all(keys.map((key) => redis.getBuffer(key)))
    const [singles, many] = await Promise.all([asked, redis.mgetBuffer(keys)])
    for (const buffers of [singles, many]) {
      for (const [i, buffer] of buffers.entries()) {
        expect(buffer?.equals(Buffer.alloc(size, keys[i]))).toBe(true)
        buffer?.fill('changed')
      }
    }
  })

  it('a Buffer that is kept does not change when later replies come', async () => {
    await redis.mset('a', 'first', 'b', 'x'.repeat(70_000))
    const kept = [await redis.getBuffer('a'), await redis.getBuffer('b')]
    for (let i = 0; i < 50; i++) await redis.echo(`${'other'.repeat(20_000)}${i}`)
    expect(kept.map(String)).toStrictEqual(['first', 'x'.repeat(70_000)])
  })

  it('Buffers and strings of the same reply are kept, each by itself, when later replies come', async () => {
    const [large, small] = ['l'.repeat(300_000), 's'.repeat(100)]
    await redis.mset('large', large, 'small', small)
    const buffers = await redis.mgetBuffer('small', 'large', 'small', 'missing')
    const strings = await redis.mget('small', 'large', 'small', 'missing')
    for (let i = 0; i < 50; i++) await redis.echo(`${'other'.repeat(60_000)}${i}`)
    expect(buffers.map((buffer) => buffer && String(buffer))).toStrictEqual([small, large, small, null])
    expect(strings).toStrictEqual([small, large, small, null])
  })
})

test('a command of 4 GiB is refused, and what follows gets its own reply', async () => {
  const redis = bench.connect(Redis)
  const head = '*3\r\n$3\r\nset\r\n$1\r\nk\r\n$4294967000\r\n'
  // One that says so is as good, and needs no memory.
  const value = Object.defineProperty(Buffer.alloc(16), 'length', { value: 2 ** 32 - head.length - 2 })
  const refused = rejection(redis.set('k', value))
  expect(await redis.echo('next')).toBe('next')
  expect((await refused).message).toMatch(/over 4 GiB/)
})

test('a string longer than the longest of V8 rejects, and what comes with it is answered', async () => {
  const redis = bench.connect(Redis)
  await redis.setrange('long', constants.MAX_STRING_LENGTH, 'x')
  try {
    const [long, next] = await Promise.all([rejection(redis.get('long')), redis.echo('next')])
    expect([(long as NodeJS.ErrnoException).code, next]).toStrictEqual(['ERR_STRING_TOO_LONG', 'next'])
    const results = (await redis.pipeline().mget('missing', 'long', 'missing').echo('next').exec()) as any
    expect([results[0][0].code, results[1]]).toStrictEqual(['ERR_STRING_TOO_LONG', [null, 'next']])
  } finally {
    await redis.del('long')
  }
})
