/**
 * What a client that many share must not do on its connection, and where it goes instead.
 *
 * Commands that block get a connection of their own for as long as they block, subscriptions have
 * one beside the client, and what changes the state of a connection is refused with the form that
 * works.
 */

import { blockingTime } from './arguments'
import type { Command } from './command'
import { checkFlag, setApart } from './commands'

/** Where a command of the shared client is sent. */
export type Road = 'shared' | 'leased' | 'subscriber'

const ISOLATE =
  'use `redis.isolate(async (redis) => ...)`, which lends a connection, or a client of your own (`redis.duplicate()`)'

/** By command: what to use instead. */
const REFUSED: Record<string, string> = {
  watch: ISOLATE,
  unwatch: ISOLATE,
  multi: 'use `redis.multi()...exec()`, which is sent as a whole, or `redis.isolate(...)`',
  select: 'use `getRedis({ db })`, which is another client, or `redis.isolate(...)`',
  auth: 'use the options `username` and `password`',
  hello: 'use the option `protocol`',
  reset: ISOLATE,
  quit: 'use `redis.quit()`, which ends this handle, or `closeRedis()`',
  readonly: ISOLATE,
  readwrite: ISOLATE,
  asking: ISOLATE,
  wait: ISOLATE,
  waitaof: ISOLATE,
  monitor: 'use `redis.monitor()`, which opens a connection of its own',
  sync: ISOLATE,
  psync: ISOLATE,
  replconf: ISOLATE,
  // The sets of fields that it prepares belong to the connection.
  himport: ISOLATE,
}

const ISOLATE_KEY =
  'use `redis.isolate(async (redis) => ..., key)`, which lends a connection to the node of the key, or one of `redis.duplicate().nodes()`'

/** What is said otherwise on a cluster. */
const REFUSED_ON_CLUSTER: Record<string, string> = {
  watch: ISOLATE_KEY,
  unwatch: ISOLATE_KEY,
  multi: 'use `redis.multi()...exec()`, which is sent as a whole, or `redis.isolate(..., key)`',
  select: 'a cluster has no other database than 0',
  wait: ISOLATE_KEY,
  waitaof: ISOLATE_KEY,
  readonly: 'use the option `cluster: { scaleReads }`',
  readwrite: 'use the option `cluster: { scaleReads }`',
}

const REFUSED_CLIENT: Record<string, string> = {
  reply: ISOLATE,
  tracking: ISOLATE,
  caching: ISOLATE,
  setname: 'use the option `connectionName`',
  'no-evict': ISOLATE,
  'no-touch': ISOLATE,
}

setApart([...Object.keys(REFUSED), 'client', 'script', 'publish', 'spublish'])

function refusal(name: string, command: Command): string | undefined {
  // Sent by the router of a cluster, with what it is for.
  if (name === 'asking' && command.route !== undefined) return undefined
  // A transaction that is sent as a whole leaves the connection as it was.
  if (name === 'multi' && command.pipelineIndex !== undefined && command.inTransaction) return undefined
  if (name === 'script' && String(command.args[0]).toLowerCase() === 'debug') return ISOLATE
  if (name === 'client') return REFUSED_CLIENT[String(command.args[0]).toLowerCase()]
  return Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
}

/** Where a command goes. Throws when it is refused. */
export function roadOf(command: Command, onCluster = false): Road {
  const name = command.name.toLowerCase()
  const found = refusal(name, command)
  const instead = onCluster && found !== undefined ? (REFUSED_ON_CLUSTER[name] ?? found) : found
  if (instead !== undefined) {
    throw new Error(
      `${name.toUpperCase()} would change the connection that the whole process shares, and is refused: ${instead}`,
    )
  }
  if (checkFlag('ENTER_SUBSCRIBER_MODE', name) || checkFlag('EXIT_SUBSCRIBER_MODE', name)) {
    if (command.pipelineIndex === undefined) return 'subscriber'
    throw new Error(
      `${name.toUpperCase()} is refused in a pipeline of the shared client: call it on the client`,
    )
  }
  const time = checkFlag('BLOCKING_COMMANDS', name) ? blockingTime(name, command.args) : null
  // Within a transaction the server never waits.
  if (time === null || time === undefined || command.inTransaction) return 'shared'
  if (command.pipelineIndex === undefined) return 'leased'
  throw new Error(
    `${name.toUpperCase()} would hold up the commands behind it and is refused in a pipeline of the shared client: ` +
      'call it on the client, or use a client of your own (`redis.duplicate()`)',
  )
}

/** Whether a pipeline of the shared client takes a command, whatever its arguments. */
export function goesInPipeline(name: string): boolean {
  return ['ENTER_SUBSCRIBER_MODE', 'EXIT_SUBSCRIBER_MODE', 'BLOCKING_COMMANDS'].every(
    (flag) => !checkFlag(flag, name),
  )
}
