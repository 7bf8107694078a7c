/** A client that gives up says why: the last failure is the cause of what its commands reject with. */
import { Redis } from '@app/redis-native'
import { rejection } from '../support/clients'
import { within } from '../support/events'
import { freePort } from '../support/ports'

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
  const error = await within(10_000, rejection(redis.get('k')))
  expect(error.message).toBe('Command timed out')
  expect(words(error)).toContain(`connect ECONNREFUSED 127.0.0.1:${port}`)
})
