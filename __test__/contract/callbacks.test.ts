/** Node's callback style beside promises. */
import { CLIENTS, type Client, setUpServer } from '../support/clients'

const bench = setUpServer()

describe.each(CLIENTS)('%s: callbacks', (_, Redis) => {
  let redis: any

  beforeEach(() => {
    redis = bench.connect(Redis) as Client
  })

  /** The arguments with which a callback is called. */
  const called = (call: (callback: (...args: unknown[]) => void) => unknown) =>
    new Promise<unknown[]>((resolve) => call((...args) => resolve(args)))

  it('the error is strictly null, the result follows', async () => {
    expect(await called((callback) => redis.set('k', 'v', callback))).toStrictEqual([null, 'OK'])
    expect(await called((callback) => redis.get('k', callback))).toStrictEqual([null, 'v'])
    expect(await called((callback) => redis.get('missing', callback))).toStrictEqual([null, null])
    expect(await called((callback) => redis.set('k', 'v', 'EX', 9, callback))).toStrictEqual([null, 'OK'])
    expect(await called((callback) => redis.mget(['k', 'x'], callback))).toStrictEqual([null, ['v', null]])
    expect(await called((callback) => redis.getBuffer('k', callback))).toStrictEqual([null, Buffer.from('v')])
    expect(await called((callback) => redis.ping(callback))).toStrictEqual([null, 'PONG'])
  })

  it('an error comes alone', async () => {
    const args = await called((callback) => redis.incr('k', 'too', 'many', callback).catch(() => {}))
    expect(args).toHaveLength(1)
    expect(args[0]).toBeInstanceOf(Error)
    expect((args[0] as Error).message).toBe("ERR wrong number of arguments for 'incr' command")
  })

  it('the promise is returned beside the callback', async () => {
    const seen: unknown[] = []
    const promise = redis.set('k', 'v', (...args: unknown[]) => seen.push(args))
    expect(promise).toBeInstanceOf(Promise)
    expect(await promise).toBe('OK')
    await redis.ping()
    expect(seen).toStrictEqual([[null, 'OK']])
  })

  it('callbacks come in the order of their commands', async () => {
    const order: number[] = []
    const all = Array.from({ length: 50 }, (_, i) => called((done) => redis.ping(() => done(order.push(i)))))
    await Promise.all(all)
    expect(order).toStrictEqual(Array.from({ length: 50 }, (_, i) => i))
  })

  it('connect, quit and exec call back', async () => {
    const lazy: any = bench.connect(Redis, { lazyConnect: true })
    expect(await called((callback) => lazy.connect(callback))).toStrictEqual([null])
    expect(await called((callback) => lazy.pipeline().ping().exec(callback))).toStrictEqual([
      null,
      [[null, 'PONG']],
    ])
    expect(await called((callback) => lazy.multi().ping().exec(callback))).toStrictEqual([
      null,
      [[null, 'PONG']],
    ])
    expect(await called((callback) => lazy.quit(callback))).toStrictEqual([null, 'OK'])
  })

  it('a callback may send commands', async () => {
    const reply = await new Promise((resolve) => {
      redis.set('k', '1', () =>
        redis.incr('k', () => redis.get('k', (_: null, value: string) => resolve(value))),
      )
    })
    expect(reply).toBe('2')
  })
})
