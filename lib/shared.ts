/**
 * A handle on a client that the process shares: the link decides when to connect and what to send
 * again; the handle follows it, and keeps off it what must not be shared.
 */

import { ignore } from './callback'
import { Command } from './command'
import { Flag, flagsOf } from './commands'
import { Connection, closed, isNews, type Status } from './connection'
import { errorOf, type Failure } from './errors'
import { Leases } from './lease'
import { addon, outer, Road } from './native'
import { type RedisOptions, serverOf } from './options'
import { isBack, isUntold } from './outages'
import type { LinkEvent, Session } from './session'
import { roadOf } from './shared-state'
import { Subscriber } from './subscriber'
import type { SharedTransport } from './transport'

export class SharedConnection extends Connection implements SharedTransport {
  readonly kind = 'shared'
  /** The handle itself was ended; the client lives on. */
  protected ended = false
  private shown = false
  private readonly leases = new Leases(() =>
    this.newSession(Road.Leased, {
      onEvent: ignore,
      onPush: ignore,
      wantsBuffers: () => false,
      onMessage: ignore,
      onLine: ignore,
      onUnsent: ignore,
      onErrorReply: (command, error) => this.onErrorReply(command, error),
    }),
  )
  private readonly subscriber = new Subscriber(this.face, {
    open: (listener) => this.newSession(Road.Subscribed, listener),
    onErrorReply: (command, error) => this.onErrorReply(command, error),
    onFailure: (failure) => {
      const shown = isNews(failure, false) && this.face.listenerCount('error') > 0
      if (shown) this.face.emit('error', errorOf(failure))
    },
  })
  private finished: Array<() => void> = []
  private quitting: Promise<'OK'> | undefined

  connect(): Promise<void> {
    const { face } = this
    if (face.status === 'connecting' || face.status === 'connect' || face.status === 'ready') {
      return Promise.reject(new Error('Redis is already connecting/connected'))
    }
    this.start()
    return (face.status as Status) === 'ready' ? Promise.resolve() : this.untilReady()
  }

  protected prepare(): Session | undefined {
    if (this.ended) return undefined
    if (this.face.status === 'wait' || this.face.status === 'end') this.start()
    return this.open()
  }

  /** Joins the client, which may be connected already, and asks it to connect otherwise. */
  start(): void {
    this.ended = false
    const joined = this.session === undefined
    const session = this.open()
    const facts = joined ? session.facts() : undefined
    if (facts?.status === 'ready') {
      this.setStatus('connecting')
      this.setStatus('connect')
      this.onEvent({ status: 'ready', protocol: facts.protocol, peer: facts.peer ?? undefined })
      return
    }
    if (this.face.status !== 'connecting') this.setStatus('connecting')
    // The process stays until this attempt is over: somebody may wait for its `ready`.
    this.untilReady().catch(ignore)
    session.connect()
  }

  /** Ends this handle. Others of the same client go on. */
  disconnect(reconnect: boolean): void {
    if (reconnect) {
      this.session?.renew(this.patience)
      return
    }
    if (this.ended || this.face.status === 'end') return
    this.ended = true
    this.leave()
    this.setStatus('close')
    this.setStatus('end')
  }

  /** Ends this handle when its replies are in, or when the time of a command has passed. */
  quit(): Promise<'OK'> {
    this.quitting ??= this.drain().finally(() => {
      this.quitting = undefined
    })
    return this.quitting
  }

  private async drain(): Promise<'OK'> {
    const { session } = this
    if (session !== undefined && session.pending > 0) {
      await new Promise<void>((resolve) => {
        const timer = outer.setTimeout(resolve, this.face.options.commandTimeout || 5000)
        session.whenIdle().then(() => {
          outer.clearTimeout(timer)
          resolve()
        })
      })
    }
    // Who was ended and opened again meanwhile is another.
    if (this.session === session) this.disconnect(false)
    return 'OK'
  }

  /**
   * Ends the connection of the client itself; a later use opens it again. Asked for again, it takes
   * the shorter time.
   */
  async finish(patience: number): Promise<void> {
    const { session, face } = this
    if (session === undefined || this.ended || face.status === 'wait' || face.status === 'end') return
    session.hold(true)
    await new Promise<void>((resolve) => {
      this.finished.push(resolve)
      session.finish(patience)
    })
    session.hold(false)
  }

  /** Who waits for the end of the connection is told of it: after its close there is a moment without it. */
  protected override holds(): boolean {
    return this.finished.length > 0 || super.holds()
  }

  /**
   * Forgets that the handle was ended: its next use opens it again. Returns false when that has
   * happened already: all that was called before the end is settled by then.
   */
  reopen(): boolean {
    const used = this.pending > 0
    if (used) this.leaveOthers()
    else this.leave()
    this.ended = false
    return !used
  }

  /** Gives the session back; the next use opens one, perhaps on another client. */
  leave(): void {
    this.failAll()
    this.closeSession()
    for (const resolve of this.finished.splice(0)) resolve()
    this.tellWaiters((waiter) => waiter.reject(closed()))
    this.leaveOthers()
  }

  /** Gives up the connections beside the client's. */
  private leaveOthers(): void {
    this.leases.close(() => closed())
    this.subscriber.close(() => closed())
  }

  send(command: Command): void {
    const { face } = this
    if (this.ended) {
      command.reject(closed())
      return
    }
    const flags = flagsOf(command.name)
    if ((flags & Flag.Apart) === 0) {
      if (this.session === undefined || face.status === 'wait' || face.status === 'end') this.prepare()
      this.writePlain(command, command.deadline ?? face.options.commandTimeout ?? 0, flags)
      return
    }
    switch (roadOf(command)) {
      case 'leased':
        this.prepare()
        command.setReplyContext(face.condition ?? face.options)
        this.leases.run(command, blockingDeadline(command, face.options))
        return
      case 'subscriber':
        this.prepare()
        this.subscriber.send(command, command.deadline ?? face.options.commandTimeout ?? 0)
        return
    }
    const { confirmation } = this
    // Within a pipeline or transaction it keeps its place.
    if (confirmation !== undefined && command.pipelineIndex === undefined && isPublish(command.name)) {
      this.sendAfter(confirmation, command)
      return
    }
    this.prepare()
    this.write(command, command.deadline ?? face.options.commandTimeout ?? 0)
  }

  override withdraw(commands: ReadonlySet<Command>, error: () => Error): ReadonlySet<Command> {
    return super.withdraw(this.subscriber.cancel(this.leases.cancel(commands, error), error), error)
  }

  get confirmation(): Promise<unknown> | undefined {
    return this.subscriber.confirmation
  }

  /** Asks the server for a PONG, within `ms`. */
  check(ms: number): Promise<unknown> {
    const command = new Command('ping', [])
    command.deadline = ms
    const { promise } = command
    this.send(command)
    return promise
  }

  /** Takes one of the places for connections beside the client; see {@link Leases.reserve}. */
  reserve(): () => void {
    return this.leases.reserve()
  }

  /** A message must not overtake the subscription that the same handle asked for before. */
  private sendAfter(confirmation: Promise<unknown>, command: Command): void {
    confirmation.then(() => {
      if (command.isSettled) return
      try {
        this.send(command)
      } catch (error) {
        command.reject(error as Error)
      }
    }, ignore)
  }

  /** Many requests share the handle: its events are told in the context of none of them. */
  protected override setStatus(status: Status, delay?: number): void {
    addon().outside(() => super.setStatus(status, delay))
  }

  protected onClose(failure: Failure | undefined): void {
    if (failure !== undefined && isNews(failure, false)) this.report(failure)
    this.setStatus('close')
  }

  private serverName(): string {
    const { serverAddress, serverPort } = serverOf(this.face.options)
    return `${serverAddress} ${serverPort ?? ''}`
  }

  /** An outage is shown once, not at each attempt nor by each handle; listeners hear all of it. */
  private report(failure: Failure): void {
    if (this.face.listenerCount('error') > 0) this.face.emit('error', errorOf(failure))
    else if (!this.shown && isUntold(this.serverName())) this.emitError(errorOf(failure))
    this.shown = true
  }

  override onEvent(event: LinkEvent): void {
    if (event.status === 'ready' && event.breaker === undefined) {
      // A handle that joined at this moment has seen it already.
      if (this.face.status === 'ready') return
      this.shown = false
      isBack(this.serverName())
    }
    super.onEvent(event)
  }

  protected override onEnd(): void {
    super.onEnd()
    for (const resolve of this.finished.splice(0)) resolve()
  }
}

/** The server's own time with a grace, or none for a command that may wait for ever. */
export function blockingDeadline(command: Command, options: RedisOptions): number {
  const { commandTimeout = 0, blockingTimeoutGrace = 100 } = options
  const time = command.extractBlockingTimeout()
  return time ? Math.ceil(time + blockingTimeoutGrace + commandTimeout) : 0
}

export function isPublish(name: string): boolean {
  return name === 'publish' || /^s?publish$/i.test(name)
}
