/**
 * The command table: which commands there are and what is known of each.
 *
 * Names, flags and key positions come from `@ioredis/commands`. What sending and reading need
 * beyond that stands here, one row for a command that is special.
 */

import { exists, getKeyIndexes, hasFlag, list } from '@ioredis/commands'

/** Flags of a command on its way; the numbers are those of `src/queue.rs`. */
export enum Flag {
  Readonly = 1,
  Blocking = 2,
  Pipeline = 4,
  Transaction = 8,
  Multi = 16,
  Subscription = 32,
  Monitor = 64,
  Bare = 128,
  Buffers = 256,
  /** Known on this side only: something looks closer at the command on its way. */
  Apart = 1 << 30,
}

/** How many flags cross the border; the number of channels lies above them. */
export const CROSSING_BITS = 9
export const CROSSING = (1 << CROSSING_BITS) - 1

/** The methods of a client: all commands but MONITOR, which opens a connection of its own. */
export const METHODS: readonly string[] = [...list.filter((name) => name !== 'monitor'), 'sentinel']

/** ioredis's groups of commands. */
export const FLAGS: Record<string, readonly string[]> = {
  VALID_IN_SUBSCRIBER_MODE: [
    'subscribe',
    'psubscribe',
    'unsubscribe',
    'punsubscribe',
    'ssubscribe',
    'sunsubscribe',
    'ping',
    'quit',
  ],
  VALID_IN_MONITOR_MODE: ['monitor', 'auth'],
  ENTER_SUBSCRIBER_MODE: ['subscribe', 'psubscribe', 'ssubscribe'],
  EXIT_SUBSCRIBER_MODE: ['unsubscribe', 'punsubscribe', 'sunsubscribe'],
  WILL_DISCONNECT: ['quit'],
  HANDSHAKE_COMMANDS: ['auth', 'hello', 'select', 'client', 'readonly', 'info'],
  IGNORE_RECONNECT_ON_ERROR: ['client'],
  BLOCKING_COMMANDS: [
    'blpop',
    'brpop',
    'brpoplpush',
    'blmove',
    'blmovem',
    'bzpopmin',
    'bzpopmax',
    'bzmpop',
    'blmpop',
    'xread',
    'xreadgroup',
  ],
  LAST_ARG_TIMEOUT_COMMANDS: ['blpop', 'brpop', 'brpoplpush', 'blmove', 'bzpopmin', 'bzpopmax'],
  FIRST_ARG_TIMEOUT_COMMANDS: ['bzmpop', 'blmpop'],
  BLOCK_OPTION_COMMANDS: ['xread', 'xreadgroup'],
}

const SUBSCRIPTIONS = new Set([...FLAGS.ENTER_SUBSCRIBER_MODE, ...FLAGS.EXIT_SUBSCRIBER_MODE])

const flagSets = new Map(Object.entries(FLAGS).map(([flag, names]) => [flag, new Set(names)]))

/** Whether a command is answered by confirmations of subscriptions. */
export function isSubscription(name: string): boolean {
  return SUBSCRIPTIONS.has(name.toLowerCase())
}

/** Whether ioredis counts a command among a group. */
export function checkFlag(flag: string, name: string): boolean {
  return flagSets.get(flag)?.has(name.toLowerCase()) ?? false
}

const sendingFlags = new Map<string, number>()

const apart = new Set([
  ...SUBSCRIPTIONS,
  ...FLAGS.BLOCKING_COMMANDS,
  ...['wait', 'waitaof', 'monitor', 'multi', 'exec', 'discard', 'select', 'quit'],
  ...['eval', 'evalsha', 'eval_ro', 'evalsha_ro'],
])

/** Names commands that a module looks closer at. To be called while modules load. */
export function setApart(names: readonly string[]): void {
  for (const name of names) apart.add(name)
}

/** What the link must know of a command, by its name in any case. */
export function flagsOf(name: string): number {
  const known = sendingFlags.get(name)
  if (known !== undefined) return known
  const lower = name.toLowerCase()
  let flags = 0
  if (exists(lower) && hasFlag(lower, 'readonly')) flags |= Flag.Readonly
  if (checkFlag('BLOCKING_COMMANDS', lower) || lower === 'wait' || lower === 'waitaof') flags |= Flag.Blocking
  if (SUBSCRIPTIONS.has(lower)) flags |= Flag.Subscription
  if (lower === 'monitor') flags |= Flag.Monitor
  if (apart.has(lower) || !exists(lower)) flags |= Flag.Apart
  // Names come from callers (`call`); only those of the table are worth remembering.
  if (exists(lower)) sendingFlags.set(name, flags)
  return flags
}

/** The positions of the keys among the arguments; none for a command that is not in the table. */
export function keyPositions(name: string, args: ReadonlyArray<string | Buffer>): number[] {
  const lower = name.toLowerCase()
  if (!exists(lower)) return []
  return getKeyIndexes(lower, args as Parameters<typeof getKeyIndexes>[1])
}
