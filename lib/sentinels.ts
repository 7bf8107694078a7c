/**
 * What a client behind sentinels says of them to the addon, which asks them at each connect. Nothing
 * here connects.
 */

import { milliseconds } from './times'
import { tlsFacts } from './tls'

/** ioredis's options of sentinels. */
export interface SentinelOptions {
  sentinels?: SentinelAddress[] | null
  name?: string | null
  role?: string
  preferredSlaves?: unknown
  sentinelUsername?: string | null
  sentinelPassword?: string | null
  sentinelTLS?: unknown
  sentinelRetryStrategy?: unknown
  sentinelReconnectStrategy?: unknown
  sentinelCommandTimeout?: number
  sentinelMaxConnections?: number
  natMap?: unknown
  updateSentinels?: boolean
  failoverDetector?: boolean
  disconnectTimeout?: number
}

export interface SentinelAddress {
  host?: string
  port?: number
  family?: number
}

export interface Address {
  host: string
  port: number
}

/** How many sentinels the link of a shared client listens to. */
const WATCHERS = 3
/** How long, in milliseconds, a shared client waits for a server that was replaced. */
const PATIENCE = 500

/** Refuses what names no group, in ioredis's words, and what is no list. */
export function checkSentinels({ sentinels, name }: SentinelOptions): void {
  if (!sentinels?.length) throw new Error('Requires at least one sentinel to connect to.')
  if (!Array.isArray(sentinels))
    throw new TypeError(
      `The option sentinels is of the type ${typeof sentinels}, expected a list of { host, port }.`,
    )
  if (!name) throw new Error('Requires the name of master.')
}

export const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The replicas that are preferred, the best first. */
export function preferredOf(given: unknown): Address[] {
  if (!isMap(given)) return []
  const list = (Array.isArray(given) ? [...given] : [given]) as Array<{
    ip: string
    port: string | number
    prio?: number
  }>
  list.sort((a, b) => (a.prio ?? 1) - (b.prio ?? 1))
  return list.map(({ ip, port }) => ({ host: String(ip), port: Number(port) })).filter(isAddress)
}

/** What natMap says of each address that it knows; an entry without a value says nothing. */
function natTable(given: unknown): Record<string, Address> {
  if (!isMap(given)) return {}
  return Object.fromEntries(
    Object.entries(given as Record<string, Place | null>).flatMap(([told, reached]) =>
      reached ? [[told, placeOf(`natMap["${told}"]`, reached)]] : [],
    ),
  )
}

/** An address as an option gives it, whose port may be a text, or missing. */
interface Place {
  host?: string
  port?: number | string
}

/** The address that an option, named by `by`, leads to. There is no default for its port: it would be another server's. */
export function placeOf(by: string, { host, port }: Place): Address {
  const address = { host: host || 'localhost', port: Number(port) }
  if (!isAddress(address) || address.port === 0)
    throw new RangeError(`The port by ${by} is "${String(port)}", expected a port from 1 to 65535.`)
  return address
}

function isAddress({ port }: Address): boolean {
  return Number.isInteger(port) && port >= 0 && port < 65536
}

/** The address of a sentinel, with ioredis's defaults. */
export function sentinelAddress({ host, port, family }: SentinelAddress): Address & { family?: number } {
  const address = { host: host || 'localhost', port: Number(port || 26379) }
  if (!isAddress(address)) throw new RangeError(`Port should be >= 0 and < 65536. Received ${String(port)}.`)
  return family === 4 || family === 6 ? { ...address, family } : address
}

/** Whether JavaScript chooses among what is found. */
const asks = ({ natMap, preferredSlaves }: SentinelOptions): boolean =>
  typeof natMap === 'function' || typeof preferredSlaves === 'function'

/** What is said for a password; nothing where there is neither it nor a user. A user may need none. */
export function passwordOf(username: unknown, password: unknown): string | undefined {
  return password ? String(password) : username ? '' : undefined
}

/** What the addon has to know of the sentinels; `known` are those that others told of. */
export function searchConfig(options: SentinelOptions, shared: boolean, chosen?: Choice | Refusal) {
  checkSentinels(options)
  const again = shared
    ? undefined
    : (options.sentinelReconnectStrategy as ((times: number) => unknown) | undefined)?.(1)
  const { known = [], refusal }: Partial<Choice & Refusal> = chosen ?? {}
  const most = Math.max(0, Math.trunc(Number(options.sentinelMaxConnections) || 0))
  return {
    sentinels: [...(options.sentinels ?? []).map(sentinelAddress), ...known],
    name: String(options.name),
    role: options.role === 'slave' ? 'slave' : 'master',
    preferred: preferredOf(options.preferredSlaves),
    username: options.sentinelUsername ? String(options.sentinelUsername) : undefined,
    password: passwordOf(options.sentinelUsername, options.sentinelPassword),
    tls: tlsFacts(options.sentinelTLS),
    commandTimeout: milliseconds(options.sentinelCommandTimeout),
    natMap: natTable(options.natMap),
    update: options.updateSentinels !== false,
    watchers: shared ? Math.min(WATCHERS, most) : options.failoverDetector ? most : 0,
    reconnect: typeof again === 'number' ? milliseconds(again) : undefined,
    forsake: !shared && typeof again !== 'number',
    patience: shared ? PATIENCE : milliseconds(options.disconnectTimeout),
    asks: !shared && asks(options),
    refusal,
  }
}

/** What is connected to, and the sentinels that were told of. */
export interface Choice extends Address {
  known: Address[]
}

/** Why nothing can be connected to by what a sentinel told. */
export interface Refusal {
  refusal: string
  known: Address[]
}
