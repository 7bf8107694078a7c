/**
 * A handle on a cluster that the process shares: what stands behind `redis` where the configuration
 * names a cluster.
 *
 * The router decides where commands go; the addon's registry has one connection to each node for the
 * whole process. Here are the life of the handle, its statuses and events.
 */

import { ignore } from '../callback'
import type { Command } from '../command'
import { Flag, flagsOf } from '../commands'
import { closed, type Status } from '../connection'
import { CircuitOpenError, ClusterAllFailedError, CONNECTION_CLOSED } from '../errors'
import type { Measured, Metrics } from '../metrics'
import { addon, outer } from '../native'
import { protocolOf, type RedisOptions } from '../options'
import { isBack, isUntold } from '../outages'
import { Redis } from '../redis'
import type { LinkFacts } from '../session'
import { isPublish } from '../shared'
import { roadOf } from '../shared-state'
import type { ClusterTransport } from '../transport'
import { measuredOf, metricsOf } from './counters'
import { duplicateOf, lend, slotToLend } from './lending'
import { MemberConnection, memberOf, memberOptions } from './member'
import type { NodeClient, NodeOptions, Role } from './nodes'
import { Router } from './router'
import type { RouterHost } from './routing'
import { addressOf, type ClusterSettings } from './settings'
import { SharedPolicy, tooManyRetries } from './shared-policy'
import { ClusterSubscriptions } from './shared-subscriber'
import { factsOf, reasonOf, weaknessOf } from './standing'

/** Between two attempts to find the cluster, in milliseconds: full jitter below these. */
const FIRST = 50
const LONGEST = 5000

/** How often the slots are asked for where changes matter of which no redirect tells, in milliseconds. */
const UNTOLD = 5000

const ROLES = ['all', 'master', 'slave']

export class SharedCluster implements ClusterTransport {
  readonly kind = 'cluster'
  readonly stream = undefined
  blindness = 0
  lastCause: Error | undefined
  private router: Router | undefined
  private subscriptions: ClusterSubscriptions | undefined
  private readonly policy = new SharedPolicy(this)
  /** The handle was ended; the client lives on. */
  private ended = false
  /** Its nodes are ended with it, or for it. */
  private ending = false
  /** A node was ended from elsewhere: whether all are is not known yet. */
  private doubtful = false
  private isKnown = false
  private waiters: Array<{ resolve: () => void; reject: (error: Error) => void }> = []
  private retry: NodeJS.Timeout | undefined
  /** The breaker of every node is open. */
  private outage: Error | undefined
  private readonly cut = new WeakSet<NodeClient>()
  private shown = false
  private held = false
  private spoilt: Error | undefined
  /** What comes while the client closes, for the next one. */
  private parked: Array<() => void> = []
  private finishing: Promise<void> | undefined
  private quitting: Promise<'OK'> | undefined

  constructor(readonly face: Redis) {}

  get options(): RedisOptions {
    return this.face.options
  }

  private get settings(): ClusterSettings {
    return (this.options.cluster ?? {}) as ClusterSettings
  }

  isCut(client: NodeClient): boolean {
    return this.cut.has(client)
  }

  // The life of the handle.

  connect(): Promise<void> {
    if (this.router !== undefined) {
      return Promise.reject(new Error('Redis is already connecting/connected'))
    }
    this.start()
    return this.untilReady()
  }

  start(): void {
    this.begin()
  }

  private begin(): Router {
    if (this.router !== undefined) return this.router
    this.ended = false
    this.ending = false
    this.isKnown = false
    this.doubtful = false
    this.blindness = 0
    const router: Router = new Router(this.host(() => router))
    this.router = router
    this.subscriptions = this.newSubscriptions(router)
    this.face.connectionEpoch += 1
    this.setStatus('connecting')
    router.seed(this.hosts)
    this.seek(router)
    return router
  }

  /** The nodes that the configuration names. */
  private get hosts(): NodeOptions[] {
    return (this.options.clusterHosts as string[]).map((host) => ({ ...addressOf(host) }))
  }

  /** Asks for the slots until somebody tells them. */
  private seek(router: Router): void {
    outer.clearTimeout(this.retry)
    router.refresh().catch(() => {
      if (this.router !== router || this.isKnown) return
      const most = Math.min(FIRST * 2 ** Math.min(this.blindness, 10), LONGEST)
      const delay = this.outage === undefined && this.blindness <= 1 ? 0 : Math.ceil(Math.random() * most)
      this.retry = outer.setTimeout(() => this.seek(router), delay)
      // What waits holds the process by itself.
      this.retry.unref()
    })
  }

  private host(router: () => Router): RouterHost {
    const isCurrent = () => this.router === router()
    return {
      policy: this.policy,
      create: (options) => this.newNode(options),
      added: (client) => this.face.emit('+node', client),
      removed: (client) => {
        this.face.emit('-node', client)
        if (isCurrent()) this.subscriptions?.check()
      },
      nodeError: (error, key) => this.face.emit('node error', error, key),
      turned: ignore,
      drained: ignore,
      refreshed: () => this.known(),
      looked: () => this.subscriptions?.check(),
      lost: (client) => reasonOf(client),
      unreachable: (error) => this.unreachable(error),
      over: () => (isCurrent() && !this.ending && !this.doubtful ? undefined : new Error(CONNECTION_CLOSED)),
      waits: () => {
        if (this.outage !== undefined) outer.process.nextTick(() => this.refuseWaiting())
      },
    }
  }

  private newNode(options: NodeOptions): NodeClient {
    const own = memberOptions(this.options, options)
    const client = Redis.shared({
      read: () => own,
      attach: (face) => new MemberConnection(face, () => this.ending),
    })
    const node = client as unknown as NodeClient
    client.on('breaker', (mode: string, ...rest: unknown[]) => {
      if (mode === 'open') this.cut.add(node)
      else this.cut.delete(node)
      this.face.emit('breaker', mode, ...rest)
    })
    client.on('ready', () => this.back())
    client.on('close', () => {
      if (!this.ending) this.router?.watch.start()
    })
    client.on('end', () => {
      if (!memberOf(node).parting) this.endedByOthers()
    })
    if (this.held) memberOf(node).hold(true)
    return node
  }

  /** A node that is back knows the slots. */
  private back(): void {
    if (this.blindness === 0 || this.router === undefined || this.ending) return
    if (this.isKnown) this.router.refresh().catch(ignore)
    else this.seek(this.router)
  }

  /** The slots are known, for the first time or anew. */
  private known(): void {
    const { face, router } = this
    if (router === undefined || this.ending) return
    // Who answers again is not alone: the others are not left to the pauses of a long outage.
    if (this.blindness > 0 && this.isKnown) for (const client of this.clients()) memberOf(client).hurry()
    this.blindness = 0
    this.outage = undefined
    // Who has not seen an outage can not tell that it is over: its last nodes may be about to go.
    if (this.shown || !this.isKnown) isBack(this.clusterName)
    if (!this.isKnown) {
      this.isKnown = true
      face.retryAttempts = 0
      face.condition = {
        select: 0,
        subscriber: false,
        protocol: protocolOf(this.options),
        replyMapping: this.options.replyMapping === 'resp3' ? 'resp3' : 'legacy',
      }
      this.setStatus('connect')
      this.setStatus('ready')
      router.open()
      for (const waiter of this.waiters.splice(0)) waiter.resolve()
      this.refreshRegularly()
    } else if (face.status === 'reconnecting') {
      this.setStatus('ready')
    }
    this.shown = false
    face.emit('refresh')
    this.subscriptions?.check()
  }

  /** No node could be asked. */
  private unreachable(error: Error): void {
    if (this.router === undefined || this.ending) return
    const cause = error instanceof ClusterAllFailedError ? error.lastNodeError : undefined
    this.blindness += 1
    this.lastCause = cause
    this.face.retryAttempts = this.blindness
    if (cause !== undefined) {
      Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true })
      const { code, address, port } = cause as unknown as Record<string, unknown>
      if (code !== undefined) Object.assign(error, { code, address, port })
    }
    if (this.face.status !== 'reconnecting') {
      this.setStatus('close')
      this.setStatus('reconnecting')
    }
    this.report(error)
    for (const waiter of this.waiters.splice(0)) waiter.reject(error)
    this.outage = cause instanceof CircuitOpenError ? cause : undefined
    // A server that refuses the client says why, and will say it again.
    if (this.outage !== undefined || cause?.name === 'ReplyError') this.refuseWaiting(cause)
    else if (this.blindness % (this.policy.limit + 1) === 0)
      this.refuseWaiting(tooManyRetries(this.policy.limit, cause))
    if (!this.isKnown) return
    // All of them may be gone for good, and the cluster elsewhere by now.
    this.router.ask(this.hosts)
    this.router.watch.start()
  }

  private refuseWaiting(why: Error | undefined = this.outage): void {
    if (why === undefined || this.isKnown) return
    this.router?.gate.flush(() => {
      const error = Object.assign(Object.create(Object.getPrototypeOf(why)), why)
      for (const name of ['message', 'stack', 'cause'] as const) {
        Object.defineProperty(error, name, { value: why[name], configurable: true, writable: true })
      }
      return Object.assign(error, { phase: 'connecting', maybeExecuted: false })
    })
  }

  private get clusterName(): string {
    return `cluster ${this.options.clusterHosts}`
  }

  /** An outage is shown once, not at each attempt nor by each handle; listeners hear all of it. */
  private report(error: Error): void {
    const { face } = this
    if (face.listenerCount('error') > 0) face.emit('error', error)
    else if (!this.shown && isUntold(this.clusterName)) {
      console.error('[ioredis] Unhandled error event:', error.stack)
    }
    this.shown = true
  }

  private untilReady(): Promise<void> {
    if (this.isKnown) return Promise.resolve()
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }))
  }

  /** Nobody tells a subscriber that its slot has moved, nor a reader that a replica is there. */
  private refreshRegularly(): void {
    const wanted = () => this.policy.scaleReads !== 'master' || this.subscriptions?.isSharded
    this.router?.refresher.regularly(() => this.settings.slotsRefreshInterval ?? (wanted() ? UNTOLD : 0))
  }

  /** Many requests share the handle: its events are told in the context of none of them. */
  private setStatus(status: Status): void {
    const { face } = this
    addon().outside(() => {
      face.status = status
      outer.process.nextTick(() => face.emit(status))
    })
  }

  /** Ends this handle. Others of the same client go on. */
  disconnect(reconnect: boolean): void {
    if (reconnect) {
      for (const client of this.clients()) memberOf(client).disconnect(true)
      return
    }
    if (this.ended || this.face.status === 'end') return
    this.ended = true
    this.leave()
  }

  /** Gives up the nodes' connections, which others may use. */
  private leave(): void {
    const { router, subscriptions } = this
    this.ending = true
    outer.clearTimeout(this.retry)
    this.retry = undefined
    subscriptions?.close()
    router?.disconnect()
    router?.gate.flush(() => closed())
    router?.abandon(() => closed())
    this.router = undefined
    this.subscriptions = undefined
    this.isKnown = false
    for (const waiter of this.waiters.splice(0)) waiter.reject(closed())
    this.setStatus('close')
    this.setStatus('end')
  }

  quit(): Promise<'OK'> {
    this.quitting ??= this.drain().finally(() => {
      this.quitting = undefined
    })
    return this.quitting
  }

  private async drain(): Promise<'OK'> {
    const { router } = this
    const end = outer.performance.now() + (this.options.commandTimeout || LONGEST)
    while (this.pending > 0 && outer.performance.now() < end) {
      await new Promise((resolve) => outer.setTimeout(resolve, 10))
    }
    if (this.router === router) this.disconnect(false)
    return 'OK'
  }

  /** Ends the connections of the client itself, in all the process. */
  finish(patience: number): Promise<void> {
    if (this.router === undefined || this.ended) return this.finishing ?? Promise.resolve()
    const ends = this.clients().map((client) => memberOf(client).finish(patience))
    this.ending = true
    const { router } = this
    const late = new Promise<void>((resolve) => {
      const timer = outer.setTimeout(resolve, patience)
      Promise.all(ends).then(() => {
        outer.clearTimeout(timer)
        resolve()
      })
    })
    this.finishing ??= Promise.all([...ends, late]).then(() => {
      this.finishing = undefined
      if (this.router === router) this.leave()
      for (const send of this.parked.splice(0)) send()
    })
    return this.finishing
  }

  reopen(): boolean {
    this.ended = false
    return this.router === undefined
  }

  /**
   * Another realm or thread has closed the client, or a node that has left the cluster: it is opened
   * again when it is needed. With the last one the handle ends.
   */
  private endedByOthers(): void {
    if (this.ending || this.router === undefined) return
    // Nothing is asked of the others, which may be about to end, too.
    this.doubtful = true
    outer.process.nextTick(() => {
      this.doubtful = false
    })
    const alive = this.clients().some(({ status }) => status !== 'end' && status !== 'wait')
    if (!alive && this.pending === 0) this.leave()
  }

  // The way of a command.

  send(command: Command): void {
    if (this.ended) {
      command.reject(closed())
      return
    }
    if (this.finishing !== undefined) {
      this.parked.push(() => this.face.sendCommand(command))
      return
    }
    const router = this.router ?? this.begin()
    if ((flagsOf(command.name) & Flag.Apart) === 0) {
      router.send(command)
      return
    }
    if (roadOf(command, true) === 'subscriber') {
      router.whenOpen(command, () => {
        this.subscriptions?.send(command)
        this.refreshRegularly()
      })
      return
    }
    const { confirmation } = this
    // A message must not overtake the subscription that the same handle asked for before.
    if (confirmation !== undefined && command.pipelineIndex === undefined && isPublish(command.name)) {
      const go = () => {
        if (!command.isSettled) this.send(command)
      }
      confirmation.then(go, go)
      return
    }
    router.send(command)
  }

  gather(_size: number, send: () => void): void {
    if (this.ended) {
      send()
      return
    }
    if (this.finishing !== undefined) {
      this.parked.push(() => this.gather(_size, send))
      return
    }
    const router = this.router ?? this.begin()
    this.spoilt = undefined
    router.gather(() => {
      send()
      if (this.spoilt !== undefined) throw this.spoilt
    })
  }

  spoil(error: Error): void {
    this.spoilt ??= error
  }

  /** Each transaction is of one node, which is known when the slots are. */
  prepareFor(commands: readonly Command[]): Promise<unknown> | undefined {
    if (this.ended || !commands.some(({ inTransaction }) => inTransaction)) return undefined
    const router = this.router ?? this.begin()
    const check = () => {
      const problem = router.problemOf(commands)
      if (problem !== undefined) throw problem
    }
    if (!this.isKnown) {
      const began = outer.performance.now()
      return this.untilKnown().then(() => {
        const spent = outer.performance.now() - began
        for (const command of commands) {
          const deadline = this.policy.deadline(command)
          if (deadline > 0) command.deadline = Math.max(Math.ceil(deadline - spent), 1)
        }
        check()
      })
    }
    const problem = router.problemOf(commands)
    return problem === undefined ? undefined : Promise.reject(problem)
  }

  /** Resolves when the slots are known, or the time of a command has passed: then the commands tell why. */
  private untilKnown(): Promise<void> {
    return new Promise((resolve) => {
      const timer = outer.setTimeout(resolve, this.options.commandTimeout || LONGEST)
      const done = () => {
        outer.clearTimeout(timer)
        resolve()
      }
      this.waiters.push({ resolve: done, reject: done })
    })
  }

  cancel(commands: ReadonlySet<Command>, error: () => Error): void {
    const left = this.subscriptions?.cancel(commands, error) ?? commands
    this.router?.cancel(left, error)
    for (const command of left) {
      if (command.isSettled) continue
      command.route = undefined
      command.reject(Object.assign(error(), { phase: 'queued', maybeExecuted: true }))
    }
  }

  // What is known of it.

  private clients(role: Role = 'all'): NodeClient[] {
    return this.router?.clients(role) ?? []
  }

  get confirmation(): Promise<unknown> | undefined {
    return this.subscriptions?.confirmation
  }

  get pending(): number {
    const { router } = this
    if (router === undefined) return 0
    const atNodes = this.clients().reduce((sum, client) => sum + memberOf(client).pending, 0)
    return atNodes + router.gate.size + router.delays.size
  }

  waiting(): Command[] {
    return this.clients().flatMap((client) => memberOf(client).waiting())
  }

  hold(held: boolean): void {
    this.held = held
    if (held) this.begin()
    for (const client of this.clients()) memberOf(client).hold(held)
  }

  nodes(role: Role = 'all'): NodeClient[] {
    if (!ROLES.includes(role)) {
      throw new Error(`Invalid role "${role}". Expected "all", "master" or "slave"`)
    }
    return this.clients(role)
  }

  facts(): LinkFacts | undefined {
    return this.router === undefined ? undefined : factsOf(this.router, this.face)
  }

  metrics(): Metrics {
    return metricsOf(this.router, this.isKnown)
  }

  measured(): Measured[] {
    return measuredOf(this.router)
  }

  /** What is wrong with a cluster that answers, asking each master for a PONG within `ms`; undefined if nothing. */
  async weakness(ms: number): Promise<string | undefined> {
    return this.isKnown && this.router !== undefined ? weaknessOf(this.router, ms) : undefined
  }

  private newSubscriptions(router: Router): ClusterSubscriptions {
    return new ClusterSubscriptions({
      hearer: this.face,
      nodes: () => router.nodes.list(),
      masterOf: (slot) => router.masterOf(slot),
      open: (node, listener) => {
        const member = memberOf(node.client)
        if (node.client.status === 'wait') member.start()
        return member.openSubscriber(listener)
      },
      onErrorReply: (command, error) => {
        Object.assign(error, { command: { name: command.name, args: command.args } })
        command.reject(error)
      },
      onFailure: ignore,
      refresh: () => router.refresh().catch(ignore),
      deadline: (command) => command.deadline ?? this.options.commandTimeout ?? 0,
    })
  }

  // Clients of one's own.

  duplicate(first?: unknown, second?: unknown): unknown {
    return duplicateOf(this.options, first, second)
  }

  async isolate<T>(use: (redis: never) => Promise<T> | T, key: unknown): Promise<T> {
    const slot = slotToLend(this.options, key)
    if (this.ended) throw closed()
    const router = this.router ?? this.begin()
    if (!this.isKnown) await this.untilKnown()
    const node = router.masterOf(slot)
    if (node === undefined) throw new Error(`CLUSTERDOWN Hash slot ${slot} not served`)
    const release = memberOf(node.client).reserve()
    try {
      return await lend(this.options, node.address, use)
    } finally {
      release()
    }
  }
}
