/**
 * The life of one handle on its link: statuses, events, subscriptions, scripts.
 *
 * Two kinds share what is here: `own` decides as ioredis does, by the functions of its options;
 * `shared` follows a link that decides for the whole process.
 */

import type { Command } from './command'
import { checkFlag, isSubscription } from './commands'
import { CONNECTION_CLOSED, errorOf, type Failure, type ReplyError } from './errors'
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

/** Whether a failure is told as an `error` event: a plain end of the stream is not. */
export function isNews(failure: Failure, manuallyClosing: boolean): boolean {
  if (failure.kind === 'ended' || failure.message === CONNECTION_CLOSED) return false
  return !(manuallyClosing && (failure.syscall === 'connect' || failure.syscall === 'read'))
}
