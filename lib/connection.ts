/**
 * The life of one handle on its link: statuses, events, reconnecting, and what becomes of the
 * commands meanwhile.
 *
 * Two kinds share what is here. An independent connection (`new Redis`) decides as ioredis does,
 * by the functions of its options; a handle on the shared client follows a link that decides for
 * the whole process.
 */

import { ignore } from './callback'
import { Command } from './command'
import { checkFlag, isSubscription } from './commands'
import {
  CONNECTION_CLOSED,
  errorOf,
  type Failure,
  MaxRetriesPerRequestError,
  type ReplyError,
} from './errors'
import { addon, outer } from './native'
import { linkConfig, type RedisOptions } from './options'
import { ScriptCommand } from './script'
import { shownArguments } from './secrets'
import { type LinkEvent, type LinkFacts, type Listener, Session } from './session'
import { SubscriptionSet } from './subscriptions'

export type Status = LinkEvent['status'] | 'monitoring' | 'disconnecting'

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
export abstract class Connection implements Listener {
  protected session: Session | undefined
  /** The scripts that the connection has loaded. */
  private readonly loaded = new Set<string>()
  private waiters: Array<{ resolve: () => void; reject: (error: Error) => void }> = []
  protected lastFailure: Failure | undefined
  /** Subscriptions that are asked for and not confirmed. */
  private subscribing = 0
  /** Subscription commands that wait until those are. */
  private readonly held: Array<() => void> = []

  constructor(protected readonly face: Face) {}

  protected abstract readonly shared: boolean

  /** Opens the session; the link may connect from here on. */
  protected open(): Session {
    if (this.session === undefined) {
      const { options } = this.face
      const resp3 = options.replyMapping === 'resp3'
      const mapping = { resp3, stringNumbers: Boolean(options.stringNumbers) }
      this.session = new Session(addon(), linkConfig(options, this.shared), mapping, this)
    }
    return this.session
  }

  protected closeSession(): void {
    this.session?.close()
    this.session = undefined
  }

  get pending(): number {
    return this.session?.pending ?? 0
  }

  facts(): LinkFacts | undefined {
    return this.session?.facts()
  }

  hold(held: boolean): void {
    this.open().hold(held)
  }

  /** Sends what `send` sends in one batch, or throws and sends nothing. */
  gather(send: () => void): void {
    const session = this.prepare()
    if (session === undefined) send()
    else session.gather(send)
  }

  /** The server has forgotten the scripts that this connection had loaded. */
  forgetScripts(): void {
    this.loaded.clear()
  }

  /** Makes the batch that is being gathered fail as a whole. */
  spoil(error: Error): void {
    this.session?.spoil(error)
  }

  /** The session to send on, or undefined where the handle has ended. */
  protected abstract prepare(): Session | undefined

  abstract connect(): Promise<void>
  abstract disconnect(reconnect: boolean): void
  abstract send(command: Command): void

  /** Writes a command to the link, in the form that the connection needs. */
  protected write(command: Command, deadline: number): void {
    if (command instanceof ScriptCommand) command.choose(this.loaded)
    const { condition } = this.face
    command.setReplyContext(condition ?? this.face.options)
    if (isSubscription(command.name) && !command.inTransaction) {
      // How many channels a bare UNSUBSCRIBE speaks of is known when all before it is confirmed.
      if (this.subscribing > 0 && (command.args.length === 0 || this.held.length > 0)) {
        this.held.push(() => this.write(command, deadline))
        return
      }
      this.subscribing++
      const settled = () => {
        this.subscribing--
        if (this.subscribing === 0) for (const write of this.held.splice(0)) write()
      }
      command.promise.then(settled, settled)
    }
    this.open().send(command, deadline)
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
    const { condition, status } = this.face
    return (
      status !== 'end' && condition?.subscriber instanceof SubscriptionSet && !condition.subscriber.isEmpty()
    )
  }

  /** Changes the status at once, and emits the event of that name in the next tick. */
  protected setStatus(status: Status, ...args: unknown[]): void {
    this.face.status = status
    outer.process.nextTick(() => this.face.emit(status, ...args))
  }

  /** Emits an error if somebody listens, and shows it otherwise. */
  protected emitError(error: Error): void {
    if (this.face.listenerCount('error') > 0) this.face.emit('error', error)
    else console.error('[ioredis] Unhandled error event:', error.stack)
  }

  /** Rejects all that waits. */
  failAll(error: (command: Command) => Error = () => closed()): void {
    this.session?.failAll(error)
  }

  onEvent(event: LinkEvent): void {
    switch (event.status) {
      case 'connecting':
        this.face.connectionEpoch += 1
        if (this.face.status !== 'connecting') this.setStatus('connecting')
        break
      case 'connect':
        if (this.face.status !== 'connect') this.setStatus('connect')
        break
      case 'ready':
        this.onReady(event)
        break
      case 'close':
        this.loaded.clear()
        this.lastFailure = event.error
        this.onClose(event.error)
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
    this.face.condition = {
      select: before?.select ?? options.db ?? 0,
      subscriber: false,
      protocol,
      replyMapping: legacy ? 'legacy' : 'resp3',
    }
    for (const warning of warnings) {
      if (warning.startsWith('error:'))
        this.emitError(errorOf({ kind: 'refused', message: warning.slice(6) }))
      else console.warn(warning)
    }
    if (options.replyMapping === 'resp3' && protocol === 2) {
      console.warn(
        '[WARN] replyMapping "resp3" was requested, but the server does not support RESP3. ' +
          'Replies will use RESP2-compatible shapes until connected to a server that supports RESP3.',
      )
    }
    this.setStatus('ready')
    this.restore(before?.subscriber || undefined)
    this.tellWaiters((waiter) => waiter.resolve())
  }

  /** What a new connection takes over from the one before. */
  protected restore(_subscriber: SubscriptionSet | undefined): void {}

  protected abstract onClose(failure: Failure | undefined): void

  protected onEnd(): void {
    if (this.face.status !== 'end') this.setStatus('end')
  }

  onErrorReply(command: Command, error: ReplyError): void {
    Object.assign(error, {
      command: { name: command.name, args: shownArguments(command.name, command.args) },
    })
    if (command instanceof ScriptCommand && error.message.includes('NOSCRIPT')) command.forgotten(this.loaded)
    this.settleError(command, error)
  }

  protected settleError(command: Command, error: ReplyError): void {
    command.reject(error)
  }

  subscribed(command: string): number {
    const subscriber = this.face.condition?.subscriber
    return subscriber ? subscriber.channels(command.toLowerCase()).length : 0
  }

  onPush(push: unknown[]): void {
    const [type, ...rest] = push.map((item) => (typeof item === 'string' ? Buffer.from(item) : item))
    if (!Buffer.isBuffer(type)) return
    const name = String(type)
    const [first, second, third] = rest
    if (name === 'message' || name === 'smessage') {
      if (Buffer.isBuffer(first) && Buffer.isBuffer(second)) this.onMessage(name, first, second)
    } else if (name === 'pmessage') {
      if (Buffer.isBuffer(first) && Buffer.isBuffer(second) && Buffer.isBuffer(third)) {
        this.onPatternMessage(first, second, third)
      }
    } else if (Buffer.isBuffer(first)) {
      this.onConfirmation(name, first)
    }
  }

  private onMessage(event: string, channel: Buffer, message: Buffer): void {
    // Strings are made only for those who listen for them.
    if (this.face.listenerCount(event) > 0) this.face.emit(event, channel.toString(), message.toString())
    this.face.emit(`${event}Buffer`, channel, message)
  }

  private onPatternMessage(pattern: Buffer, channel: Buffer, message: Buffer): void {
    const text = pattern.toString()
    if (this.face.listenerCount('pmessage') > 0) {
      this.face.emit('pmessage', text, channel.toString(), message.toString())
    }
    this.face.emit('pmessageBuffer', text, channel, message)
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

  private onConfirmation(type: string, channel: Buffer): void {
    const { condition } = this.face
    if (condition === null) return
    if (checkFlag('ENTER_SUBSCRIBER_MODE', type)) {
      // One that nobody asked for is no subscription.
      if (this.subscribing === 0) return
      condition.subscriber ||= new SubscriptionSet()
      condition.subscriber.add(type, channel)
    } else if (checkFlag('EXIT_SUBSCRIBER_MODE', type) && condition.subscriber) {
      condition.subscriber.del(type, channel)
      if (condition.subscriber.isEmpty()) condition.subscriber = false
    }
    this.session?.hold(this.holds())
  }
}

/** A connection of its own, which lives as ioredis's connections do. */
export class OwnConnection extends Connection {
  protected readonly shared = false
  private manuallyClosing = false
  /** Whether a QUIT waits for a connection. */
  private quitWaits = false
  /** Why the options lead nowhere. */
  private refused: Error | undefined
  private timer: NodeJS.Timeout | undefined

  connect(): Promise<void> {
    const { face } = this
    if (face.status === 'connecting' || face.status === 'connect' || face.status === 'ready') {
      return Promise.reject(new Error('Redis is already connecting/connected'))
    }
    this.stopTimer()
    this.manuallyClosing = false
    let config: string
    try {
      config = linkConfig(face.options, this.shared)
    } catch (error) {
      return this.refuse(error as Error)
    }
    this.refused = undefined
    const ready = this.untilReady()
    face.condition ??= {
      select: face.options.db ?? 0,
      subscriber: false,
      protocol: face.options.protocol ?? 3,
      replyMapping: 'legacy',
    }
    this.setStatus('connecting')
    const session = this.open()
    // Libraries change the options between connections, the password for example.
    session.configure(config)
    if (face.condition.select !== (face.options.db ?? 0)) session.select(face.condition.select)
    session.connect()
    return ready
  }

  protected prepare(): Session | undefined {
    return this.face.status === 'end' ? undefined : this.open()
  }

  /** Ends a client whose options lead nowhere, as ioredis does when the socket refuses them. */
  private refuse(error: Error): Promise<never> {
    this.refused = error
    this.setStatus('end')
    outer.process.nextTick(() => this.emitError(error))
    return Promise.reject(error)
  }

  private stopTimer(): void {
    outer.clearTimeout(this.timer)
    this.timer = undefined
  }

  disconnect(reconnect: boolean): void {
    const { status } = this.face
    if (status === 'end') return
    if (!reconnect) this.manuallyClosing = true
    if (status === 'wait' || (this.timer !== undefined && !reconnect)) {
      this.stopTimer()
      this.onClose(undefined)
    } else if (reconnect) {
      this.session?.renew()
    } else {
      // The link may be further than the client has heard of: what waits here waits no longer.
      if (status !== 'ready') this.failAll()
      // Until its end is told.
      this.session?.hold(true)
      this.session?.disconnect()
    }
  }

  /** A connection that is made for a client that has given it up is none. */
  override onEvent(event: LinkEvent): void {
    const made = event.status === 'connect' || event.status === 'ready'
    if (!(made && this.manuallyClosing)) super.onEvent(event)
  }

  send(command: Command): void {
    const { face } = this
    if (face.status === 'wait') this.connect().catch(ignore)
    if (face.status === 'end') {
      command.reject(this.refused ?? closed())
      return
    }
    const ready = face.status === 'ready'
    if (!ready && !face.options.enableOfflineQueue) {
      command.reject(new Error("Stream isn't writeable and enableOfflineQueue options is false"))
      return
    }
    if (checkFlag('WILL_DISCONNECT', command.name)) {
      if (!ready && this.pending === 0) {
        this.disconnect(false)
        command.resolve(Buffer.from('OK'))
        return
      }
      // A QUIT that waits ends the connection that it will be sent on.
      if (ready) this.manuallyClosing = true
      else this.quitWaits = true
    }
    const { commandTimeout } = face.options
    this.limitBlocking(command)
    this.write(command, command.deadline ?? (typeof commandTimeout === 'number' ? commandTimeout : 0))
    if (command.name === 'select') this.follow(Number(command.args[0]))
  }

  /** With `blockingTimeout`, a command that blocks resolves to null when the server stays silent. */
  private limitBlocking(command: Command): void {
    const { blockingTimeout, blockingTimeoutGrace = 100 } = this.face.options
    if (!blockingTimeout || blockingTimeout <= 0 || !checkFlag('BLOCKING_COMMANDS', command.name)) return
    const time = command.extractBlockingTimeout()
    if (time === undefined) return
    const limit = time ? time + blockingTimeoutGrace : blockingTimeout
    const timer = outer.setTimeout(() => command.resolve(null), limit)
    const stop = () => outer.clearTimeout(timer)
    command.promise.then(stop, stop)
  }

  /** Later connections select what this one has. */
  private follow(db: number): void {
    const { face } = this
    if (!Number.isInteger(db) || db < 0) return
    this.session?.select(db)
    if (face.condition === null || face.condition.select === db) return
    face.condition.select = db
    face.emit('select', db)
  }

  protected override restore(subscriber: SubscriptionSet | undefined): void {
    const { face } = this
    if (this.quitWaits) this.manuallyClosing = true
    this.quitWaits = false
    if (face.options.monitor) {
      const monitor = new Command('monitor')
      monitor.promise.then(
        () => this.setStatus('monitoring'),
        (error: Error) => this.emitError(error),
      )
      this.send(monitor)
      this.hold(true)
      return
    }
    if (subscriber === undefined || !face.options.autoResubscribe) return
    for (const name of ['subscribe', 'psubscribe', 'ssubscribe']) {
      const channels = subscriber.channels(name)
      // Channels of different slots do not go together in a cluster.
      const groups = name === 'ssubscribe' ? channels.map((channel) => [channel]) : [channels]
      for (const group of groups.filter((group) => group.length > 0)) {
        const command = new Command(name, group)
        command.promise.catch((error: Error) => this.emitError(error))
        this.send(command)
      }
    }
  }

  protected override settleError(command: Command, error: ReplyError): void {
    const { reconnectOnError } = this.face.options
    const spared = checkFlag('IGNORE_RECONNECT_ON_ERROR', command.name)
    const decision = reconnectOnError && !spared ? reconnectOnError(error) : false
    if (decision && this.face.status !== 'reconnecting') this.disconnect(true)
    if (decision === 2) this.send(command)
    else command.reject(error)
  }

  protected onClose(failure: Failure | undefined): void {
    const { face } = this
    if (failure !== undefined && isNews(failure, this.manuallyClosing)) this.emitError(errorOf(failure))
    this.setStatus('close')
    const { retryStrategy, maxRetriesPerRequest } = face.options
    const manually = this.manuallyClosing
    this.manuallyClosing = false
    const delay =
      manually || typeof retryStrategy !== 'function' ? undefined : retryStrategy(++face.retryAttempts)
    if (typeof delay !== 'number') {
      this.setStatus('end')
      this.failAll(() => endOf(manually ? undefined : failure))
      // A later connect() opens another session.
      this.closeSession()
      return
    }
    this.setStatus('reconnecting', delay)
    this.timer = outer.setTimeout(() => {
      this.timer = undefined
      this.connect().catch(ignore)
    }, delay)
    // Commands that wait hold the process by themselves.
    this.timer.unref()
    if (typeof maxRetriesPerRequest !== 'number' || maxRetriesPerRequest < 0) return
    if (face.retryAttempts % (maxRetriesPerRequest + 1) === 0) {
      this.failAll(() => tooManyRetries(maxRetriesPerRequest, failure))
    }
  }

  /** The link of an independent connection ends with its `close`. */
  protected override onEnd(): void {}
}

/** What commands hear of a client that gives up: what the server said of its handshake, if it did. */
function endOf(failure: Failure | undefined): Error {
  return failure?.kind === 'refused' ? errorOf(failure) : closed(failure)
}

function tooManyRetries(limit: number, failure: Failure | undefined): Error {
  const { code, syscall, address, port } = failure ?? {}
  const error = new MaxRetriesPerRequestError(limit)
  if (failure !== undefined) {
    Object.defineProperty(error, 'cause', { value: errorOf(failure), configurable: true, writable: true })
  }
  return Object.assign(error, JSON.parse(JSON.stringify({ code, syscall, address, port })))
}

/** Whether a failure is told as an `error` event: a plain end of the stream is not. */
export function isNews(failure: Failure, manuallyClosing: boolean): boolean {
  if (failure.kind === 'ended' || failure.message === CONNECTION_CLOSED) return false
  return !(manuallyClosing && (failure.syscall === 'connect' || failure.syscall === 'read'))
}
