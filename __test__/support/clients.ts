/**
 * The two clients that every contract spec runs over, and a server that is empty before each test.
 *
 * Clients made by `connect` listen for errors and are gone with the test that made them.
 */
import Ours from '@app/redis-native'
import IORedis, { type RedisOptions } from 'ioredis'
import { type RedisServer, type RedisServerOptions, startRedis } from './server'

export type Client = IORedis
type Class = typeof IORedis

// A client waits for the other side before it lets a socket go, and jest says so after half a second. One
// that does not wait fails commands of its own, which ioredis leaves unheeded: a failure of the next test.
for (const Redis of [IORedis, Ours] as unknown as { defaultOptions: RedisOptions }[]) {
  Object.assign(Redis.defaultOptions, { disconnectTimeout: 400 })
}

/** The classes by their names, for `describe.each`. */
export const CLIENTS: [name: string, Redis: Class][] = [
  ['ioredis', IORedis],
  ['redis-native', Ours as unknown as Class],
]

/** The first is ours: for what only the package has. */
export const Redis = Ours as unknown as Class

export interface Bench {
  readonly server: RedisServer
  /** A client of the file's server. Its errors are heard, so that none is printed. */
  connect(Redis: Class, options?: RedisOptions): Client
  /** A client with options as they are, ended with the test. */
  make(Redis: Class, ...sources: unknown[]): Client
}

/** One server for the file, without data before each test; no client outlives its test. */
export function setUpServer(options?: RedisServerOptions): Bench {
  let server: RedisServer
  const opened = new Set<Client>()

  beforeAll(async () => {
    server = await startRedis(options)
  })
  afterEach(async () => {
    for (const client of opened) client.disconnect()
    opened.clear()
    await server.cli('FLUSHALL')
  })
  afterAll(() => server?.stop())

  const make = (Redis: Class, ...sources: unknown[]): Client => {
    const client = Reflect.construct(Redis, sources) as Client
    client.on('error', () => {})
    opened.add(client)
    return client
  }
  return {
    get server() {
      return server
    },
    make,
    connect: (Redis, options) => make(Redis, { port: server.port, host: '127.0.0.1', ...options }),
  }
}

/** The error that a promise rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, any>> {
  let value: unknown
  try {
    value = await promise
  } catch (error) {
    return error as Error & Record<string, any>
  }
  throw new Error(`resolved, with ${JSON.stringify(value)}`)
}
