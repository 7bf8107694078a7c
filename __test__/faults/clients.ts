/** Both kinds of client, under names of their own, ended with the test that made them. */
import Ours, { getRedis } from '@app/redis-native'
import type IORedis from 'ioredis'
import { within } from '../support/events'
import { type RedisServer, startRedis } from '../support/server'

/** Options of ioredis and beyond. */
type Options = Record<string, any>
export type Client = IORedis
export type Kind = 'shared' | 'own'

export const KINDS: [kind: Kind][] = [['shared'], ['own']]

const opened = new Set<Client>()
const servers = new Set<{ stop(): Promise<unknown> }>()
let count = 0

afterEach(async () => {
  for (const client of opened) client.disconnect()
  opened.clear()
  await Promise.all([...servers].map((server) => server.stop()))
  servers.clear()
})

/** A client with a connection name that no other has; its errors are heard. */
export function open(kind: Kind, options: Options): Client {
  const all = { host: '127.0.0.1', connectionName: `faults-${process.pid}-${++count}`, ...options }
  const client = (kind === 'shared'
    ? getRedis(all)
    : new (Ours as unknown as typeof IORedis)({ retryStrategy: () => 20, ...all })) as unknown as Client
  client.on('error', () => {})
  opened.add(client)
  return client
}

/** Ends a server with the test. */
export function using<S extends { stop(): Promise<unknown> }>(server: S): S {
  servers.add(server)
  return server
}

export const serve = async (options?: Parameters<typeof startRedis>[0]): Promise<RedisServer> =>
  using(await startRedis(options))

/** The numbers that the server gave to the connections of a client. */
export async function idsOf(server: RedisServer, client: Client): Promise<string[]> {
  const list = await server.cli('CLIENT', 'LIST')
  return list
    .split('\n')
    .filter((line) => line.split(' ').includes(`name=${client.options.connectionName}`))
    .map((line) => /^id=(\d+)/.exec(line)?.[1] ?? '')
}

/** What an error and its causes say. */
export function words(error: unknown): string {
  const { message, cause } = error as Error
  return cause === undefined ? message : `${message} <- ${words(cause)}`
}

/** Resolves when the client is ready, at once if it is. */
export function ready(client: Client): Promise<void> {
  return client.status === 'ready'
    ? Promise.resolve()
    : new Promise((resolve) => client.once('ready', () => resolve()))
}

/** Asks until the command succeeds. Fails with what it failed with last, or when it does not settle. */
export async function untilWorks<T>(ask: () => Promise<T>, patience = 30_000): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    try {
      return await within(patience, ask(), 'a command')
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}
