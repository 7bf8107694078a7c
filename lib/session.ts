/**
 * One face's traffic with its link: commands out in batches, replies in, in order.
 *
 * A session owns the encoder, the commands in flight, and the two arrays in which the addon lays
 * what came. It crosses the border once for all that a tick produced, at once when nothing is in
 * flight, and sooner under a load that `Pace` knows. It knows no status and emits no event.
 */

import { Blocks } from './blocks'
import type { BreakerMode } from './breaker'
import { guard } from './callback'
import { Encoder } from './codec'
import type { Command } from './command'
import { CROSSING, CROSSING_BITS, checkFlag, Flag, flagsOf } from './commands'
import { errorOf, type Failure, OverloadError, ReplyError } from './errors'
import { InFlight } from './in-flight'
import { largeTexts } from './large-texts'
import type { Counters } from './metrics'
import { Fate, type Native, outer, Road, Told } from './native'
import type { News } from './news'
import type { Pace } from './pace'
import { type Message, type MessageEvent, type Shape, Tape, UNMADE } from './replies'
import type { SearchNews } from './search'
import { showAs, shownArguments } from './secrets'
import { young } from './young'

/** How a link stands. */
export type Standing = 'wait' | 'connecting' | 'connect' | 'ready' | 'close' | 'reconnecting' | 'end'

/** What the link says of itself. */
export interface LinkEvent {
  status: Standing | 'gap' | 'refused'
  error?: Failure
  delay?: number
  protocol?: 2 | 3
  peer?: string
  warnings?: string[]
  /** The circuit breaker's new mode; `status` is what it was. */
  breaker?: BreakerMode
  /** What the search for the server tells; `status` is what it was. */
  search?: SearchNews
  /** How many messages were dropped, for `gap`. */
  missed?: number
}

/** What the link looks like now. */
export interface LinkFacts {
  status: Standing
  peer: string | null
  protocol: 2 | 3
  connects: number
  queuedBytes: number
  breaker: BreakerMode
  lastError: Failure | null
}

/** Whom the session tells. */
export interface Listener {
  onEvent(event: LinkEvent): void
  /** A push, or a confirmation of a subscription; strings are Buffers. */
  onPush(push: unknown[]): void
  /** Whether somebody wants the Buffers of a message: then it is told by `onPush`. */
  wantsBuffers(event: MessageEvent): boolean
  onMessage(message: Message): void
  /** Commands failed that were never written. */
  onUnsent(commands: readonly Command[]): void
  /** A line that answers nothing, as a monitor gets them. */
  onLine(line: string): void
  /** An error reply; the listener settles the command. */
  onErrorReply(command: Command, error: ReplyError): void
}

/** How many commands, and how many KiB of them, may wait and be in flight. */
export const MOST_COMMANDS = 250_000
const MOST_KIB = 256 << 10

const WORDS = 4096
const PAYLOAD = 32 << 10

export class Session {
  private readonly number: number
  private readonly submit: Native['submit']
  /** Holds the password: private to the engine, so that no inspection shows it. */
  #config: string
  /** What the addon calls. It holds it weakly while nothing is pending; the session keeps it. */
  private readonly taker: (told: number, a: unknown, b: unknown) => void
  private readonly encoder: Encoder
  private readonly words = new Uint32Array(WORDS)
  private readonly payload = Buffer.allocUnsafeSlow(PAYLOAD)
  /** What the encoder wrote into at first, which the addon knows. */
  private readonly bytes: Uint8Array
  private readonly rows: Uint32Array
  private readonly tape = new Tape()
  private readonly inFlight: InFlight
  private scheduled = false
  private gathering = 0
  /** The number of the first command of the batch that is being gathered. */
  private head = 0
  private spoilt: Error | undefined
  private keptKib = 0
  /** The last command was not taken, because too many wait. */
  private refusing = false
  private readonly strings: Shape
  private readonly buffers: Shape
  private readonly maps: Shape
  private readonly flushLater = () => {
    this.scheduled = false
    this.flush()
    this.pace.ended(this.inFlight.size, this.keptKib << 10)
  }

  constructor(
    private readonly native: Native,
    config: string,
    mapping: { resp3: boolean; stringNumbers: boolean },
    private readonly pace: Pace,
    private readonly listener: Listener,
    private readonly news: News,
    road = Road.Link,
  ) {
    this.#config = config
    this.inFlight = new InFlight(road === Road.Leased)
    this.encoder = new Encoder(new Blocks(native))
    const { bytes, rows } = this.encoder
    this.bytes = bytes
    this.rows = rows
    this.strings = { ...mapping, buffers: false }
    this.buffers = { ...mapping, buffers: true }
    this.maps = { ...this.strings, resp3: true }
    this.taker = (told, a, b) => this.settle(told, a, b)
    // The arrays live as long as the function: the addon uses them without asking again.
    Object.defineProperty(this.taker, 'arrays', { value: [this.words, this.payload, bytes, rows] })
    this.submit = native.submit
    this.number = native.open(config, this.taker, this.words, this.payload, bytes, rows, road)
  }

  /** How many commands wait for their replies. */
  get pending(): number {
    return this.inFlight.size
  }

  /** The command that has waited longest. */
  get oldest(): Command | undefined {
    return this.inFlight.oldest
  }

  /** The commands that wait for their replies, the first one first. */
  waiting(): Command[] {
    return Array.from(this.inFlight.entries(), ([, command]) => command)
  }

  /** Resolves when no command waits for its reply. */
  whenIdle(): Promise<void> {
    return this.inFlight.whenIdle()
  }

  facts(): LinkFacts {
    return JSON.parse(this.native.facts(this.number))
  }

  metrics(): Counters {
    return JSON.parse(this.native.metrics(this.number))
  }

  /** Makes later connections by these facts. */
  configure(config: string): void {
    if (config !== this.#config) this.answer(config)
  }

  /** The same, for a search that waits for a word: also where nothing has changed. */
  answer(config: string): void {
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

  /** Ends the connection; what is in flight may be answered within `patience` ms. */
  disconnect(patience: number): void {
    this.flush()
    this.native.disconnect(this.number, patience)
  }

  /** Ends the connection as {@link disconnect} does, so that another one takes its place. */
  renew(patience: number): void {
    this.flush()
    this.native.renew(this.number, patience)
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

  /** Takes a place for a connection beside the client. Throws when all are taken. */
  reserve(): void {
    const failure = this.native.reserve(this.number)
    if (failure !== null) throw errorOf(JSON.parse(failure))
  }

  release(): void {
    this.native.release(this.number)
  }

  /** Ends the session; nothing is told any more. */
  close(): void {
    this.native.close(this.number)
  }

  /** Sends a command with a deadline in milliseconds; 0 is none. */
  send(command: Command, deadline: number, known = flagsOf(command.name)): void {
    if (this.isFull()) {
      if (this.gathering > 0) this.spoil(this.overloaded())
      else command.reject(this.overloaded(1))
      return
    }
    const { encoder, inFlight } = this
    const { length, count } = encoder
    const seq = inFlight.number()
    let idle: boolean
    try {
      encoder.add(seq, command.name, command.args, this.flags(command, known), deadline)
      idle = inFlight.put(seq, command)
    } catch (error) {
      // Also where the stack ends in between: bytes without a command would get another one's reply.
      encoder.length = length
      encoder.count = count
      if (this.gathering > 0) this.spoil(error as Error)
      else command.reject(error as Error)
      return
    }
    if (this.gathering > 0) return
    if (encoder.count >= this.pace.early || encoder.length >= this.pace.earlyBytes) {
      this.flush()
    } else if (this.scheduled) {
      return
    } else if (idle) {
      this.flush()
      this.pace.lone()
    } else {
      outer.process.nextTick(this.flushLater)
      this.scheduled = true
    }
  }

  /**
   * What is sent within `send` crosses in one batch, or not at all: it throws before anything is
   * sent when too much waits, or when one of the `size` commands can not be encoded.
   */
  gather(size: number, send: () => void): void {
    if (this.isFull()) throw this.overloaded(size)
    const { encoder } = this
    const { length, count } = encoder
    const { next } = this.inFlight
    if (this.gathering++ === 0) this.head = next
    try {
      send()
    } catch (error) {
      // Half of a transaction is none.
      this.spoilt ??= error as Error
    }
    this.gathering--
    const { spoilt } = this
    if (spoilt !== undefined) {
      this.spoilt = undefined
      encoder.length = length
      encoder.count = count
      this.inFlight.takeFrom(next)
      if (spoilt instanceof OverloadError) this.native.overloaded(this.number, size)
      throw spoilt
    }
    if (this.gathering === 0 && !this.scheduled) this.flush()
  }

  /** What is sent within `send`, while there is no connection, goes before all that waits for one. */
  lead(size: number, send: () => void): void {
    this.flush()
    this.gather(size, send)
    this.flush()
    this.native.lead(this.number)
  }

  /** Makes the batch that is being gathered fail as a whole. */
  spoil(error: Error): void {
    if (this.gathering > 0) this.spoilt ??= error
  }

  private flags(command: Command, known: number): number {
    let flags = known & CROSSING
    if (command.isReadOnly) flags |= Flag.Readonly
    if (command.replyEncoding !== 'utf8') flags |= Flag.Buffers
    // A pipeline over a cluster begins anew at each node, whatever its commands are numbered.
    if (command.pipelineIndex !== undefined && this.gathering > 0 && this.inFlight.next !== this.head) {
      flags |= Flag.Pipeline
    }
    // EXEC itself is sent when its transaction is no longer open.
    if (command.inTransaction || (command.pipelineIndex !== undefined && command.name === 'exec')) {
      flags |= Flag.Transaction
      if (command.name === 'multi') flags |= Flag.Multi
    }
    if ((flags & Flag.Subscription) !== 0) {
      // Within a transaction the server only says QUEUED.
      if (command.inTransaction) return flags & ~Flag.Subscription
      if (command.args.length === 0) flags |= Flag.Bare
      flags |= Math.max(command.args.length, 1) << CROSSING_BITS
    }
    return flags
  }

  private isFull(): boolean {
    if (this.inFlight.size >= MOST_COMMANDS) return true
    const gathered = this.encoder.length >>> 10
    if (this.keptKib + gathered < MOST_KIB) return false
    // The figure is that of the last batch: much may have been answered since.
    this.keptKib = this.facts().queuedBytes >>> 10
    return this.keptKib + gathered >= MOST_KIB
  }

  /** Why `count` commands are not taken. */
  private overloaded(count = 0): OverloadError {
    if (count > 0) this.native.overloaded(this.number, count)
    if (!this.refusing) {
      this.news.overload(() => ({ pending: this.pending, queuedBytes: this.keptKib * 1024 }))
    }
    this.refusing = true
    return new OverloadError(
      `too many commands wait for Redis (${this.pending} commands, ${this.keptKib} KiB; ` +
        `at most ${MOST_COMMANDS} and ${MOST_KIB} KiB); nothing was sent`,
    )
  }

  private flush(): void {
    const { encoder } = this
    if (encoder.count === 0) return
    this.refusing = false
    const { bytes, length, rows, count } = encoder
    const known = bytes === this.bytes && rows === this.rows
    // Where the stack ends, nothing was called: a batch is neither sent twice nor lost.
    encoder.length = 0
    encoder.count = 0
    // A block may be on loan from here on.
    encoder.bytes = encoder.own
    try {
      this.keptKib = known
        ? this.submit(this.number, length, count)
        : this.submit(this.number, length, count, bytes, rows)
    } catch (error) {
      encoder.length = length
      encoder.count = count
      encoder.bytes = bytes
      throw error
    }
    encoder.trim()
  }

  /** Rejects all that waits, each with an error of its own, and forgets it. */
  failAll(error: (command: Command) => Error): void {
    // What was not submitted yet is not sent at all. What is on its way here may have been executed.
    const unsent = new Set([...this.encoder.numbers(), ...this.native.forget(this.number)])
    this.encoder.reset()
    for (const [seq, command] of this.inFlight.takeAll()) {
      const maybeExecuted = !unsent.has(seq)
      const facts = { phase: maybeExecuted ? 'sent' : 'queued', maybeExecuted }
      guard(() => command.reject(Object.assign(error(command), facts)))
    }
  }

  /**
   * Takes commands back, each rejected with an error of its own. What is not written yet is never
   * sent; the late reply of the others is dropped. Returns those that are not here.
   */
  cancel(commands: ReadonlySet<Command>, error: () => Error): Set<Command> {
    const found = this.inFlight.find(commands)
    const unsubmitted = this.encoder.remove(new Set(found.keys()))
    const submitted = [...found.keys()].filter((seq) => !unsubmitted.has(seq))
    const fates = submitted.length > 0 ? this.native.cancel(this.number, submitted) : []
    const fate = new Map(submitted.map((seq, index) => [seq, fates[index]]))
    const unsent: Command[] = []
    for (const [seq, command] of found) {
      const maybeExecuted = !unsubmitted.has(seq) && fate.get(seq) !== Fate.Unsent
      if (!maybeExecuted) unsent.push(command)
      // One whose reply is on its way keeps its number until then.
      if (fate.get(seq) !== Fate.Answered) this.inFlight.take(seq)
      const facts = { phase: maybeExecuted ? 'sent' : 'queued', maybeExecuted }
      guard(() => command.reject(Object.assign(error(), facts)))
    }
    this.listener.onUnsent(unsent)
    return new Set([...commands].filter((command) => !command.isSettled))
  }

  /** Returns the memory that was handed over, where nobody has a part of it. */
  private settle(told: number, a: unknown, b: unknown): ArrayBufferLike | undefined {
    switch (told) {
      case Told.Replies:
        this.replies(this.words, this.payload, b as number, false)
        break
      case Told.LargeReplies:
        return this.largeReplies(a as Uint32Array, b as Uint8Array)
      case Told.Value:
        this.value(a as number, b as string | Buffer)
        break
      case Told.Failed:
        this.failed(a as Uint32Array, b as string)
        break
      case Told.Push:
        this.pushes(this.words, a as number, this.payload, b as number, false)
        break
      case Told.LargePush: {
        const words = a as Uint32Array
        this.pushes(words, words.length, bufferOf(b as Uint8Array), (b as Uint8Array).length, true)
        return this.tape.release()
      }
      case Told.Event:
        this.event(JSON.parse(a as string), b === 1)
        break
    }
    return undefined
  }

  private event(event: LinkEvent, isNews: boolean): void {
    if (isNews) this.news.change(event)
    // Another handle shows them.
    else event.warnings = event.warnings?.filter((warning) => warning.startsWith('error:'))
    this.listener.onEvent(event)
  }

  private replies(words: Uint32Array, payload: Buffer, end: number, owned: boolean): void {
    const runs = words[0]
    this.tape.load(words, payload, 1 + runs * 2, end, owned)
    for (let i = 0; i < runs; i++) this.run(words[1 + i * 2], words[2 + i * 2])
  }

  private run(seq: number, count: number): void {
    const { tape, inFlight } = this
    for (let i = 0; i < count; i++) {
      const command = inFlight.take((seq + i) >>> 0)
      const value = tape.next(this.shapeFor(command))
      if (command === undefined) continue
      if (value instanceof ReplyError) guard(() => this.listener.onErrorReply(command, value))
      else if (value === UNMADE) this.unmade(command, tape.failure as Error)
      else this.reply(command, value)
    }
  }

  private unmade(command: Command, error: Error): void {
    const shown = { name: command.name, args: shownArguments(command.name, command.args) }
    guard(() => command.reject(Object.assign(error, { command: shown })))
  }

  private largeReplies(words: Uint32Array, bytes: Uint8Array): ArrayBufferLike | undefined {
    this.replies(words, bufferOf(bytes), bytes.length, true)
    const memory = this.tape.release()
    if (memory === undefined) young.gave(bytes.length)
    return memory
  }

  /** A reply that is one large string. */
  private value(seq: number, value: string | Buffer): void {
    const command = this.inFlight.take(seq)
    if (command !== undefined) this.reply(command, value)
    if (typeof value === 'string') largeTexts.made(value.length)
    else young.made(value.length)
  }

  private shapeFor(command: Command | undefined): Shape {
    if (command?.replyEncoding !== 'utf8') return this.buffers
    return this.tape.isMapOfTexts() && command.becomesHash() ? this.maps : this.strings
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
    if (failure.kind === 'timeout') {
      const { timeoutCause, phase } = failure
      this.news.timeout(() => {
        const commands = runs.reduce((sum, word, index) => sum + (index % 2 === 1 ? word : 0), 0)
        return { commands, timeoutCause, phase }
      })
    }
    const unsent: Command[] = []
    for (let i = 0; i < runs.length; i += 2) {
      for (let k = 0; k < runs[i + 1]; k++) {
        const command = this.inFlight.take((runs[i] + k) >>> 0)
        if (command === undefined) continue
        if (failure.phase !== undefined && failure.phase !== 'sent') unsent.push(command)
        const error = Object.assign(errorOf(failure), {
          command: { name: command.name, args: shownArguments(command.name, command.args) },
        })
        guard(() => command.reject(error))
      }
    }
    if (unsent.length > 0) this.listener.onUnsent(unsent)
  }

  private pushes(words: Uint32Array, length: number, payload: Buffer, end: number, owned: boolean): void {
    const { tape } = this
    tape.load(words, payload, 0, end, owned)
    while (tape.position < length) {
      const event = tape.messageEvent()
      if (event !== undefined && !this.listener.wantsBuffers(event)) {
        this.message(tape.message(event, this.strings))
        continue
      }
      const value = tape.next(this.buffers)
      guard(() => {
        if (value === UNMADE) throw tape.failure
        if (Array.isArray(value)) this.listener.onPush(value)
        else this.listener.onLine(String(value))
      })
    }
  }

  private message(message: Message | typeof UNMADE): void {
    try {
      if (message === UNMADE) throw this.tape.failure
      this.listener.onMessage(message)
    } catch (error) {
      guard(() => {
        throw error
      })
    }
  }
}

// Its arrays hold the bytes of commands and replies.
showAs(Session.prototype, ({ pending }) => ({ pending }))

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
