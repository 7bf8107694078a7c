/**
 * `blockingTimeout` and its grace: a command that blocks resolves to null, as it does when the
 * server's own time is over, although the server says nothing.
 */
import { CLIENTS, type Client } from '../support/clients'
import { event } from '../support/events'
import { freePort } from '../support/ports'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'

const NOTHING = Symbol('nothing')

describe.each(CLIENTS)('%s: blockingTimeout', (_, Redis) => {
  let server: ScriptedServer
  let waiting: { peer: Peer; name: string }[]
  const opened: Client[] = []

  beforeEach(async () => {
    waiting = []
    server = await ScriptedServer.start({
      script(peer, [name]) {
        // What blocks gets no answer, and what waits behind it in order neither.
        if (waiting.length > 0 || /^(b|x|wait)/.test(name)) waiting.push({ peer, name })
        else peer.send(bulk('at once'))
      },
    })
  })
  afterEach(async () => {
    for (const client of opened.splice(0)) client.disconnect()
    await server.stop()
  })

  const connect = async (options: Record<string, unknown>): Promise<any> => {
    const redis = new Redis({ port: server.port, host: '127.0.0.1', ...options })
    redis.on('error', () => {})
    opened.push(redis)
    await event(redis, 'ready')
    return redis
  }

  /** Whether a promise is pending when another has settled. */
  const afterwards = async (settles: Promise<unknown>, pending: Promise<unknown>) => {
    const first = await settles
    return [first, await Promise.race([pending, Promise.resolve(NOTHING)])]
  }

  it.each([
    ['blpop', 'l', 0],
    ['brpop', 'l', 'm', '0'],
    ['brpoplpush', 'l', 'm', Buffer.from('0')],
    ['blmove', 'l', 'm', 'LEFT', 'RIGHT', 0],
    ['bzpopmin', 'z', 0],
    ['bzpopmax', 'z', -1],
    ['blmpop', 0, 1, 'l', 'LEFT'],
    ['bzmpop', 0, 1, 'z', 'MIN'],
    ['blmovem', 'l', 'm', 'LEFT', 'RIGHT', 0],
    ['xread', 'BLOCK', 0, 'STREAMS', 's', '$'],
    ['xread', 'STREAMS', 's', '$'],
    ['xreadgroup', 'GROUP', 'g', 'c', 'block', '0', 'STREAMS', 's', '>'],
  ])('%s %p %p blocks for ever, and is limited by it', async (command, ...args) => {
    const redis = await connect({ blockingTimeout: 30 })
    expect(await redis[command](...args)).toBeNull()
  })

  it.each([
    ['blpop', 'l', 0.02],
    ['blmpop', 0.02, 1, 'l', 'LEFT'],
    ['xread', 'BLOCK', 20, 'STREAMS', 's', '$'],
  ])('%s %p %p has its own time, and the grace', async (command, ...args) => {
    const redis = await connect({ blockingTimeout: 60_000, blockingTimeoutGrace: 10 })
    expect(await redis[command](...args)).toBeNull()
  })

  it('the grace is given', async () => {
    const redis = await connect({ blockingTimeout: 20, blockingTimeoutGrace: 60_000 })
    const other = await connect({ blockingTimeout: 20 })
    expect(await afterwards(other.blpop('l', 0), redis.blpop('l', 0.01).catch(String))).toStrictEqual([
      null,
      NOTHING,
    ])
  })

  it.each([
    ['the name of a list, which is no time', 'blpop', ['l', 'soon']],
    ['a block that is none', 'xread', ['BLOCK', 'soon', 'STREAMS', 's', '$']],
    ['a command that does not block', 'wait', [1, 0]],
    ['a command of another kind', 'bitcount', ['k']],
  ])('%s is not limited', async (_, command, args) => {
    const redis = await connect({ blockingTimeout: 20 })
    const other = await connect({ blockingTimeout: 40 })
    const pending = redis[command](...args).catch(String)
    expect(await afterwards(other.blpop('l', 0), pending)).toStrictEqual([null, NOTHING])
  })

  it.each([undefined, 0, -1, null, '30'])('blockingTimeout %p limits nothing', async (blockingTimeout) => {
    const redis = await connect({ blockingTimeout })
    const other = await connect({ blockingTimeout: 40 })
    const pending = redis.blpop('l', 0).catch(String)
    expect(await afterwards(other.blpop('l', 0), pending)).toStrictEqual([null, NOTHING])
  })

  it('the connection stays, and a late reply goes to nobody', async () => {
    const redis = await connect({ blockingTimeout: 30 })
    expect(await redis.blpop('l', 0)).toBeNull()
    const next = redis.get('k')
    await server.hasReceived(2)
    for (const { peer, name } of waiting.splice(0)) peer.send(bulk(`for ${name}`))
    expect(await next).toBe('for get')
    expect(redis.status).toBe('ready')
    expect(server.peers).toHaveLength(1)
  })

  it('holds in pipelines, and for callbacks', async () => {
    const redis = await connect({ blockingTimeout: 30 })
    expect(await redis.pipeline().blpop('l', 0).brpop('l', 0).exec()).toStrictEqual([
      [null, null],
      [null, null],
    ])
    const told = await new Promise((resolve) => redis.blpop('l', 0, (...given: unknown[]) => resolve(given)))
    expect(told).toStrictEqual([null, null])
  })

  it.each([
    ['that blocks for ever', 0],
    ['that blocks for a long time', 3600],
    ['whose time is none', 'soon'],
  ])('a command %s waits for a server no longer than it', async (_, time) => {
    const redis: any = new Redis({
      port: await freePort(),
      host: '127.0.0.1',
      blockingTimeout: 40,
      retryStrategy: () => 10_000,
    })
    redis.on('error', () => {})
    opened.push(redis)
    expect(await redis.blpop('l', time)).toBeNull()
  })
})
