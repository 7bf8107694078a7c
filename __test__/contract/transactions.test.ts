/** MULTI in all its forms. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: transactions', (_, Redis) => {
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  it('a chain gives the replies of its commands', async () => {
    expect(await redis.multi().set('k', 'v').get('k').incr('n').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
      [null, 1],
    ])
  })

  it('an array of arrays is the same', async () => {
    expect(
      await redis
        .multi([
          ['set', 'k', 'v'],
          ['get', 'k'],
        ])
        .exec(),
    ).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
    ])
  })

  it('an array with { pipeline: true } is the same', async () => {
    expect(await redis.multi([['set', 'k', 'v']], { pipeline: true }).exec()).toStrictEqual([[null, 'OK']])
  })

  it('replies are transformed as without a transaction', async () => {
    await redis.hset('h', 'a', 1, '__proto__', 'p')
    await redis.zadd('z', 1.5, 'm')
    const [[, hash], [, range], [, buffers]] = await redis
      .multi()
      .hgetall('h')
      .zrange('z', 0, -1, 'WITHSCORES')
      .hgetallBuffer('h')
      .exec()
    expect(Object.keys(hash)).toStrictEqual(['a', '__proto__'])
    expect(range).toStrictEqual(['m', '1.5'])
    expect(buffers.a).toStrictEqual(Buffer.from('1'))
  })

  it('the callbacks of its commands get QUEUED', async () => {
    const seen: unknown[] = []
    await redis
      .multi()
      .set('k', 'v', (...args: unknown[]) => seen.push(args))
      .get('k', (...args: unknown[]) => seen.push(args))
      .exec()
    expect(seen).toStrictEqual([
      [null, 'QUEUED'],
      [null, 'QUEUED'],
    ])
  })

  it('exec calls back', async () => {
    const args = await new Promise((resolve) =>
      redis
        .multi()
        .set('k', 'v')
        .exec((...given: unknown[]) => resolve(given)),
    )
    expect(args).toStrictEqual([null, [[null, 'OK']]])
  })

  it('exec takes anything that is no function as no callback', async () => {
    expect(await redis.multi().set('k', 'v').exec(true)).toStrictEqual([[null, 'OK']])
    expect(await redis.pipeline().ping().exec(true)).toStrictEqual([[null, 'PONG']])
  })

  it('an empty transaction gives an empty array', async () => {
    expect(await redis.multi().exec()).toStrictEqual([])
  })

  it('a command that fails when it runs has an entry with only its error', async () => {
    const results = await redis.multi().set('k', 'text').incr('k').get('k').exec()
    expect(results[0]).toStrictEqual([null, 'OK'])
    expect(results[1]).toHaveLength(1)
    expect(results[1][0]).toBeInstanceOf(Error)
    expect(results[1][0].message).toBe('ERR value is not an integer or out of range')
    expect(results[2]).toStrictEqual([null, 'text'])
  })

  it('a command that is refused discards all, with the errors before', async () => {
    const error = await rejection(redis.multi().set('k', 'v').set('k').exec())
    expect(error.message).toBe('EXECABORT Transaction discarded because of previous errors.')
    expect(error.name).toBe('ReplyError')
    expect(error.previousErrors).toHaveLength(1)
    expect(error.previousErrors[0]).toBeInstanceOf(Error)
    expect(error.previousErrors[0].message).toBe("ERR wrong number of arguments for 'set' command")
    expect(error.previousErrors[0].command).toStrictEqual({ name: 'set', args: ['k'] })
    expect(await redis.get('k')).toBeNull()
  })

  it('the error of a discarded transaction goes to the callback', async () => {
    const args = await new Promise<any[]>((resolve) =>
      redis
        .multi()
        .set('k')
        .exec((...given: unknown[]) => resolve(given))
        .catch(() => {}),
    )
    expect(args).toHaveLength(1)
    expect(args[0].message).toBe('EXECABORT Transaction discarded because of previous errors.')
  })

  it('a watched key that changed makes it null', async () => {
    const other = bench.connect(Redis)
    await redis.watch('k')
    await other.set('k', 'changed')
    expect(await redis.multi().set('k', 'mine').exec()).toBeNull()
    expect(await redis.get('k')).toBe('changed')
  })

  it('a watched key that did not change lets it pass', async () => {
    await redis.watch('k')
    expect(await redis.multi().set('k', 'mine').exec()).toStrictEqual([[null, 'OK']])
  })

  it('{ pipeline: false } sends each command by itself', async () => {
    expect(await redis.multi({ pipeline: false })).toBe('OK')
    expect(await redis.set('k', 'v')).toBe('QUEUED')
    expect(await redis.get('k')).toBe('QUEUED')
    expect(await redis.exec()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
    ])
  })

  it('{ pipeline: false } with a callback, an error and a conflict', async () => {
    redis.multi({ pipeline: false })
    redis.set('k', 'text')
    redis.incr('k')
    const args = await new Promise<any[]>((resolve) => redis.exec((...given: unknown[]) => resolve(given)))
    expect(args).toStrictEqual([null, [[null, 'OK'], [expect.any(Error)]]])

    await redis.watch('k')
    await bench.connect(Redis).set('k', 'changed')
    redis.multi({ pipeline: false })
    redis.set('k', 'mine')
    expect(await redis.exec()).toBeNull()
  })

  it('{ pipeline: false } can be discarded', async () => {
    redis.multi({ pipeline: false })
    redis.set('k', 'v')
    expect(await redis.discard()).toBe('OK')
    expect(await redis.get('k')).toBeNull()
    expect((await rejection(redis.exec())).message).toBe('ERR EXEC without MULTI')
  })

  it('a discard within a chain', async () => {
    const error = await rejection(redis.multi().set('k', 'v').discard().exec())
    expect(error.message).toBe('ERR EXEC without MULTI')
    expect(await redis.get('k')).toBeNull()
  })

  it('many at once do not mix', async () => {
    const all = Array.from({ length: 50 }, (_, i) =>
      redis.multi().set(`k${i}`, i).get(`k${i}`).incr('n').exec(),
    )
    const results = await Promise.all(all)
    results.forEach((replies, i) => {
      expect(replies).toStrictEqual([
        [null, 'OK'],
        [null, `${i}`],
        [null, i + 1],
      ])
    })
  })

  it('execBuffer gives the same as exec', async () => {
    expect(await redis.multi().set('k', 'v').get('k').execBuffer()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
    ])
  })

  it('length counts MULTI', () => {
    expect(redis.multi().set('k', 'v').length).toBe(2)
  })

  it('works before the connection stands', async () => {
    const lazy: any = bench.connect(Redis, { lazyConnect: true })
    expect(await lazy.multi().set('k', 'v').exec()).toStrictEqual([[null, 'OK']])
  })

  it('rejects when the client is ended', async () => {
    await redis.quit()
    expect((await rejection(redis.multi().set('k', 'v').exec())).message).toBe('Connection is closed.')
  })
})
