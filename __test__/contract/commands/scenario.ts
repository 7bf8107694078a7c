/**
 * What the contract specs of commands are made of: scenarios, which are calls in a row on a server
 * without data, and the ways in which a client can make them.
 *
 * A row of a scenario is a call, what ioredis must give for it in its default mode, and a view of
 * the reply where it differs from one call to the next: times, ids and addresses.
 */
import type { Client } from '../../support/clients'

export type Call = [command: string, ...args: unknown[]]
export type View = (reply: unknown) => unknown
export type Row = [call: Call, expected?: unknown, view?: View]

export interface Scenario {
  name: string
  rows: Row[]
  /** On a connection of its own, which the scenario changes or ends; by single calls only. */
  alone: boolean
  /** Takes its time on the server; in the main modes only. */
  slow: boolean
}

/** What a row expects where the reply is not the same on every server: any, but not nothing. */
export const SOME: unknown = expect.anything()

export function scenarios(
  table: Record<string, Row[]>,
  { alone = false, slow = false }: { alone?: boolean; slow?: boolean } = {},
): Scenario[] {
  return Object.entries(table).map(([name, rows]) => ({ name, rows, alone, slow }))
}

/** What jest's `each` takes: those of the scenarios that a mode, or a way, can be asked for. */
export const named = (chosen: Scenario[]) =>
  chosen.map((scenario) => [scenario.name, scenario] as [name: string, scenario: Scenario])

/** What a row expects where the server refuses the call. */
export const refusal = (message: unknown) =>
  expect.objectContaining({ error: 'ReplyError', message }) as unknown

/** The types of a reply without its values, as deep as it goes; lists by their first item. */
export function types(value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (Buffer.isBuffer(value)) return 'Buffer'
  if (Array.isArray(value)) return value.length === 0 ? [] : ['list', types(value[0])]
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, types(item)]))
}

/** The types of each item of a reply. */
export const typesOfItems: View = (reply) => (Array.isArray(reply) ? reply.map(types) : types(reply))

/** A reply with another figure for each run of digits, and for each number. */
export function digits(value: unknown): unknown {
  if (typeof value === 'number') return 0
  if (typeof value === 'string') return value.replace(/\d+/g, '0')
  if (Buffer.isBuffer(value)) return Buffer.from(value.toString('latin1').replace(/\d+/g, '0'), 'latin1')
  if (Array.isArray(value)) return value.map(digits)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [digits(key), digits(item)]))
}

/** A reply's items in an order that does not depend on the server's hashes. */
export const unordered: View = (reply) =>
  Array.isArray(reply) ? [...reply].sort((a, b) => (String(a) < String(b) ? -1 : 1)) : reply

/** A reply in a form that tells all of it: an error becomes what it says of itself. */
export function plain(value: unknown): unknown {
  if (value instanceof Error) {
    const { command, ...facts } = value as Error & { command?: { name: string; args: unknown[] } }
    return {
      error: value.name,
      message: value.message,
      command: command && shown(command),
      ...plainFacts(facts),
    }
  }
  return Array.isArray(value) ? value.map(plain) : value
}

/** What an error says beyond its message, in its plain form: the errors before it, for example. */
function plainFacts(facts: object): object {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, plain(value)]))
}

/** Arguments that may be credentials are hidden by one of the clients only. */
function shown({ name, args }: { name: string; args: unknown[] }): unknown {
  const secret = /^(auth|hello|acl|migrate|config)$/i.test(name)
  return { name, args: secret ? 'hidden' : args }
}

/** How a client is made and asked. */
export interface Mode {
  options: Record<string, unknown>
  buffers: boolean
}

const OPTIONS: [name: string, options: Record<string, unknown>][] = [
  ['RESP3', { protocol: 3 }],
  ['RESP2', { protocol: 2 }],
  ['replyMapping resp3', { protocol: 3, replyMapping: 'resp3' }],
  ['RESP3, stringNumbers', { protocol: 3, stringNumbers: true }],
  ['RESP2, stringNumbers', { protocol: 2, stringNumbers: true }],
  ['replyMapping resp3, stringNumbers', { protocol: 3, replyMapping: 'resp3', stringNumbers: true }],
]

/** What most callers have, in both protocols. */
export const MAIN_MODES = OPTIONS.slice(0, 2).map(([name, options]): [name: string, mode: Mode] => [
  name,
  { options, buffers: false },
])

/** All modes: each set of options for strings and for Buffers. */
export const MODES = OPTIONS.flatMap(([name, options]): [name: string, mode: Mode][] => [
  [name, { options, buffers: false }],
  [`${name}, Buffers`, { options, buffers: true }],
])

const method = (command: string, buffers: boolean) => (buffers ? `${command}Buffer` : command)

/** The outcome of a promise, in its plain form. */
async function outcome(promise: unknown): Promise<unknown> {
  try {
    return plain(await promise)
  } catch (error) {
    return plain(error)
  }
}

/** A way of making the calls of a scenario. */
export type Way = (redis: Client, scenario: Scenario, buffers: boolean) => Promise<unknown[]>

/** Each call when the one before is answered. */
export const oneByOne: Way = async (redis, { rows }, buffers) => {
  const replies: unknown[] = []
  for (const [[command, ...args], , view = same] of rows) {
    const call = async () => (redis as any)[method(command, buffers)](...args)
    replies.push(view(await outcome(call())))
  }
  return replies
}

/** All calls at once; the arguments of their callbacks. */
export const withCallbacks: Way = (redis, { rows }, buffers) =>
  Promise.all(
    rows.map(
      ([[command, ...args], , view = same]) =>
        new Promise<unknown>((resolve) => {
          const callback = (...given: unknown[]) => resolve(given.map((item) => view(plain(item))))
          const promise = (redis as any)[method(command, buffers)](...args, callback)
          promise.catch(() => {})
        }),
    ),
  )

/** All calls in a pipeline. */
export const piped: Way = async (redis, scenario, buffers) => gathered(redis.pipeline(), scenario, buffers)

/** All calls in a pipeline that is given as a list. */
export const listed: Way = async (redis, { rows }, buffers) => {
  const calls = rows.map(([[command, ...args]]) => [method(command, buffers), ...args])
  return viewed(await outcome(redis.pipeline(calls as never).exec()), rows)
}

/**
 * All calls in a transaction. Where the server refuses some of them the transaction fails, and
 * another one has the rest of them.
 */
export const inTransaction: Way = async (redis, { rows }, buffers) => {
  const refused = new Set<Row>()
  const transact = async (chosen: Row[]) => {
    const transaction: any = redis.multi()
    for (const row of chosen) {
      const [[command, ...args]] = row
      transaction[method(command, buffers)](...args, (error: unknown) => error && refused.add(row))
    }
    return viewed(await outcome(transaction.exec()), chosen)
  }
  const first = await transact(rows)
  return refused.size === 0 ? first : [...first, ...(await transact(rows.filter((row) => !refused.has(row))))]
}

async function gathered(group: any, { rows }: Scenario, buffers: boolean): Promise<unknown[]> {
  for (const [[command, ...args]] of rows) group[method(command, buffers)](...args)
  return viewed(await outcome(group.exec()), rows)
}

/** The pairs of error and reply of a pipeline, each reply as its row views it. */
function viewed(pairs: unknown, rows: Row[]): unknown[] {
  if (!Array.isArray(pairs)) return [pairs]
  return pairs.map((pair, i) => (Array.isArray(pair) ? pair.map(rows[i]?.[2] ?? same) : pair))
}

function same(reply: unknown): unknown {
  return reply
}
