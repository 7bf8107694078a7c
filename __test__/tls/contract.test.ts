/** What ioredis does over TLS, ours does: the same spec on both. */

import { CLIENTS, type Client, rejection } from '../support/clients'
import { event, record, STATUSES } from '../support/events'
import { Authority, type Certificate, startTLS, type TLSServer } from '../support/tls'

let authority: Authority
let certificate: Certificate
let server: TLSServer
const opened: Client[] = []

beforeAll(async () => {
  authority = Authority.create()
  certificate = authority.sign()
  server = await startTLS(authority, certificate, { mutual: true })
})
afterEach(async () => {
  for (const client of opened.splice(0)) client.disconnect()
  await server.plain.cli('FLUSHALL')
})
afterAll(async () => {
  await server?.plain.stop()
  authority?.remove()
})

describe.each(CLIENTS)('%s', (_, Redis) => {
  const tls = () => ({ ca: authority.cert, cert: certificate.cert, key: certificate.key })
  const make = (...sources: any[]): Client => {
    const client = Reflect.construct(Redis, sources) as Client
    client.on('error', () => {})
    opened.push(client)
    return client
  }
  const connect = (options: object = {}) =>
    make({ host: '127.0.0.1', port: server.port, tls: tls(), ...options })

  test('the events of a connection and its end come in their order', async () => {
    const redis = connect({ lazyConnect: true })
    const seen = record(redis, STATUSES)
    await redis.connect()
    await redis.ping()
    const ended = event(redis, 'end')
    await redis.quit()
    await ended
    expect(seen.filter((name) => name !== 'wait')).toStrictEqual([
      'connecting',
      'connect',
      'ready',
      'close',
      'end',
    ])
  })

  test('a URL with rediss:// and options behind it', async () => {
    const redis = make(`rediss://127.0.0.1:${server.port}/2`, { tls: tls() })
    await redis.set('key', 'value')
    expect(await server.plain.cli('-n', '2', 'GET', 'key')).toBe('value')
  })

  test('what tls says of host and port holds', async () => {
    const redis = connect({
      host: 'elsewhere.invalid',
      port: 1,
      tls: { ...tls(), host: '127.0.0.1', port: server.port },
    })
    expect(await redis.ping()).toBe('PONG')
  })

  test('commands, pipelines, transactions, scripts and blocking commands', async () => {
    const redis = connect()
    expect(await redis.pipeline().set('a', 1).incr('a').get('a').exec()).toStrictEqual([
      [null, 'OK'],
      [null, 2],
      [null, '2'],
    ])
    expect(await redis.multi().incr('a').exec()).toStrictEqual([[null, 3]])
    expect(await redis.eval('return ARGV[1]', 0, 'argument')).toBe('argument')
    const popped = redis.blpop('list', 5)
    await connect().rpush('list', 'element')
    expect(await popped).toStrictEqual(['list', 'element'])
    expect((await rejection(redis.lpush('a', 'element'))).message).toMatch(/^WRONGTYPE/)
  })

  test('a subscription is restored on the next connection', async () => {
    const subscriber = connect({ retryStrategy: () => 5 })
    await subscriber.subscribe('channel')
    const ready = event(subscriber, 'ready')
    subscriber.disconnect(true)
    await ready
    const message = event(subscriber, 'message')
    const publisher = connect()
    let heard = false
    message.then(() => {
      heard = true
    })
    while (!heard) await publisher.publish('channel', 'hello')
    expect(await message).toStrictEqual(['channel', 'hello'])
  })

  test('a client without the authority is told by the error event', async () => {
    const redis = connect({ tls: {}, retryStrategy: null, maxRetriesPerRequest: 0 })
    const [error] = await event(redis, 'error')
    // ERR_REDIS_TLS where the system has no authorities at all; Node has some of its own.
    expect(error.code).toMatch(/^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|ERR_REDIS_TLS)$/)
  })
})
