/**
 * The life of one handle on its link: statuses, events, subscriptions, scripts.
 *
 * Two kinds share what is here: `own` decides as ioredis does, by the functions of its options;
 * `shared` follows a link that decides for the whole process.
 */

import { guard } from './callback'
import type { Command } from './command'
import { checkFlag, isSubscription } from './commands'
import { CONNECTION_CLOSED, errorOf, type Facts, type Failure, type ReplyError } from './errors'
import { type Metrics, metricsOf } from './metrics'
import { addon, outer, Road } from './native'
import { News } from './news'
import { isSecured, linkConfig, type RedisOptions, type Server, serverOf } from './options'
import { Pace } from './pace'
import type { Message, MessageEvent } from './replies'
import { ScriptCommand } from './script'
import { type SearchNews, tellSearch } from './search'
import { conceal, showAs, shownArguments } from './secrets'
import { type LinkEvent, type LinkFacts, type Listener, Session, type Standing } from './session'
import { ConnectionStream, parsePeer, type StreamHost } from './stream'
import {
  Asked,
  type Confirmation,
  hear,
  hearsBuffers,
  keyOf,
  SubscriptionSet,
  tell as tellMessage,
} from './subscriptions'
import { milliseconds } from './times'
import type { Transport } from './transport'

export type Status = Standing | 'monitoring' | 'disconnecting'

/** The state of a connection that commands can change; ioredis's name for it. */
export interface Condition {
  select: number
  subscriber: SubscriptionSet | false
  protocol: 2 | 3
  replyMapping: 'legacy' | 'resp3'
}

/** The client that a connection serves. */
export interface Face {
  status: Status
  options: RedisOptions
  condition: Condition | null
  retryAttempts: number
  connectionEpoch: number
  connect(): Promise<void>
  emit(event: string, ...args: unknown[]): boolean
  listenerCount(event: string): number
}

/** The end of a connection; `cause` is what ended it. */
export function closed(cause?: Failure): Error {
  if (cause === undefined || cause.kind === 'ended') return new Error(CONNECTION_CLOSED)
  const { code, syscall, address, port } = cause
  return errorOf({ kind: 'closed', message: CONNECTION_CLOSED, code, syscall, address, port, cause })
}

/** What all handles have in common. */
export abstract class Connection implements Transport, Listener, StreamHost {
  abstract readonly kind: 'own' | 'shared'
  protected session: Session | undefined
  /** The scripts that the connection has loaded. */
  private readonly loaded = new Set<string>()
  /** The scripts that the transaction at hand has sent; undefined outside of one. */
  private inTransaction: Set<string> | undefined
  private waiters: Array<{ resolve: () => void; reject: (error: Error) => void }> = []
  protected lastFailure: Failure | undefined
  /** Channels that are asked for, or to be left, and not confirmed. */
  private readonly asked = new Asked()
  /** How many commands that asked for a channel were given up, and may be confirmed yet. */
  private readonly late = new Map<string, number>()
  /** What `ref` and `unref` said last. */
  private wished: boolean | undefined
  private seenStream: ConnectionStream | undefined
  /** Where the connection leads, or the last one did. */
  server: Server | undefined
  protected readonly news = new News(() => {
    const { condition, options } = this.face
    return { ...serverOf(options, this.server), database: condition?.select ?? options.db ?? 0 }
  })

  constructor(readonly face: Face) {}

  /** Opens the session; the link may connect from here on. */
  protected open(): Session {
    if (this.session === undefined) {
      this.session = this.newSession(Road.Link, this)
      if (this.wished) this.session.hold(true)
    }
    return this.session
  }

  protected newSession(road: Road, listener: Listener): Session {
    const { options } = this.face
    const resp3 = options.replyMapping === 'resp3'
    const mapping = { resp3, stringNumbers: Boolean(options.stringNumbers) }
    const shared = this.kind === 'shared'
    const pace = new Pace(isSecured(options, shared) ? 2 : 4)
    return new Session(addon(), linkConfig(options, shared), mapping, pace, listener, this.news, road)
  }

  protected closeSession(): void {
    this.session?.close()
    this.session = undefined
  }

  get pending(): number {
    return this.session?.pending ?? 0
  }

  /** The commands that wait for their replies. */
  waiting(): Command[] {
    return this.session?.waiting() ?? []
  }

  /** The command that has waited longest. */
  get oldest(): Command | undefined {
    return this.session?.oldest
  }

  /** How many bytes the server has sent. */
  get heard(): number {
    return this.session?.metrics().bytesReceived ?? 0
  }

  /** What stands for the socket of the connection; see {@link ConnectionStream}. */
  get stream(): ConnectionStream | undefined {
    const lives = /^(connecting|connect|ready|monitoring)$/.test(this.face.status)
    if (lives && this.seenStream?.destroyed !== false) this.seenStream = new ConnectionStream(this)
    return this.seenStream
  }

  /** How long, in milliseconds, a connection that is ended waits for the server to close it. */
  protected get patience(): number {
    return milliseconds(this.face.options.disconnectTimeout)
  }

  get peer(): string | null | undefined {
    return this.facts()?.peer
  }

  /** Drops the connection as a broken socket does. */
  drop(error?: Error): void {
    if (error !== undefined) outer.process.nextTick(() => this.emitError(error))
    this.session?.renew(0)
  }

  facts(): LinkFacts | undefined {
    return this.session?.facts()
  }

  hold(held: boolean): void {
    this.wished = held
    this.open().hold(held)
  }

  /** What has to be done before these commands can be sent in one batch. */
  prepareFor(_commands: readonly Command[]): Promise<unknown> | undefined {
    return undefined
  }

  /** Sends what `send` sends in one batch, or throws and sends nothing. */
  gather(size: number, send: () => void): void {
    const session = this.prepare()
    if (session === undefined) {
      send()
      return
    }
    try {
      session.gather(size, send)
    } catch (error) {
      this.inTransaction = undefined
      throw error
    }
  }

  /** Makes the batch that is being gathered fail as a whole. */
  spoil(error: Error): void {
    this.session?.spoil(error)
  }

  /** The session to send on, or undefined where the handle has ended. */
  protected abstract prepare(): Session | undefined

  abstract connect(): Promise<void>
  /** Ends the handle, or makes it connect anew; what is in flight may be answered within `patience` ms. */
  abstract disconnect(reconnect: boolean, patience?: number): void
  abstract send(command: Command): void

  /** Writes a command that is not {@link Flag.Apart}: nothing has to be looked at. */
  protected writePlain(command: Command, deadline: number, flags: number): void {
    command.setReplyContext(this.face.condition ?? this.face.options)
    this.open().send(command, deadline, flags)
  }

  /** Writes a command to the link, in the form that the connection needs. */
  protected write(command: Command, deadline: number): void {
    this.followTransaction(command.name)
    if (command instanceof ScriptCommand) command.choose(this.inTransaction ?? this.loaded)
    const { condition } = this.face
    command.setReplyContext(condition ?? this.face.options)
    if (isSubscription(command.name) && !command.inTransaction) this.awaitConfirmation(command)
    this.open().send(command, deadline)
  }

  /** A script that is never sent loads nothing. */
  onUnsent(commands: readonly Command[]): void {
    const unloaded = commands.filter(
      (command) => command instanceof ScriptCommand && command.name === 'eval',
    ) as ScriptCommand[]
    for (const command of unloaded) command.forgotten(this.loaded)
    if (unloaded.length > 0) this.onUnloaded()
  }

  /** What was to load a script is not sent. */
  protected onUnloaded(): void {}

  /** Notes what a subscription command asks for, until it is settled, or can not be confirmed any more. */
  protected awaitConfirmation({ promise, name, args }: Command): void {
    const keys = args.length > 0 ? args.map((channel) => keyOf(name, channel)) : [keyOf(name, '')]
    const settled = this.asked.add(keys)
    promise.then(settled, ({ phase }: Facts) => {
      settled()
      if (phase !== 'sent' || !this.isMade) return
      for (const key of keys) this.late.set(key, (this.late.get(key) ?? 0) + 1)
    })
  }

  private isAsked(key: string): boolean {
    return this.asked.count(key) > 0 || this.late.has(key)
  }

  private confirmLate(key: string): void {
    const count = this.late.get(key)
    if (count === undefined) return
    if (count > 1) this.late.set(key, count - 1)
    else this.late.delete(key)
  }

  protected get isMade(): boolean {
    return this.face.status === 'ready' || this.face.status === 'monitoring'
  }

  /** Notes where a transaction begins and ends, in the order in which commands are written. */
  private followTransaction(name: string): void {
    // Most names are of another length, and cost no more than that.
    if (name.length === 5 && name.toLowerCase() === 'multi') this.inTransaction = new Set()
    else if (this.inTransaction !== undefined && /^(exec|discard)$/i.test(name))
      this.inTransaction = undefined
  }

  /** Resolves at the next `ready`, rejects at the next `close`. */
  protected untilReady(): Promise<void> {
    const session = this.open()
    session.hold(true)
    return new Promise<void>((resolve, reject) => this.waiters.push({ resolve, reject })).finally(() =>
      this.session?.hold(this.holds()),
    )
  }

  protected tellWaiters(
    tell: (waiter: { resolve: () => void; reject: (error: Error) => void }) => void,
  ): void {
    const { waiters } = this
    this.waiters = []
    waiters.forEach(tell)
  }

  /** Whether the process must stay although no command is pending. */
  protected holds(): boolean {
    if (this.waiters.length > 0) return true
    if (this.wished !== undefined) return this.wished
    const { condition, status } = this.face
    return (
      status !== 'end' && condition?.subscriber instanceof SubscriptionSet && !condition.subscriber.isEmpty()
    )
  }

  /** Changes the status at once, and emits the event of that name in the next tick. */
  protected setStatus(status: Status, delay?: number): void {
    this.face.status = status
    outer.process.nextTick(() => this.face.emit(status, delay))
  }

  /** Emits an error if somebody listens, and shows it otherwise. */
  protected emitError(error: Error): void {
    if (this.face.listenerCount('error') > 0) guard(() => this.face.emit('error', error))
    else console.error('[ioredis] Unhandled error event:', error.stack)
  }

  /** Takes commands back, and returns those that are not here. */
  withdraw(commands: ReadonlySet<Command>, error: () => Error): ReadonlySet<Command> {
    return this.session?.cancel(commands, error) ?? commands
  }

  /** Takes commands back: what is not written is never sent. */
  cancel(commands: ReadonlySet<Command>, error: () => Error): void {
    const elsewhere = this.withdraw(commands, error)
    for (const command of elsewhere) {
      command.reject(Object.assign(error(), { phase: 'queued', maybeExecuted: true }))
    }
  }

  /** Rejects all that waits. */
  failAll(error: (command: Command) => Error = () => closed()): void {
    this.session?.failAll(error)
  }

  /** What the connection has counted, and how it stands. */
  metrics(): Metrics {
    const facts = this.session?.facts()
    return metricsOf(this.session?.metrics() ?? {}, {
      pending: this.pending,
      queuedBytes: facts?.queuedBytes ?? 0,
      ready: facts?.status === 'ready',
      breaker: facts?.breaker ?? 'closed',
    })
  }

  /** The search for a server behind sentinels tells of itself. */
  protected onSearch(news: SearchNews): void {
    tellSearch(this.face, news)
  }

  onEvent(event: LinkEvent): void {
    const { breaker, error, search } = event
    if (search !== undefined) {
      this.onSearch(search)
      return
    }
    if (event.peer !== undefined) this.server = parsePeer(event.peer)
    if (breaker !== undefined) {
      const args = error === undefined ? [breaker] : [breaker, errorOf(error)]
      outer.process.nextTick(() => this.face.emit('breaker', ...args))
      return
    }
    switch (event.status) {
      case 'connecting':
        this.face.connectionEpoch += 1
        if (this.face.status !== 'connecting') this.setStatus('connecting')
        break
      case 'connect':
        if (this.face.status !== 'connect') this.setStatus('connect')
        this.seenStream?.opened()
        break
      case 'ready':
        this.onReady(event)
        break
      case 'close':
        this.loaded.clear()
        this.inTransaction = undefined
        this.lastFailure = event.error
        this.late.clear()
        this.onClose(event.error)
        this.seenStream?.gone(event.error && isNews(event.error, false) ? errorOf(event.error) : undefined)
        this.tellWaiters((waiter) => waiter.reject(closed(event.error)))
        this.session?.hold(this.holds())
        break
      case 'reconnecting':
        this.setStatus('reconnecting', event.delay)
        break
      case 'end':
        this.onEnd()
        break
    }
  }

  private onReady({ protocol = 3, warnings = [] }: LinkEvent): void {
    if (this.face.status === 'ready') return
    const { options, condition: before } = this.face
    this.face.retryAttempts = 0
    this.lastFailure = undefined
    const legacy = protocol === 2 || options.replyMapping !== 'resp3'
    const select = before?.select ?? options.db ?? 0
    this.face.condition = {
      select,
      subscriber: false,
      protocol,
      replyMapping: legacy ? 'legacy' : 'resp3',
    }
    // What was written before it was known how the server speaks.
    for (const command of this.session?.waiting() ?? []) command.setReplyContext(this.face.condition)
    for (const warning of warnings) {
      if (warning.startsWith('error:')) {
        const error = errorOf({ kind: 'refused', message: warning.slice(6) })
        this.emitError(Object.assign(error, { command: { name: 'select', args: [String(select)] } }))
      } else console.warn(warning)
    }
    if (options.replyMapping === 'resp3' && protocol === 2) {
      console.warn(
        '[WARN] replyMapping "resp3" was requested, but the server does not support RESP3. ' +
          'Replies will use RESP2-compatible shapes until connected to a server that supports RESP3.',
      )
    }
    this.setStatus('ready')
    this.restore()
    this.tellWaiters((waiter) => waiter.resolve())
  }

  /** What a new connection takes over from the one before. */
  protected restore(): void {}

  protected abstract onClose(failure: Failure | undefined): void

  protected onEnd(): void {
    if (this.face.status !== 'end') this.setStatus('end')
  }

  onErrorReply(command: Command, error: ReplyError): void {
    conceal(error, command.name, command.args)
    Object.assign(error, {
      command: { name: command.name, args: shownArguments(command.name, command.args) },
    })
    if (command instanceof ScriptCommand && error.message.includes('NOSCRIPT')) command.forgotten(this.loaded)
    this.settleError(command, error)
  }

  protected settleError(command: Command, error: ReplyError): void {
    command.reject(error)
  }

  onPush(push: unknown[]): void {
    const confirmation = hear(this.face, push)
    if (confirmation !== undefined) this.onConfirmation(confirmation)
  }

  wantsBuffers(event: MessageEvent): boolean {
    return hearsBuffers(this.face, event)
  }

  onMessage(message: Message): void {
    tellMessage(this.face, message)
  }

  /** A line of MONITOR: `1339518083.107412 [0 127.0.0.1:60866] "keys" "*"`. */
  onLine(line: string): void {
    if (!this.face.options.monitor) return
    const start = line.indexOf(' ')
    const args = line.indexOf('"')
    const [db, source] = line.slice(start + 2, args - 2).split(' ')
    const list = line
      .slice(args + 1, -1)
      .split('" "')
      .map((arg) => arg.replace(/\\"/g, '"'))
    this.face.emit('monitor', line.slice(0, start), list, source, db)
  }

  private onConfirmation({ type, channel }: Confirmation): void {
    const { condition } = this.face
    if (condition === null) return
    if (checkFlag('ENTER_SUBSCRIBER_MODE', type)) {
      // One that nobody asked for is no subscription.
      if (!this.isAsked(keyOf(type, channel))) return
      condition.subscriber ||= new SubscriptionSet()
      condition.subscriber.add(type, channel)
      this.confirmLate(keyOf(type, channel))
    } else if (checkFlag('EXIT_SUBSCRIBER_MODE', type) && condition.subscriber) {
      condition.subscriber.del(type, channel)
      if (condition.subscriber.isEmpty()) condition.subscriber = false
      // The slot of the channel went to another node; ioredis's word for it.
      const left = [channel, ''].some((name) => this.isAsked(keyOf(type, name)))
      this.confirmLate(keyOf(type, channel))
      const none = !condition.subscriber || condition.subscriber.channels(type).length === 0
      if (none) this.confirmLate(keyOf(type, ''))
      if (type === 'sunsubscribe' && !left) this.face.emit('moved')
    }
    this.session?.hold(this.holds())
  }
}

// What is behind a client is nobody's to look at: commands wait there, and the bytes of some.
showAs(Connection.prototype, ({ kind, pending }) => ({ kind, pending }))

/** Whether a failure is told as an `error` event: a plain end of the stream is not. */
export function isNews(failure: Failure, manuallyClosing: boolean): boolean {
  if (failure.kind === 'ended' || failure.message === CONNECTION_CLOSED) return false
  return !(manuallyClosing && (failure.syscall === 'connect' || failure.syscall === 'read'))
}
