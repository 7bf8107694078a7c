/**
 * The subscriptions of a handle on a shared client. The addon has one connection for those of the
 * whole process; here is what the handle is subscribed to, what of it is confirmed, and what it
 * hears.
 */

import { ignore } from './callback'
import { Command } from './command'
import { checkFlag } from './commands'
import type { Failure, ReplyError } from './errors'
import type { Message, MessageEvent } from './replies'
import type { LinkEvent, Listener, Session } from './session'
import { Asked, type Hearer, hear, hearsBuffers, keyOf, SubscriptionSet, tell } from './subscriptions'

/** What a subscriber needs of its handle. */
export interface Subscribing {
  open(listener: Listener): Session
  onErrorReply(command: Command, error: ReplyError): void
  /** The connection was lost, or could not be made. */
  onFailure(failure: Failure): void
  /** The server has ended a subscription that nobody wanted to end. */
  onTaken?(type: string, channel: string): void
}

/** The commands that subscribe to what these events tell of. */
const ENTER: Record<string, string> = { message: 'subscribe', pmessage: 'psubscribe', smessage: 'ssubscribe' }

export class Subscriber implements Listener {
  private session: Session | undefined
  private channels = new SubscriptionSet()
  /** How many commands are not confirmed, and when all of them are. */
  private unconfirmed = 0
  private confirmed: Promise<unknown> = Promise.resolve()
  /** What each subscription asked for that the handle neither had nor had asked for. */
  private fresh = new WeakMap<Command, Command['args']>()
  private readonly asked = new Asked()
  /** What is to end; without a name all of its kind. */
  private readonly leaving = new Asked()
  /** What was taken back when its confirmation was on its way: it is not heard until its end. */
  private muted = new Set<string>()

  constructor(
    private readonly hearer: Hearer,
    private readonly handle: Subscribing,
  ) {}

  /** The channels that are confirmed. */
  subscribedTo(kind: string): string[] {
    return this.channels.channels(kind)
  }

  send(command: Command, deadline: number): void {
    this.unconfirmed++
    const done = this.expect(command)
    const settled = command.promise.then(ignore, ignore).then(() => {
      this.unconfirmed--
      done()
    })
    // Without a value: it would hold that of the one before, and so on for the life of the handle.
    this.confirmed = Promise.all([this.confirmed, settled]).then(ignore)
    this.session ??= this.handle.open(this)
    this.session.send(command, deadline)
  }

  /** Notes what a subscription brings. Returns what is called when it is settled. */
  private expect(command: Command): () => void {
    const type = command.name.toLowerCase()
    if (!checkFlag('ENTER_SUBSCRIBER_MODE', type)) {
      const ends = command.args.length > 0 ? command.args : ['']
      return this.leaving.add(ends.map((name) => keyOf(type, name)))
    }
    const names = command.args.map(String)
    const had = new Set(this.channels.channels(type))
    const fresh = (name: string) => !had.has(name) && this.asked.count(keyOf(type, name)) === 0
    this.fresh.set(
      command,
      command.args.filter((name) => fresh(String(name))),
    )
    const keys = names.map((name) => keyOf(type, name))
    for (const key of keys) this.muted.delete(key)
    return this.asked.add(keys)
  }

  /**
   * Takes commands back. A subscription whose confirmation is on its way is ended again, and nothing
   * is heard of it. Returns those not here.
   */
  cancel(commands: ReadonlySet<Command>, error: () => Error): ReadonlySet<Command> {
    const { session } = this
    if (session === undefined) return commands
    const elsewhere = session.cancel(commands, error)
    for (const command of session.waiting()) if (commands.has(command)) this.takeBack(command)
    return elsewhere
  }

  private takeBack(command: Command): void {
    const type = command.name.toLowerCase()
    // Who else of the handle asked for it meanwhile keeps it.
    const names = this.fresh.get(command)?.filter((name) => this.asked.count(keyOf(type, name)) < 2)
    if (names === undefined || names.length === 0) return
    const end = new Command(type.replace('subscribe', 'unsubscribe'), names)
    const keys = names.map((name) => keyOf(type, name))
    for (const key of keys) this.muted.add(key)
    end.promise.then(ignore, ignore).then(() => {
      for (const key of keys) this.muted.delete(key)
    })
    this.send(end, 0)
  }

  /** Resolves when all that the handle has asked for is confirmed; undefined when it is. */
  get confirmation(): Promise<unknown> | undefined {
    return this.unconfirmed > 0 ? this.confirmed : undefined
  }

  /** Ends all subscriptions of the handle. */
  close(error: (command: Command) => Error): void {
    const { session } = this
    this.session = undefined
    this.channels = new SubscriptionSet()
    this.muted.clear()
    session?.failAll(error)
    session?.close()
  }

  private isMuted(event: unknown, name: unknown): boolean {
    return this.muted.size > 0 && this.muted.has(keyOf(ENTER[String(event)] ?? '', name))
  }

  onPush(push: unknown[]): void {
    if (this.isMuted(push[0], push[1])) return
    const confirmation = hear(this.hearer, push)
    if (confirmation === undefined) return
    const { type, channel } = confirmation
    if (checkFlag('ENTER_SUBSCRIBER_MODE', type)) this.channels.add(type, channel)
    else if (checkFlag('EXIT_SUBSCRIBER_MODE', type)) this.left(type, channel)
    this.session?.hold(!this.channels.isEmpty())
  }

  private left(type: string, channel: Buffer): void {
    const name = channel.toString()
    const isWanted = this.channels.del(type, channel)
    const isAsked = this.leaving.count(keyOf(type, name)) + this.leaving.count(keyOf(type, '')) > 0
    if (isWanted && !isAsked) this.handle.onTaken?.(type, name)
  }

  wantsBuffers(event: MessageEvent): boolean {
    return hearsBuffers(this.hearer, event)
  }

  onMessage(message: Message): void {
    if (this.isMuted(message.event, message.pattern ?? message.channel)) return
    tell(this.hearer, message)
  }

  onEvent({ status, error, missed }: LinkEvent): void {
    if (status === 'gap') {
      this.hearer.emit(
        'gap',
        missed === undefined ? { reason: 'connection' } : { reason: 'overflow', missed },
      )
    } else if (error !== undefined) {
      this.handle.onFailure(error)
    }
  }

  onErrorReply(command: Command, error: ReplyError): void {
    this.handle.onErrorReply(command, error)
  }

  onLine(): void {}

  onUnsent(): void {}
}
