/**
 * The class `Cluster`: ioredis to the code that uses it.
 *
 * It tells its life as ioredis does, by statuses and events, and leaves to the router where commands
 * go. Each node is a client of the class `Redis`.
 */

import { abortable } from '../abort'
import { AutoPipelines, autoPipelines } from '../auto-pipelining'
import { asCallback, type Callback, guard, ignore } from '../callback'
import { adopted, type Command, problemOf } from '../command'
import type { Commander } from '../commander'
import { checkFlag } from '../commands'
import { ClusterAllFailedError, CONNECTION_CLOSED, RedisError } from '../errors'
import { checkFieldsets } from '../fieldsets'
import { type Labels, type Measured, type Metrics, metricsText } from '../metrics'
import { outer } from '../native'
import { type RedisOptions, refuseUnsupported } from '../options'
import { forward, gather, Pipeline, type PipelineClient, prepareFor } from '../pipeline'
import { commandOf, measured, Redis, RedisCommands, setHidden } from '../redis'
import { addScanStreams, ScanStream, type ScanStreamOptions } from '../scan'
import type { Script } from '../script'
import { hideAddresses } from '../secrets'
import { Transaction } from '../transaction'
import { measuredOf, metricsOf } from './counters'
import type { NodeClient, NodeOptions, Nodes, Role } from './nodes'
import { type ClusterOptions, clusterOptions } from './options'
import { ClusterPolicy } from './policy'
import { Router } from './router'
import type { RouterHost } from './routing'
import { type ClusterNode, type Resolving, startupNodes } from './startup'
import type { ClusterSubscriber } from './subscriber'
import { Subscriptions } from './subscriptions'

export type ClusterStatus =
  | 'wait'
  | 'connecting'
  | 'connect'
  | 'ready'
  | 'disconnecting'
  | 'close'
  | 'reconnecting'
  | 'end'

/** Where a client keeps its router. */
const router = Symbol('router')

const ROLES = ['all', 'master', 'slave']
const UNAVAILABLE = 'None of startup nodes is available'

export class Cluster extends RedisCommands implements Commander, PipelineClient {
  static createClient(...args: [ClusterNode[], ClusterOptions?]): Cluster {
    return new Cluster(...args)
  }

  readonly isCluster = true
  declare options: RedisOptions & ClusterOptions
  declare status: ClusterStatus
  retryAttempts = 0
  /** How often this client has begun to connect. */
  connectionEpoch = 0
  scriptsSet: Record<string, Script> = {}
  addedBuiltinSet = new Set<string>()
  declare [router]: Router
  /** A view of {@link withSignal} has none. */
  declare [autoPipelines]: AutoPipelines | undefined
  declare private readonly startupNodes: ClusterNode[]
  declare private readonly subscriptions: Subscriptions
  private manuallyClosing = false
  private reconnectTimeout: NodeJS.Timeout | undefined
  /** The search for the first slots of a connection. */
  private seeking: Promise<void> | undefined
  private readyCallbacks: Callback[] = []
  /** Why no node could be asked for the slots, since they were last known. */
  private problem: Error | undefined

  constructor(startupNodes: ClusterNode[], options: ClusterOptions = {}) {
    super()
    // They may hold passwords.
    setHidden(this, 'startupNodes', Array.isArray(startupNodes) ? hideAddresses(startupNodes) : startupNodes)
    this.options = clusterOptions(options) as RedisOptions & ClusterOptions
    this.options.himportFieldsets = checkFieldsets(this.options.himportFieldsets)
    // What can not work is said here, not by a cluster that never answers.
    const nodes = Array.isArray(startupNodes) ? startupNodes : []
    for (const own of [this.options.redisOptions, ...nodes]) refuseUnsupported(Object(own))
    setHidden(
      this,
      autoPipelines,
      new AutoPipelines({
        make: () => this.pipeline(),
        waits: () => true,
        refuses: () => false,
        // A node that is slow holds up no other.
        groupOf: (name, args) => this[router].groupOf(name, args, this.options.keyPrefix),
        delayOf: () => undefined,
      }),
    )
    setHidden(this, router, new Router(this.routerHost()))
    setHidden(this, 'subscriptions', new Subscriptions(this, this[router]))
    for (const [name, script] of Object.entries(this.options.scripts ?? {})) this.defineCommand(name, script)
    if (this.options.lazyConnect) this.setStatus('wait')
    else this.connect().catch(ignore)
  }

  private routerHost(): RouterHost {
    return {
      policy: new ClusterPolicy(() => this.options),
      create: (options, readOnly) => this.createNode(options, readOnly),
      added: (client) => {
        this.emit('+node', client)
        this.subscriptions?.added()
      },
      removed: (client, key) => {
        this.emit('-node', client)
        this.subscriptions.removed(key)
      },
      nodeError: (error, key) => this.emit('node error', error, key),
      turned: (client, readOnly) => {
        // The next connection is made as the option says; the present one, and one under way, is told.
        client.options.readOnly = readOnly
        if (/^(connecting|connect|ready)$/.test(client.status))
          client[readOnly ? 'readonly' : 'readwrite']().catch(ignore)
      },
      drained: () => this.drained(),
      refreshed: () => {
        this.emit('refresh')
        this.subscriptions.refreshed()
      },
      over: () => overOf(this.status),
      // What waits for the cluster holds the process.
      waits: () => this.reconnectTimeout?.ref(),
    }
  }

  private createNode(options: NodeOptions, readOnly: boolean): NodeClient {
    const { clusterNodeRetryStrategy, redisOptions, himportFieldsets } = this.options
    const own: RedisOptions = {
      // Who is lost is not called again until the slots name it, unless the user wants it so.
      retryStrategy: typeof clusterNodeRetryStrategy === 'function' ? clusterNodeRetryStrategy : null,
      enableOfflineQueue: true,
      readOnly,
    }
    const { himportFieldsets: _, ...theirs } = redisOptions ?? {}
    if (!readOnly) own.himportFieldsets = himportFieldsets
    return new Redis(own, options, theirs, { lazyConnect: true }) as unknown as NodeClient
  }

  declare defineCommand: (name: string, definition: { lua: string; numberOfKeys?: number }) => void

  /** By slot, the addresses of its nodes, the master first; empty until they are known. */
  get slots(): string[][] {
    return this[router].table.keys
  }

  /** The nodes, as code that knows ioredis's looks at them. */
  get connectionPool(): Nodes {
    return this[router].nodes
  }

  /** The connection that is subscribed, likewise. */
  get subscriber(): ClusterSubscriber {
    return this.subscriptions.plain
  }

  get autoPipelineQueueSize(): number {
    return this[autoPipelines]?.size ?? 0
  }

  /** Connects, and resolves when the cluster is ready. */
  connect(): Promise<void> {
    if (this.status === 'connecting' || this.status === 'connect' || this.status === 'ready') {
      return Promise.reject(new Error('Redis is already connecting/connected'))
    }
    const epoch = ++this.connectionEpoch
    this.setStatus('connecting')
    return startupNodes(this.startupNodes, this.options as unknown as Resolving)
      .then((nodes) => {
        if (this.connectionEpoch !== epoch) {
          throw new RedisError('Connection is discarded because a new connection is made')
        }
        if (this.status !== 'connecting') throw new RedisError('Connection is aborted')
        return this.begin(nodes)
      })
      .catch((error: Error) => {
        if (this.connectionEpoch === epoch && !(error instanceof Unavailable)) this.closed(error)
        throw error
      })
  }

  /** Asks the nodes for the slots. Rejects when all nodes are gone before the cluster is ready. */
  private begin(nodes: NodeOptions[]): Promise<void> {
    const own = this[router]
    own.seed(nodes)
    const ready = new Promise<void>((resolve, reject) => {
      const refreshed = () => {
        this.problem = undefined
        this.callReady(null)
        this.off('close', closed)
        this.manuallyClosing = false
        this.setStatus('connect')
        this.checkReady().then((problem) => {
          if (this.status === 'connect' && problem === undefined) {
            this.becomeReady()
            resolve()
            return
          }
          if (this.status === 'connect') this.disconnect(true)
          reject(new Unavailable(UNAVAILABLE, { cause: problem }))
        })
      }
      const closed = () => {
        const error = new Unavailable(UNAVAILABLE, this.reason)
        this.off('refresh', refreshed)
        this.callReady(error)
        reject(error)
      }
      this.once('refresh', refreshed)
      this.once('close', closed)
      this.once('close', () => this.handleClose())
    })
    const seeking = own
      .refresh()
      .catch((error: Error) => {
        if (!(error instanceof ClusterAllFailedError)) return
        this.problem = error.lastNodeError ?? error
        guard(() => this.silentEmit('error', error))
        own.disconnect()
      })
      .finally(() => {
        if (this.seeking === seeking) this.seeking = undefined
      })
    this.seeking = seeking
    this.subscriptions.start()
    return ready
  }

  private becomeReady(): void {
    this.setStatus('ready')
    this.retryAttempts = 0
    this[router].open()
    this[router].refresher.regularly(() => this.options.slotsRefreshInterval ?? 0)
  }

  /** Why the cluster is not ready; undefined where it is, or where nobody wants to know. */
  private async checkReady(): Promise<unknown> {
    if (!this.options.enableReadyCheck) return undefined
    try {
      const info = await (commandOf('cluster').call(this, 'INFO') as Promise<unknown>)
      return /^cluster_state:(fail)\b/m.exec(String(info))?.[1]
    } catch (error) {
      return error
    }
  }

  private stopReconnecting(): void {
    outer.clearTimeout(this.reconnectTimeout)
    this.reconnectTimeout = undefined
  }

  /** Closes the connections to all nodes; with `reconnect`, begins anew. */
  disconnect(reconnect = false): void {
    const { status } = this
    if (status === 'end') return
    const waits = this.reconnectTimeout !== undefined
    this.setStatus('disconnecting')
    if (!reconnect) this.manuallyClosing = true
    if (!reconnect || !waits) this.stopReconnecting()
    this.subscriptions.stop()
    const own = this[router]
    const none = own.nodes.size === 0
    own.disconnect()
    if (status === 'wait' || (none && !reconnect && status !== 'connecting')) this.closed()
  }

  /** @deprecated */
  end(): void {
    this.disconnect()
  }

  /** Ends the client when the replies of all nodes are in. */
  quit(callback?: Callback<'OK'>): Promise<'OK'> {
    const { status } = this
    if (status === 'end') return asCallback(Promise.resolve('OK' as const), callback)
    this.setStatus('disconnecting')
    this.manuallyClosing = true
    this.stopReconnecting()
    this.subscriptions.stop()
    const own = this[router]
    const clients = own.clients()
    own.hold()
    own.refresher.stop()
    if (status === 'wait' || clients.length === 0) {
      // After quit() has returned.
      outer.setImmediate(() => this.closed())
      return asCallback(Promise.resolve('OK' as const), callback)
    }
    const quits = clients.map((client) => {
      // Until its end is told.
      if (client.status !== 'wait') client.ref?.()
      return client.quit().catch((error: Error) => {
        if (error.message !== CONNECTION_CLOSED) throw error
      })
    })
    return asCallback(
      Promise.all(quits).then(() => 'OK' as const),
      callback,
    )
  }

  /** An independent client with the same nodes and options, and with those given before them. */
  duplicate(nodes: ClusterNode[] = [], override: ClusterOptions = {}): Cluster {
    const options = { ...this.options, ...override }
    if (this.options.redisOptions && override.redisOptions) {
      options.redisOptions = { ...this.options.redisOptions, ...override.redisOptions }
    }
    return new Cluster(nodes.length > 0 ? nodes : this.startupNodes.slice(), options as ClusterOptions)
  }

  /** The clients of the nodes with this role. */
  nodes(role: Role = 'all'): Redis[] {
    if (!ROLES.includes(role)) {
      throw new Error(`Invalid role "${role}". Expected "all", "master" or "slave"`)
    }
    return this[router].clients(role) as unknown as Redis[]
  }

  /** Calls back when the slots are known, or when they can not be. */
  delayUntilReady(callback: Callback): void {
    this.readyCallbacks.push(callback)
  }

  private callReady(error: Error | null): void {
    for (const callback of this.readyCallbacks.splice(0)) outer.process.nextTick(callback, error)
  }

  /** Asks the nodes for the slots, unless that is under way. */
  refreshSlotsCache(callback?: Callback<void>): void {
    this[router].refresh().then(
      () => callback?.(null),
      (error: Error) => callback?.(error),
    )
  }

  sendCommand(command: Command, _stream?: unknown, _node?: unknown): unknown {
    this.dispatch(adopted(command))
    return command.promise
  }

  [forward](command: Command, stream: unknown): void {
    // Who has replaced `sendCommand` is to see every command.
    if (this.sendCommand !== ownSendCommand) this.sendCommand(command, stream)
    else this.dispatch(command)
  }

  private dispatch(command: Command): void {
    if (problemOf(command) !== undefined) return
    if (this.status === 'wait') this.connect().catch(ignore)
    if (this.status === 'end') {
      command.reject(new Error(CONNECTION_CLOSED))
    } else if (this.refuses(command)) {
      command.reject(new Error("Cluster isn't ready and enableOfflineQueue options is false"))
    } else if (command.inTransaction) {
      this[router].send(command)
    } else if (
      checkFlag('ENTER_SUBSCRIBER_MODE', command.name) ||
      checkFlag('EXIT_SUBSCRIBER_MODE', command.name)
    ) {
      this.subscriptions.send(command)
    } else if (command.name.toLowerCase() === 'multi') {
      command.reject(new Error('MULTI by itself has no node to go to: use `cluster.multi()...exec()`'))
    } else {
      this[router].send(command)
    }
  }

  private refuses(command: Command): boolean {
    return this.status !== 'ready' && !this.options.enableOfflineQueue && command.name !== 'cluster'
  }

  [gather](_size: number, send: () => void): void {
    this[router].gather(send)
  }

  /** Commands that are gathered wait for the slots; a transaction is of one node. */
  [prepareFor](commands: readonly Command[]): Promise<unknown> | undefined {
    const own = this[router]
    if (own.table.isKnown) {
      const problem = own.problemOf(commands)
      return problem === undefined ? undefined : Promise.reject(problem)
    }
    if (this.status === 'wait') this.connect().catch(ignore)
    if (this.status === 'end') return undefined
    return new Promise<void>((resolve, reject) => {
      this.delayUntilReady((error) => {
        const problem = error ?? own.problemOf(commands)
        if (problem) reject(problem)
        else resolve()
      })
    })
  }

  pipeline(commands?: unknown[][]): Pipeline {
    const pipeline = new Pipeline(this)
    return Array.isArray(commands) ? pipeline.addBatch(commands) : pipeline
  }

  multi(commands?: unknown[][] | { pipeline?: boolean }, options?: { pipeline?: boolean }): unknown {
    const given = options ?? (Array.isArray(commands) ? undefined : commands)
    if (given?.pipeline === false) return commandOf('multi').call(this)
    const transaction = new Transaction(this)
    return Array.isArray(commands) ? transaction.addBatch(commands) : transaction
  }

  scanStream(options?: ScanStreamOptions): ScanStream {
    return new ScanStream({ ...options, command: 'scan', redis: this })
  }

  scanBufferStream(options?: ScanStreamOptions): ScanStream {
    return new ScanStream({ ...options, command: 'scanBuffer', redis: this })
  }

  /** This client for commands that `signal` takes back. */
  withSignal(signal: AbortSignal): this {
    return abortable(this, signal, (commands, error) => this[router].cancel(commands, error))
  }

  /** What the clients of the nodes have counted, added up. */
  metrics(): Metrics {
    return metricsOf(this[router], this.status === 'ready')
  }

  /** The same for each node, as text for Prometheus, with these labels and the node's. */
  metricsText(labels: Labels = {}): string {
    return metricsText(this[measured](labels))
  }

  /** The counters of each node, with its labels and these. */
  [measured](labels: Labels): Measured[] {
    return measuredOf(this[router]).map(([of, server]) => [of, { ...server, ...labels }])
  }

  /** Makes idle connections hold the process. */
  ref(): this {
    for (const client of this[router].clients()) client.ref?.()
    return this
  }

  /** Lets the process end although connections stand, which is the default. */
  unref(): this {
    for (const client of this[router].clients()) client.unref?.()
    return this
  }

  /** Emits an event if somebody listens; an error that nobody hears is shown. */
  silentEmit(event: string, ...args: unknown[]): boolean {
    return Redis.prototype.silentEmit.call(this as unknown as Redis, event, ...args)
  }

  private setStatus(status: ClusterStatus): void {
    this.status = status
    outer.process.nextTick(() => this.emit(status))
  }

  /** All nodes are gone. */
  private drained(): void {
    if (this.seeking !== undefined) {
      // Why no node answered is told before the end of the last one.
      this.seeking.then(() => {
        if (this[router].nodes.size === 0) this.drained()
      })
      return
    }
    if (this.status !== 'close' && this.status !== 'end' && this.status !== 'reconnecting') {
      this[router].hold()
      this.setStatus('close')
    }
  }

  private get reason(): ErrorOptions | undefined {
    return this.problem && { cause: this.problem }
  }

  /** The client closes without nodes of which the last would tell. */
  private closed(reason?: Error): void {
    if (reason !== undefined) this.problem = reason
    this.setStatus('close')
    this.handleClose(reason)
    if (reason !== undefined) this.callReady(reason)
  }

  /** Decides whether there is another attempt. */
  private handleClose(reason?: Error): void {
    const { clusterRetryStrategy } = this.options
    const own = this[router]
    own.hold()
    const delay =
      this.manuallyClosing || typeof clusterRetryStrategy !== 'function'
        ? undefined
        : clusterRetryStrategy.call(this, ++this.retryAttempts, reason)
    if (typeof delay !== 'number') {
      this.setStatus('end')
      own.gate.flush(() => new Error(UNAVAILABLE, this.reason))
      return
    }
    this.setStatus('reconnecting')
    this.reconnectTimeout = outer.setTimeout(() => {
      this.reconnectTimeout = undefined
      this.connect().catch(ignore)
    }, delay)
    if (own.gate.size === 0) this.reconnectTimeout.unref()
  }
}

addScanStreams(Cluster.prototype)

const ownSendCommand = Cluster.prototype.sendCommand

/** All nodes were gone before the cluster was ready. */
class Unavailable extends Error {}

/** Why what nodes say of the slots is not wanted any more. */
function overOf(status: ClusterStatus): Error | undefined {
  if (status === 'disconnecting') return new Error('Cluster is disconnecting.')
  if (status === 'close' || status === 'end') return new Error('Cluster is disconnected.')
  return undefined
}
