/** Pipelines: their forms, their results, and what goes wrong within them. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: pipelines', (_, Redis) => {
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  it('a chain gives one pair for each command, in order', async () => {
    expect(await redis.pipeline().set('k', 'v').get('k').incr('n').get('missing').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
      [null, 1],
      [null, null],
    ])
  })

  it('an array of arrays is the same', async () => {
    const results = await redis
      .pipeline([
        ['set', 'k', 'v'],
        ['get', 'k'],
        ['mget', ['k', 'x']],
      ])
      .exec()
    expect(results).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
      [null, ['v', null]],
    ])
  })

  it('addBatch adds to a chain, and length counts', async () => {
    const pipeline = redis.pipeline().set('k', 'v')
    expect(pipeline.length).toBe(1)
    expect(
      pipeline.addBatch([
        ['get', 'k'],
        ['del', 'k'],
      ]),
    ).toBe(pipeline)
    expect(pipeline.length).toBe(3)
    expect(await pipeline.exec()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
      [null, 1],
    ])
  })

  it('an empty pipeline gives an empty array', async () => {
    expect(await redis.pipeline().exec()).toStrictEqual([])
    expect(await redis.pipeline([]).exec()).toStrictEqual([])
    const args = await new Promise((resolve) =>
      redis.pipeline().exec((...given: unknown[]) => resolve(given)),
    )
    expect(args).toStrictEqual([null, []])
  })

  it('a command that fails has an entry with only its error, and the others go on', async () => {
    const results = await redis.pipeline().set('k', 'text').incr('k').get('k').exec()
    expect(results[0]).toStrictEqual([null, 'OK'])
    expect(results[1]).toHaveLength(1)
    expect(results[1][0]).toBeInstanceOf((Redis as any).ReplyError)
    expect(results[1][0].message).toBe('ERR value is not an integer or out of range')
    expect(results[1][0].command).toStrictEqual({ name: 'incr', args: ['k'] })
    expect(results[2]).toStrictEqual([null, 'text'])
  })

  it('commands have callbacks of their own', async () => {
    const seen: unknown[] = []
    const results = await redis
      .pipeline()
      .set('k', 'text', (...args: unknown[]) => seen.push(args))
      .incr('k', (...args: unknown[]) => seen.push(args))
      .exec()
    expect(seen[0]).toStrictEqual([null, 'OK'])
    expect(seen[1]).toStrictEqual([results[1][0]])
  })

  it('array entries may end with a callback', async () => {
    const seen: unknown[] = []
    await redis.pipeline([['set', 'k', 'v', (...args: unknown[]) => seen.push(args)]]).exec()
    expect(seen).toStrictEqual([[null, 'OK']])
  })

  it('exec calls back with null and the results', async () => {
    const args = await new Promise((resolve) =>
      redis
        .pipeline()
        .incr('k', 'too many')
        .ping()
        .exec((...given: unknown[]) => resolve(given)),
    )
    expect(args).toStrictEqual([null, [[expect.any(Error)], [null, 'PONG']]])
  })

  it('replies are transformed as without a pipeline', async () => {
    await redis.hset('h', 'a', 1)
    await redis.zadd('z', 1.5, 'm')
    await redis.xadd('s', '1-1', 'f', 'v')
    const results = await redis
      .pipeline()
      .hgetall('h')
      .zrange('z', 0, -1, 'WITHSCORES')
      .xread('STREAMS', 's', 0)
      .hgetallBuffer('h')
      .exec()
    expect(results).toStrictEqual([
      [null, { a: '1' }],
      [null, ['m', '1.5']],
      [null, [['s', [['1-1', ['f', 'v']]]]]],
      [null, { a: Buffer.from('1') }],
    ])
  })

  it('nothing is sent before exec', async () => {
    const pipeline = redis.pipeline().set('k', 'v')
    expect(await redis.get('k')).toBeNull()
    await pipeline.exec()
    expect(await redis.get('k')).toBe('v')
  })

  it('works before the connection stands', async () => {
    const lazy: any = bench.connect(Redis, { lazyConnect: true })
    expect(await lazy.pipeline().set('k', 'v').get('k').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 'v'],
    ])
  })

  it('large pipelines keep their order', async () => {
    const pipeline = redis.pipeline()
    for (let i = 0; i < 20_000; i++) pipeline.echo(`${i}`)
    const results = await pipeline.exec()
    expect(
      results.every(([error, reply]: [null, string], i: number) => error === null && reply === `${i}`),
    ).toBe(true)
    expect(results).toHaveLength(20_000)
  })

  it('pipelines and commands at the same time get their own replies', async () => {
    const [one, two, three] = await Promise.all([
      redis.pipeline().echo('a').echo('b').exec(),
      redis.echo('c'),
      redis.pipeline().echo('d').exec(),
    ])
    expect([one, two, three]).toStrictEqual([
      [
        [null, 'a'],
        [null, 'b'],
      ],
      'c',
      [[null, 'd']],
    ])
  })

  it('a pipeline may hold a transaction', async () => {
    const results = await redis.pipeline().get('k').multi().set('k', 'v').hgetall('h').exec().get('k').exec()
    expect(results).toStrictEqual([
      [null, null],
      [null, 'OK'],
      [null, 'QUEUED'],
      [null, 'QUEUED'],
      [null, ['OK', {}]],
      [null, 'v'],
    ])
  })

  it('an unknown method in an array throws at once', () => {
    expect(() => redis.pipeline([['nosuchmethod', 'k']])).toThrow(TypeError)
  })

  it('says what it is', () => {
    const pipeline = redis.pipeline()
    expect(pipeline.isPipeline).toBe(true)
    expect(pipeline.redis).toBe(redis)
    expect(pipeline.options).toBe(redis.options)
    expect(pipeline).toBeInstanceOf((Redis as any).Pipeline)
    expect(pipeline.promise).toBeInstanceOf(Promise)
  })

  it('executed once more, sends its commands again and leaves the first results alone', async () => {
    const pipeline = redis.pipeline().incr('n')
    const results = await pipeline.exec()
    pipeline.incr('m')
    expect(await pipeline.exec()).toBe(results)
    await redis.ping()
    expect(results).toStrictEqual([[null, 1]])
    expect(await redis.mget('n', 'm')).toStrictEqual(['2', '1'])
  })

  it('the callback of multi() hears of it', async () => {
    const heard: unknown[] = []
    await redis
      .pipeline()
      .multi((...args: unknown[]) => heard.push(args))
      .incr('n')
      .exec()
      .exec()
    expect(heard).toStrictEqual([[null, 'OK']])
  })

  it('the promise of the pipeline is that of exec', async () => {
    const pipeline = redis.pipeline().ping()
    const done = pipeline.exec()
    expect(await pipeline.promise).toStrictEqual([[null, 'PONG']])
    expect(await done).toStrictEqual([[null, 'PONG']])
  })

  it('rejects nothing when the client is ended, and gives the error in each entry', async () => {
    await redis.quit()
    const results = await redis.pipeline().set('k', 'v').get('k').exec()
    expect(results.map((entry: Error[]) => entry.map((error) => error?.message))).toStrictEqual([
      ['Connection is closed.'],
      ['Connection is closed.'],
    ])
  })
})
