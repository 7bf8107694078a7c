/**
 * What a client that many share must not do on its connection, and where it goes instead.
 *
 * Commands that block get a connection of their own for as long as they block, subscriptions have
 * one beside the client, and what changes the state of a connection is refused with the form that
 * works.
 */

import { blockingTime } from './arguments'
import type { Command } from './command'
import { checkFlag } from './commands'

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
}

const REFUSED_CLIENT: Record<string, string> = {
  reply: ISOLATE,
  tracking: ISOLATE,
  caching: ISOLATE,
  setname: 'use the option `connectionName`',
  'no-evict': ISOLATE,
  'no-touch': ISOLATE,
}

function refusal(name: string, command: Command): string | undefined {
  // A transaction that is sent as a whole leaves the connection as it was.
  if (name === 'multi' && command.pipelineIndex !== undefined && command.inTransaction) return undefined
  if (name === 'script' && String(command.args[0]).toLowerCase() === 'debug') return ISOLATE
  if (name === 'client') return REFUSED_CLIENT[String(command.args[0]).toLowerCase()]
  return Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined
}

/** Where a command goes. Throws when it is refused. */
export function roadOf(command: Command): Road {
  const name = command.name.toLowerCase()
  const instead = refusal(name, command)
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
