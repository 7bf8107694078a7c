/**
 * A connection of its own (`new Redis`, `duplicate`), which lives as ioredis's connections do: the
 * functions of its options decide when to connect again, and what becomes of the commands.
 */

import { ignore } from './callback'
import { Command } from './command'
import { checkFlag } from './commands'
import { Connection, closed, isNews } from './connection'
import { errorOf, type Failure, MaxRetriesPerRequestError, type ReplyError } from './errors'
import { outer } from './native'
import { linkConfig } from './options'
import type { LinkEvent, Session } from './session'
import type { SubscriptionSet } from './subscriptions'

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
