/** Publish and subscribe, under both protocols. */
import { CLIENTS, type Client, Redis as Ours, rejection, setUpServer } from '../support/clients'
import { askUntil, event } from '../support/events'

const bench = setUpServer()

const cases = CLIENTS.flatMap(([name, Redis]) =>
  ([3, 2] as const).map((protocol) => [name, protocol, Redis] as const),
)

describe.each(cases)('%s, RESP%i: publish and subscribe', (_, protocol, Redis) => {
  let sub: any
  let pub: Client

  beforeEach(() => {
    sub = bench.connect(Redis, { protocol }) as Client
    pub = bench.connect(Redis)
  })

  /** The arguments of the next `count` events. */
  const next = (count: number, name: string) =>
    new Promise<unknown[][]>((resolve) => {
      const seen: unknown[][] = []
      const listener = (...args: unknown[]) => {
        seen.push(args)
        if (seen.length < count) return
        sub.removeListener(name, listener)
        resolve(seen)
      }
      sub.on(name, listener)
    })

  it('subscribe resolves with the number of subscriptions', async () => {
    expect(await sub.subscribe('a')).toBe(1)
    expect(await sub.subscribe('b', 'c')).toBe(3)
    expect(await sub.subscribe(['c', 'd'])).toBe(4)
    expect(await sub.psubscribe('p*')).toBe(5)
  })

  it('unsubscribe resolves with the number that is left', async () => {
    await sub.subscribe('a', 'b', 'c')
    expect(await sub.unsubscribe('a')).toBe(2)
    expect(await sub.unsubscribe('nothing')).toBe(2)
    expect(await sub.unsubscribe('b', 'c')).toBe(0)
  })

  it('unsubscribe without names ends all', async () => {
    await sub.subscribe('a', 'b')
    expect(await sub.unsubscribe()).toBe(0)
    await sub.psubscribe('p*', 'q*')
    expect(await sub.punsubscribe()).toBe(0)
    expect(await sub.get('k')).toBeNull()
  })

  it('unsubscribe without any subscription gives 0, and nothing is out of step', async () => {
    expect(await sub.unsubscribe()).toBe(0)
    expect(await sub.punsubscribe('x')).toBe(0)
    expect(await sub.ping()).toBe('PONG')
    expect(await sub.set('k', 'v')).toBe('OK')
  })

  it('a message is an event of strings and an event of Buffers', async () => {
    await sub.subscribe('channel')
    const both = Promise.all([event(sub, 'message'), event(sub, 'messageBuffer')])
    expect(await pub.publish('channel', 'héllo')).toBe(1)
    const [strings, buffers] = await both
    expect(strings).toStrictEqual(['channel', 'héllo'])
    expect(buffers).toStrictEqual([Buffer.from('channel'), Buffer.from('héllo')])
  })

  it('messages are bytes, whatever they hold', async () => {
    const bytes = Buffer.from([0xff, 0, 0x0d, 0x0a])
    const channel = Buffer.from([0xfe, 0x80])
    await sub.subscribe(channel)
    const message = event(sub, 'messageBuffer')
    await pub.publish(channel, bytes)
    expect(await message).toStrictEqual([channel, bytes])
  })

  it('an empty message', async () => {
    await sub.subscribe('channel')
    const message = event(sub, 'message')
    await pub.publish('channel', '')
    expect(await message).toStrictEqual(['channel', ''])
  })

  it('patterns tell the pattern, the channel and the message', async () => {
    expect(await sub.psubscribe('news.*', 'other')).toBe(2)
    const both = Promise.all([event(sub, 'pmessage'), event(sub, 'pmessageBuffer')])
    await pub.publish('news.de', 'hallo')
    const [strings, buffers] = await both
    expect(strings).toStrictEqual(['news.*', 'news.de', 'hallo'])
    expect(buffers).toStrictEqual(['news.*', Buffer.from('news.de'), Buffer.from('hallo')])
  })

  it('two channels keep their order', async () => {
    await sub.subscribe('a', 'b')
    const messages = next(200, 'message')
    for (let i = 0; i < 100; i++) await Promise.all([pub.publish('a', `${i}`), pub.publish('b', `${i}`)])
    expect(await messages).toStrictEqual(
      Array.from({ length: 100 }, (_, i) => [
        ['a', `${i}`],
        ['b', `${i}`],
      ]).flat(),
    )
  })

  it('a large message between small ones', async () => {
    await sub.subscribe('channel')
    const messages = next(3, 'message')
    const large = 'x'.repeat(2 << 20)
    for (const message of ['a', large, 'b']) await pub.publish('channel', message)
    expect((await messages).map(([, message]) => (message as string).length)).toStrictEqual([
      1,
      large.length,
      1,
    ])
  })

  it('no message comes after unsubscribe', async () => {
    await sub.subscribe('a', 'b')
    const seen: unknown[] = []
    sub.on('message', (channel: string) => seen.push(channel))
    await sub.unsubscribe('a')
    await pub.publish('a', 'x')
    const last = event(sub, 'message')
    await pub.publish('b', 'y')
    await last
    expect(seen).toStrictEqual(['b'])
  })

  it('sharded channels', async () => {
    expect(await sub.ssubscribe('shard')).toBe(1)
    const both = Promise.all([event(sub, 'smessage'), event(sub, 'smessageBuffer')])
    expect(await pub.spublish('shard', 'm')).toBe(1)
    expect(await both).toStrictEqual([
      ['shard', 'm'],
      [Buffer.from('shard'), Buffer.from('m')],
    ])
    expect(await sub.sunsubscribe('shard')).toBe(0)
  })

  it('a callback gets the count', async () => {
    const args = await new Promise((resolve) =>
      sub.subscribe('a', 'b', (...given: unknown[]) => resolve(given)),
    )
    expect(args).toStrictEqual([null, 2])
  })

  it('channels are not prefixed, but sharded ones are', async () => {
    const prefixed: any = bench.connect(Redis, { protocol, keyPrefix: 'p:' })
    await prefixed.subscribe('a')
    await prefixed.psubscribe('b*')
    await prefixed.ssubscribe('c')
    expect(await bench.server.cli('PUBSUB', 'CHANNELS')).toBe('a')
    expect(await bench.server.cli('PUBSUB', 'SHARDCHANNELS')).toBe('p:c')
    const message = event(prefixed, 'message')
    expect(await bench.connect(Redis, { keyPrefix: 'p:' }).publish('a', 'm')).toBe(1)
    expect(await message).toStrictEqual(['a', 'm'])
  })

  it(
    protocol === 2
      ? 'other commands are refused while it is subscribed'
      : 'other commands work while it is subscribed',
    async () => {
      await sub.subscribe('a')
      expect(sub.mode).toBe(protocol === 2 ? 'subscriber' : 'normal')
      if (protocol === 2) {
        const error = await rejection(sub.get('k'))
        expect(error.message).toBe('Connection in subscriber mode, only subscriber commands may be used')
        await sub.unsubscribe('a')
      }
      expect(await sub.set('k', 'v')).toBe('OK')
      expect(await sub.get('k')).toBe('v')
    },
  )

  it('replies that look like messages are replies', async () => {
    await sub.subscribe('a')
    await pub.rpush('list', 'message', 'a', 'fake')
    await pub.rpush('list2', 'subscribe', 'a', 'fake')
    if (protocol === 2) await sub.unsubscribe()
    expect(await sub.lrange('list', 0, -1)).toStrictEqual(['message', 'a', 'fake'])
    expect(await sub.lrange('list2', 0, -1)).toStrictEqual(['subscribe', 'a', 'fake'])
  })

  it('subscribe before the connection stands', async () => {
    const lazy: any = bench.connect(Redis, { protocol, lazyConnect: true })
    const message = event(lazy, 'message')
    expect(await lazy.subscribe('early')).toBe(1)
    await pub.publish('early', 'm')
    expect(await message).toStrictEqual(['early', 'm'])
  })

  it('the server knows of the subscription', async () => {
    await sub.subscribe('a')
    expect(await bench.server.cli('PUBSUB', 'CHANNELS')).toBe('a')
    sub.disconnect()
    await event(sub, 'end')
    await askUntil(
      () => bench.server.cli('PUBLISH', 'a', 'x'),
      (receivers) => receivers === '0',
    )
  })

  describe('when the answer comes after its command has timed out', () => {
    /** What a call rejects with while the server stands still. */
    const unanswered = async (call: () => Promise<unknown>): Promise<string> => {
      process.kill(bench.server.pid, 'SIGSTOP')
      try {
        return (await rejection(call())).message
      } finally {
        process.kill(bench.server.pid, 'SIGCONT')
      }
    }
    const channels = (): string[] | undefined =>
      (sub.condition.subscriber || undefined)?.channels('subscribe')

    beforeEach(() => {
      sub = bench.connect(Redis, { protocol, commandTimeout: 300 }) as Client
    })

    it('the subscription holds, also on the next connection', async () => {
      await sub.subscribe('first')
      expect(await unanswered(() => sub.subscribe('a', 'b'))).toBe('Command timed out')
      await askUntil(channels, (known) => known?.length === 3)
      const back = event(sub, 'ready')
      await sub.disconnect(true)
      await back
      const message = event(sub, 'message')
      await askUntil(
        () => pub.publish('b', 'text'),
        (receivers) => receivers === 1,
      )
      expect(await message).toStrictEqual(['b', 'text'])
    })

    it('the channel is left, and all others can be', async () => {
      await sub.subscribe('a', 'b', 'c')
      expect(await unanswered(() => sub.unsubscribe('a'))).toBe('Command timed out')
      await askUntil(channels, (known) => known?.length === 2)
      expect(await sub.unsubscribe()).toBe(0)
      expect(await sub.incr('number')).toBe(1)
      expect(await sub.get('number')).toBe('1')
    })

    it('all channels are left, and the client takes commands', async () => {
      await sub.subscribe('a', 'b', 'c')
      expect(await unanswered(() => sub.unsubscribe())).toBe('Command timed out')
      await askUntil(channels, (known) => known === undefined)
      expect(await sub.set('key', 'value')).toBe('OK')
      expect(await sub.subscribe('d')).toBe(1)
      expect(await sub.unsubscribe()).toBe(0)
      expect(await sub.get('key')).toBe('value')
    })
  })

  it('what is published once a client is ready again reaches it', async () => {
    const again: any = bench.connect(Redis, { protocol, retryStrategy: () => 1 })
    await again.subscribe('a')
    await pub.ping()
    for (let i = 0; i < 50; i++) {
      const receivers = new Promise((resolve) => again.once('ready', () => resolve(pub.publish('a', 'text'))))
      again.disconnect(true)
      expect(await receivers).toBe(1)
    }
  })

  it('what a transaction subscribed to makes no bare unsubscribe wait', async () => {
    // ioredis can not read the confirmations of a transaction.
    if (Redis !== Ours) return
    expect(await sub.multi().psubscribe('p*').exec()).toStrictEqual([[null, ['psubscribe', 'p*', 1]]])
    expect(await sub.subscribe('a', 'b')).toBe(3)
    expect(await sub.unsubscribe()).toBe(1)
    expect(await sub.punsubscribe()).toBe(0)
    expect(await sub.set('key', 'value')).toBe('OK')
  })

  it('a bare unsubscribe keeps its place among the commands of a pipeline', async () => {
    const pipeline = sub
      .pipeline()
      .subscribe('a', 'b')
      .unsubscribe('a')
      .unsubscribe()
      .set('key', 1)
      .get('key')
    expect(await pipeline.exec()).toStrictEqual([
      [null, 2],
      [null, 1],
      [null, 0],
      [null, 'OK'],
      [null, '1'],
    ])
  })
})
