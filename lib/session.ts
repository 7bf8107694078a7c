/**
 * One face's traffic with its link: commands out in batches, replies in, in order.
 *
 * A session owns the encoder, the commands that wait for their replies, and the two arrays in
 * which the addon lays what came. It crosses the border once for all that a tick produced, and at
 * once when nothing is in flight. It knows no status and emits no event.
 */

import { guard } from './callback'
import { Encoder } from './codec'
import type { Command } from './command'
import { checkFlag, Flag, flagsOf } from './commands'
import { errorOf, type Failure, OverloadError, ReplyError } from './errors'
import { type Native, outer, Told } from './native'
import { type Shape, Tape } from './replies'
import { shownArguments } from './secrets'

/** What the link says of itself. */
export interface LinkEvent {
  status: 'wait' | 'connecting' | 'connect' | 'ready' | 'close' | 'reconnecting' | 'end'
  error?: Failure
  delay?: number
  protocol?: 2 | 3
  peer?: string
  warnings?: string[]
}

/** What the link looks like now. */
export interface LinkFacts {
  status: LinkEvent['status']
  peer: string | null
  protocol: 2 | 3
  connects: number
  queuedBytes: number
  lastError: Failure | null
}

/** Whom the session tells. */
export interface Listener {
  onEvent(event: LinkEvent): void
  /** A push, or a confirmation of a subscription; strings are Buffers. */
  onPush(push: unknown[]): void
  /** A line that answers nothing, as a monitor gets them. */
  onLine(line: string): void
  /** How many channels a bare UNSUBSCRIBE, or its like, speaks of. */
  subscribed(command: string): number
  /** An error reply; the listener settles the command. */
  onErrorReply(command: Command, error: ReplyError): void
}

/** How many commands, and how many KiB of them, may wait and be in flight. */
const MOST_COMMANDS = 250_000
const MOST_KIB = 256 << 10

const WORDS = 4096
const PAYLOAD = 32 << 10

export class Session {
  private readonly number: number
  /** Holds the password: private to the engine, so that no inspection shows it. */
  #config: string
  /** What the addon calls. It holds it weakly while nothing is pending; the session keeps it. */
  private readonly taker: (told: number, a: unknown, b: unknown) => void
  private readonly encoder = new Encoder()
  private readonly words = new Uint32Array(WORDS)
  private readonly payload = Buffer.allocUnsafeSlow(PAYLOAD)
  private readonly tape = new Tape()
  /** Commands by their number, in a ring whose size is a power of two. */
  private ring: (Command | undefined)[] = new Array(64)
  private mask = 63
  private first = 0
  private next = 0
  private unsettled = 0
  private scheduled = false
  private gathering = 0
  private spoilt: Error | undefined
  private keptKib = 0
  private idlers: Array<() => void> = []
  private readonly strings: Shape
  private readonly buffers: Shape
  private readonly flushLater = () => {
    this.scheduled = false
    this.flush()
  }

  constructor(
    private readonly native: Native,
    config: string,
    mapping: { resp3: boolean; stringNumbers: boolean },
    private readonly listener: Listener,
  ) {
    this.#config = config
    this.strings = { ...mapping, buffers: false }
    this.buffers = { ...mapping, buffers: true }
    this.taker = (told, a, b) => this.settle(told, a, b)
    // The arrays live as long as the function: the addon writes them without asking again.
    Object.defineProperty(this.taker, 'arrays', { value: [this.words, this.payload] })
    this.number = native.open(config, this.taker, this.words, this.payload)
  }

  /** How many commands wait for their replies. */
  get pending(): number {
    return this.unsettled
  }

  facts(): LinkFacts {
    return JSON.parse(this.native.facts(this.number))
  }

  /** Makes later connections by these facts. */
  configure(config: string): void {
    if (config === this.#config) return
    this.native.configure(this.number, config)
    this.#config = config
  }

  connect(): void {
    this.native.connect(this.number)
  }

  /** Makes later connections select this database. */
  select(db: number): void {
    this.native.select(this.number, db)
  }

  disconnect(): void {
    this.flush()
    this.native.disconnect(this.number)
  }

  /** Drops the connection, so that another one takes its place. */
  renew(): void {
    this.flush()
    this.native.renew(this.number)
  }

  /** Ends the link's connection when its replies are in, or after `patience` ms. */
  finish(patience: number): void {
    this.flush()
    this.native.finish(this.number, patience)
  }

  /** Holds the process although nothing is pending, or lets it go. */
  hold(held: boolean): void {
    this.native.hold(this.number, held)
  }

  /** Ends the session; nothing is told any more. */
  close(): void {
    this.native.close(this.number)
  }

  /** Sends a command with a deadline in milliseconds; 0 is none. */
  send(command: Command, deadline: number): void {
    if (this.isFull()) {
      if (this.gathering > 0) this.spoil(this.overloaded())
      else command.reject(this.overloaded())
      return
    }
    const seq = this.next
    try {
      this.encoder.add(seq, command.name, command.args, this.flags(command), deadline)
    } catch (error) {
      if (this.gathering > 0) this.spoil(error as Error)
      else command.reject(error as Error)
      return
    }
    if ((seq - this.first) >>> 0 > this.mask) this.widen()
    this.ring[seq & this.mask] = command
    this.next = (seq + 1) >>> 0
    const idle = this.unsettled++ === 0
    if (this.gathering > 0 || this.scheduled) return
    if (idle) {
      this.flush()
    } else {
      this.scheduled = true
      outer.process.nextTick(this.flushLater)
    }
  }

  /**
   * What is sent within `send` crosses in one batch, or not at all: it throws before anything is
   * sent when too much waits, or when one of the commands can not be encoded.
   */
  gather(send: () => void): void {
    if (this.isFull()) throw this.overloaded()
    const { encoder, next } = this
    const { length, count } = encoder
    this.gathering++
    try {
      send()
    } finally {
      this.gathering--
    }
    const { spoilt } = this
    if (spoilt !== undefined) {
      this.spoilt = undefined
      encoder.length = length
      encoder.count = count
      for (let seq = next; seq !== this.next; seq = (seq + 1) >>> 0) this.take(seq)
      throw spoilt
    }
    if (this.gathering === 0 && !this.scheduled) this.flush()
  }

  /** Makes the batch that is being gathered fail as a whole. */
  spoil(error: Error): void {
    if (this.gathering > 0) this.spoilt ??= error
  }

  private flags(command: Command): number {
    let flags = flagsOf(command.name)
    if (command.isReadOnly) flags |= Flag.Readonly
    if (command.pipelineIndex !== undefined && command.pipelineIndex > 0) flags |= Flag.Pipeline
    // EXEC itself is sent when its transaction is no longer open.
    if (command.inTransaction || (command.pipelineIndex !== undefined && command.name === 'exec')) {
      flags |= Flag.Transaction
      if (command.name === 'multi') flags |= Flag.Multi
    }
    if ((flags & Flag.Subscription) !== 0) {
      // Within a transaction the server only says QUEUED.
      if (command.inTransaction) return flags & ~Flag.Subscription
      const channels = command.args.length || this.listener.subscribed(command.name)
      if (command.args.length === 0) flags |= Flag.Bare
      flags |= Math.max(channels, 1) << 8
    }
    return flags
  }

  private isFull(): boolean {
    if (this.unsettled >= MOST_COMMANDS) return true
    const gathered = this.encoder.length >>> 10
    if (this.keptKib + gathered < MOST_KIB) return false
    // The figure is that of the last batch: much may have been answered since.
    this.keptKib = this.facts().queuedBytes >>> 10
    return this.keptKib + gathered >= MOST_KIB
  }

  private overloaded(): OverloadError {
    return new OverloadError(
      `too many commands wait for Redis (${this.unsettled} commands, ${this.keptKib} KiB; ` +
        `at most ${MOST_COMMANDS} and ${MOST_KIB} KiB); nothing was sent`,
    )
  }

  private flush(): void {
    const { encoder } = this
    if (encoder.count === 0) return
    this.keptKib = this.native.submit(this.number, encoder.bytes, encoder.length, encoder.rows, encoder.count)
    encoder.reset()
  }

  private widen(): void {
    const size = (this.mask + 1) * 2
    const wider: (Command | undefined)[] = new Array(size)
    for (let seq = this.first; seq !== this.next; seq = (seq + 1) >>> 0) {
      wider[seq & (size - 1)] = this.ring[seq & this.mask]
    }
    this.ring = wider
    this.mask = size - 1
  }

  /** Takes a command out of the ring; undefined when nobody waits for it any more. */
  private take(seq: number): Command | undefined {
    const at = seq & this.mask
    const command = this.ring[at]
    if (command === undefined) return undefined
    this.ring[at] = undefined
    if (--this.unsettled === 0) this.tellIdle()
    if (seq === this.first) {
      let first = seq
      do first = (first + 1) >>> 0
      while (first !== this.next && this.ring[first & this.mask] === undefined)
      this.first = first
    }
    return command
  }

  /** Resolves when no command waits for its reply. */
  whenIdle(): Promise<void> {
    return this.unsettled === 0 ? Promise.resolve() : new Promise((resolve) => this.idlers.push(resolve))
  }

  private tellIdle(): void {
    if (this.idlers.length === 0) return
    const { idlers } = this
    this.idlers = []
    for (const idler of idlers) idler()
  }

  /** Rejects all that waits, each with an error of its own, and forgets it. */
  failAll(error: (command: Command) => Error): void {
    // What was not submitted yet is not sent at all.
    this.encoder.reset()
    const sent = new Set(this.native.forget(this.number))
    const commands: Array<[Command, boolean]> = []
    for (let seq = this.first; seq !== this.next; seq = (seq + 1) >>> 0) {
      const command = this.take(seq)
      if (command !== undefined) commands.push([command, sent.has(seq)])
    }
    this.first = this.next
    for (const [command, maybeExecuted] of commands) {
      const facts = { phase: maybeExecuted ? 'sent' : 'queued', maybeExecuted }
      guard(() => command.reject(Object.assign(error(command), facts)))
    }
  }

  private settle(told: number, a: unknown, b: unknown): void {
    switch (told) {
      case Told.Replies:
        this.replies(this.words, this.payload, b as number)
        break
      case Told.LargeReplies:
        this.replies(a as Uint32Array, bufferOf(b as Uint8Array), (b as Uint8Array).length)
        break
      case Told.Failed:
        this.failed(a as Uint32Array, b as string)
        break
      case Told.Push:
        this.push(this.words, this.payload, b as number)
        break
      case Told.LargePush:
        this.push(a as Uint32Array, bufferOf(b as Uint8Array), (b as Uint8Array).length)
        break
      case Told.Event:
        this.listener.onEvent(JSON.parse(a as string))
        break
    }
  }

  private replies(words: Uint32Array, payload: Buffer, end: number): void {
    const runs = words[0]
    this.tape.load(words, payload, 1 + runs * 2, end)
    for (let i = 0; i < runs; i++) this.run(words[1 + i * 2], words[2 + i * 2])
  }

  private run(seq: number, count: number): void {
    const { tape } = this
    for (let i = 0; i < count; i++) {
      const command = this.take((seq + i) >>> 0)
      const value = tape.read(command?.replyEncoding === 'utf8' ? this.strings : this.buffers)
      if (command === undefined) continue
      if (value instanceof ReplyError) guard(() => this.listener.onErrorReply(command, value))
      else this.reply(command, value)
    }
  }

  private reply(command: Command, value: unknown): void {
    try {
      if (checkSubscription(command, value)) {
        this.listener.onPush(value)
        command.settle(value[2])
      } else if (command.replyEncoding && command.replyEncoding !== 'utf8') {
        command.resolve(value)
      } else {
        command.settle(value)
      }
    } catch (error) {
      guard(() => {
        throw error
      })
    }
  }

  private failed(runs: Uint32Array, json: string): void {
    const failure: Failure = JSON.parse(json)
    for (let i = 0; i < runs.length; i += 2) {
      for (let k = 0; k < runs[i + 1]; k++) {
        const command = this.take((runs[i] + k) >>> 0)
        if (command === undefined) continue
        const error = Object.assign(errorOf(failure), {
          command: { name: command.name, args: shownArguments(command.name, command.args) },
        })
        guard(() => command.reject(error))
      }
    }
  }

  private push(words: Uint32Array, payload: Buffer, end: number): void {
    this.tape.load(words, payload, 0, end)
    const value = this.tape.read(this.buffers)
    guard(() => {
      if (Array.isArray(value)) this.listener.onPush(value)
      else this.listener.onLine(String(value))
    })
  }
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function checkSubscription(command: Command, value: unknown): value is unknown[] {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    (checkFlag('ENTER_SUBSCRIBER_MODE', command.name) || checkFlag('EXIT_SUBSCRIBER_MODE', command.name))
  )
}
