/**
 * The clients that a realm shares: the default one, `redis`, and those of `getRedis(options)`.
 *
 * Which handles there are is remembered here; which connections, in the addon's registry. Nothing
 * is read and nothing connects before the first use.
 */

import { SharedCluster } from './cluster/shared'
import { Command } from './command'
import { checkURL, namesServer, readOptions, snapshot } from './environment'
import { addon } from './native'
import { DEFAULT_OPTIONS, fill, hideTLS, inOrder, linkConfig, type RedisOptions } from './options'
import { isShared, Redis, readLater, transportOf } from './redis'
import { hideSecrets } from './secrets'
import { SharedConnection } from './shared'
import { resolveTLS } from './tls'
import type { SharedTransport } from './transport'

/** What the default client has read; undefined before its first use. */
let readFrom: string | undefined

/** Whether the default client would read something else now. */
export function environmentChanged(): boolean {
  return readFrom !== undefined && readFrom !== snapshot(process.env)
}

function complete(given: RedisOptions): RedisOptions {
  const options = inOrder(fill(readOptions(given, process.env), DEFAULT_OPTIONS))
  // The shared client's own policy stands in the place of functions.
  options.retryStrategy = null
  hideTLS(options)
  return hideSecrets(options)
}

function readDefault(): RedisOptions {
  const options = complete({})
  readFrom = snapshot(process.env)
  warnOnce()
  return options
}

/** In production, a client that nobody configured is most likely a mistake. */
function warnOnce(): void {
  if (process.env.NODE_ENV !== 'production' || namesServer(process.env) || building()) return
  const shared = addon().shared()
  if (shared.warnedOfDefault) return
  shared.warnedOfDefault = true
  console.warn(
    '[redis-native] REDIS_URL, REDIS_HOST, REDIS_CLUSTER_HOSTS and REDIS_SENTINELS are not set: connecting to localhost:6379',
  )
}

/** Next evaluates modules while it builds; only a command connects then. */
function building(): boolean {
  return process.env.NEXT_PHASE === 'phase-production-build'
}

/** One connection, or those of a cluster. */
function attach(client: Redis): SharedTransport {
  return client.options.clusterHosts ? new SharedCluster(client) : new SharedConnection(client)
}

function sharedClient(read: () => RedisOptions): Redis {
  const client = Redis.shared({ read, attach })
  client.on('newListener', (event: string) => {
    if ((event === 'ready' || event === 'connect') && client.status === 'wait' && !building()) begin(client)
  })
  return client
}

function begin(client: Redis): void {
  const own = transportOf(client)
  if (isShared(own) && (client.status === 'wait' || client.status === 'end')) own.start()
}

/** The process's client. It connects at its first command. */
export const redis: Redis = sharedClient(readDefault)

const others = new Map<string, Redis>()

/** What makes two handles the same. */
function identity(options: RedisOptions): string {
  // What shows itself without its keys would make two of one.
  const { tls, sentinelTLS } = options
  const whole = { ...options, tls: resolveTLS(tls), sentinelTLS: resolveTLS(sentinelTLS) }
  const plain = Object.entries(whole).filter(([, value]) => typeof value !== 'function')
  return JSON.stringify(plain.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What the default client is; nothing where its own configuration is wrong. */
function defaultIdentity(): string | undefined {
  try {
    return identity(complete({}))
  } catch {
    return undefined
  }
}

/** The client of these options: always the same object for the same options, and connecting. */
export function getRedis(given?: RedisOptions | string): Redis {
  const client = find(typeof given === 'string' ? fromURL(given) : given)
  // Options that this version can not serve are named now, not at the first command.
  linkConfig(client.options, true)
  addon()
  if (!building()) begin(client)
  return client
}

/** The strict reading of a URL is that of the variable. */
function fromURL(url: string): RedisOptions {
  return checkURL(url, 'the URL given to getRedis')
}

function find(given: RedisOptions | undefined): Redis {
  if (given === undefined) return redis
  const options = complete(given)
  const key = identity(options)
  if (key === defaultIdentity()) return redis
  let client = others.get(key)
  if (client === undefined) {
    client = sharedClient(() => options)
    others.set(key, client)
  }
  return client
}

export interface CloseOptions {
  /** Milliseconds that commands in flight and waiting are given. */
  drainMs?: number
}

const MOST_MILLISECONDS = 2 ** 31 - 1

/** The end that is under way: all who ask for one share it. */
let closing: Promise<void> | undefined

/** Closes the default client when its replies are in. A later use opens it again. */
export async function closeRedis(options?: CloseOptions): Promise<void> {
  const drainMs = options?.drainMs
  if (drainMs !== undefined && !(Number.isInteger(drainMs) && drainMs >= 0 && drainMs <= MOST_MILLISECONDS)) {
    throw new TypeError(
      `closeRedis: drainMs is ${typeof drainMs === 'number' ? drainMs : typeof drainMs}, ` +
        `expected a whole number of milliseconds, 0 to ${MOST_MILLISECONDS}`,
    )
  }
  if (readFrom === undefined) return
  const own = transportOf(redis)
  if (!isShared(own)) return
  const ending = own.finish(drainMs ?? (redis.options.commandTimeout || 5000))
  closing ??= forget(own, ending).finally(() => {
    closing = undefined
  })
  await closing
}

async function forget(own: SharedTransport, ending: Promise<void>): Promise<void> {
  await ending
  if (!own.reopen()) return
  // The next use reads its configuration anew.
  readFrom = undefined
  readLater(redis, { read: readDefault, attach })
}

/** Sends PING with a deadline of its own, in milliseconds. */
export function pingWithin(deadline: number): Promise<unknown> {
  const command = new Command('ping', [], { replyEncoding: 'utf8' })
  command.deadline = deadline
  redis.sendCommand(command)
  return command.promise
}
