/**
 * Options of a client: ioredis's forms, names and defaults, and what of them crosses the border.
 *
 * `parseOptions` is as forgiving as ioredis's own; what the environment says is checked strictly
 * elsewhere. Nothing here connects or reads the environment.
 */

import { ConfigurationError } from './errors'
import { VERSION } from './native'
import { hideSecrets } from './secrets'

export type RetryStrategy = (times: number) => unknown

export interface RedisOptions {
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
  lazyConnect?: boolean
  keyPrefix?: string
  readOnly?: boolean
  stringNumbers?: boolean
  protocol?: 2 | 3
  replyMapping?: 'legacy' | 'resp3'
  showFriendlyErrorStack?: boolean
  scripts?: Record<string, { lua: string; numberOfKeys?: number; readOnly?: boolean }>
  monitor?: boolean
  sentinels?: unknown[] | null
  name?: string | null
  Connector?: unknown
  [other: string]: unknown
}

export const DEFAULT_OPTIONS: RedisOptions = {
  port: 6379,
  host: 'localhost',
  family: 0,
  connectTimeout: 10000,
  disconnectTimeout: 2000,
  retryStrategy: (times: number) => Math.min(2 ** (times - 1) * 50, 5000) + Math.floor(Math.random() * 200),
  keepAlive: 30000,
  noDelay: true,
  connectionName: null,
  disableClientInfo: false,
  clientInfoTag: undefined,
  sentinels: null,
  name: null,
  role: 'master',
  sentinelRetryStrategy: (times: number) => Math.min(times * 10, 1000),
  sentinelReconnectStrategy: () => 60000,
  natMap: null,
  enableTLSForSentinelMode: false,
  updateSentinels: true,
  failoverDetector: false,
  username: null,
  password: null,
  db: 0,
  enableOfflineQueue: true,
  enableReadyCheck: true,
  autoResubscribe: true,
  autoResendUnfulfilledCommands: true,
  lazyConnect: false,
  keyPrefix: '',
  reconnectOnError: null,
  readOnly: false,
  stringNumbers: false,
  protocol: 3,
  replyMapping: 'legacy',
  maxRetriesPerRequest: 20,
  maxLoadingRetryTime: 10000,
  enableAutoPipelining: false,
  autoPipeliningIgnoredCommands: [],
  sentinelMaxConnections: 10,
  blockingTimeoutGrace: 100,
}

/** What the shared client does differently; see "What happens to a command" in ARCHITECTURE.md. */
export const SHARED_DEFAULTS: RedisOptions = {
  maxRetriesPerRequest: 3,
  commandTimeout: 5000,
  autoResendUnfulfilledCommands: 'readonly',
}

/** Fills in what `options` leaves open. */
export function fill(options: RedisOptions, from: RedisOptions): RedisOptions {
  for (const key of Object.keys(from)) {
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
      if (source.startsWith('rediss://')) tls = true
    } else if (typeof source === 'number') {
      options.port = source
    } else {
      throw new Error(`Invalid argument ${source}`)
    }
  }
  if (tls) fill(options, { tls: true })
  fill(options, DEFAULT_OPTIONS)
  if (typeof options.port === 'string') options.port = Number.parseInt(options.port, 10)
  if (typeof options.db === 'string') options.db = Number.parseInt(options.db, 10)
  if (options.replyMapping === 'resp3' && options.protocol !== 3) {
    throw new Error('The "resp3" replyMapping is only supported with protocol 3')
  }
  return hideSecrets(options)
}

function isInteger(text: string): boolean {
  const number = Number.parseFloat(text)
  return !Number.isNaN(Number(text)) && (number | 0) === number
}

/** The options that a URL or a path stands for, by ioredis's rules. */
export function parseURL(url: string): RedisOptions {
  if (isInteger(url)) return { port: url as unknown as number }
  const unix = /^(?:redis\+)?unix:\/\/(.*)$/i.exec(url)
  if (unix) return parsePath(unix[1])
  const relative = url.startsWith('//')
  if (url[0] === '/' && !relative) return parsePath(url)
  const absolute = /^rediss?:\/\//i.test(url)
  const parsed = newURL(absolute ? url : relative ? `redis:${url}` : `redis://${url}`)
  const options: RedisOptions = {}
  if (parsed.username || parsed.password) {
    options.username = decodeURIComponent(parsed.username)
    options.password = decodeURIComponent(parsed.password)
  }
  if (parsed.pathname.length > 1) {
    if (absolute || relative) options.db = parsed.pathname.slice(1) as unknown as number
    else options.path = parsed.pathname
  }
  if (parsed.hostname) options.host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (parsed.port) options.port = parsed.port as unknown as number
  return fill(options, parseQuery(parsed.searchParams))
}

/** As `new URL`, whose error carries the text, password and all. */
function newURL(text: string): URL {
  try {
    return new URL(text)
  } catch {
    throw Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })
  }
}

function parsePath(text: string): RedisOptions {
  const at = text.indexOf('?')
  if (at === -1) return { path: text }
  return fill({ path: text.slice(0, at) }, parseQuery(new URLSearchParams(text.slice(at + 1))))
}

function parseQuery(query: URLSearchParams): RedisOptions {
  const options: RedisOptions = {}
  query.forEach((value, key) => {
    const number = key === 'family' ? Number.parseInt(value, 10) : Number.NaN
    options[key] = Number.isNaN(number) ? value : number
  })
  return options
}

/** What a client of this version can not do; named before anything is sent. */
export function refuseUnsupported(options: RedisOptions): void {
  const problems: string[] = []
  if (options.tls) problems.push('TLS (`tls`, `rediss://`) is not supported yet')
  if (options.clusterHosts) problems.push('Redis Cluster (REDIS_CLUSTER_HOSTS) is not supported yet')
  if (options.sentinels) problems.push('Sentinel (`sentinels`) is not supported yet')
  if (options.Connector)
    problems.push('a `Connector` of your own is not supported: the socket is not a Node stream')
  if (problems.length > 0) throw new ConfigurationError(problems)
}

/** As Node refuses a port. */
function checkPort(port: unknown): void {
  if (
    port === undefined ||
    port === null ||
    (Number.isInteger(port) && Number(port) >= 0 && Number(port) < 65536)
  )
    return
  const message = `options.port should be >= 0 and < 65536. Received type ${typeof port} (${String(port)}).`
  throw Object.assign(new RangeError(message), { code: 'ERR_SOCKET_BAD_PORT' })
}

/**
 * The JSON by which the addon knows a client. Two handles with the same text are one client, so
 * nothing that belongs to a handle may stand in it.
 */
export function linkConfig(options: RedisOptions, shared: boolean): string {
  refuseUnsupported(options)
  if (!options.path) checkPort(options.port)
  const resend = options.autoResendUnfulfilledCommands
  const path = options.path || undefined
  const limit = options.maxRetriesPerRequest
  return JSON.stringify({
    host: path === undefined ? options.host || 'localhost' : undefined,
    port: path === undefined ? options.port || 6379 : undefined,
    path,
    family: options.family === 4 || options.family === 6 ? options.family : 0,
    username: options.username ? String(options.username) : undefined,
    password: options.password ? String(options.password) : undefined,
    db: Number(options.db) || 0,
    protocol: options.protocol === 2 ? 2 : 3,
    connectionName: options.connectionName || undefined,
    libName: options.disableClientInfo
      ? undefined
      : options.clientInfoTag
        ? `redis-native(${options.clientInfoTag})`
        : 'redis-native',
    libVersion: options.disableClientInfo ? undefined : VERSION,
    readOnly: Boolean(options.readOnly),
    readyCheck: options.enableReadyCheck !== false,
    maxLoadingRetry: options.maxLoadingRetryTime ?? 10000,
    connectTimeout: options.connectTimeout || 0,
    keepAlive: typeof options.keepAlive === 'number' ? Math.max(options.keepAlive, 0) : undefined,
    noDelay: options.noDelay !== false,
    shared,
    resend: resend === 'readonly' ? 'readonly' : resend === false ? 'none' : 'all',
    maxRetries: shared && typeof limit === 'number' && limit >= 0 ? limit : undefined,
    heartbeat: shared ? Math.max(5000, options.commandTimeout ?? 0) : 0,
    socketTimeout: options.socketTimeout || 0,
  })
}
