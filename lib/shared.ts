/**
 * A handle on a client that the process shares: the link decides when to connect and what to send
 * again; the handle follows it, and keeps off it what must not be shared.
 */

import { ignore } from './callback'
import type { Command } from './command'
import { Connection, closed, type Face, isNews, type Status } from './connection'
import { errorOf, type Failure } from './errors'
import { type Leased, Leases, type Make } from './lease'
import type { LinkEvent, Session } from './session'
import { roadOf } from './shared-state'

const MESSAGES = ['message', 'messageBuffer', 'pmessage', 'pmessageBuffer', 'smessage', 'smessageBuffer']

export class SharedConnection extends Connection {
  protected readonly shared = true
  /** The handle itself was ended; the client lives on. */
  private ended = false
  private shown = false
  private readonly leases: Leases<Leased>
  private subscriber: Leased | undefined
  /** How many subscriptions beside the client are not confirmed, and when all of them are. */
  private unconfirmed = 0
  private confirmed: Promise<unknown> = Promise.resolve()
  private finished: Array<() => void> = []

  constructor(
    face: Face,
    private readonly make: Make<Leased>,
  ) {
    super(face)
    this.leases = new Leases(make)
  }

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
      this.onEvent({ status: 'ready', protocol: facts.protocol })
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
      this.session?.renew()
      return
    }
    if (this.ended || this.face.status === 'end') return
    this.ended = true
    this.leave()
    this.setStatus('close')
    this.setStatus('end')
  }

  /** Ends this handle when its replies are in. */
  async quit(): Promise<'OK'> {
    await this.session?.whenIdle()
    this.disconnect(false)
    return 'OK'
  }

  /** Ends the connection of the client itself; a later use opens it again. */
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

  /** Forgets that the handle was ended: its next use opens it again. */
  reopen(): void {
    this.leave()
    this.ended = false
  }

  /** Gives the session back; the next use opens one, perhaps on another client. */
  leave(): void {
    this.failAll()
    this.closeSession()
    for (const resolve of this.finished.splice(0)) resolve()
    this.tellWaiters((waiter) => waiter.reject(closed()))
    this.leases.close()
    this.subscriber?.disconnect()
    this.subscriber = undefined
  }

  send(command: Command): void {
    const { face } = this
    if (this.ended) {
      command.reject(closed())
      return
    }
    switch (roadOf(command)) {
      case 'leased':
        this.leases.run(command, this.blockingDeadline(command))
        return
      case 'subscriber':
        this.subscribe(command)
        return
    }
    if (this.unconfirmed > 0 && /^s?publish$/i.test(command.name)) {
      this.afterSubscribing(command)
      return
    }
    this.prepare()
    this.write(command, command.deadline ?? face.options.commandTimeout ?? 0)
  }

  /** The server's own time with a grace, or none for a command that may wait for ever. */
  private blockingDeadline(command: Command): number {
    const { commandTimeout = 0, blockingTimeoutGrace = 100 } = this.face.options
    const time = command.extractBlockingTimeout()
    return time ? Math.ceil(time + blockingTimeoutGrace + commandTimeout) : 0
  }

  private subscribe(command: Command): void {
    this.subscriber ??= this.openSubscriber()
    this.unconfirmed++
    const settled = command.promise.then(ignore, ignore).then(() => {
      this.unconfirmed--
    })
    this.confirmed = Promise.all([this.confirmed, settled])
    this.subscriber.sendCommand(command)
  }

  private openSubscriber(): Leased {
    const subscriber = this.make({ autoResubscribe: true, maxRetriesPerRequest: null })
    for (const event of MESSAGES) {
      subscriber.on(event, (...args: unknown[]) => this.face.emit(event, ...args))
    }
    subscriber.on('error', (error: Error) => {
      if (this.face.listenerCount('error') > 0) this.face.emit('error', error)
    })
    return subscriber
  }

  /** A message must not overtake the subscription that the same handle asked for before. */
  private afterSubscribing(command: Command): void {
    this.confirmed.then(() => {
      try {
        this.send(command)
      } catch (error) {
        command.reject(error as Error)
      }
    }, ignore)
  }

  protected onClose(failure: Failure | undefined): void {
    if (failure !== undefined && isNews(failure, false)) this.report(failure)
    this.setStatus('close')
  }

  /** An outage is shown once, not at each attempt; listeners hear all of it. */
  private report(failure: Failure): void {
    if (this.face.listenerCount('error') > 0) this.face.emit('error', errorOf(failure))
    else if (!this.shown) this.emitError(errorOf(failure))
    this.shown = true
  }

  override onEvent(event: LinkEvent): void {
    if (event.status === 'ready') this.shown = false
    super.onEvent(event)
  }

  protected override onEnd(): void {
    super.onEnd()
    for (const resolve of this.finished.splice(0)) resolve()
  }
}
