/// <reference types="node" />

import type { SrvRecord } from 'node:dns'
import { EventEmitter } from 'node:events'
import { Readable, type ReadableOptions } from 'node:stream'
import type { ConnectionOptions } from 'node:tls'
import type {
  Callback,
  ChainableCommander,
  ClientContext,
  RedisCommander,
  RedisKey,
  RedisValue,
  Result,
} from './commands'

export type {
  Callback,
  ChainableCommander,
  ClientContext,
  RedisCommander,
  RedisKey,
  RedisValue,
  Result,
  ResultTypes,
  StreamEntries,
  StreamEntry,
} from './commands'

// The client of the process.

/**
 * The default client of the process, configured by the environment (`REDIS_URL`, or `REDIS_HOST`,
 * `REDIS_PORT`, ...).
 *
 * Whatever imports the package, in whatever bundle, realm or worker thread, uses the same
 * connection, or on a cluster (`REDIS_CLUSTER_HOSTS`) the same connection to each node. Importing
 * does nothing; the client connects at its first command, at `connect()`, or
 * when somebody listens for `connect` or `ready`. Configuration that can not be used rejects its
 * commands.
 *
 * Commands that change the state of their connection (SELECT, WATCH, MULTI without a pipeline,
 * CLIENT SETNAME, ...) are refused on it; {@link Redis.isolate} lends a connection for those.
 *
 * @example
 * ```ts
 * import { redis } from '@app/redis-native'
 *
 * await redis.set('user:1', 'Ada', 'EX', 60)
 * ```
 */
export declare const redis: Redis

/**
 * A handle on a client of the process, at once: the client begins to connect, and commands wait for
 * it.
 *
 * The same options give the same object within one realm, and the same connection within the
 * process. A handle's `quit()` and `disconnect()` end that handle only.
 *
 * @param options A URL, a path of a Unix socket, or options. What they say wins over the
 * environment; without them it is the default client. `retryStrategy` and `reconnectOnError` are
 * functions and would make every importer its own policy: they are refused, in favour of the
 * numbers that the error names. `new Redis` takes them.
 * @throws An error that lists every problem when the configuration can not be used.
 */
export declare function getRedis(options?: SharedRedisOptions | string): Redis

/** The same as {@link getRedis}. */
export declare function getRedisClient(options?: SharedRedisOptions | string): Redis

/**
 * Closes the default client when its pending commands have their replies.
 *
 * A later use opens it again. Calls while it closes share one end, within the shortest of their times.
 *
 * @param options.drainMs Milliseconds that commands in flight and waiting are given, 0 for none; by
 * default the time that a command has. What has no reply by then is rejected.
 * @returns A promise that resolves when the connection is closed; it rejects only for a wrong `drainMs`.
 */
export declare function closeRedis(options?: { drainMs?: number }): Promise<void>

// Commands of the default client, as functions.

/**
 * Gets a string from the default client.
 *
 * @param key The key, without the key prefix.
 * @returns The value, or null when the key does not exist.
 * @throws `ReplyError` when the key holds no string, and any error of the connection.
 */
export declare function get(key: RedisKey): Promise<string | null>

/**
 * Sets a string on the default client, in all forms of {@link RedisCommander.set}:
 * `set('key', 'value')`, `set('key', 'value', 'EX', 60)`, `set('key', 'value', 'PX', 500, 'NX')`.
 */
export declare const set: RedisCommander['set']

/**
 * Asks the server of the default client for a sign of life.
 *
 * @param message What the server shall send back.
 * @returns `'PONG'`, or the message.
 */
export declare function ping(): Promise<'PONG'>
export declare function ping(message: string | Buffer): Promise<string>

/** The same as {@link get}. */
export declare function getKey(key: RedisKey): Promise<string | null>

/**
 * Sets a string on the default client.
 *
 * @param key The key, without the key prefix.
 * @param value The value; a number is stored as its text.
 * @param ttlSeconds The time to live, in whole seconds above 0; left out, the key stays.
 * @returns `'OK'`.
 * @throws `RangeError` when the time is none of these.
 */
export declare function setKey(key: RedisKey, value: RedisValue, ttlSeconds?: number): Promise<'OK'>

/**
 * Gets several strings from the default client, in one command.
 *
 * @param keys The keys, without the key prefix. No keys give an empty array.
 * @returns The values in the order of the keys; null for a key that does not exist or holds no
 * string.
 */
export declare function getMultipleKeys(keys: readonly RedisKey[]): Promise<(string | null)[]>

// Names.

/**
 * The key prefix of the default client; empty when none is configured.
 *
 * @throws An error that lists every problem when the configuration can not be used.
 */
export declare function getKeyPrefix(): string

/**
 * The name under which the server stores a key of the default client: the prefix and the key.
 *
 * It is for the eyes of others: another program, a log line, `redis-cli`. A client prefixes keys by
 * itself, always, and once: `redis.get('a')` reads what is stored as `prefixKey('a')`, and
 * `redis.get(prefixKey('a'))` prefixes twice.
 */
export declare function prefixKey(key: string): string

/**
 * The key that a stored name belongs to: `unprefixKey(prefixKey('a'))` is `'a'`. What does not begin
 * with the prefix comes back as it is.
 */
export declare function unprefixKey(key: string): string

/**
 * The name of a channel: the key prefix and the parts, joined by `:`. Channels get no prefix by
 * themselves.
 *
 * @param parts The parts of the name.
 * @throws `TypeError` when there is no part, and when a part is empty or has a `:` in it.
 *
 * @example
 * ```ts
 * await redis.publish(buildRedisChannelName('chat', roomId), text)
 * ```
 */
export declare function buildRedisChannelName(...parts: string[]): string

// Facts.

/** What is known of the default client without asking its server. */
export interface ConnectionInfo {
  /** `host:port`, or the path of the Unix socket. */
  address: string
  /** The number of the database. */
  database: number
  /** The state of the connection. */
  state: RedisStatus
  /** The connection's name, or null. */
  name: string | null
  /** What is put before every key; may be empty. */
  keyPrefix: string
  /** Whether the connection is encrypted. */
  tls: boolean
  /** The nodes that were named, each as `host:port`; on a cluster only. */
  hosts?: string[]
  /** The sentinels that are asked, each as `host:port`, for what, and the server that was found, if one was. */
  sentinel?: { name: string; role: 'master' | 'slave'; sentinels: string[]; server: string | null }
  /** The circuit breaker's mode. */
  breaker: CircuitBreakerMode | 'off'
  /** The variables `REDIS_*` that are set. Passwords are hidden, those in URLs too. */
  configured: Record<string, string>
}

/**
 * What is known of the default client. It is synchronous and never connects.
 *
 * @throws An error that lists every problem when the configuration can not be used.
 */
export declare function getConnectionInfo(): ConnectionInfo

/** What is needed of a registry of prom-client: `new Registry()`, or its `register`. */
export interface MetricsRegistry {
  registerMetric(metric: never): void
}

/**
 * Makes a registry of prom-client tell what a client has counted, as {@link Redis.metricsText} does. It
 * is read when the registry is, and a registry may tell of several clients.
 *
 * @param client By default the process's own client.
 * @param labels More labels, beside the server's. Two clients of the same database need labels that
 *   tell them apart; handles of one shared client count together.
 * @example
 * import { register } from 'prom-client'
 * registerMetrics(register)
 */
export declare function registerMetrics(
  registry: MetricsRegistry,
  client?: Redis | Cluster,
  labels?: Record<string, string | number>,
): void

/** The result of {@link redisHealthCheck}. */
export interface HealthCheck {
  /**
   * Whether the server answered a PING in time; `degraded` where it did and something is not well: a
   * PING that took 500 ms, many commands that wait, a connection that has only just come back.
   */
  status: 'healthy' | 'degraded' | 'unhealthy'
  /** How long the answer, or the failure, took, in milliseconds. */
  latencyMs: number
  /** The state of the connection at the end. */
  state: RedisStatus
  /** Why it is not healthy, in one line. */
  reason?: string
  /** Why it is unhealthy. */
  error?: Error
}

/**
 * Asks the server of the default client for a sign of life, connecting to it if need be.
 *
 * @param options `timeout`: the milliseconds within which the promise resolves; default 2000.
 * @returns The result. The promise never rejects.
 */
export declare function redisHealthCheck(options?: { timeout?: number }): Promise<HealthCheck>

/**
 * The circuit breaker of a shared client: closed while all is well; open when Redis has been away, and
 * then commands reject at once with a {@link CircuitOpenError}; half-open when there is a connection
 * again that has not answered yet.
 */
export type CircuitBreakerMode = 'closed' | 'open' | 'half-open'

/** When the circuit breaker opens, and how often it tries again. */
export interface CircuitBreakerOptions {
  /**
   * Opens when so many commands fell to lost connections within `window`, and no other connection
   * came within `probe`, or three of them were lost; 0 never.
   * @default 20
   */
  failures?: number | undefined
  /**
   * Milliseconds.
   * @default 10000
   */
  window?: number | undefined
  /**
   * And when they are at least so many of a hundred of the commands in `window`.
   * @default 50
   */
  percent?: number | undefined
  /**
   * Opens after so many milliseconds without a connection; 0 never.
   * @default 10000
   */
  outage?: number | undefined
  /**
   * While it is open, a connection is tried this often, in milliseconds.
   * @default 1000
   */
  probe?: number | undefined
}

/** How large a reply may be; one that is larger closes its connection, with a {@link ReplyLimitError}. */
export interface ReplyLimits {
  /**
   * Bytes of one reply in all, as they are kept: those of its strings, and four for each value.
   * @default 1073741824
   */
  bytes?: number | undefined
  /**
   * Bytes of one string.
   * @default 536870912
   */
  bulk?: number | undefined
  /**
   * Items of one array, set, map or push.
   * @default 134217728
   */
  items?: number | undefined
  /**
   * How deep collections may lie in one another.
   * @default 128
   */
  depth?: number | undefined
}

/** The result of {@link Redis.metrics}: counters since the client was made, and how it stands. */
export interface RedisMetrics {
  /** Commands and the batches in which they were submitted. */
  commands: number
  batches: number
  bytesSent: number
  bytesReceived: number
  /** Connections that became ready, that ended, and attempts that failed. */
  connects: number
  closes: number
  connectFailures: number
  /** Commands that timed out, by what they waited for. */
  timeouts: { queue: number; connection: number; server: number }
  /** Commands that were written and fell with their connection. */
  lost: number
  /** Commands that waited through as many failed connections as they may. */
  retriesExhausted: number
  /** Commands that were not taken, because too many waited. */
  overloads: number
  /** What the server refused without executing it, and was sent again. */
  retries: number
  /** How often the circuit breaker opened, and how many commands it refused. */
  circuitOpens: number
  circuitRefusals: number
  /** Commands of this handle without a reply, and the bytes that wait or are in flight. */
  pending: number
  queuedBytes: number
  ready: boolean
  breaker: string
  /** In seconds, from a command's submission to the reply of its batch. */
  latency: { buckets: Array<{ le: number; count: number }>; sum: number; count: number }
}

// Options.

/** How replies that RESP3 tells more of look; see `replyMapping` in {@link CommonRedisOptions}. */
export type ReplyMappingMode = 'legacy' | 'resp3'

/** See `retryStrategy` in {@link CommonRedisOptions}. */
export type RetryStrategy = ((times: number) => number | void | null) | null | undefined

/** See `reconnectOnError` in {@link CommonRedisOptions}. */
export type ReconnectOnError = (err: Error) => boolean | 1 | 2

/** A script that becomes a method; see {@link Scripting.defineCommand}. */
export interface ScriptDefinition {
  /** The source of the script, in Lua. */
  lua: string
  /** How many of the arguments are keys. Left out, the first argument of each call says it. */
  numberOfKeys?: number | undefined
  /**
   * Whether the script only reads, so that a cluster may send it to a replica.
   * @default false
   */
  readOnly?: boolean | undefined
}

/** Options that clients of a server and of a cluster have in common. */
export interface CommanderOptions {
  /**
   * What is put before every key of every command, and nowhere else: not before patterns, not before
   * channels of PUBLISH and SUBSCRIBE.
   * @default ""
   */
  keyPrefix?: string | undefined
  /**
   * Whether an error's stack shows the call of the command. It costs time on every command.
   * @default false
   */
  showFriendlyErrorStack?: boolean | undefined
}

/** Options of a client, wherever its server is. Times are in milliseconds. */
export interface CommonRedisOptions extends CommanderOptions {
  /** Refused: the socket of a client is no Node stream. It is here so that options of ioredis are options. */
  Connector?: (new (options: unknown) => any) | undefined
  /**
   * The time to wait before the next attempt to connect; `times` counts the attempts from 1. What is
   * no number ends the client. Refused by {@link getRedis}, whose client reconnects for ever: first
   * at once, then after random times of at most 5 seconds.
   * @default (times) => Math.min(2 ** (times - 1) * 50, 5000) + a random number below 200
   */
  retryStrategy?: RetryStrategy
  /**
   * The time in which a command must have its reply, waiting and connecting included; then it rejects
   * with `Command timed out`.
   * @default undefined, no limit; 5000 for {@link getRedis}
   */
  commandTimeout?: number | undefined
  /**
   * The circuit breaker of a shared client; false is off. `new Redis` has none.
   * @default { failures: 20, window: 10000, percent: 50, outage: 10000, probe: 1000 }
   */
  circuitBreaker?: boolean | CircuitBreakerOptions | undefined
  /**
   * How large a reply may be. The command whose reply is larger rejects with a {@link ReplyLimitError}
   * and is not sent again; the others of its connection are treated as after any loss.
   * @default { bytes: 1073741824, bulk: 536870912, items: 134217728, depth: 128 }
   */
  replyLimits?: ReplyLimits | undefined
  /**
   * A positive number protects blocking commands: when neither a reply nor the server's own timeout
   * came in time, they resolve to null. The number is the time for commands that wait for ever.
   * @default undefined, off
   */
  blockingTimeout?: number | undefined
  /**
   * What is added to the server's own timeout of a blocking command.
   * @default 100
   */
  blockingTimeoutGrace?: number | undefined
  /**
   * The time without a byte from the server after which the socket is given up while a command waits.
   * @default undefined, off
   */
  socketTimeout?: number | undefined
  /**
   * The time after which TCP asks an idle peer for a sign of life.
   * @default 30000
   */
  keepAlive?: number | undefined
  /**
   * Whether small packets are sent at once.
   * @default true
   */
  noDelay?: boolean | undefined
  /**
   * The connection's name in CLIENT LIST.
   * @default null, none
   */
  connectionName?: string | undefined
  /**
   * Whether the server is not told the library's name and version (CLIENT SETINFO).
   * @default false
   */
  disableClientInfo?: boolean | undefined
  /**
   * What is added to the library's name in CLIENT SETINFO.
   * @default undefined
   */
  clientInfoTag?: string | undefined
  /**
   * The user to authenticate as.
   * @default null, the server's default user
   */
  username?: string | undefined
  /**
   * The password to authenticate with.
   * @default null, none
   */
  password?: string | undefined
  /**
   * The number of the database.
   * @default 0
   */
  db?: number | undefined
  /**
   * Whether subscriptions are restored on a new connection.
   * @default true
   */
  autoResubscribe?: boolean | undefined
  /**
   * What happens to a command that was written when the connection broke: `true` sends it again,
   * otherwise it rejects with `maybeExecuted`. What makes a client takes `'readonly'` as well, see
   * {@link OptionsInput}.
   * @default true; 'readonly' for {@link getRedis}
   */
  autoResendUnfulfilledCommands?: boolean | undefined
  /**
   * Whether an error reply makes the client reconnect: `true` or `1` reconnects, `2` reconnects and
   * sends the command again. Refused by {@link getRedis}, whose client reconnects by itself when a
   * server has become a replica.
   * @default null
   */
  reconnectOnError?: ReconnectOnError | null | undefined
  /**
   * Whether the connection says READONLY, so that a replica in a cluster answers it.
   * @default false
   */
  readOnly?: boolean | undefined
  /**
   * Whether numbers in replies come as strings. Numbers above `Number.MAX_SAFE_INTEGER` lose digits
   * otherwise.
   * @default false
   */
  stringNumbers?: boolean | undefined
  /**
   * The version of the protocol. A server that does not know version 3 is spoken to in version 2.
   * @default 3
   */
  protocol?: 2 | 3 | undefined
  /**
   * How replies look for which version 3 of the protocol has types of their own: `'legacy'` is the
   * shape of version 2 (flat arrays, numbers with a fraction as text), `'resp3'` gives objects and
   * numbers, and needs `protocol: 3`.
   * @default "legacy"
   */
  replyMapping?: ReplyMappingMode | undefined
  /**
   * The time for name resolution, connecting and the handshake together.
   * @default 10000
   */
  connectTimeout?: number | undefined
  /**
   * Set by {@link Redis.monitor} on the connection that it makes.
   * @default false
   */
  monitor?: boolean | undefined
  /**
   * How many attempts to connect a waiting command outlives, before it rejects with
   * {@link MaxRetriesPerRequestError}; null lets it wait for ever.
   * @default 20; 3 for {@link getRedis}
   */
  maxRetriesPerRequest?: number | null | undefined
  /**
   * The longest time between two looks at a server that is still loading its data.
   * @default 10000
   */
  maxLoadingRetryTime?: number | undefined
  /**
   * Whether commands are gathered and sent as pipelines, as ioredis does. It spares no round trip: the
   * commands of one tick cross to the socket together anyway.
   * @default false
   */
  enableAutoPipelining?: boolean | undefined
  /**
   * Commands that `enableAutoPipelining` does not gather, by name.
   * @default []
   */
  autoPipeliningIgnoredCommands?: string[] | undefined
  /** Accepted and without effect. */
  offlineQueue?: boolean | undefined
  /** Accepted and without effect. */
  commandQueue?: boolean | undefined
  /**
   * Whether commands wait while there is no connection; otherwise they reject.
   * @default true
   */
  enableOfflineQueue?: boolean | undefined
  /**
   * Whether a client is ready only when its server has loaded its data.
   * @default true
   */
  enableReadyCheck?: boolean | undefined
  /**
   * Whether the client waits for its first command, or for `connect()`, before it connects.
   * @default false
   */
  lazyConnect?: boolean | undefined
  /**
   * Scripts that become methods, by name; see {@link Scripting.defineCommand}.
   * @default undefined
   */
  scripts?: Record<string, ScriptDefinition> | undefined
  /**
   * Lists of fields for HIMPORT SET, prepared on each connection of the client. Needs Redis 8.10.
   * @default undefined
   * @experimental
   */
  himportFieldsets?: readonly HimportFieldset[] | undefined
}

/** Where a server is. */
export interface StandaloneConnectionOptions {
  /**
   * The server's port.
   * @default 6379
   */
  port?: number | undefined
  /**
   * The server's name or address.
   * @default "localhost"
   */
  host?: string | undefined
  /**
   * The version of IP of a name: 4, 6, or 0 for either. An address has its own.
   * @default 0
   */
  family?: number | undefined
  /** The path of a Unix socket; wins over `host` and `port`. */
  path?: string | undefined
  /**
   * The time, in milliseconds, that closing waits for the server.
   * @default 2000
   */
  disconnectTimeout?: number | undefined
  /**
   * TLS: an empty object for its defaults, or options of Node's; `rediss://` in a URL sets it. What
   * makes a client takes more, see {@link TLSChoice}.
   * @default undefined, no TLS
   */
  tls?: TLSOptions | undefined
}

/**
 * TLS as what makes a client takes it: options, true for the defaults, false for none, or the name of a
 * profile.
 */
export type TLSChoice = TLSOptions | boolean | 'RedisCloudFixed' | 'RedisCloudFlexible'

/**
 * Options as what makes a client takes them: with more values for some than ioredis has. Without those they
 * are options of ioredis, so that what takes these takes options of this package.
 */
export type OptionsInput<Options> = Omit<Options, 'tls' | 'autoResendUnfulfilledCommands'> & {
  /**
   * TLS: true or an empty object for its defaults, options of Node's, or the name of a profile;
   * `rediss://` in a URL sets it.
   * @default undefined, no TLS
   */
  tls?: TLSChoice | undefined
  /**
   * What happens to a command that was written when the connection broke: `true` sends it again,
   * `'readonly'` sends it again if it only reads, otherwise it rejects with `maybeExecuted`.
   * @default true; 'readonly' for {@link getRedis}
   */
  autoResendUnfulfilledCommands?: boolean | 'readonly' | undefined
}

/** Options of TLS. Those that can not be honoured are refused by name. */
export interface TLSOptions extends ConnectionOptions {
  /** The name of a profile, which gives what is not said here. */
  profile?: 'RedisCloudFixed' | 'RedisCloudFlexible' | undefined
  /** A file in the place of `ca`, read at each connect. */
  caFile?: string | undefined
  /** A file in the place of `cert`, read at each connect. */
  certFile?: string | undefined
  /** A file in the place of `key`, read at each connect. */
  keyFile?: string | undefined
}

/** The address of a Sentinel. */
export interface SentinelAddress {
  /** The Sentinel's port. */
  port: number
  /** The Sentinel's name or address. */
  host: string
  /** The version of IP of a name: 4, 6, or 0 for either. */
  family?: number
}

/** How a server is found through Sentinels. Times are in milliseconds. */
export interface SentinelConnectionOptions {
  /** The name of the group of master and replicas. */
  name?: string | undefined
  /**
   * What to connect to.
   * @default "master"
   */
  role?: 'master' | 'slave' | undefined
  /** Options of TLS to the server that was found. */
  tls?: ConnectionOptions | undefined
  /** The user to authenticate as at the Sentinels. */
  sentinelUsername?: string | undefined
  /** The password for the Sentinels. */
  sentinelPassword?: string | undefined
  /**
   * The Sentinels. They are asked in turn until one knows the group.
   * @default null, none: `host` and `port` are the server itself
   */
  sentinels?: Array<Partial<SentinelAddress>> | undefined
  /** The path of a Unix socket. */
  path?: string | undefined
  /**
   * The version of IP: 4, 6, or 0 for either.
   * @default 0
   */
  family?: number | undefined
  /**
   * The time to wait after no Sentinel could be reached. What is no number ends the attempts.
   * @default (times) => Math.min(times * 10, 1000)
   */
  sentinelRetryStrategy?: ((retryAttempts: number) => number | void | null) | undefined
  /**
   * The time to wait before the connection to a Sentinel that tells of failovers is made again. It is asked
   * once for each connection.
   * @default () => 60000
   */
  sentinelReconnectStrategy?: ((retryAttempts: number) => number | void | null) | undefined
  /** Which replica to take with `role: 'slave'`: a function, or addresses in the order of `prio`. */
  preferredSlaves?: PreferredSlaves | undefined
  /**
   * The time for name resolution, connecting and the handshake together.
   * @default 10000
   */
  connectTimeout?: number | undefined
  /**
   * The time that closing waits for the server.
   * @default 2000
   */
  disconnectTimeout?: number | undefined
  /** The time in which a Sentinel must answer; no limit by default. */
  sentinelCommandTimeout?: number | undefined
  /**
   * Whether Sentinels are spoken to over TLS.
   * @default false
   */
  enableTLSForSentinelMode?: boolean | undefined
  /** Options of TLS to the Sentinels. */
  sentinelTLS?: ConnectionOptions | undefined
  /**
   * Addresses as Sentinels tell them, and those to connect to.
   * @default null, none
   */
  natMap?: NatMap | undefined
  /**
   * Whether Sentinels that the Sentinels tell of are added.
   * @default true
   */
  updateSentinels?: boolean | undefined
  /**
   * How many Sentinels are listened to with `failoverDetector`.
   * @default 10
   */
  sentinelMaxConnections?: number | undefined
  /**
   * Whether the client listens to Sentinels for failovers, instead of waiting for its connection to
   * break.
   * @default false
   */
  failoverDetector?: boolean | undefined
  /**
   * The version of the protocol.
   * @default 3
   */
  protocol?: 2 | 3 | undefined
  /**
   * How replies look; see {@link CommonRedisOptions}.
   * @default "legacy"
   */
  replyMapping?: ReplyMappingMode | undefined
}

/** See `preferredSlaves` in {@link SentinelConnectionOptions}. */
export type PreferredSlaves =
  | ((slaves: { port: string; ip: string; flags?: string | undefined }[]) => {
      port: string
      ip: string
      flags?: string | undefined
    } | null)
  | Array<{ port: string; ip: string; prio?: number | undefined }>
  | { port: string; ip: string; prio?: number | undefined }

/** Options of {@link Redis}. */
export type RedisOptions = CommonRedisOptions & SentinelConnectionOptions & StandaloneConnectionOptions

/** The options that make a {@link Redis}: {@link RedisOptions}, with more values for some. */
export type RedisOptionsInput = OptionsInput<RedisOptions>

/** A named list of fields for HIMPORT SET. */
export interface HimportFieldset {
  /** The name that HIMPORT SET refers to. */
  readonly name: string | Buffer
  /** The fields, in the order in which HIMPORT SET gives their values. */
  readonly fields: readonly (string | Buffer)[]
}

/** What a node of a cluster is. */
export type NodeRole = 'master' | 'slave' | 'all'

/** A node of a cluster: a URL, a port, or an address. */
export type ClusterNode =
  | string
  | number
  | {
      /** @default "127.0.0.1" */
      host?: string | undefined
      /** @default 6379 */
      port?: number | undefined
    }

/** Tells the address to connect to for an address that the servers tell. */
export type NatMapFunction = (key: string) => { host: string; port: number } | null

/** Addresses as the servers tell them, `host:port`, and those to connect to. */
export type NatMap = { [key: string]: { host: string; port: number } } | NatMapFunction

/** Resolves a host name, as `dns.lookup` does. */
export type DNSLookupFunction = (
  hostname: string,
  callback: (err: NodeJS.ErrnoException | null | undefined, address: string, family?: number) => void,
) => void

/** Resolves a name to SRV records, as `dns.resolveSrv` does. */
export type DNSResolveSrvFunction = (
  hostname: string,
  callback: (err: NodeJS.ErrnoException | null | undefined, records?: SrvRecord[]) => void,
) => void

/** Options of {@link Cluster}. Times are in milliseconds. */
export interface ClusterOptions extends CommanderOptions {
  /**
   * The time to wait before the next attempt to connect when no node can be reached. What is no
   * number ends the client.
   * @default (times) => Math.min(100 + times * 2, 2000)
   */
  clusterRetryStrategy?: ((times: number, reason?: Error) => number | void | null) | null | undefined
  /**
   * Whether commands wait while there is no connection; otherwise they reject.
   * @default true
   */
  enableOfflineQueue?: boolean | undefined
  /**
   * Whether a client is ready only when CLUSTER INFO says that the cluster is.
   * @default true
   */
  enableReadyCheck?: boolean | undefined
  /**
   * Where commands that only read go: to nodes of a role, or to what a function chooses of the nodes
   * for a command.
   * @default "master"
   */
  // biome-ignore lint/complexity/noBannedTypes: ioredis takes any Function.
  scaleReads?: NodeRole | ((...args: any[]) => any) | Function | undefined
  /**
   * How often a command may be sent to another node before it rejects.
   * @default 16
   */
  maxRedirections?: number | undefined
  /**
   * The time to wait before a command is sent again because its node is away.
   * @default 100
   */
  retryDelayOnFailover?: number | undefined
  /**
   * The time to wait before a command is sent again because the cluster is down.
   * @default 100
   */
  retryDelayOnClusterDown?: number | undefined
  /**
   * The time to wait before a command is sent again that a node refused with TRYAGAIN.
   * @default 100
   */
  retryDelayOnTryAgain?: number | undefined
  /**
   * The time to wait before a command follows a slot that has moved.
   * @default 0
   */
  retryDelayOnMoved?: number | undefined
  /**
   * The time in which a node must tell the slots.
   * @default 1000
   */
  slotsRefreshTimeout?: number | undefined
  /**
   * The time between two refreshes of the slots.
   * @default undefined, off
   */
  slotsRefreshInterval?: number | undefined
  /**
   * Whether each master gets a connection for SSUBSCRIBE at once; otherwise those get one that are
   * subscribed to.
   * @default false
   */
  shardedSubscribers?: boolean | undefined
  /**
   * The time to wait before the connection to one node is made again. What is no number leaves it
   * closed until the slots say otherwise.
   * @default null
   */
  clusterNodeRetryStrategy?: RetryStrategy
  /**
   * Options of the connections to the nodes.
   * @default null, none
   */
  redisOptions?:
    | Omit<
        RedisOptions,
        | 'port'
        | 'host'
        | 'path'
        | 'sentinels'
        | 'retryStrategy'
        | 'enableOfflineQueue'
        | 'readOnly'
        | 'himportFieldsets'
      >
    | undefined
  /**
   * Whether the client waits for its first command, or for `connect()`, before it connects.
   * @default false
   */
  lazyConnect?: boolean | undefined
  /**
   * Whether the nodes are found by SRV records.
   * @default false
   */
  useSRVRecords?: boolean | undefined
  /**
   * Resolves SRV records.
   * @default dns.resolveSrv
   */
  resolveSrv?: DNSResolveSrvFunction | undefined
  /**
   * Resolves host names of nodes.
   * @default dns.lookup
   */
  dnsLookup?: DNSLookupFunction | undefined
  /** Addresses as the nodes tell them, and those to connect to. */
  natMap?: NatMap | undefined
  /**
   * Whether commands are gathered and sent as pipelines, as ioredis does. It spares no round trip: the
   * commands of one tick cross to the socket together anyway.
   * @default false
   */
  enableAutoPipelining?: boolean | undefined
  /**
   * Commands that `enableAutoPipelining` does not gather, by name.
   * @default []
   */
  autoPipeliningIgnoredCommands?: string[] | undefined
  /** Scripts that become methods, by name; see {@link Scripting.defineCommand}. */
  scripts?: Record<string, ScriptDefinition> | undefined
  /**
   * Lists of fields for HIMPORT SET, prepared on each master. Needs Redis 8.10.
   * @default undefined
   * @experimental
   */
  himportFieldsets?: readonly HimportFieldset[] | undefined
}

/**
 * The cluster of a shared client: its nodes, of which one that answers is enough, and what of
 * {@link ClusterOptions} the process can have. Functions are refused, as they would make every
 * importer its own policy.
 */
export interface SharedClusterOptions {
  /**
   * Where to begin.
   * @default the nodes, or the server, that the other options or the environment name
   */
  nodes?: readonly ClusterNode[] | undefined
  /**
   * Where commands that only read go. Replicas may answer with what is not the latest.
   * @default "master"
   */
  scaleReads?: NodeRole | undefined
  /** Addresses as the nodes tell them, `host:port`, and those to connect to. */
  natMap?: { [key: string]: { host: string; port: number } } | undefined
  /**
   * How many redirects a command follows before it rejects.
   * @default 16
   */
  maxRedirections?: number | undefined
  /**
   * The time between two refreshes of the slots; redirects and lost nodes refresh them anyway.
   * @default 5000 where replicas are read from or sharded channels are heard, otherwise off
   */
  slotsRefreshInterval?: number | undefined
  /**
   * The time in which a node must tell the slots.
   * @default 1000
   */
  slotsRefreshTimeout?: number | undefined
}

/** Options of a client that the process shares; see {@link getRedis}. */
export interface SharedRedisOptions extends RedisOptionsInput {
  /**
   * Whether the client is on a cluster, and on which: `true` for the cluster of the server that is
   * named, nodes, or an object. `false` lets `REDIS_CLUSTER_HOSTS` count for nothing.
   * @default true where REDIS_CLUSTER_HOSTS is set and nothing else names a server
   */
  cluster?: boolean | readonly ClusterNode[] | SharedClusterOptions | undefined
}

/** Options of {@link Cluster} that say how replies look. */
export type ClusterOptionsWithReplyMapping<Mapping extends ReplyMappingMode> = ClusterOptions & {
  redisOptions?: (ClusterOptions['redisOptions'] & { replyMapping?: Mapping | undefined }) | undefined
}

/** The options that make a {@link Cluster}: {@link ClusterOptions}, with more values for some of its connections. */
export type ClusterOptionsInput<Mapping extends ReplyMappingMode = ReplyMappingMode> = Omit<
  ClusterOptions,
  'redisOptions'
> & {
  /**
   * Options of the connections to the nodes.
   * @default null, none
   */
  redisOptions?:
    | (OptionsInput<NonNullable<ClusterOptions['redisOptions']>> & { replyMapping?: Mapping | undefined })
    | undefined
}

// Clients.

/** The state of a client. Each has an event of the same name. */
export type RedisStatus = 'wait' | 'reconnecting' | 'connecting' | 'connect' | 'ready' | 'close' | 'end'

/** The state of a cluster client. Each has an event of the same name. */
export type ClusterStatus =
  | 'end'
  | 'close'
  | 'wait'
  | 'connecting'
  | 'connect'
  | 'ready'
  | 'reconnecting'
  | 'disconnecting'

/**
 * The events of {@link Redis} and what their listeners get. What ioredis does not type is `any` where
 * listeners read more of it than a type would have.
 */
export interface RedisEvents {
  /** The client waits for its first command. */
  wait: []
  /** An attempt to connect begins. */
  connecting: []
  /** The socket is connected. */
  connect: []
  /** Commands are being answered. */
  ready: []
  /** The connection is closed. */
  close: []
  /** The next attempt to connect begins after `delay` milliseconds. */
  reconnecting: [delay: number]
  /** There will be no further attempt to connect. */
  end: []
  /** The connection failed. Without a listener it is logged. */
  error: [error: Error]
  /** The circuit breaker of a shared client has changed its mode; `cause` is what opened it. */
  breaker: [mode: CircuitBreakerMode, cause?: Error]
  /** The database of the connection has changed; `db` is its number. */
  select: [db: any]
  /** A message on a channel of SUBSCRIBE. */
  message: [channel: string, message: string]
  /** As `message`, with Buffers. */
  messageBuffer: [channel: Buffer, message: Buffer]
  /** A message on a channel that fits a pattern of PSUBSCRIBE. */
  pmessage: [pattern: string, channel: string, message: string]
  /** As `pmessage`, with Buffers for all but the pattern. */
  pmessageBuffer: [pattern: string, channel: Buffer, message: Buffer]
  /** A message on a channel of SSUBSCRIBE. */
  smessage: [channel: string, message: string]
  /** As `smessage`, with Buffers. */
  smessageBuffer: [channel: Buffer, message: Buffer]
  /**
   * Messages of the shared client's subscriptions may have been missed: the connection was lost and is restored, or more
   * waited than this thread took in time.
   */
  gap: [gap: { reason: 'connection' } | { reason: 'overflow'; missed: number }]
  /** The connection of {@link Redis.monitor} shows commands from now on. */
  monitoring: []
  /** A command that the server has executed; `time` is a text of seconds, with a fraction. */
  monitor: [time: any, args: string[], source: string, database: string]
  /** The connection to a Sentinel failed. */
  sentinelError: [error: any]
  /** The connection to a Sentinel is made again. */
  sentinelReconnecting: []
  /** Sentinels are listened to for failovers. */
  failoverSubscribed: []
}

/**
 * The events of {@link Cluster} and what their listeners get. Errors are `any`, as with ioredis: listeners read
 * `code` or `lastNodeError` of them.
 */
export interface ClusterEvents {
  /** The client waits for its first command. */
  wait: []
  /** An attempt to connect begins. */
  connecting: []
  /** A node is connected. */
  connect: []
  /** Commands are being answered. */
  ready: []
  /** The last connection is closed. */
  close: []
  /** The next attempt to connect begins after `delay` milliseconds. */
  reconnecting: [delay: number]
  /** The client closes its connections. */
  disconnecting: []
  /** There will be no further attempt to connect. */
  end: []
  /** No node can be reached: a {@link ClusterAllFailedError}, or what failed a connection. */
  error: [error: any]
  /** A connection to a node was made. */
  '+node': [node: Redis]
  /** A connection to a node was given up; `key` is the address where the connection was for sharded channels. */
  '-node': [node: Redis, key?: any]
  /** The connection to a node failed; `key` is its address. */
  'node error': [error: any, key: string]
  /** The slots are known anew. */
  refresh: []
  /** A message on a channel of SUBSCRIBE. */
  message: [channel: string, message: string]
  /** As `message`, with Buffers. */
  messageBuffer: [channel: Buffer, message: Buffer]
  /** A message on a channel that fits a pattern of PSUBSCRIBE. */
  pmessage: [pattern: string, channel: string, message: string]
  /** As `pmessage`, with Buffers for all but the pattern. */
  pmessageBuffer: [pattern: string, channel: Buffer, message: Buffer]
  /** A message on a channel of SSUBSCRIBE. */
  smessage: [channel: string, message: string]
  /** As `smessage`, with Buffers. */
  smessageBuffer: [channel: Buffer, message: Buffer]
  /** A connection for the sharded channels of a master was made. */
  '+subscriber': []
  /** A connection for the sharded channels of a master was given up. */
  '-subscriber': []
  /** With `shardedSubscribers`: each master has its connection. */
  subscribersReady: []
  /** A connection for sharded channels failed; `key` is the address of its node. */
  nodeError: [error: any, key: string]
}

/** How a mapping is named to the types of the commands. */
export type MappingOf<ReplyMapping extends ReplyMappingMode> = ReplyMapping extends 'resp3'
  ? 'resp3'
  : 'resp2'

/** The mapping of a duplicate: that of the options, or else the one of the original. */
export type ReplyMappingFromOptions<Current extends ReplyMappingMode, Options> = Options extends {
  replyMapping: infer Mapping
}
  ? Extract<Mapping, ReplyMappingMode> extends never
    ? Current
    : Extract<Mapping, ReplyMappingMode>
  : Current

/** As {@link ReplyMappingFromOptions}, for a cluster. */
export type ReplyMappingFromClusterOptions<Current extends ReplyMappingMode, Options> = Options extends {
  redisOptions: infer RedisOptions
}
  ? ReplyMappingFromOptions<Current, RedisOptions>
  : Current

/** Pipelines and transactions of a client. */
export interface Transaction<Mapping extends 'resp2' | 'resp3' = 'resp2'> {
  /**
   * Gathers commands that are sent together: `redis.pipeline().get('a').incr('b').exec()`.
   *
   * @param commands Commands to begin with, each an array of its name and its arguments.
   * @returns The pipeline. Its `exec` resolves to `[[null, reply] | [error], ...]`.
   */
  pipeline(commands?: unknown[][]): ChainableCommander<Mapping>
  /**
   * Gathers commands that the server executes as one: `redis.multi().get('a').incr('b').exec()`.
   *
   * With `{ pipeline: false }` MULTI is sent at once, and the commands after it until `exec` belong
   * to the transaction; this needs a connection of its own.
   *
   * @param commands Commands to begin with, each an array of its name and its arguments.
   * @returns The transaction. Its `exec` resolves to `[[null, reply] | [error], ...]`, to null when
   * a watched key has changed, and rejects when the server has refused one of the commands.
   */
  multi(options: { pipeline: false }): Promise<'OK'>
  multi(): ChainableCommander<Mapping>
  multi(options: { pipeline: true }): ChainableCommander<Mapping>
  multi(commands?: unknown[][]): ChainableCommander<Mapping>
}

/** Methods of the user's own, on clients and pipelines. */
export interface Scripting {
  /**
   * Makes a Lua script a method, and its twin whose name ends in `Buffer`. The script is sent once to
   * each connection and called by its digest afterwards. Pipelines that are made later have the
   * method, too.
   *
   * @param name The method's name.
   * @param definition The script.
   */
  defineCommand(name: string, definition: ScriptDefinition): void
  /** The names of all commands that have a method. */
  getBuiltinCommands(): string[]
  /** Makes functions that send a command, with text and with Buffers in its reply. */
  createBuiltinCommand(commandName: string): { string: any; buffer: any }
  /** Adds methods for a command that has none, one of a server's module for example. */
  addBuiltinCommand(commandName: string): void
  /**
   * The same as {@link RedisCommander.call}.
   * @deprecated Use `call`.
   */
  send_command(command: string, ...args: any[]): any
  /** The scripts that were defined, by name. */
  scriptsSet: Record<string, unknown>
  /** The names of the commands that were added. */
  addedBuiltinSet: Set<string>
}

/** Options of the `...scanStream` methods. */
export interface ScanStreamOptions extends ReadableOptions {
  /** A pattern for keys, fields or members. It gets no key prefix. */
  match?: string
  /** The type of the keys; for SCAN only. */
  type?: string
  /** About how much work the server does for each step; the server's own default is 10. */
  count?: number
  /**
   * Whether HSCAN leaves the values out.
   * @default false
   */
  noValues?: boolean
}

/**
 * A client of one server.
 *
 * `new Redis(...)` makes a connection of its own, at once, as does {@link Redis.duplicate}. The
 * connection that a process shares is {@link redis} and {@link getRedis}.
 *
 * An idle client does not hold the process; pending commands and subscriptions do. See
 * {@link Redis.ref}.
 *
 * @example
 * ```ts
 * const client = new Redis('redis://localhost:6379', { connectionName: 'worker' })
 * client.on('error', (error) => log(error))
 * await client.set('key', 'value')
 * await client.quit()
 * ```
 */
declare class Redis<ReplyMapping extends ReplyMappingMode = 'legacy'> extends EventEmitter {
  /** The options of a client that are not given. */
  static defaultOptions: RedisOptions

  /** The same as `new Redis(...)`. */
  static createClient(port: number, host: string, options?: RedisOptionsInput): Redis
  static createClient(port: number, options?: RedisOptionsInput): Redis
  static createClient(path: string, options?: RedisOptionsInput): Redis
  static createClient(options?: RedisOptionsInput): Redis

  /**
   * Makes a client, in one of these forms: a port, a port and a host, a URL, a path of a Unix socket,
   * options. What stands first wins. URLs are `redis://user:password@host:port/db` and `rediss://`
   * for TLS; their query parameters are options.
   *
   * @throws An error when an argument is of another type or an option can not be used.
   */
  constructor(
    port: number,
    host: string,
    options: RedisOptionsInput & { replyMapping?: ReplyMapping | undefined },
  )
  constructor(path: string, options: RedisOptionsInput & { replyMapping?: ReplyMapping | undefined })
  constructor(port: number, options: RedisOptionsInput & { replyMapping?: ReplyMapping | undefined })
  constructor(options: RedisOptionsInput & { replyMapping?: ReplyMapping | undefined })
  constructor(port: number, host: string, options?: RedisOptionsInput)
  constructor(path: string, options?: RedisOptionsInput)
  constructor(port: number, options?: RedisOptionsInput)
  constructor(options?: RedisOptionsInput)

  /** The options in force. */
  options: RedisOptions
  /** The state of the connection. */
  status: RedisStatus
  /** Whether this client is on a cluster, which only a shared one may be. */
  readonly isCluster: boolean
  /**
   * On a cluster, a client for each node with this role, on the connection that the process shares.
   * On one server it is not there.
   */
  nodes?(role?: NodeRole): Redis[]
  /**
   * What the connection is used for. With version 3 of the protocol a client that is subscribed takes
   * all commands and stays `'normal'`.
   */
  get mode(): 'normal' | 'subscriber' | 'monitor'
  /** How many commands `enableAutoPipelining` has gathered and not sent yet. */
  get autoPipelineQueueSize(): number

  /**
   * What stands for the socket of the connection, or undefined before the first one.
   * `stream.destroy()` drops the connection, and the client reconnects as after any loss. It carries
   * no bytes.
   */
  get stream(): ConnectionStream
  /** The state that commands have given the connection; null before the first one. */
  condition: Condition | null
  /** The commands in flight, to look at. */
  get commandQueue(): CommandQueue
  /** The commands that wait for a connection, to look at. */
  get offlineQueue(): CommandQueue
  /** What connects; `connector.disconnect()` drops the connection and lets the client make another. */
  get connector(): AbstractConnector
  /** How many connections the client has begun to make. */
  connectionEpoch: number
  /** How many attempts to connect have failed since the last `ready`. */
  retryAttempts: number

  /**
   * Connects. Only needed with `lazyConnect`, and after the connection was ended.
   *
   * @returns A promise that resolves when the client is ready, and rejects when the connection closes
   * first, or when the client is connecting or connected already.
   */
  connect(callback?: Callback<void>): Promise<void>
  /**
   * Closes the connection at once. Commands that wait reject with `Connection is closed.`; `quit`
   * waits for their replies.
   *
   * @param reconnect Whether the client connects again; default false.
   */
  disconnect(reconnect?: boolean): void
  /**
   * The same as `disconnect()`.
   * @deprecated Use `disconnect`.
   */
  end(): void
  /**
   * Makes another client with the options of this one. It has a connection of its own, also where
   * this one is shared.
   *
   * @param override Options that differ.
   */
  duplicate<Override extends Partial<RedisOptionsInput> | undefined = undefined>(
    override?: Override,
  ): Redis<ReplyMappingFromOptions<ReplyMapping, Override>>
  /**
   * Makes another client that shows all commands of the server, by its event `monitor`.
   *
   * @returns The client. It monitors until its `disconnect`.
   */
  monitor(callback?: Callback<Redis>): Promise<Redis>
  /**
   * Lends a connection to what depends on the state of its connection: WATCH, SELECT, CLIENT
   * SETNAME, MULTI without a pipeline.
   *
   * The connection comes from a small pool of the shared client. It is given back when the promise of
   * `use` settles, clean, or closed if it can not be cleaned.
   *
   * @param use Gets a client that is valid until its promise settles.
   * @param key On a cluster, which needs it: the connection leads to the node of this key.
   * @returns What `use` resolves to. Rejects with what it rejects with, and at once when all
   * connections of the pool are lent.
   *
   * @example
   * ```ts
   * await redis.isolate(async (redis) => {
   *   await redis.watch('balance')
   *   const balance = Number(await redis.get('balance'))
   *   return redis.multi().set('balance', balance - 10).exec()
   * })
   * ```
   */
  isolate<T>(use: (redis: Redis<ReplyMapping>) => Promise<T>, key?: RedisKey): Promise<T>
  /** Lets the connection hold the process although it is idle. */
  ref(): this
  /** Takes {@link Redis.ref} back: an idle connection does not hold the process, which is the default. */
  unref(): this

  /** What the client has counted, natively; the handles of a shared client have the same counters. */
  metrics(): RedisMetrics
  /**
   * The same as text for Prometheus, in prom-client's conventions.
   *
   * @param labels More labels, beside `db_system_name`, `server_address`, `server_port` and `db_namespace`.
   */
  metricsText(labels?: Record<string, string | number>): string

  /**
   * This client for commands that a signal takes back. One that is not written yet is never sent; one
   * that is rejects, with `maybeExecuted`, and its late reply is dropped. The error is an
   * {@link AbortError} with the code `ABORT_ERR` and the signal's reason as its `cause`. Pipelines and
   * transactions are taken back as a whole.
   *
   * @example
   * ```ts
   * const user = await redis.withSignal(request.signal).get('user:1')
   * ```
   */
  withSignal(signal: AbortSignal): this

  /**
   * Sends a command object. All methods for commands go through it, so it may be replaced, by a
   * tracer for example.
   *
   * @returns The command's promise.
   */
  sendCommand(command: Command, stream?: unknown): unknown

  /**
   * Reads all keys, some at a time: each chunk is an array of keys. A key may come more than once.
   *
   * @example
   * ```ts
   * for await (const keys of redis.scanStream({ match: 'user:*' })) console.log(keys)
   * ```
   */
  scanStream(options?: ScanStreamOptions): ScanStream
  /** As {@link Redis.scanStream}, with Buffers. */
  scanBufferStream(options?: ScanStreamOptions): ScanStream
  /** Reads the members of a set, some at a time. */
  sscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** As {@link Redis.sscanStream}, with Buffers. */
  sscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream
  /** Reads the fields of a hash, some at a time: each chunk is a flat array of fields and values. */
  hscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** As {@link Redis.hscanStream}, with Buffers. */
  hscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream
  /** Reads the members of a sorted set, some at a time: each chunk is a flat array of members and scores. */
  zscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** As {@link Redis.zscanStream}, with Buffers. */
  zscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream

  /** Emits an event if somebody listens. An `error` without a listener is logged. */
  silentEmit(eventName: string, arg?: unknown): boolean

  /** Adds a listener for an event of {@link RedisEvents}. */
  on<Event extends keyof RedisEvents>(event: Event, listener: (...args: RedisEvents[Event]) => void): this
  on(event: string | symbol, listener: (...args: any[]) => void): this
  /** As `on`, for one time. */
  once<Event extends keyof RedisEvents>(event: Event, listener: (...args: RedisEvents[Event]) => void): this
  once(event: string | symbol, listener: (...args: any[]) => void): this
  /** The same as `on`. */
  addListener<Event extends Exclude<keyof RedisEvents, 'error'>>(
    event: Event,
    listener: (...args: RedisEvents[Event]) => void,
  ): this
  addListener(event: string | symbol, listener: (...args: any[]) => void): this
}

interface Redis<ReplyMapping extends ReplyMappingMode = 'legacy'>
  extends RedisCommander<{ type: 'default'; mapping: MappingOf<ReplyMapping> }>,
    Transaction<MappingOf<ReplyMapping>>,
    Scripting {}

import RedisClass = Redis

/**
 * What ioredis exports, by the class: it is what the module is in CommonJS, and in an ES module code
 * may name the exports so, `new Redis.default()` and `Redis.RedisOptions`.
 */
declare namespace Redis {
  export {
    AbstractConnector,
    type BatchOperationContext,
    type Callback,
    type ChainableCommander,
    type ClientContext,
    Cluster,
    type ClusterNode,
    type ClusterOptions,
    type ClusterStatus,
    Command,
    type CommandTraceContext,
    type CommonRedisOptions,
    type ConnectTraceContext,
    type DNSLookupFunction,
    type DNSResolveSrvFunction,
    type HimportFieldset,
    type NatMap,
    type NodeRole,
    Pipeline,
    print,
    RedisClass as default,
    RedisClass as Redis,
    type RedisCommander,
    type RedisKey,
    type RedisOptions,
    type RedisStatus,
    type RedisValue,
    ReplyError,
    type Result,
    ScanStream,
    type ScanStreamOptions,
    type SentinelAddress,
    type SentinelConnectionOptions,
    SentinelConnector,
    SentinelIterator,
    type StandaloneConnectionOptions,
  }
}

/** What commands have changed of a connection. */
export interface Condition {
  /** The number of the database. */
  select: number
  /** The channels that the connection is subscribed to, or false. */
  subscriber:
    | { channels(type: 'subscribe' | 'psubscribe' | 'ssubscribe'): string[]; isEmpty(): boolean }
    | false
  /** The version of the protocol that is spoken. */
  protocol: 2 | 3
  replyMapping: ReplyMappingMode
}

/** Commands to look at, in their order. */
export interface CommandQueue {
  readonly length: number
  size(): number
  isEmpty(): boolean
  peekAt(index: number): { command: Command } | undefined
  peekFront(): { command: Command } | undefined
  peekBack(): { command: Command } | undefined
  toArray(): { command: Command }[]
}

/** What stands for a socket. It emits `connect`, `end`, `error` and `close`. */
export interface ConnectionStream extends EventEmitter {
  readonly connecting: boolean
  readonly destroyed: boolean
  readonly closed: boolean
  readonly readable: boolean
  readonly writable: boolean
  readonly readyState: 'opening' | 'open' | 'closed'
  readonly remoteAddress: string | undefined
  readonly remotePort: number | undefined
  readonly remoteFamily: 'IPv4' | 'IPv6' | undefined
  /** Drops the connection. An error is told by the client's event `error`. */
  destroy(error?: Error): this
  destroySoon(): void
  /** The same as `destroy`; the callback is called when the connection is closed. */
  end(callback?: () => void): this
  /** For the connections that the client makes from now on. */
  setNoDelay(noDelay?: boolean): this
  /** For the connections that the client makes from now on. */
  setKeepAlive(enable?: boolean, delay?: number): this
  /** As {@link Redis.ref}. */
  ref(): this
  /** As {@link Redis.unref}. */
  unref(): this
}

/** The base of connectors. A `Connector` of one's own can not be used: the socket is the addon's. */
declare class AbstractConnector {
  connecting: boolean
  readonly disconnectTimeout: number
  constructor(disconnectTimeout: number)
  check(info: any): boolean
  disconnect(): void
}

/** Not available in this version: the constructor throws. */
declare class SentinelConnector extends AbstractConnector {
  constructor(options: SentinelConnectionOptions)
}

/** The order in which sentinels are asked. */
declare class SentinelIterator implements Iterator<Partial<SentinelAddress>> {
  constructor(sentinels: Partial<SentinelAddress>[])
  next(): IteratorResult<Partial<SentinelAddress>, undefined>
  reset(moveCurrentEndpointToFirst: boolean): void
  add(sentinel: SentinelAddress): boolean
  toString(): string
}

/**
 * A client of a Redis Cluster.
 *
 * Commands go to the node that holds their key. MGET, MSET, DEL, UNLINK, EXISTS and TOUCH, and pipelines,
 * may have keys of any nodes: they are taken apart, and their replies joined in order. A transaction is
 * of one node. SCAN leads through all masters.
 */
declare class Cluster<ReplyMapping extends ReplyMappingMode = 'legacy'> extends EventEmitter {
  /**
   * @param startupNodes Nodes of the cluster; one that answers is enough.
   * @param options Options of the client and of its connections.
   */
  constructor(startupNodes: ClusterNode[], options?: ClusterOptionsInput<ReplyMapping>)

  /** The options in force. */
  options: ClusterOptions
  /** The state of the client. */
  status: ClusterStatus
  /** By slot, the addresses of its master and replicas. */
  slots: string[][]
  /** Whether this is a cluster client: true. */
  isCluster: boolean
  /** How many commands `enableAutoPipelining` has gathered and not sent yet. */
  get autoPipelineQueueSize(): number

  /** How many connections the client has begun to make. */
  connectionEpoch: number
  /** How many attempts to connect have failed since the last `ready`. */
  retryAttempts: number

  /** Connects; see {@link Redis.connect}. */
  connect(): Promise<void>
  /** Closes all connections at once; see {@link Redis.disconnect}. */
  disconnect(reconnect?: boolean): void
  /** Closes all connections when the commands that wait have their replies. */
  quit(callback?: Callback<'OK'>): Promise<'OK'>
  /** Makes another client with the nodes and options of this one. */
  duplicate<OverrideOptions extends ClusterOptionsInput | undefined = undefined>(
    overrideStartupNodes?: ClusterNode[],
    overrideOptions?: OverrideOptions,
  ): Cluster<ReplyMappingFromClusterOptions<ReplyMapping, OverrideOptions>>
  /** This client for commands that `signal` takes back; see {@link Redis.withSignal}. */
  withSignal(signal: AbortSignal): this
  /** What the clients of the nodes have counted, added up; see {@link Redis.metrics}. */
  metrics(): RedisMetrics
  /** The same for each node, as text for Prometheus; see {@link Redis.metricsText}. */
  metricsText(labels?: Record<string, string | number>): string
  /** Lets the connections hold the process although they are idle; see {@link Redis.ref}. */
  ref(): this
  /** Takes {@link Cluster.ref} back. */
  unref(): this
  /**
   * The clients of the nodes.
   *
   * @param role Of which nodes; default `'all'`.
   */
  nodes(role?: NodeRole): Redis[]
  /** Calls back when the client is ready. */
  delayUntilReady(callback: Callback): void
  /** Asks a node for the slots. */
  refreshSlotsCache(callback?: Callback<void>): void
  /** Sends a command object; see {@link Redis.sendCommand}. */
  sendCommand(command: Command, stream?: unknown, node?: any): unknown

  /** All keys of all masters; see {@link Redis.scanStream}. */
  scanStream(options?: ScanStreamOptions): ScanStream
  /** As `scanStream`, with Buffers. */
  scanBufferStream(options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.sscanStream}. */
  sscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.sscanStream}. */
  sscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.hscanStream}. */
  hscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.hscanStream}. */
  hscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.zscanStream}. */
  zscanStream(key: string, options?: ScanStreamOptions): ScanStream
  /** See {@link Redis.zscanStream}. */
  zscanBufferStream(key: string, options?: ScanStreamOptions): ScanStream

  /** Adds a listener for an event of {@link ClusterEvents}. */
  on<Event extends keyof ClusterEvents>(event: Event, listener: (...args: ClusterEvents[Event]) => void): this
  on(event: string | symbol, listener: (...args: any[]) => void): this
  /** As `on`, for one time. */
  once<Event extends keyof ClusterEvents>(
    event: Event,
    listener: (...args: ClusterEvents[Event]) => void,
  ): this
  once(event: string | symbol, listener: (...args: any[]) => void): this
  /** The same as `on`. */
  addListener<Event extends keyof ClusterEvents>(
    event: Event,
    listener: (...args: ClusterEvents[Event]) => void,
  ): this
  addListener(event: string | symbol, listener: (...args: any[]) => void): this
}

interface Cluster<ReplyMapping extends ReplyMappingMode = 'legacy'>
  extends RedisCommander<{ type: 'default'; mapping: MappingOf<ReplyMapping> }>,
    Transaction<MappingOf<ReplyMapping>>,
    Scripting {}

/**
 * What {@link Transaction.pipeline} and {@link Transaction.multi} make.
 *
 * It is no promise: `exec` gives one.
 */
declare class Pipeline {
  constructor(redis: Redis | Cluster)
  /** The client that the commands are sent by. */
  redis: Redis | Cluster
  /** The options of the client. */
  options: CommanderOptions
  /** Whether the client is a cluster client. */
  isCluster: boolean
  /** True: this is a pipeline. */
  isPipeline: boolean
  /** How many commands wait for `exec`. */
  length: number
  /** What `exec` returns. */
  promise: Promise<unknown>
  resolve: (result: unknown) => void
  reject: (error: Error) => void
  /** Adds a command object. */
  sendCommand(command: Command): unknown
  /** Adds commands, each an array of its name and its arguments. */
  addBatch(commands: any): this
}

interface Pipeline extends RedisCommander<{ type: 'pipeline' }>, Scripting {}

// Parts.

/** What {@link Command} takes as an argument. */
export type ArgumentType = string | Buffer | number | (string | Buffer | number | any[])[]

/** Options of {@link Command}. */
export interface CommandOptions {
  /**
   * The encoding of text in the reply; null or undefined leaves Buffers.
   * @default undefined
   */
  replyEncoding?: BufferEncoding | null
  /** An error whose stack shows the call. */
  errorStack?: Error
  /** What is put before the keys among the arguments. */
  keyPrefix?: string
  /** Whether the command only reads, whatever the command table says. */
  readOnly?: boolean
}

/** The sets of commands that are treated alike. */
export interface CommandNameFlags {
  VALID_IN_SUBSCRIBER_MODE: [
    'subscribe',
    'psubscribe',
    'unsubscribe',
    'punsubscribe',
    'ssubscribe',
    'sunsubscribe',
    'ping',
    'quit',
  ]
  VALID_IN_MONITOR_MODE: ['monitor', 'auth']
  ENTER_SUBSCRIBER_MODE: ['subscribe', 'psubscribe', 'ssubscribe']
  EXIT_SUBSCRIBER_MODE: ['unsubscribe', 'punsubscribe', 'sunsubscribe']
  WILL_DISCONNECT: ['quit']
  HANDSHAKE_COMMANDS: ['auth', 'hello', 'select', 'client', 'readonly', 'info']
  IGNORE_RECONNECT_ON_ERROR: ['client']
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
  ]
  LAST_ARG_TIMEOUT_COMMANDS: ['blpop', 'brpop', 'brpoplpush', 'blmove', 'bzpopmin', 'bzpopmax']
  FIRST_ARG_TIMEOUT_COMMANDS: ['bzmpop', 'blmpop']
  BLOCK_OPTION_COMMANDS: ['xread', 'xreadgroup']
}

/**
 * A command that can be given to {@link Redis.sendCommand}. The methods of a client make them; few
 * programs need to.
 */
declare class Command {
  /** The sets of commands that are treated alike. */
  static FLAGS: CommandNameFlags
  /** Whether a command belongs to a set of {@link CommandNameFlags}. */
  static checkFlag<T extends keyof CommandNameFlags>(
    flagName: T,
    commandName: string,
  ): commandName is CommandNameFlags[T][number]
  /** Changes the arguments of a command before it is sent, on all clients. */
  static setArgumentTransformer(name: string, transform: (args: any[]) => any[]): void
  /** Changes the reply of a command before its promise resolves, on all clients. */
  static setReplyTransformer(
    name: string,
    transform: (
      reply: any,
      context: { commandName: string; protocol: 2 | 3; replyMapping: ReplyMappingMode },
    ) => any,
  ): void

  /**
   * @param name The command, as it is sent.
   * @param args Its arguments; arrays among them are flattened one level.
   * @param options See {@link CommandOptions}.
   * @param callback Called when the promise settles.
   */
  constructor(name: string, args?: Array<ArgumentType>, options?: CommandOptions, callback?: Callback)

  /** The command, as it is sent. */
  name: string
  /** Its arguments, as they are sent. */
  args: Array<string | Buffer | number | any[]>
  /** Settles with the reply. */
  promise: Promise<any>
  /** Resolves the promise with a reply. */
  resolve: (result: any) => void
  /** Rejects the promise. */
  reject: (err: Error) => void
  /** Whether a reply came. */
  isResolved: boolean
  /** Whether the promise is settled. */
  isSettled: boolean
  /** Whether a tracer has seen the command. */
  isTraced: boolean
  /** Whether the command belongs to a transaction. */
  inTransaction: boolean
  /** The command's place in its pipeline. */
  pipelineIndex?: number
  /** Whether the reply is not waited for. */
  ignore?: boolean
  /** Whether the command only reads, whatever the command table says. */
  isReadOnly?: boolean
  /** The arguments that are keys. */
  getKeys(): Array<string | Buffer>
  /** The slot of the first key. As with ioredis it is null, of whatever type, where there is no key. */
  getSlot(): number
  /** How long a blocking command asks its server to wait. */
  extractBlockingTimeout(): number | null | undefined
  /** The command as it goes on the wire; a Buffer if an argument is one. */
  toWritable(socket?: object): string | Buffer
  /** A raw reply, with Buffers, as the command's caller gets it. */
  transformReply(reply: any): any
  /** Says how {@link Command.transformReply} reads a reply; by default as in version 2 of the protocol. */
  setReplyContext(
    context?:
      | { protocol?: 2 | 3 | undefined; replyMapping?: ReplyMappingMode | undefined }
      | null
      | undefined,
  ): void
  /** Rejects the command if it has no reply after so many milliseconds. */
  setTimeout(ms: number): void
  /** Resolves the command to null if it has no reply after so many milliseconds. */
  setBlockingTimeout(ms: number): void
}

/** A stream of SCAN or one of its relatives; each chunk is what one step found. */
declare class ScanStream extends Readable {
  constructor(
    options: ReadableOptions & {
      /** The key, for all but SCAN. */
      key?: string
      match?: string
      type?: string
      /** The name of the method to call. */
      command: string
      /** The client. */
      redis: any
      count?: string | number
      noValues?: boolean
    },
  )
  /** Reads one step; streams of Node call it. */
  override _read(size?: number): void
  /** Ends the stream after the chunk that is being read. */
  close(): void
}

// Errors.

/**
 * What errors of clients tell beyond their message. All of them are real `Error`s; an error reply of
 * the server is a {@link ReplyError} with the server's text as its message.
 */
declare class RedisError extends Error {}
interface RedisError {
  /** The system's or the server's word for it: `ECONNREFUSED`, `ETIMEDOUT`, `READONLY`, ... */
  code?: string
  /** The address that was connected to. */
  address?: string
  /** The port that was connected to. */
  port?: number
  /**
   * How far the command had come: it waited in the queue, it waited for a connection, or it was
   * written.
   */
  phase?: 'queued' | 'connecting' | 'sent'
  /** Of a command that timed out: whether it waited for its turn, for a connection, or for the server. */
  timeoutCause?: 'queue' | 'connection' | 'server' | 'eventLoop'
  /** Whether the server may have executed the command although its reply is lost. */
  maybeExecuted?: boolean
  /** The error behind it, the last failure to connect for example. */
  cause?: unknown
  /** The command. Arguments that are credentials (AUTH, HELLO, ACL ...) are hidden; others are yours. */
  command?: { name: string; args: unknown[] }
  /** With EXECABORT, the errors of the transaction's commands. */
  previousErrors?: Error[]
}

/** The class of error replies, for `instanceof`. */
export declare const ReplyError: any

/** A command was given up because its connection was. */
declare class AbortError extends RedisError {}

/** A command has outlived as many attempts to connect as `maxRetriesPerRequest` allows. */
declare class MaxRetriesPerRequestError extends AbortError {
  constructor(maxRetriesPerRequest: number)
}

/** No node of a cluster could be asked. */
declare class ClusterAllFailedError extends RedisError {
  static readonly defaultMessage: string
  readonly lastNodeError: Error | undefined
  constructor(message: string, lastNodeError?: Error)
}

/** The configuration can not be used. The message lists every problem; passwords are hidden. */
declare class ConfigurationError extends RedisError {
  readonly code: 'ERR_REDIS_CONFIGURATION'
  /** One line for each: the variable or option, its value, what was expected. */
  readonly problems: string[]
  constructor(problems: string[])
}

/** More than 250,000 commands or 256 MiB wait and fly; nothing of the command was sent. */
declare class OverloadError extends RedisError {
  readonly code: 'ERR_REDIS_OVERLOADED'
}

/**
 * Redis can not be reached, and the circuit breaker is open; `cause` is the last failure to connect.
 * Nothing of the command was sent.
 */
declare class CircuitOpenError extends RedisError {
  readonly code: 'ERR_REDIS_CIRCUIT_OPEN'
}

/**
 * A reply exceeded one of the `replyLimits`, and its connection was closed. The command was executed
 * (`maybeExecuted` is true); it is not sent again.
 */
declare class ReplyLimitError extends RedisError {
  readonly code: 'ERR_REDIS_REPLY_LIMIT'
  /** The limit, and what it is set to. */
  readonly limit: keyof ReplyLimits
  readonly most: number
  constructor(message: string, limit: keyof ReplyLimits, most: number)
}

/** The addon can not be loaded: the message names the platform, the files looked for, and the way out. */
declare class AddonError extends Error {
  readonly code: 'ERR_REDIS_NATIVE_ADDON'
}

/**
 * A callback that prints: `redis.get('key', print)`.
 */
export declare function print(err?: Error | null, reply?: any): void

// Tracing: what the channels of `diagnostics_channel` get.

/** What the tracing channel `ioredis:command` tells of a command. */
export interface CommandTraceContext {
  /** The command's name. */
  command: string
  /** Its arguments; what may be a secret or a value is replaced. */
  args: string[]
  /** The number of the database. */
  database: number
  /** The server's host or path. */
  serverAddress: string
  /** The server's port. */
  serverPort: number | undefined
}

/** What the tracing channel `ioredis:batch` tells of a transaction. */
export interface BatchOperationContext {
  batchMode: 'MULTI'
  /** How many commands it holds. */
  batchSize: number
  /** The number of the database. */
  database: number
  /** The server's host or path. */
  serverAddress: string
  /** The server's port. */
  serverPort: number | undefined
}

/** What the tracing channel `ioredis:connect` tells of an attempt to connect. */
export interface ConnectTraceContext {
  /** The server's host or path. */
  serverAddress: string
  /** The server's port. */
  serverPort: number | undefined
  /** Counts the attempts of the client. */
  connectionEpoch: number
}

/** What every message of the package's own channels tells. */
export interface DiagnosticsContext {
  /** The server's host or path. */
  serverAddress: string
  /** The server's port. */
  serverPort: number | undefined
  /** The number of the database. */
  database: number
}

/** By channel, the messages of the package's own channels. */
export interface DiagnosticsMessages {
  'redis-native:connection:ready': DiagnosticsContext & { protocol: 2 | 3 }
  /** `reason` is undefined where the end was asked for. */
  'redis-native:connection:closed': DiagnosticsContext & {
    reason: string | undefined
    code: string | undefined
  }
  'redis-native:connection:reconnecting': DiagnosticsContext & {
    /** Milliseconds. */
    delay: number
  }
  'redis-native:breaker': DiagnosticsContext & {
    mode: 'closed' | 'open' | 'half-open'
    /** Why it opened. */
    reason: string | undefined
  }
  'redis-native:timeout': DiagnosticsContext & {
    /** How many, for the same reason. */
    commands: number
    timeoutCause: 'queue' | 'connection' | 'server' | undefined
    phase: 'queued' | 'connecting' | 'sent' | undefined
  }
  'redis-native:overload': DiagnosticsContext & {
    /** Commands that wait and fly. */
    pending: number
    queuedBytes: number
  }
  'redis-native:pubsub:gap': DiagnosticsContext & {
    /** The connection was another for a while, or this handle took too long. */
    reason: 'connection' | 'overflow'
    /** How many messages were dropped, where that is known. */
    missed?: number
  }
}

export {
  AbortError,
  AbstractConnector,
  AddonError,
  CircuitOpenError,
  Cluster,
  ClusterAllFailedError,
  Command,
  ConfigurationError,
  MaxRetriesPerRequestError,
  OverloadError,
  Pipeline,
  Redis,
  Redis as default,
  RedisError,
  ReplyLimitError,
  ScanStream,
  SentinelConnector,
  SentinelIterator,
}
