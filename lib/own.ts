/**
 * A connection of its own (`new Redis`, `duplicate`), which lives as ioredis's connections do: the
 * functions of its options decide when to connect again, and what becomes of the commands.
 */

import { guard, ignore } from './callback'
import { Command } from './command'
import { checkFlag, Flag, flagsOf } from './commands'
import { Connection, closed, type Face, isNews } from './connection'
import { Context } from './context'
import { errorOf, type Failure, MaxRetriesPerRequestError, type ReplyError } from './errors'
import { Fieldsets } from './fieldsets'
import { outer } from './native'
import { linkConfig, protocolOf } from './options'
import type { Message } from './replies'
import { loadsFor } from './script'
import { Search, type SearchNews } from './search'
import type { Choice, Refusal } from './sentinels'
import type { LinkEvent, Session } from './session'

export class OwnConnection extends Connection {
  readonly kind = 'own'
  private manuallyClosing = false
  /** The database of the last SELECT that was answered. */
  private selected: number | undefined
  /** Whether a QUIT waits for a connection. */
  private quitWaits = false
  /** Why the options lead nowhere. */
  private refused: Error | undefined
  private timer: NodeJS.Timeout | undefined
  /** Whether the connection that is made next was asked for by the retry strategy. */
  private isRetry = false
  /** Where `connect()` was called. */
  private context: Context | undefined
  private wasReady = false
  /** The connection was asked for within this tick: as in ioredis, there is nothing yet that could close. */
  private isFresh = false
  /** Who was given up so fresh tells its end, and no `close`. */
  private unmade = false
  /** Nothing more is written to the connection, whose `close` is to come. */
  private ending = false
  /** How many commands were sent since the end of one that stood was asked for. */
  private behindEnd: number | undefined
  /** The commands that restore the subscriptions of the connection before. */
  private resubscriptions: Command[] = []
  /** The commands that load scripts for what waits. */
  private reloads: Command[] = []
  private readonly fieldsets: Fieldsets | undefined
  /** Behind sentinels, what the client's functions decide. */
  private readonly search: Search | undefined

  constructor(face: Face) {
    super(face)
    const fieldsets = face.options.himportFieldsets
    if (face.options.sentinels) {
      this.search = new Search({
        options: face.options,
        emit: (event, ...args) => face.emit(event, ...args),
        emitError: (error) => this.emitError(error),
        goOn: (choice) => this.searchOn(choice),
        giveUp: (error) => this.giveUp(error),
      })
    }
    if (fieldsets?.length) this.fieldsets = new Fieldsets(fieldsets, (command) => this.send(command))
  }

  connect(): Promise<void> {
    const { face, isRetry } = this
    this.isRetry = false
    if (face.status === 'connecting' || face.status === 'connect' || face.status === 'ready') {
      return Promise.reject(new Error('Redis is already connecting/connected'))
    }
    this.stopTimer()
    this.manuallyClosing = false
    this.ending = false
    this.behindEnd = undefined
    let config: string
    try {
      config = linkConfig(face.options, false)
      this.open()
    } catch (error) {
      return this.refuse(error as Error)
    }
    this.refused = undefined
    this.search?.reset()
    if (!isRetry || this.context === undefined) this.context = new Context()
    const ready = this.untilReady()
    face.condition ??= {
      select: face.options.db ?? 0,
      subscriber: false,
      protocol: protocolOf(face.options),
      replyMapping: 'legacy',
    }
    this.setStatus('connecting')
    this.unmade = false
    this.isFresh = true
    outer.process.nextTick(() => {
      this.isFresh = false
    })
    const session = this.open()
    // Libraries change the options between connections, the password for example.
    session.configure(config)
    if (this.selected !== undefined) session.select(this.selected)
    this.resubscribe(session)
    this.reload(session)
    session.connect()
    return ready
  }

  protected prepare(): Session | undefined {
    return this.face.status === 'end' ? undefined : this.open()
  }

  /** Ends a client whose options lead nowhere, as ioredis does when the socket refuses them. */
  private refuse(error: Error): Promise<never> {
    this.refused = error
    this.setStatus('connecting')
    outer.process.nextTick(() => this.emitError(error))
    this.setStatus('end')
    return Promise.reject(error)
  }

  /** Another round of the search, a connection to what was chosen, or another sentinel where nothing could be. */
  private searchOn(choice?: Choice | Refusal): void {
    try {
      this.session?.answer(linkConfig(this.face.options, false, choice))
    } catch (error) {
      this.giveUp(error as Error)
    }
  }

  /** Ends a client that has found no server and looks for none any more. */
  private giveUp(error: Error): void {
    this.search?.reset()
    this.failAll(() => error)
    this.emitError(error)
    this.tellWaiters((waiter) => waiter.reject(error))
    this.setStatus('end')
    this.closeSession()
  }

  protected override onSearch(news: SearchNews): void {
    super.onSearch(news)
    if (!this.manuallyClosing) this.search?.hear(news)
  }

  private stopTimer(): void {
    outer.clearTimeout(this.timer)
    this.timer = undefined
  }

  disconnect(reconnect: boolean, patience = this.patience): void {
    const { status } = this.face
    if (status === 'end') return
    if (!reconnect) this.manuallyClosing = true
    if (status === 'wait' || (this.timer !== undefined && !reconnect)) {
      this.stopTimer()
      this.onClose(undefined)
      return
    }
    this.unmade ||= this.isFresh && !reconnect
    if (!this.ending && this.isMade) this.behindEnd = 0
    this.ending = true
    if (reconnect) {
      this.session?.renew(patience)
    } else {
      // The link may be further than the client has heard of: what waits here waits no longer.
      if (status !== 'ready') this.failAll()
      // Until its end is told.
      this.session?.hold(true)
      this.session?.disconnect(patience)
    }
  }

  /** A connection that is made for a client that has given it up is none. */
  override onEvent(event: LinkEvent): void {
    const made = event.status === 'connect' || event.status === 'ready'
    if (!(made && this.manuallyClosing)) this.within(super.onEvent, event)
  }

  override onPush(push: unknown[]): void {
    this.within(super.onPush, push)
  }

  override onMessage(message: Message): void {
    this.within(super.onMessage, message)
  }

  override onLine(line: string): void {
    this.within(super.onLine, line)
  }

  /** What comes from the server is told where the connection was asked for. */
  private within<A>(tell: (it: A) => void, it: A): void {
    if (this.context === undefined) tell.call(this, it)
    else this.context.runInAsyncScope(tell, this, it)
  }

  send(command: Command): void {
    const { face } = this
    // A client may have a `connect` of its own.
    if (face.status === 'wait') face.connect().catch(ignore)
    if (face.status === 'end') {
      command.reject(this.refused ?? closed())
      return
    }
    const ready = face.status === 'ready'
    if (this.fieldsets?.holds(command, ready, () => this.send(command))) return
    const mayWait = face.options.enableOfflineQueue || this.isShakingHands(command)
    if ((!ready || this.ending) && !mayWait) {
      command.reject(new Error("Stream isn't writeable and enableOfflineQueue options is false"))
      return
    }
    const deadline = this.deadlineOf(command)
    if (deadline > 0 && face.options.reconnectOnError) command.since ||= outer.performance.now()
    const flags = flagsOf(command.name)
    if ((flags & Flag.Apart) === 0) {
      if (this.behindEnd !== undefined) this.behindEnd++
      this.writePlain(command, deadline, flags)
      return
    }
    if (checkFlag('WILL_DISCONNECT', command.name)) {
      const waiting = this.behindEnd ?? this.pending - this.resubscribing
      if ((!ready || this.ending) && waiting === 0) {
        this.disconnect(false)
        command.resolve(Buffer.from('OK'))
        return
      }
      // A QUIT that waits ends the connection that it will be sent on.
      if (ready && !this.ending) this.leave()
      else if (!this.manuallyClosing) this.quitWaits = true
    }
    if (this.behindEnd !== undefined) this.behindEnd++
    this.limitBlocking(command)
    if (command.name === 'select') this.keepSelected(command, Number(command.args[0]))
    this.write(command, deadline)
    if (command.name === 'select') this.follow(Number(command.args[0]))
  }

  /** QUIT is on its way: the process stays until the end of the client is told, as with ioredis. */
  private leave(): void {
    this.manuallyClosing = true
    this.session?.hold(true)
  }

  protected override holds(): boolean {
    const { status } = this.face
    return (this.manuallyClosing && status !== 'close' && status !== 'end') || super.holds()
  }

  /** Whether a command belongs to the handshake, where no queue is needed for it. */
  private isShakingHands(command: Command): boolean {
    return this.face.status === 'connect' && checkFlag('HANDSHAKE_COMMANDS', command.name)
  }

  /**
   * With `blockingTimeout`, a command that blocks resolves to null when the server stays silent: by
   * its own time and the grace, or, where it waits for a connection, by `blockingTimeout` alone.
   */
  private limitBlocking(command: Command): void {
    const { blockingTimeout, blockingTimeoutGrace = 100 } = this.face.options
    if (typeof blockingTimeout !== 'number' || !(blockingTimeout > 0)) return
    if (!checkFlag('BLOCKING_COMMANDS', command.name)) return
    const time = this.face.status === 'ready' ? command.extractBlockingTimeout() : null
    if (time === undefined) return
    command.setBlockingTimeout(time ? time + blockingTimeoutGrace : blockingTimeout)
  }

  /**
   * Later connections select what this one has. Until SELECT is answered the commands before it may be
   * sent again, or for the first time: they belong to the database before.
   */
  private keepSelected(command: Command, db: number): void {
    if (!isDatabase(db)) return
    const { resolve, reject } = command
    const select = () => {
      this.selected = db
      this.session?.select(db)
    }
    command.resolve = (reply) => {
      select()
      resolve(reply)
    }
    command.reject = (error) => {
      // What waits behind a SELECT that was lost belongs to its database.
      if (error.name !== 'ReplyError' && error.name !== 'AbortError') select()
      reject(error)
    }
  }

  private follow(db: number): void {
    const { face } = this
    if (!isDatabase(db)) return
    if (face.condition === null || face.condition.select === db) return
    face.condition.select = db
    face.emit('select', db)
  }

  protected override restore(): void {
    const { face } = this
    if (this.quitWaits) this.leave()
    this.quitWaits = false
    const select = face.condition?.select
    if (this.wasReady && select !== undefined && select !== (face.options.db ?? 0))
      guard(() => face.emit('select', select))
    this.wasReady = true
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
    this.fieldsets?.prepareAll((error) => this.emitError(error))
  }

  /** Subscribes again by the next connection, before anything else that waits for it. */
  private resubscribe(session: Session): void {
    const { condition, options } = this.face
    const subscriber = condition?.subscriber
    // What the connection before could not confirm waits in the link already.
    if (!subscriber || !options.autoResubscribe || this.resubscribing > 0) return
    this.resubscriptions = ['subscribe', 'psubscribe', 'ssubscribe'].flatMap((name) => {
      const channels = subscriber.channels(name)
      if (channels.length === 0) return []
      // Channels of different slots do not go together in a cluster.
      const groups = name === 'ssubscribe' ? channels.map((channel) => [channel]) : [channels]
      return groups.map((group) => new Command(name, group))
    })
    for (const command of this.resubscriptions) this.watchRestored(command)
    this.tellGap()
    try {
      session.lead(this.resubscriptions.length, () => {
        for (const command of this.resubscriptions) {
          this.awaitConfirmation(command)
          session.send(command, 0)
        }
      })
    } catch (error) {
      for (const command of this.resubscriptions) command.reject(error as Error)
      this.emitError(error as Error)
    }
  }

  protected override onUnloaded(): void {
    if (this.session !== undefined && this.face.status !== 'ready') this.reload(this.session)
  }

  /** Loads by the next connection the scripts that what waits is to run, before it does. */
  private reload(session: Session): void {
    this.reloads = this.reloads.filter(({ isSettled }) => !isSettled)
    const missing = loadsFor(session.waiting(), this.reloads)
    if (missing.length === 0) return
    for (const { promise } of missing) promise.catch(ignore)
    try {
      session.lead(missing.length, () => {
        for (const command of missing) session.send(command, 0)
      })
      this.reloads.push(...missing)
    } catch {
      // Too much waits. What the server refuses is sent once more, behind the others.
    }
  }

  /** Tells of the gap when the subscriptions stand again. */
  private async tellGap(): Promise<void> {
    const outcomes = await Promise.allSettled(this.resubscriptions.map(({ promise }) => promise))
    if (outcomes.some(({ status }) => status === 'fulfilled')) this.news.gap()
  }

  /** A server that denies one channel refuses the whole command: then each is asked for alone. */
  private watchRestored(command: Command): void {
    command.promise.catch((error: Error) => {
      // The end of the connection is told by itself.
      if (error.name !== 'ReplyError') return
      if (command.args.length < 2 || !error.message.startsWith('NOPERM')) {
        this.emitError(error)
        return
      }
      for (const channel of command.args) {
        const alone = new Command(command.name, [channel])
        this.watchRestored(alone)
        this.send(alone)
      }
    })
  }

  /** How many subscriptions are to be restored and not confirmed. */
  private get resubscribing(): number {
    return this.resubscriptions.filter((command) => !command.isSettled).length
  }

  protected override settleError(command: Command, error: ReplyError): void {
    const { reconnectOnError } = this.face.options
    // Replies come in order: it was executed where they have led by now.
    const db = this.selected ?? this.face.options.db ?? 0
    const spared = checkFlag('IGNORE_RECONNECT_ON_ERROR', command.name)
    let decision: unknown = false
    if (reconnectOnError && !spared) {
      this.within((error) => {
        decision = reconnectOnError(error)
      }, error)
    }
    // Nothing else counts, true or not: the result of a `match` for example.
    const reconnects = decision === true || decision === 1 || decision === 2
    if (reconnects && this.face.status !== 'reconnecting') this.disconnect(true)
    if (decision !== 2) command.reject(error)
    // What a transaction holds is executed in it, or not at all.
    else if (command.inTransaction || command.name === 'exec') command.reject(abortedBy(error))
    else {
      this.shorten(command)
      this.sendIn(db, command)
    }
  }

  /** How long a command may take in all, in milliseconds; 0 is for ever. */
  private deadlineOf(command: Command): number {
    const { commandTimeout } = this.face.options
    return command.deadline ?? (typeof commandTimeout === 'number' ? commandTimeout : 0)
  }

  /** A command that is sent again has the rest of its time. */
  private shorten(command: Command): void {
    if (command.since === 0) return
    const now = outer.performance.now()
    command.deadline = Math.max(Math.ceil(command.since + this.deadlineOf(command) - now), 1)
    command.since = now
  }

  /** Sends a command to a database, and what follows it to the one that is selected. */
  private sendIn(db: number, command: Command): void {
    const selected = this.face.condition?.select ?? db
    const select = (db: number) => {
      const command = new Command('select', [db])
      command.promise.catch(ignore)
      this.send(command)
    }
    const isElsewhere = selected !== db && command.name !== 'select'
    if (isElsewhere) select(db)
    this.send(command)
    if (isElsewhere) select(selected)
  }

  override prepareFor(commands: readonly Command[]): Promise<unknown> | undefined {
    return this.fieldsets?.prepareFor(commands)
  }

  protected onClose(failure: Failure | undefined): void {
    const { face } = this
    this.ending = false
    this.behindEnd = undefined
    this.search?.reset()
    this.fieldsets?.forget()
    if (failure !== undefined && isNews(failure, this.manuallyClosing)) this.emitError(errorOf(failure))
    if (!this.unmade) this.setStatus('close')
    this.unmade = false
    const { retryStrategy, maxRetriesPerRequest } = face.options
    const manually = this.manuallyClosing
    this.manuallyClosing = false
    let delay: unknown
    try {
      if (!manually && typeof retryStrategy === 'function') delay = retryStrategy(++face.retryAttempts)
    } catch (error) {
      this.failAll(() => endOf(failure))
      this.tellWaiters((waiter) => waiter.reject(closed(failure)))
      this.closeSession()
      throw error
    }
    if (typeof delay !== 'number') {
      this.quitWaits = false
      this.setStatus('end')
      this.failAll(() => endOf(manually ? undefined : failure))
      // A later connect() opens another session.
      this.closeSession()
      return
    }
    this.setStatus('reconnecting', delay)
    this.news.change({ status: 'reconnecting', delay })
    this.timer = outer.setTimeout(() => {
      this.timer = undefined
      this.isRetry = true
      face.connect().catch(ignore)
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

/** What a command of a transaction hears that is not sent again: the server has refused it. */
function abortedBy({ command }: ReplyError & { command?: unknown }): Error {
  const message = 'Command aborted due to connection close'
  return Object.assign(errorOf({ kind: 'aborted', message, maybeExecuted: false }), { command })
}

function isDatabase(db: number): boolean {
  return Number.isInteger(db) && db >= 0
}

function tooManyRetries(limit: number, failure: Failure | undefined): Error {
  const error = new MaxRetriesPerRequestError(limit)
  if (failure === undefined) return error
  const cause = errorOf(failure)
  Object.defineProperty(error, 'cause', { value: cause, configurable: true, writable: true })
  return Object.assign(error, cause)
}
