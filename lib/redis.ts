/**
 * The class `Redis`: ioredis to the code that uses it.
 *
 * A client has the methods of all commands, the events and statuses of ioredis, and beyond them a
 * connection that it reaches by a symbol, so that no script and no library can overwrite it.
 */

import { EventEmitter } from 'node:events'
import { asCallback, type Callback, ignore } from './callback'
import { Command } from './command'
import { addCommands, type Commander } from './commander'
import type { Condition, Connection, Face, Status } from './connection'
import { addon, outer } from './native'
import {
  DEFAULT_OPTIONS,
  type OptionSource,
  parseOptions,
  type RedisOptions,
  refuseUnsupported,
} from './options'
import { OwnConnection } from './own'
import { forgetScripts, gather, Pipeline, type PipelineClient } from './pipeline'
import { ScanStream, type ScanStreamOptions } from './scan'
import type { Script } from './script'
import { SharedConnection } from './shared'
import { SubscriptionSet } from './subscriptions'
import { type BatchContext, commandTrace, connectTrace, tracedArguments } from './tracing'
import { Transaction, wrapMultiResult } from './transaction'

/** Where a client keeps its connection. */
export const connection = Symbol('connection')

/** Marks options that are read when first needed, and whose client is the process's own. */
const shared = Symbol('shared')

/** The options of a shared client, or what reads them at their first use. */
export interface SharedOptions {
  [shared]: () => RedisOptions
}

/** The commands of a client, below its own methods. */
class RedisCommands extends EventEmitter {}
addCommands(RedisCommands.prototype)

type AnyMethod = (this: object, ...args: unknown[]) => unknown

const commandOf = (name: string) => (RedisCommands.prototype as unknown as Record<string, AnyMethod>)[name]

export class Redis extends RedisCommands implements Face, Commander, PipelineClient {
  static Cluster: unknown
  static Command = Command
  static readonly defaultOptions = DEFAULT_OPTIONS

  static createClient(...sources: OptionSource[]): Redis {
    return new Redis(...sources)
  }

  /** A handle on the client that the process shares. */
  static shared(options: () => RedisOptions): Redis {
    return new Redis({ [shared]: options } as unknown as RedisOptions)
  }

  status: Status = 'wait'
  declare options: RedisOptions
  readonly isCluster = false
  condition: Condition | null = null
  retryAttempts = 0
  /** How often this client has begun to connect. */
  connectionEpoch = 0
  scriptsSet: Record<string, Script> = {}
  addedBuiltinSet = new Set<string>()
  declare [connection]: Connection

  constructor(...sources: OptionSource[]) {
    super()
    const { [shared]: lazy } = (sources[0] ?? {}) as Partial<SharedOptions>
    if (lazy !== undefined) {
      readLater(this, lazy)
      setHidden(
        this,
        connection,
        // Its keys are prefixed already.
        new SharedConnection(this, (override) => this.duplicate({ ...override, keyPrefix: '' })),
      )
      return
    }
    this.options = parseOptions(...sources)
    // What can not work is said here, not by commands that never settle.
    refuseUnsupported(this.options)
    addon()
    setHidden(this, connection, new OwnConnection(this))
    for (const [name, script] of Object.entries(this.options.scripts ?? {})) this.defineCommand(name, script)
    if (this.options.lazyConnect) outer.process.nextTick(() => this.emit('wait'))
    else this.connect().catch(ignore)
  }

  declare defineCommand: (name: string, definition: { lua: string; numberOfKeys?: number }) => void

  /** How many commands wait for the end of the tick; they are sent together in any case. */
  get autoPipelineQueueSize(): number {
    return 0
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
    const connect = async () => this[connection].connect()
    const promise = connectTrace.trace(connect, () => ({
      ...serverOf(this.options),
      connectionEpoch: this.connectionEpoch,
    }))
    return asCallback(promise, callback)
  }

  /** Closes the connection at once; with `reconnect`, makes a new one. */
  disconnect(reconnect = false): void {
    this[connection].disconnect(reconnect)
  }

  /** @deprecated */
  end(): void {
    this.disconnect()
  }

  quit(callback?: Callback<'OK'>): Promise<'OK'> {
    const { [connection]: own } = this
    if (own instanceof SharedConnection) return asCallback(own.quit(), callback)
    const promise = commandOf('quit').call(this) as Promise<'OK'>
    return asCallback(promise, callback)
  }

  /** An independent client with the same options, and with those of `override` before them. */
  duplicate(override?: RedisOptions): Redis {
    const options = { ...this.options, ...override }
    // The shared client has no function to give away.
    if (options.retryStrategy === null && this[connection] instanceof SharedConnection) {
      options.retryStrategy = DEFAULT_OPTIONS.retryStrategy
    }
    return new Redis(options)
  }

  /**
   * Lends a connection of its own to `use`, for all that depends on the state of a connection:
   * WATCH, SELECT, CLIENT TRACKING. It is closed when the promise of `use` settles.
   */
  async isolate<T>(use: (redis: Redis) => Promise<T> | T): Promise<T> {
    const lent = this.duplicate({ lazyConnect: false })
    lent.on('error', ignore)
    try {
      return await use(lent)
    } finally {
      lent.disconnect()
    }
  }

  /** A client of its own that emits `monitor` for each command that the server gets. */
  monitor(callback?: Callback<Redis>): Promise<Redis> {
    const monitor = this.duplicate({ monitor: true, lazyConnect: false })
    const promise = new Promise<Redis>((resolve, reject) => {
      monitor.once('error', reject)
      monitor.once('monitoring', () => resolve(monitor))
    })
    return asCallback(promise, callback)
  }

  /** Makes an idle connection hold the process. */
  ref(): this {
    this[connection].hold(true)
    return this
  }

  /** Lets the process end although the connection stands, which is the default. */
  unref(): this {
    this[connection].hold(false)
    return this
  }

  sendCommand(command: Command, _stream?: unknown): unknown {
    try {
      checkMode(this.mode, command)
      this[connection].send(command)
    } catch (error) {
      // A transaction without one of its commands would be another transaction.
      if (command.inTransaction) this[connection].spoil(error as Error)
      command.reject(error as Error)
    }
    // A command that is sent once more is traced once.
    if (!commandTrace.isHeard() || command.isTraced || command.isSettled) return command.promise
    command.isTraced = true
    return commandTrace.trace(
      () => command.promise,
      () => ({
        command: command.name,
        args: tracedArguments(command.name, command.args),
        database: this.condition?.select ?? this.options.db ?? 0,
        ...serverOf(this.options),
      }),
    )
  }

  /** What a trace tells of a transaction of so many commands. */
  _buildBatchContext(batchSize: number): BatchContext {
    return {
      batchMode: 'MULTI',
      batchSize,
      database: this.condition?.select ?? this.options.db ?? 0,
      ...serverOf(this.options),
    }
  }

  [gather](send: () => void): void {
    this[connection].gather(send)
  }

  [forgetScripts](): void {
    this[connection].forgetScripts()
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

  /** Emits an event if somebody listens. */
  silentEmit(event: string, ...args: unknown[]): boolean {
    return this.listenerCount(event) > 0 && this.emit(event, ...args)
  }
}

for (const command of ['sscan', 'hscan', 'zscan']) {
  for (const twin of ['', 'Buffer']) {
    Object.defineProperty(Redis.prototype, `${command}${twin}Stream`, {
      value(this: Redis, key: unknown, options?: ScanStreamOptions) {
        return new ScanStream({ ...options, key, command: command + twin, redis: this })
      },
      configurable: true,
      writable: true,
    })
  }
}

/** Refuses what a connection that is subscribed in RESP2, or monitors, can not take. */
function checkMode(mode: Redis['mode'], command: Command): void {
  if (mode === 'subscriber' && !Command.checkFlag('VALID_IN_SUBSCRIBER_MODE', command.name)) {
    throw new Error('Connection in subscriber mode, only subscriber commands may be used')
  }
  if (mode === 'monitor' && !Command.checkFlag('VALID_IN_MONITOR_MODE', command.name)) {
    throw new Error("Connection is in monitoring mode, can't process commands.")
  }
}

/** Where a client leads, as a trace names it. */
function serverOf({ path, host, port }: RedisOptions): {
  serverAddress: string
  serverPort: number | undefined
} {
  return path
    ? { serverAddress: path, serverPort: undefined }
    : { serverAddress: host || 'localhost', serverPort: port || 6379 }
}

function setHidden(target: object, key: symbol, value: unknown): void {
  Object.defineProperty(target, key, { value, configurable: true, writable: true })
}

/** Options that become a plain property when somebody first looks. */
export function readLater(client: Redis, read: () => RedisOptions): void {
  const become = (value: RedisOptions) =>
    Object.defineProperty(client, 'options', { value, configurable: true, enumerable: true, writable: true })
  Object.defineProperty(client, 'options', {
    get() {
      const options = read()
      become(options)
      return options
    },
    set: become,
    configurable: true,
    enumerable: true,
  })
}
