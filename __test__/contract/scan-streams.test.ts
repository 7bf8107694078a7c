/** SCAN and its relatives as streams. */
import { CLIENTS, type Client, Redis, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: scan streams', (_, Redis) => {
  let redis: any

  beforeEach(async () => {
    redis = bench.connect(Redis) as Client
  })

  const collect = async (stream: AsyncIterable<unknown[]>): Promise<any[]> => {
    const items: unknown[] = []
    for await (const page of stream) items.push(...page)
    return items
  }
  const fill = (count: number, name = 'k') =>
    redis.mset(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, i])))

  it('gives all keys, in pages', async () => {
    await fill(500)
    const pages: unknown[][] = []
    const stream = redis.scanStream({ count: 50 })
    stream.on('data', (page: unknown[]) => pages.push(page))
    await new Promise((resolve) => stream.on('end', resolve))
    expect(pages.length).toBeGreaterThan(1)
    expect(new Set(pages.flat()).size).toBe(500)
  })

  it('takes match, count and type', async () => {
    await fill(100)
    await redis.rpush('k-list', 1)
    expect(await collect(redis.scanStream({ match: 'k1*', count: 10 }))).toHaveLength(11)
    expect(await collect(redis.scanStream({ type: 'list' }))).toStrictEqual(['k-list'])
    expect(await collect(redis.scanStream({ match: 'nothing' }))).toStrictEqual([])
  })

  it('gives nothing of an empty database', async () => {
    expect(await collect(redis.scanStream())).toStrictEqual([])
  })

  it('gives Buffers', async () => {
    await redis.set(Buffer.from([0xff]), 1)
    expect(await collect(redis.scanBufferStream())).toStrictEqual([Buffer.from([0xff])])
  })

  it('streams hashes, sets and sorted sets', async () => {
    await redis.hset('h', 'a', 1)
    await redis.sadd('s', 'm')
    await redis.zadd('z', 1.5, 'm')
    expect(await collect(redis.hscanStream('h'))).toStrictEqual(['a', '1'])
    expect(await collect(redis.sscanStream('s', { match: 'm' }))).toStrictEqual(['m'])
    expect(await collect(redis.zscanStream('z', { count: 10 }))).toStrictEqual(['m', '1.5'])
    expect(await collect(redis.hscanBufferStream('h'))).toStrictEqual([Buffer.from('a'), Buffer.from('1')])
    expect(await collect(redis.sscanBufferStream('s'))).toStrictEqual([Buffer.from('m')])
    expect(await collect(redis.zscanBufferStream('z'))).toStrictEqual([Buffer.from('m'), Buffer.from('1.5')])
    expect(await collect(redis.sscanStream('missing'))).toStrictEqual([])
  })

  it('can be paused and go on', async () => {
    await fill(300)
    const stream = redis.scanStream({ count: 10 })
    const seen = new Set<string>()
    stream.on('data', (page: string[]) => {
      for (const key of page) seen.add(key)
      stream.pause()
      redis.ping().then(() => stream.resume())
    })
    await new Promise((resolve) => stream.on('end', resolve))
    expect(seen.size).toBe(300)
  })

  it('ends early when it is closed', async () => {
    await fill(500)
    const stream = redis.scanStream({ count: 10 })
    let pages = 0
    stream.on('data', () => {
      pages += 1
      stream.close()
    })
    await new Promise((resolve) => stream.on('end', resolve))
    expect(pages).toBeLessThan(5)
  })

  it('goes on from the cursor of another', async () => {
    await fill(100)
    const first: any = redis.scanStream({ count: 10 })
    const [page] = await new Promise<unknown[][]>((resolve) =>
      first.once('data', (...pages: unknown[][]) => resolve(pages)),
    )
    const cursor = await redis.scan(0, 'COUNT', 10)
    const second: any = redis.scanStream({ count: 10 })
    ;[second._redisCursor] = cursor
    const rest = await collect(second)
    first.destroy()
    expect(page).toStrictEqual(cursor[1])
    expect(new Set([...page, ...rest]).size).toBe(100)
    expect(rest.length).toBeLessThan(100)
    expect(second._redisCursor).toBe('0')
  })

  it('an error of the server is an error of the stream', async () => {
    await redis.set('k', 'text')
    const stream = redis.hscanStream('k')
    const error = await new Promise<Error>((resolve) => {
      stream.on('error', resolve)
      stream.resume()
    })
    expect(error.message).toBe('WRONGTYPE Operation against a key holding the wrong kind of value')
  })

  it('the prefix is for the key of a hash, not for the pattern of SCAN', async () => {
    const prefixed: any = bench.connect(Redis, { keyPrefix: 'p:' })
    await prefixed.hset('h', 'a', 1)
    expect(await collect(prefixed.hscanStream('h'))).toStrictEqual(['a', '1'])
    expect(await collect(prefixed.scanStream({ match: 'p:*' }))).toStrictEqual(['p:h'])
    expect(await collect(prefixed.scanStream({ match: 'h' }))).toStrictEqual([])
  })

  it('takes the options of a readable stream', () => {
    const stream = redis.scanStream({ highWaterMark: 3 })
    expect(stream.readableHighWaterMark).toBe(3)
    expect(stream.readableObjectMode).toBe(true)
    stream.destroy()
  })
  it('a stream that is to be of bytes tells of an error: its pages are lists', async () => {
    await redis.set('k', 1)
    for (const options of [{ objectMode: false }, { objectMode: false, encoding: 'utf8' }]) {
      const stream = redis.scanStream(options)
      const pages: unknown[] = []
      const closed = new Promise((resolve) => stream.on('close', resolve))
      const error = await new Promise<Error & { code?: string }>((resolve) => {
        stream.on('error', resolve)
        stream.on('data', (page: unknown) => pages.push(page))
      })
      expect(error.code).toBe('ERR_INVALID_ARG_TYPE')
      await closed
      expect(pages).toStrictEqual([])
    }
    expect(await redis.ping()).toBe('PONG')
  })
})

it('pages that are to be decoded are an error of the stream, where ioredis throws out of reach', async () => {
  const redis: any = bench.connect(Redis)
  await redis.set('k', 1)
  const late = redis.scanStream()
  late.setEncoding('utf8')
  for (const stream of [redis.scanStream({ encoding: 'utf8' }), late]) {
    const error = await new Promise<Error>((resolve) => {
      stream.on('error', resolve)
      stream.resume()
    })
    expect(error.message).toBe('The pages of a scan are lists, which are not decoded as utf8.')
    expect(stream.destroyed).toBe(true)
  }
})
