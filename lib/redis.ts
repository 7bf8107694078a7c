/**
 * The class `Redis`: ioredis to the code that uses it.
 *
 * A client has the methods of all commands, the events and statuses of ioredis, and beyond them a
 * connection that it reaches by a symbol, so that no script and no library can overwrite it.
 */

import { EventEmitter } from 'node:events'
import { abortable, takeBack } from './abort'
import { AutoPipelines, autoPipelines } from './auto-pipelining'
import { asCallback, type Callback, ignore } from './callback'
import { adopted, Command, problemOf } from './command'
import { addCommands, type Commander } from './commander'
import type { Condition, Face, Status } from './connection'
import { type AbstractConnector, SentinelConnector, StandaloneConnector } from './connectors'
import { checkFieldsets } from './fieldsets'
import { type Labels, type Measured, type Metrics, metricsText, serverLabels } from './metrics'
import { addon, outer } from './native'
import {
  DEFAULT_OPTIONS,
  type OptionSource,
  ownPolicyOf,
  parseOptions,
  policyOf,
  type RedisOptions,
  refuseUnsupported,
  serverOf,
} from './options'
import { OwnConnection } from './own'
import { forward, gather, Pipeline, type PipelineClient, prepareFor } from './pipeline'
import { CommandQueue } from './queues'
import { addScanStreams, ScanStream, type ScanStreamOptions } from './scan'
import type { Script } from './script'
import { checkSentinels } from './sentinels'
import { isPublish, SharedConnection } from './shared'
import { goesInPipeline } from './shared-state'
import type { ConnectionStream } from './stream'
import { SubscriptionSet } from './subscriptions'
import { type BatchContext, commandTrace, connectTrace, tracedArguments } from './tracing'
import { Transaction, wrapMultiResult } from './transaction'
import type { ClusterTransport, SharedTransport, Transport } from './transport'

/** What a client has counted, by server. */
export const measured = Symbol('measured')

/** Where a client keeps what stands behind it. */
const connection = Symbol('connection')

const dispatch = Symbol('dispatch')

/** Marks options that are read when first needed, and whose client is the process's own. */
const shared = Symbol('shared')

/** Where the options of a shared client come from, and what they lead to. */
export interface Sharing {
  read: () => RedisOptions
  /** Chooses what stands behind the client, by its options. */
  attach: (client: Redis) => SharedTransport
}

/** The commands of a client, below its own methods. */
export class RedisCommands extends EventEmitter {}
addCommands(RedisCommands.prototype)

type AnyMethod = (this: object, ...args: unknown[]) => unknown

export const commandOf = (name: string) =>
  (RedisCommands.prototype as unknown as Record<string, AnyMethod>)[name]

export class Redis extends RedisCommands implements Face, Commander, PipelineClient {
  static Cluster: unknown
  static Command = Command
  static readonly defaultOptions = DEFAULT_OPTIONS

  static createClient(...sources: OptionSource[]): Redis {
    return new Redis(...sources)
  }

  /** A handle on the client that the process shares. */
  static shared(sharing: Sharing): Redis {
    return new Redis({ [shared]: sharing } as unknown as RedisOptions)
  }

  status: Status = 'wait'
  declare options: RedisOptions
  condition: Condition | null = null
  retryAttempts = 0
  /** How often this client has begun to connect. */
  connectionEpoch = 0
  scriptsSet: Record<string, Script> = {}
  addedBuiltinSet = new Set<string>()
  declare [connection]: Transport | undefined
  /** A view of {@link withSignal} has none. */
  declare [autoPipelines]: AutoPipelines | undefined

  constructor(...sources: OptionSource[]) {
    super()
    setHidden(
      this,
      autoPipelines,
      new AutoPipelines({
        make: () => this.pipeline(),
        waits: () => !isShared(transportOf(this)),
        refuses: (name) => isShared(transportOf(this)) && !goesInPipeline(name),
        groupOf: ignore,
        // A message must not overtake the subscription that the same handle asked for before.
        delayOf: (name) => (isPublish(name) ? transportOf(this).confirmation : undefined),
      }),
    )
    const { [shared]: sharing } = (sources[0] ?? {}) as { [shared]?: Sharing }
    if (sharing !== undefined) {
      // All of the process may listen to it, and each evaluation of a module again: that is no leak.
      this.setMaxListeners(0)
      setHidden(this, connection, undefined)
      readLater(this, sharing)
      return
    }
    this.options = parseOptions(...sources)
    this.options.himportFieldsets = checkFieldsets(this.options.himportFieldsets)
    // What can not work is said here, not by commands that never settle.
    refuseUnsupported(this.options)
    if (this.options.sentinels) checkSentinels(this.options)
    addon()
    setHidden(this, connection, new OwnConnection(this))
    for (const [name, script] of Object.entries(this.options.scripts ?? {})) this.defineCommand(name, script)
    if (this.options.lazyConnect) outer.process.nextTick(() => this.emit('wait', undefined))
    else this.connect().catch(ignore)
  }

  /** Whether the client leads to a cluster, which only a shared one does. */
  get isCluster(): boolean {
    return transportOf(this).kind === 'cluster'
  }

  declare defineCommand: (name: string, definition: { lua: string; numberOfKeys?: number }) => void

  /** How many commands `enableAutoPipelining` has gathered. */
  get autoPipelineQueueSize(): number {
    return this[autoPipelines]?.size ?? 0
  }

  /** What stands for the socket; undefined before the first connection. */
  get stream(): ConnectionStream | undefined {
    return transportOf(this).stream
  }

  /** Where the client leads, for what is shown; private in ioredis's types, and used by loggers. */
  _getDescription(): string {
    const { path, host, port, connectionName } = this.options
    const { remoteAddress, remotePort } = this.stream ?? {}
    const peer = remoteAddress && remotePort ? `${remoteAddress}:${remotePort}` : undefined
    const place = path || peer || (host ? `${host}:${port}` : '')
    return connectionName ? `${place} (${connectionName})` : place
  }

  /** The commands in flight, to look at. */
  get commandQueue(): CommandQueue {
    return new CommandQueue(() => (this.status === 'ready' ? transportOf(this).waiting() : []))
  }

  /** The commands that wait for a connection, to look at. */
  get offlineQueue(): CommandQueue {
    return new CommandQueue(() => (this.status === 'ready' ? [] : transportOf(this).waiting()))
  }

  get connector(): AbstractConnector {
    const { sentinels } = this.options
    const value = sentinels ? new SentinelConnector(this.options, this) : new StandaloneConnector(this)
    setHidden(this, 'connector', value)
    return value
  }

  get mode(): 'normal' | 'subscriber' | 'monitor' {
    if (this.options.monitor) return 'monitor'
    const { condition } = this
    return condition?.subscriber instanceof SubscriptionSet && condition.protocol === 2
      ? 'subscriber'
      : 'normal'
  }

  /**
   * Connects, and resolves when the client is ready. Rejects when the connection closes before, or
   * when there is one already.
   */
  connect(callback?: Callback<void>): Promise<void> {
    const connect = async () => transportOf(this).connect()
    // Each node of a cluster tells of its own connection.
    if (this.isCluster) return asCallback(connect(), callback)
    const promise = connectTrace.trace(connect, () => ({
      ...serverOf(this.options, transportOf(this).server),
      connectionEpoch: this.connectionEpoch,
    }))
    return asCallback(promise, callback)
  }

  /** Closes the connection at once; with `reconnect`, makes a new one. */
  disconnect(reconnect = false): void {
    transportOf(this).disconnect(reconnect)
  }

  /** @deprecated */
  end(): void {
    this.disconnect()
  }

  quit(callback?: Callback<'OK'>): Promise<'OK'> {
    const own = transportOf(this)
    if (isShared(own)) return asCallback(own.quit(), callback)
    const promise = commandOf('quit').call(this) as Promise<'OK'>
    return asCallback(promise, callback)
  }

  /**
   * An independent client with the same options, and with those of `override` before them. On a
   * cluster it is a cluster client, and the nodes to begin at may stand before the options.
   */
  duplicate(override?: RedisOptions, more?: unknown): Redis {
    const own = transportOf(this)
    if (isCluster(own)) return own.duplicate(override, more) as Redis
    if (own.kind !== 'shared') return new Redis({ ...this.options, ...override })
    const options = { ...this.options, ...ownPolicyOf(this.options), ...override }
    // The shared client has no function to give away.
    if (options.retryStrategy === null) options.retryStrategy = DEFAULT_OPTIONS.retryStrategy
    return new Redis(options)
  }

  /**
   * Lends a connection of its own to `use`, for all that depends on the state of a connection:
   * WATCH, SELECT, CLIENT TRACKING. It is closed when the promise of `use` settles. On a cluster it
   * leads to the node of `key`.
   */
  async isolate<T>(use: (redis: Redis) => Promise<T> | T, key?: string | Buffer): Promise<T> {
    const own = transportOf(this)
    if (isCluster(own)) return own.isolate(use, key)
    const release = own.reserve?.() ?? ignore
    try {
      const lent = this.duplicate({ lazyConnect: false, ...policyOf(this.options) })
      lent.on('error', ignore)
      try {
        return await use(lent)
      } finally {
        lent.disconnect()
      }
    } finally {
      release()
    }
  }

  /**
   * This client for commands that `signal` takes back: one that is not written yet is never sent,
   * one that is rejects, and its late reply is dropped.
   */
  withSignal(signal: AbortSignal): this {
    return abortable(this, signal, (commands, error) => this[takeBack](commands, error))
  }

  [takeBack](commands: ReadonlySet<Command>, error: () => Error): void {
    transportOf(this).cancel(commands, error)
  }

  /** What the client has counted: all handles of a shared client have the same counters. */
  metrics(): Metrics {
    return transportOf(this).metrics()
  }

  /** The same as text for Prometheus, with these labels and the server's. */
  metricsText(labels: Labels = {}): string {
    return metricsText(this[measured](labels))
  }

  /** The same for each server, with its labels and these. */
  [measured](labels: Labels): Measured[] {
    const own = transportOf(this)
    if (isCluster(own)) return own.measured().map(([of, server]) => [of, { ...server, ...labels }])
    const { serverAddress, serverPort } = serverOf(this.options, own.server)
    const server = serverLabels(serverAddress, serverPort, this.options.db)
    return [[this.metrics(), { ...server, ...labels }]]
  }

  /** A client of its own that emits `monitor` for each command that the server gets. */
  monitor(callback?: Callback<Redis>): Promise<Redis> {
    if (this.isCluster) {
      const error = new Error('MONITOR shows the commands of one server: call it on one of `redis.nodes()`')
      return asCallback(Promise.reject(error), callback)
    }
    const monitor = this.duplicate({
      ...policyOf(this.options),
      monitor: true,
      lazyConnect: false,
      himportFieldsets: undefined,
    })
    const promise = new Promise<Redis>((resolve, reject) => {
      monitor.once('error', reject)
      monitor.once('monitoring', () => resolve(monitor))
    })
    return asCallback(promise, callback)
  }

  /** Makes an idle connection hold the process. */
  ref(): this {
    transportOf(this).hold(true)
    return this
  }

  /** Lets the process end although the connection stands, which is the default. */
  unref(): this {
    transportOf(this).hold(false)
    return this
  }

  sendCommand(command: Command, _stream?: unknown): unknown {
    const own = this[connection] ?? attach(this)
    this[dispatch](own, adopted(command))
    // A command that is sent once more is traced once, and that of a cluster by its node.
    if (!commandTrace.isHeard() || command.isTraced || command.isSettled || own.kind === 'cluster') {
      return command.promise
    }
    command.isTraced = true
    return commandTrace.trace(
      () => command.promise,
      () => ({
        command: command.name,
        args: tracedArguments(command.name, command.args),
        database: this.condition?.select ?? this.options.db ?? 0,
        ...serverOf(this.options, transportOf(this).server),
      }),
    )
  }

  [forward](command: Command, stream: unknown): void {
    // Tracers replace `sendCommand`, and are to see every command.
    if (this.sendCommand !== ownSendCommand || commandTrace.isHeard()) this.sendCommand(command, stream)
    else this[dispatch](this[connection] ?? attach(this), command)
  }

  private [dispatch](own: Transport, command: Command): void {
    try {
      const problem = problemOf(command)
      if (problem !== undefined) throw problem
      if (this.condition === null || this.condition.protocol === 2 || this.options.monitor) {
        checkMode(this.mode, command)
      }
      own.send(command)
    } catch (error) {
      // A transaction without one of its commands would be another transaction.
      if (command.inTransaction) own.spoil(error as Error)
      command.reject(error as Error)
    }
  }

  /** What a trace tells of a transaction of so many commands. */
  _buildBatchContext(batchSize: number): BatchContext {
    return {
      batchMode: 'MULTI',
      batchSize,
      database: this.condition?.select ?? this.options.db ?? 0,
      ...serverOf(this.options, transportOf(this).server),
    }
  }

  [gather](size: number, send: () => void): void {
    transportOf(this).gather(size, send)
  }

  [prepareFor](commands: readonly Command[]): Promise<unknown> | undefined {
    return transportOf(this).prepareFor(commands)
  }

  pipeline(commands?: unknown[][]): Pipeline {
    const pipeline = new Pipeline(this)
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline
  }

  /** A transaction; `multi({ pipeline: false })` sends MULTI by itself. */
  multi(commands?: unknown[][] | { pipeline?: boolean }, options?: { pipeline?: boolean }): unknown {
    const given = options ?? (Array.isArray(commands) ? undefined : commands)
    if (given?.pipeline === false) return commandOf('multi').call(this)
    const transaction = new Transaction(this)
    return Array.isArray(commands) ? transaction.addBatch(commands) : transaction
  }

  exec(callback?: Callback<unknown>): Promise<unknown> {
    const replies = commandOf('exec').call(this) as Promise<unknown>
    return asCallback(
      replies.then((reply) => (Array.isArray(reply) ? wrapMultiResult(reply) : reply)),
      callback,
    )
  }

  scanStream(options?: ScanStreamOptions): ScanStream {
    return new ScanStream({ ...options, command: 'scan', redis: this })
  }

  scanBufferStream(options?: ScanStreamOptions): ScanStream {
    return new ScanStream({ ...options, command: 'scanBuffer', redis: this })
  }

  /** Emits an event if somebody listens; an error that nobody hears is shown. */
  silentEmit(event: string, ...args: unknown[]): boolean {
    if (event === 'error' && this.status === 'end') return false
    if (this.listenerCount(event) > 0) return this.emit(event, ...args)
    const [error] = args
    if (event === 'error' && error instanceof Error)
      console.error('[ioredis] Unhandled error event:', error.stack)
    return false
  }
}

addScanStreams(Redis.prototype)

const ownSendCommand = Redis.prototype.sendCommand

/** Refuses what a connection that is subscribed in RESP2, or monitors, can not take. */
function checkMode(mode: Redis['mode'], command: Command): void {
  if (mode === 'subscriber' && !Command.checkFlag('VALID_IN_SUBSCRIBER_MODE', command.name)) {
    throw new Error('Connection in subscriber mode, only subscriber commands may be used')
  }
  if (mode === 'monitor' && !Command.checkFlag('VALID_IN_MONITOR_MODE', command.name)) {
    throw new Error("Connection is in monitoring mode, can't process commands.")
  }
}

export function setHidden(target: object, key: PropertyKey, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, writable: true })
}

/** What stands behind a client. */
export function transportOf(client: Redis): Transport {
  return client[connection] ?? attach(client)
}

export function isShared(transport: Transport): transport is SharedTransport {
  return transport.kind !== 'own'
}

function isCluster(transport: Transport): transport is ClusterTransport {
  return transport.kind === 'cluster'
}

/** Where a shared client keeps what its options are, or how they are read. */
const laterOptions = Symbol('laterOptions')

interface Later {
  [laterOptions]: {
    value: RedisOptions | undefined
    sharing: Sharing
    /** Stands behind the client while its options can not be read, and says why. */
    unread: SharedTransport | undefined
  }
}

/** The same for all clients: V8 would keep one with functions of its own as a table. */
const OPTIONS: PropertyDescriptor & ThisType<Later> = {
  get() {
    const later = this[laterOptions]
    later.value ??= later.sharing.read()
    return later.value
  },
  set(value: RedisOptions) {
    this[laterOptions].value = value
  },
  configurable: true,
  enumerable: true,
}

/**
 * `nodes` is there on a cluster, and not there on one server: libraries look for it. Where its options
 * are not read yet, the look reads them.
 */
const onCluster = Object.create(Redis.prototype, {
  nodes: {
    value(this: Redis, role?: 'all' | 'master' | 'slave') {
      return (transportOf(this) as ClusterTransport).nodes(role)
    },
    configurable: true,
    writable: true,
  },
})
const undecided = Object.create(Redis.prototype, {
  nodes: {
    get(this: Redis) {
      return isCluster(transportOf(this)) ? onCluster.nodes : undefined
    },
    configurable: true,
  },
})

/** Reads the options of a shared client, and puts behind it what they lead to. */
function attach(client: Redis): SharedTransport {
  const later = (client as unknown as Later)[laterOptions]
  try {
    later.value ??= later.sharing.read()
  } catch {
    later.unread ??= new SharedConnection(client)
    return later.unread
  }
  const made = later.sharing.attach(client)
  client[connection] = made
  Object.setPrototypeOf(client, made.kind === 'cluster' ? onCluster : Redis.prototype)
  return made
}

/** Options that are read when somebody first looks, and again after another call of this. */
export function readLater(client: Redis, sharing: Sharing): void {
  client[connection] = undefined
  setHidden(client, laterOptions, { value: undefined, sharing, unread: undefined })
  Object.defineProperty(client, 'options', OPTIONS)
  Object.setPrototypeOf(client, undecided)
}
