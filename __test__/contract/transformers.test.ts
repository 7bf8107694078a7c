/** Transformers of arguments and replies, which hold for the whole process and are put back. */
import { CLIENTS, type Client, rejection, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: transformers', (_, Redis) => {
  const { Command } = Redis as any
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  /** Sets transformers for the time of a test. */
  const during = async (
    kind: 'argument' | 'reply',
    name: string,
    transformer: unknown,
    test: () => Promise<void>,
  ) => {
    const table = Command._transformer[kind]
    const before = table[name]
    if (kind === 'argument') Command.setArgumentTransformer(name, transformer)
    else Command.setReplyTransformer(name, transformer)
    try {
      await test()
    } finally {
      if (before === undefined) delete table[name]
      else table[name] = before
    }
  }

  it('a reply transformer changes replies, and is told of the command', async () => {
    const contexts: unknown[] = []
    const double = (reply: unknown, context: unknown) => {
      contexts.push(context)
      return [reply, reply]
    }
    await during('reply', 'get', double, async () => {
      await redis.set('k', 'v')
      expect(await redis.get('k')).toStrictEqual(['v', 'v'])
      expect(await redis.getBuffer('k')).toStrictEqual([Buffer.from('v'), Buffer.from('v')])
      expect(await redis.pipeline().get('k').exec()).toStrictEqual([[null, ['v', 'v']]])
      expect(await redis.call('GET', 'k')).toBe('v')
    })
    expect(contexts[0]).toStrictEqual({ commandName: 'get', protocol: 3, replyMapping: 'legacy' })
    expect(await redis.get('k')).toBe('v')
  })

  it('a reply transformer works on the replies of a transaction', async () => {
    await redis.set('k', 'v')
    await during(
      'reply',
      'get',
      (reply: string) => `<${reply}>`,
      async () => {
        expect(await redis.multi().get('k').exec()).toStrictEqual([[null, '<v>']])
      },
    )
  })

  it('a reply transformer may replace that of hgetall', async () => {
    await redis.hset('h', 'a', 1, 'b', 2)
    await during(
      'reply',
      'hgetall',
      (reply: unknown[]) => reply.length,
      async () => {
        expect(await redis.hgetall('h')).toBe(4)
      },
    )
    expect(await redis.hgetall('h')).toStrictEqual({ a: '1', b: '2' })
  })

  it('a reply transformer is not called for errors', async () => {
    let called = 0
    await during(
      'reply',
      'incr',
      () => called++,
      async () => {
        await redis.set('k', 'text')
        await rejection(redis.incr('k'))
      },
    )
    expect(called).toBe(0)
  })

  it('an argument transformer changes arguments', async () => {
    await during(
      'argument',
      'set',
      ([key, value]: string[]) => [key, JSON.stringify(value)],
      async () => {
        expect(await redis.set('k', { a: 1 })).toBe('OK')
        await redis.pipeline().set('j', ['x']).exec()
      },
    )
    expect(await redis.get('k')).toBe('{"a":1}')
  })

  it('an argument transformer sees flattened arguments', async () => {
    const seen: unknown[] = []
    const watch = (args: unknown[]) => {
      seen.push(args.slice())
      return args
    }
    await during('argument', 'mget', watch, async () => {
      await redis.mget(['a', 'b'], 'c')
    })
    expect(seen).toStrictEqual([['a', 'b', 'c']])
  })

  it('keys are prefixed after the transformer', async () => {
    const prefixed: any = bench.connect(Redis, { keyPrefix: 'p:' })
    await during(
      'argument',
      'set',
      ([key, value]: string[]) => [key.toUpperCase(), value],
      async () => {
        await prefixed.set('k', 'v')
      },
    )
    expect(await redis.get('p:K')).toBe('v')
  })

  it('what an argument transformer gives is made text', async () => {
    await during(
      'argument',
      'set',
      () => ['k', 12],
      async () => {
        await redis.set('anything')
      },
    )
    expect(await redis.get('k')).toBe('12')
  })
})
