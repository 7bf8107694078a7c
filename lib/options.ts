/**
 * Options of a client: ioredis's forms, names and defaults, and what of them crosses the border.
 *
 * `parseOptions` is as forgiving as ioredis's own; what the environment says is checked strictly
 * elsewhere. Nothing here connects or reads the environment.
 */

import { createConnection } from 'node:net'
import { type BreakerOptions, breakerLimits } from './breaker'
import { ConfigurationError } from './errors'
import type { HimportFieldset } from './fieldsets'
import { VERSION } from './native'
import { type ReplyLimits, replyLimitProblems, replyLimits } from './reply-limits'
import { hideSecrets } from './secrets'
import {
  type Choice,
  passwordOf,
  type Refusal,
  type SentinelOptions,
  searchConfig,
  sentinelAddress,
} from './sentinels'
import { LONGEST, milliseconds } from './times'
import { keepTLS, resolveTLS, tlsFacts, tlsProblems, warnUnverified } from './tls'
import { parseURL } from './url'

export type RetryStrategy = (times: number) => unknown

export interface RedisOptions extends SentinelOptions {
  port?: number
  host?: string
  path?: string
  family?: number
  username?: string | null
  password?: string | null
  db?: number
  tls?: unknown
  connectTimeout?: number
  disconnectTimeout?: number
  commandTimeout?: number
  blockingTimeout?: number
  blockingTimeoutGrace?: number
  socketTimeout?: number
  keepAlive?: number
  noDelay?: boolean
  connectionName?: string | null
  disableClientInfo?: boolean
  clientInfoTag?: string
  retryStrategy?: RetryStrategy | null
  reconnectOnError?: ((error: Error) => boolean | 1 | 2) | null
  maxRetriesPerRequest?: number | null
  maxLoadingRetryTime?: number
  enableOfflineQueue?: boolean
  enableReadyCheck?: boolean
  enableAutoPipelining?: boolean
  autoPipeliningIgnoredCommands?: string[]
  autoResubscribe?: boolean
  autoResendUnfulfilledCommands?: boolean | 'readonly'
  circuitBreaker?: boolean | BreakerOptions
  replyLimits?: ReplyLimits | null
  lazyConnect?: boolean
  keyPrefix?: string
  readOnly?: boolean
  stringNumbers?: boolean
  protocol?: 2 | 3
  replyMapping?: 'legacy' | 'resp3'
  showFriendlyErrorStack?: boolean
  scripts?: Record<string, { lua: string; numberOfKeys?: number; readOnly?: boolean }>
  himportFieldsets?: readonly HimportFieldset[]
  monitor?: boolean
  Connector?: unknown
  [other: string]: unknown
}

const retryStrategy = (times: number) =>
  Math.min(2 ** (times - 1) * 50, 5000) + Math.floor(Math.random() * 200)
const sentinelRetryStrategy = (times: number) => Math.min(times * 10, 1000)
const sentinelReconnectStrategy = () => 60000

/**
 * ioredis's defaults. They are set by a constructor: V8 gives its objects room for all of these from
 * the start, and finds an option at once that it would have to search in an object that was filled
 * name by name. Options are read for each command.
 */
function Defaults(this: RedisOptions): void {
  this.port = 6379
  this.host = 'localhost'
  this.family = 0
  this.connectTimeout = 10000
  this.disconnectTimeout = 2000
  this.retryStrategy = retryStrategy
  this.keepAlive = 30000
  this.noDelay = true
  this.connectionName = null
  this.disableClientInfo = false
  this.clientInfoTag = undefined
  this.sentinels = null
  this.name = null
  this.role = 'master'
  this.sentinelRetryStrategy = sentinelRetryStrategy
  this.sentinelReconnectStrategy = sentinelReconnectStrategy
  this.natMap = null
  this.enableTLSForSentinelMode = false
  this.updateSentinels = true
  this.failoverDetector = false
  this.username = null
  this.password = null
  this.db = 0
  this.enableOfflineQueue = true
  this.enableReadyCheck = true
  this.autoResubscribe = true
  this.autoResendUnfulfilledCommands = true
  this.lazyConnect = false
  this.keyPrefix = ''
  this.reconnectOnError = null
  this.readOnly = false
  this.stringNumbers = false
  this.protocol = 3
  this.replyMapping = 'legacy'
  this.maxRetriesPerRequest = 20
  this.maxLoadingRetryTime = 10000
  this.enableAutoPipelining = false
  this.autoPipeliningIgnoredCommands = []
  this.sentinelMaxConnections = 10
  this.blockingTimeoutGrace = 100
}
// What it makes are plain objects.
Defaults.prototype = Object.prototype

const makeDefaults = () => new (Defaults as unknown as new () => RedisOptions)()

export const DEFAULT_OPTIONS: RedisOptions = makeDefaults()

/** What the shared client does differently; see "What happens to a command" in ARCHITECTURE.md. */
export const SHARED_DEFAULTS: RedisOptions = {
  maxRetriesPerRequest: 3,
  commandTimeout: 5000,
  autoResendUnfulfilledCommands: 'readonly',
}

const POLICY = Object.keys(SHARED_DEFAULTS)

/** What the options say of how long commands are tried, and how often. */
export const policyOf = (options: RedisOptions): RedisOptions =>
  Object.fromEntries(POLICY.map((key) => [key, options[key]]))

/**
 * The same for a client of one's own with the options of a shared one: what somebody has set, and else ioredis's
 * defaults. There a deadline ends what blocks as well, which the shared client gives its own time beyond it.
 */
export const ownPolicyOf = (options: RedisOptions): RedisOptions =>
  Object.fromEntries(
    POLICY.map((key) => [key, options[key] === SHARED_DEFAULTS[key] ? DEFAULT_OPTIONS[key] : options[key]]),
  )

/** Fills in what `options` leaves open. What `from` inherits counts, as with ioredis. */
export function fill(options: RedisOptions, from: RedisOptions): RedisOptions {
  for (const key in from) {
    if (options[key] === undefined) options[key] = from[key]
  }
  return options
}

export type OptionSource = string | number | RedisOptions | null | undefined

/**
 * The options of `new Redis(...)`, whatever its form: `(port)`, `(port, host)`, `(path)`, `(url)`,
 * `(options)`, each with options behind it. What is named first wins.
 */
export function parseOptions(...sources: OptionSource[]): RedisOptions {
  const options: RedisOptions = {}
  let tls = false
  for (const source of sources) {
    if (source === null || source === undefined) continue
    if (typeof source === 'object') {
      fill(options, source)
    } else if (typeof source === 'string') {
      fill(options, parseURL(source))
      if (/^rediss:\/\//i.test(source)) tls = true
    } else if (typeof source === 'number') {
      options.port = source
    } else {
      throw new Error(`Invalid argument ${source}`)
    }
  }
  if (tls) fill(options, { tls: true })
  hideTLS(options)
  fill(options, DEFAULT_OPTIONS)
  if (typeof options.port === 'string') options.port = Number.parseInt(options.port, 10)
  if (typeof options.db === 'string') options.db = Number.parseInt(options.db, 10)
  if (options.replyMapping === 'resp3' && options.protocol !== 3) {
    throw new Error('The "resp3" replyMapping is only supported with protocol 3')
  }
  return hideSecrets(inOrder(options))
}

/** Gives the options settings of TLS that show no key. */
export function hideTLS(options: RedisOptions): void {
  for (const name of ['tls', 'sentinelTLS'] as const) {
    if (options[name] !== undefined) options[name] = keepTLS(options[name])
  }
}

/** The same options in an object that V8 finds its way in. */
export function inOrder(options: RedisOptions): RedisOptions {
  // JSON can hold a property of this name, which would set the prototype.
  if (Object.hasOwn(options, '__proto__')) Reflect.deleteProperty(options, '__proto__')
  return Object.assign(makeDefaults(), options)
}

/** What can not work; named before anything is sent. */
export function refuseUnsupported(options: RedisOptions): void {
  const problems = [...tlsProblems('tls', options.tls), ...tlsProblems('sentinelTLS', options.sentinelTLS)]
  problems.push(...unsupported(options))
  if (problems.length > 0) throw new ConfigurationError(problems)
}

/** What a client of this version can not do. */
function unsupported(options: RedisOptions): string[] {
  const problems: string[] = []
  if (options.Connector)
    problems.push('a `Connector` of your own is not supported: the socket is not a Node stream')
  problems.push(...replyLimitProblems(options.replyLimits))
  return problems
}

/** Refuses a port in the words of Node, by asking it. */
function checkPort(port: unknown): void {
  if (port === undefined || port === null) return
  if (Number.isInteger(port) && Number(port) >= 0 && Number(port) < 65536) return
  createConnection({ port: port as number, host: '127.0.0.1' }).destroy()
  throw new RangeError(`Port should be >= 0 and < 65536. Received ${String(port)}.`)
}

/** Refuses a host or a path that is no text, in the words of Node, by asking it. */
function checkText(name: 'host' | 'path', value: unknown): void {
  if (!value || typeof value === 'string') return
  createConnection({ [name]: value, port: 1 } as never).destroy()
  throw new TypeError(`The ${name} must be of type string. Received ${typeof value}`)
}

/** The number of the database; one that is none would lead to the data of another. */
function databaseOf(db: unknown): number {
  const number = Number(db ?? 0)
  if (!Number.isSafeInteger(number))
    throw new RangeError(`The database must be an integer. Received ${number}`)
  return number
}

/** Most that the system takes as idleness before TCP keepalive. */
const LONGEST_IDLE = 32_767_000

/** Where `tls` says that the server is, as far as it does. */
function endpointOf({ tls }: RedisOptions): Pick<RedisOptions, 'host' | 'port' | 'path'> {
  const { host, port, path } = (resolveTLS(tls) ?? {}) as RedisOptions
  return { ...(host ? { host } : {}), ...(port ? { port } : {}), ...(path ? { path } : {}) }
}

/**
 * Whether TLS is spoken to the server. Behind sentinels ioredis asks for a second option, and speaks plainly without it;
 * the shared client speaks TLS wherever it is told to.
 */
export function isSecured(options: RedisOptions, shared: boolean): boolean {
  const wanted = shared || !options.sentinels || options.enableTLSForSentinelMode
  return Boolean(wanted && options.tls)
}

/** The protocol that a client asks for. */
export function protocolOf({ protocol }: RedisOptions): 2 | 3 {
  return Number(protocol) === 3 ? 3 : 2
}

/**
 * The JSON by which the addon knows a client. Two handles with the same text are one client, so
 * nothing that belongs to a handle may stand in it. Behind sentinels it names no server, but for one
 * connection the one of `choice`.
 */
export function linkConfig(options: RedisOptions, shared: boolean, choice?: Choice | Refusal): string {
  const problems = unsupported(options)
  if (problems.length > 0) throw new ConfigurationError(problems)
  const sentinel = options.sentinels ? searchConfig(options, shared, choice) : undefined
  // As ioredis hands both to Node: where they differ, what `tls` says holds.
  const own = sentinel === undefined ? { ...options, ...endpointOf(options) } : undefined
  if (own !== undefined) {
    checkText('path', own.path)
    if (!own.path) {
      checkText('host', own.host)
      checkPort(own.port)
    }
  }
  const path = own?.path || undefined
  const named = own ?? (choice !== undefined && 'host' in choice ? choice : undefined)
  const tls = isSecured(options, shared) ? tlsFacts(options.tls) : undefined
  warnUnverified(
    tls,
    path ?? (named ? `${named.host || 'localhost'}:${named.port || 6379}` : String(options.name)),
  )
  const resend = options.autoResendUnfulfilledCommands
  const limit = options.maxRetriesPerRequest
  return JSON.stringify({
    host: path === undefined && named ? named.host || 'localhost' : undefined,
    port: path === undefined && named ? named.port || 6379 : undefined,
    path,
    tls,
    family: options.family === 4 || options.family === 6 ? options.family : 0,
    username: options.username ? String(options.username) : undefined,
    password: passwordOf(options.username, options.password),
    db: databaseOf(options.db),
    protocol: protocolOf(options),
    connectionName: options.connectionName ? String(options.connectionName) : undefined,
    libName: options.disableClientInfo
      ? undefined
      : options.clientInfoTag
        ? `redis-native(${options.clientInfoTag})`
        : 'redis-native',
    libVersion: options.disableClientInfo ? undefined : VERSION,
    readOnly: Boolean(options.readOnly),
    readyCheck: Boolean(options.enableReadyCheck),
    maxLoadingRetry: milliseconds(options.maxLoadingRetryTime) || LONGEST,
    connectTimeout: milliseconds(options.connectTimeout),
    keepAlive:
      typeof options.keepAlive === 'number' ? milliseconds(options.keepAlive, LONGEST_IDLE) : undefined,
    noDelay: Boolean(options.noDelay),
    shared,
    routed: options.routed === true ? true : undefined,
    resend: resend === 'readonly' ? 'readonly' : resend === false ? 'none' : 'all',
    maxRetries:
      shared && typeof limit === 'number' && limit >= 0 ? Math.trunc(Math.min(limit, LONGEST)) : undefined,
    heartbeat: shared ? Math.max(5000, milliseconds(options.commandTimeout)) : 0,
    socketTimeout: milliseconds(options.socketTimeout),
    breaker: shared ? breakerLimits(options.circuitBreaker) : null,
    replyLimits: replyLimits(options.replyLimits),
    sentinel,
  })
}

/** Where a client leads. */
export interface Server {
  serverAddress: string
  /** None of a path. */
  serverPort: number | undefined
}

/**
 * Where a client leads, as traces and diagnostics name it. Behind sentinels it is the server that was
 * found, and before that the sentinel that is asked first.
 */
export function serverOf(options: RedisOptions, found?: Server): Server {
  const { path, host, port, sentinels } = options
  if (sentinels?.length) {
    if (found !== undefined) return found
    const first = sentinelAddress(sentinels[0])
    return { serverAddress: first.host, serverPort: first.port }
  }
  return path
    ? { serverAddress: path, serverPort: undefined }
    : { serverAddress: host || 'localhost', serverPort: port || 6379 }
}
