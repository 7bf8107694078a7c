/**
 * What the next connection is sent, and in which order: the subscriptions of the one before, then
 * what it left unanswered, then what was asked for in the meantime.
 */
import { CLIENTS, type Client } from '../support/clients'
import { event } from '../support/events'
import { bulk, type Peer, ScriptedServer } from '../support/scripted'

const SUBSCRIPTIONS = new Set(['subscribe', 'psubscribe', 'ssubscribe', 'unsubscribe'])

describe.each(CLIENTS)('%s: the next connection', (_, Redis) => {
  let server: ScriptedServer
  const opened: Client[] = []

  beforeEach(async () => {
    const counts = new WeakMap<object, Record<string, number>>()
    const confirm = (peer: Peer, [name, ...channels]: string[]) => {
      const count = counts.get(peer) ?? {}
      counts.set(peer, count)
      // Sharded channels are counted by themselves.
      const kind = name === 'ssubscribe' ? 'sharded' : 'classic'
      for (const channel of channels) {
        count[kind] = (count[kind] ?? 0) + (name === 'unsubscribe' ? -1 : 1)
        peer.send(`>3\r\n${bulk(name)}${bulk(channel)}:${count[kind]}\r\n`)
      }
    }
    server = await ScriptedServer.start({
      script(peer, words) {
        if (SUBSCRIPTIONS.has(words[0])) confirm(peer, words)
        else if (words[0] === 'fall' && peer.number === 0) peer.drop()
        else if (peer.number > 0) peer.send(bulk(words.join(' ')))
      },
    })
  })
  afterEach(async () => {
    for (const client of opened.splice(0)) client.disconnect()
    await server.stop()
  })

  const connect = async (options: object = {}): Promise<any> => {
    const redis = new Redis({ port: server.port, host: '127.0.0.1', retryStrategy: () => 1, ...options })
    redis.on('error', () => {})
    opened.push(redis)
    await event(redis, 'ready')
    return redis
  }

  /** The commands of a connection, the first of which is 1. */
  const sentBy = (connection: number) => server.peers[connection - 1].commands.map((words) => words.join(' '))

  /** Makes the server drop the connection, and resolves when the client knows. */
  const fall = async (redis: any) => {
    const closed = event(redis, 'close')
    redis.call('fall').catch(() => {})
    await closed
  }

  it('subscribes first, sends again what was in flight, then what waits', async () => {
    const redis = await connect()
    await redis.subscribe('a', 'b')
    await redis.psubscribe('p*')
    await redis.ssubscribe('s', 't')
    const replies = [redis.get('flying'), redis.pipeline().get('x').set('y', 1).exec()]
    await fall(redis)
    replies.push(redis.publish('a', 'waiting'), redis.subscribe('late'), redis.get('last'))
    expect(await Promise.all(replies)).toStrictEqual([
      'get flying',
      [
        [null, 'get x'],
        [null, 'set y 1'],
      ],
      'publish a waiting',
      4,
      'get last',
    ])
    expect(sentBy(2)).toStrictEqual([
      ...['subscribe a b', 'psubscribe p*', 'ssubscribe s', 'ssubscribe t'],
      ...['get flying', 'get x', 'set y 1', 'fall'],
      ...['publish a waiting', 'subscribe late', 'get last'],
    ])
  })

  it('subscribes first by the third connection, too', async () => {
    const redis = await connect()
    await redis.subscribe('a')
    await fall(redis)
    expect(await redis.get('k')).toBe('get k')
    const again = event(redis, 'ready')
    redis.disconnect(true)
    const last = redis.get('last')
    await again
    expect(await last).toBe('get last')
    expect(sentBy(server.peers.length)).toStrictEqual(['subscribe a', 'get last'])
  })

  it('does not subscribe again with autoResubscribe false', async () => {
    const redis = await connect({ autoResubscribe: false })
    await redis.subscribe('a')
    await fall(redis)
    expect(await redis.get('k')).toBe('get k')
    expect(sentBy(2)).not.toContain('subscribe a')
  })

  it('what was unsubscribed in the meantime is subscribed, and unsubscribed', async () => {
    const redis = await connect()
    await redis.subscribe('a', 'b')
    await fall(redis)
    redis.unsubscribe('a').catch(() => {})
    expect(await redis.get('k')).toBe('get k')
    expect(sentBy(2).filter((line) => line.includes('subscribe'))).toStrictEqual([
      'subscribe a b',
      'unsubscribe a',
    ])
  })

  it('a quit() while it connects again waits for no subscription', async () => {
    const redis = await connect({ retryStrategy: () => 50, autoResendUnfulfilledCommands: false })
    await redis.subscribe('a')
    await fall(redis)
    expect(await redis.quit()).toBe('OK')
    expect(server.peers).toHaveLength(1)
  })

  it('sends nothing again with autoResendUnfulfilledCommands false', async () => {
    const redis = await connect({ autoResendUnfulfilledCommands: false })
    redis.get('flying').catch(() => {})
    await fall(redis)
    expect(await redis.get('waiting')).toBe('get waiting')
    expect(sentBy(2)).toStrictEqual(['get waiting'])
  })

  it('a handshake command is taken by a listener of connect although nothing may wait', async () => {
    const redis: any = new Redis({ port: server.port, host: '127.0.0.1', enableOfflineQueue: false })
    redis.on('error', () => {})
    opened.push(redis)
    await event(redis, 'connect')
    const named = redis.client('setname', 'me')
    const refused = redis.get('k').catch((error: Error) => error.message)
    expect(await named).toBe('OK')
    expect(await refused).toBe("Stream isn't writeable and enableOfflineQueue options is false")
  })
})
