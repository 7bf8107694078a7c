/** A client that gives up says why: the last failure is the cause of what its commands reject with. */
import { Redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { event, within } from '../support/events'
import { freePort } from '../support/ports'
import { type RedisServer, startRedis } from '../support/server'

const clients: { disconnect(): void }[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect()
})

const make = (options: object): any => {
  const client = new (Redis as any)({ host: '127.0.0.1', ...options })
  client.on('error', () => {})
  clients.push(client)
  return client
}

/** What an error and its causes say. */
const words = (error: any): string => (error === undefined ? '' : `${error.message} ${words(error.cause)}`)

describe('a client whose retryStrategy stops', () => {
  it('tells commands that waited', async () => {
    const port = await freePort()
    const error = await within(10_000, rejection(make({ port, retryStrategy: () => null }).get('k')))
    expect(error.message).toBe('Connection is closed.')
    expect(words(error)).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`)
    expect(error).toMatchObject({ maybeExecuted: false })
  })

  it('tells connect()', async () => {
    const port = await freePort()
    const redis = make({ port, lazyConnect: true, retryStrategy: () => null })
    const error = await within(10_000, rejection(redis.connect()))
    expect(error.message).toBe('Connection is closed.')
    expect(words(error)).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`)
  })
})

it('a client that is tried again tells why at the deadline of a command', async () => {
  const port = await freePort()
  const redis = make({ port, retryStrategy: () => 1000, commandTimeout: 200 })
  await event(redis, 'close')
  const error = await within(10_000, rejection(redis.get('k')))
  expect(error.message).toBe('Command timed out')
  expect(words(error)).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`)
})

describe('a client that is ended while its loop stands still', () => {
  let server: RedisServer
  beforeAll(async () => {
    server = await startRedis()
  })
  afterAll(() => server.stop())

  it.each([64, 128])('gives no late reply to one of %i commands that follow', async (count) => {
    const redis = make({ port: server.port })
    const given = rejection(redis.echo('given up'))
    // Until the reply is there.
    while (redis.metrics().bytesReceived === 0) {}
    redis.disconnect()
    const outcomes = Promise.allSettled(Array.from({ length: count }, (_, i) => redis.echo(`${i}`)))
    expect((await within(10_000, given)).message).toBe('Connection is closed.')
    const fulfilled = (await within(10_000, outcomes)).filter(({ status }) => status === 'fulfilled')
    expect(fulfilled).toEqual([])
  })
})
