/**
 * One command: its name and arguments, and the promise of its reply.
 *
 * The class is ioredis's `Command` to those who make or patch one: `resolve` and `reject` may be
 * replaced, `args` are final, `promise` settles once. A command knows nothing of connections.
 */

import {
  type Argument,
  type ArgumentTransformer,
  argumentTransformers,
  blockingTime,
  isBuffer,
  toArgument,
} from './arguments'
import { asCallback, type Callback, ignore } from './callback'
import { slotOf } from './cluster/slots'
import { Encoder } from './codec'
import { checkFlag, FLAGS, keyPositions } from './commands'
import { outer } from './native'
import {
  becomesHash,
  decodeBuffers,
  type ReplyContext,
  type ReplyTransformer,
  replyTransformers,
} from './replies'
import { showAs, shownArguments } from './secrets'

/** Who sends a command on, or settles it, when it fails. */
export interface Route {
  failed(command: Command, error: Error): void
}

export interface CommandOptions {
  /** `null` or undefined leaves Buffers. */
  replyEncoding?: BufferEncoding | null
  keyPrefix?: string | Buffer
  errorStack?: Error
  readOnly?: boolean
}

type Settle<T> = (value: T) => void

/** Who hears of a command in place of its promise, by the place that it has there. */
export interface Follower {
  fulfilled(place: number, value: unknown): void
  rejected(place: number, error: Error): void
}

// A promise's executor runs at once and once: these take its functions without a closure each.
let takenResolve: Settle<unknown>
let takenReject: Settle<Error>
const take = (resolve: Settle<unknown>, reject: Settle<Error>) => {
  takenResolve = resolve
  takenReject = reject
}

/** What is wrong with a command's arguments; only such commands have it. All copies of the package know it. */
const PROBLEM = Symbol.for('redis-native:problem')

export class Command {
  static readonly FLAGS = FLAGS
  static readonly _transformer = { argument: argumentTransformers, reply: replyTransformers }

  static checkFlag(flag: string, name: string): boolean {
    return checkFlag(flag, name)
  }

  static getFlagMap(): Record<string, Record<string, true>> {
    const map = Object.entries(FLAGS).map(([flag, names]) => {
      return [flag, Object.fromEntries(names.map((name) => [name, true]))]
    })
    return Object.fromEntries(map)
  }

  static setArgumentTransformer(name: string, transformer: ArgumentTransformer): void {
    argumentTransformers[name] = transformer
  }

  static setReplyTransformer(name: string, transformer: ReplyTransformer): void {
    replyTransformers[name] = transformer
  }

  name: string
  args: Argument[]
  callback: Callback | undefined
  replyEncoding: BufferEncoding | null | undefined
  errorStack: Error | undefined
  inTransaction = false
  isTraced = false
  isResolved = false
  isSettled = false
  isReadOnly = false
  ignore = false
  pipelineIndex: number | undefined
  /** Milliseconds for the whole way; undefined is what the client has. */
  deadline: number | undefined
  /** The node of a cluster that the command is sent to: it hears of a failure first. */
  route: Route | undefined
  /** When the command was called, where its time is limited over several nodes; 0 otherwise. */
  since = 0
  protocol: 2 | 3 = 2
  replyMapping: 'legacy' | 'resp3' = 'legacy'
  private keys: Argument[] | undefined
  /** Made when somebody asks for it: a pipeline has thousands that nobody does. */
  private made: Promise<unknown> | undefined
  private fulfilPromise: Settle<unknown> | undefined
  private rejectPromise: Settle<Error> | undefined
  /** What it settled with while there was no promise. */
  private outcome: unknown
  private follower: Follower | undefined
  private place = 0
  private ownResolve: Settle<unknown> | undefined
  private ownReject: Settle<Error> | undefined

  constructor(name: string, args: unknown[] = [], options: CommandOptions = {}, callback?: Callback) {
    this.name = name
    this.callback = callback
    this.replyEncoding = options.replyEncoding
    this.errorStack = options.errorStack
    try {
      this.args = finalArguments(name, args)
    } catch (error) {
      this.args = []
      Object.defineProperty(this, PROBLEM, { value: error })
      this.fail(error as Error)
    }
    if (callback !== undefined) asCallback(this.promise, callback)
    if (options.keyPrefix && problemOf(this) === undefined) this.prefixKeys(options.keyPrefix)
    if (options.readOnly) this.isReadOnly = true
  }

  /** Makes a new promise, so that the command can be sent once more. */
  initPromise(): void {
    this.isResolved = false
    this.isSettled = false
    this.made = undefined
    this.fulfilPromise = undefined
    this.rejectPromise = undefined
    this.outcome = undefined
    this.follower = undefined
    if (this.callback !== undefined) asCallback(this.promise, this.callback)
  }

  /** The promise of the reply. May be replaced. */
  get promise(): Promise<unknown> {
    return this.made ?? this.makePromise()
  }

  set promise(promise: Promise<unknown>) {
    this.made = promise
  }

  private makePromise(): Promise<unknown> {
    const promise = new Promise(take)
    this.made = promise
    if (this.isSettled) {
      if (this.isResolved) takenResolve(this.outcome)
      else takenReject(this.outcome as Error)
      this.outcome = undefined
    } else {
      this.fulfilPromise = takenResolve
      this.rejectPromise = takenReject
    }
    // The follower has heard of a rejection, or will.
    if (this.follower !== undefined) promise.catch(ignore)
    return promise
  }

  /**
   * Tells `follower` in place of the promise, at once and before those who wait for the promise.
   * Returns false where the promise exists or the command is settled: then the promise tells.
   */
  follow(follower: Follower, place: number): boolean {
    if (this.made !== undefined || this.isSettled) return false
    this.follower = follower
    this.place = place
    return true
  }

  /** Settles the command with a reply. May be replaced, and may be called without `this`. */
  get resolve(): Settle<unknown> {
    return this.ownResolve ?? ((value) => this.decode(value))
  }

  set resolve(resolve: Settle<unknown>) {
    this.ownResolve = resolve
  }

  /** Settles the command with an error. May be replaced, and may be called without `this`. */
  get reject(): Settle<Error> {
    const own = this.ownReject ?? ((error) => this.fail(error))
    if (this.route === undefined) return own
    // Who wraps this one hears of the error when the route is through with it, and passes it on to here.
    return (error) => {
      if (this.route === undefined) own(error)
      else this.route.failed(this, error)
    }
  }

  set reject(reject: Settle<Error>) {
    this.ownReject = reject
  }

  /** What the session calls with a reply that is decoded already. */
  settle(value: unknown): void {
    if (this.ownResolve === undefined) this.fulfil(value)
    else this.ownResolve(value)
  }

  /** Whether its caller gets an object for a map: then the map need not be an array before. */
  becomesHash(): boolean {
    return this.ownResolve === undefined && becomesHash(this.name)
  }

  /** Settles the command with a raw reply. */
  private decode(reply: unknown): void {
    try {
      reply = this.withoutBuffers(reply)
    } catch (error) {
      this.reject(error as Error)
      return
    }
    this.fulfil(reply)
  }

  private fulfil(value: unknown): void {
    if (this.isSettled) return
    const transformer = replyTransformers[this.name]
    if (transformer !== undefined) {
      try {
        value = transformer(value, this.replyContext())
      } catch (error) {
        this.reject(error as Error)
        return
      }
    }
    this.isResolved = true
    this.isSettled = true
    if (this.fulfilPromise === undefined) this.outcome = value
    else this.fulfilPromise(value)
    this.follower?.fulfilled(this.place, value)
  }

  private fail(error: Error): void {
    if (this.isSettled) return
    this.isSettled = true
    if (this.errorStack !== undefined) showCaller(error, this.errorStack)
    if (this.rejectPromise === undefined) this.outcome = error
    else this.rejectPromise(error)
    this.follower?.rejected(this.place, error)
  }

  /** A raw reply, with Buffers, as the command's caller gets it. */
  transformReply(reply: unknown): unknown {
    const decoded = this.withoutBuffers(reply)
    const transformer = replyTransformers[this.name]
    return transformer === undefined ? decoded : transformer(decoded, this.replyContext())
  }

  private withoutBuffers(reply: unknown): unknown {
    return this.replyEncoding ? decodeBuffers(reply, this.replyEncoding) : reply
  }

  private replyContext(): ReplyContext {
    return { commandName: this.name, protocol: this.protocol, replyMapping: this.replyMapping }
  }

  setReplyContext(context?: { protocol?: 2 | 3; replyMapping?: 'legacy' | 'resp3' }): void {
    this.protocol = context?.protocol ?? 2
    this.replyMapping = context?.replyMapping ?? 'legacy'
  }

  /** The arguments that are keys, by the command table. */
  getKeys(): Argument[] {
    this.keys ??= keyPositions(this.name, this.args).map((index) => this.args[index])
    return this.keys
  }

  /** The slot of the first key; null where there is none. */
  getSlot(): number | null {
    const [key] = this.getKeys()
    return key === undefined ? null : slotOf(key)
  }

  /** How long the server is asked to wait; see {@link blockingTime}. */
  extractBlockingTimeout(): number | null | undefined {
    return blockingTime(this.name.toLowerCase(), this.args)
  }

  /** The command as it goes on the wire. */
  toWritable(): string | Buffer {
    const encoder = new Encoder()
    encoder.add(0, this.name, this.args, 0, 0)
    const bytes = Buffer.from(encoder.bytes.subarray(0, encoder.length))
    return this.args.some(isBuffer) ? bytes : bytes.toString()
  }

  /** Rejects the command if it has no reply after so many milliseconds. */
  setTimeout(ms: number): void {
    this.limit(ms, () => this.reject(new Error('Command timed out')))
  }

  /** Resolves the command to null if it has no reply after so many milliseconds. */
  setBlockingTimeout(ms: number): void {
    if (ms > 0) this.limit(ms, () => this.resolve(null))
  }

  private limit(ms: number, settle: () => void): void {
    const timer = outer.setTimeout(() => {
      if (!this.isSettled) settle()
    }, ms)
    const stop = () => outer.clearTimeout(timer)
    this.promise.then(stop, stop)
  }

  private prefixKeys(prefix: string | Buffer): void {
    // The caller's own array stays as it is.
    const args = this.args.slice()
    this.args = args
    this.keys = []
    for (const index of keyPositions(this.name, args)) {
      const key = args[index]
      // A key that is missing becomes its text, as ioredis has it.
      args[index] =
        isBuffer(prefix) || isBuffer(key)
          ? Buffer.concat([Buffer.from(prefix as string), isBuffer(key) ? key : Buffer.from(String(key))])
          : prefix + key
      this.keys.push(args[index])
    }
  }
}

/** What is wrong with a command's arguments: it is rejected with that, and never sent. */
export function problemOf(command: Command): Error | undefined {
  return (command as { [PROBLEM]?: Error })[PROBLEM]
}

/**
 * The command itself, or one that settles it where it is of another package, as ioredis's own are: its
 * class transforms the reply. Their promise is one.
 */
export function adopted(command: Command): Command {
  if (typeof command?.settle === 'function') return command
  const foreign = command as Command | undefined
  if (typeof foreign?.resolve !== 'function' || typeof foreign.reject !== 'function') {
    throw new TypeError('sendCommand expects a Command, as `new Command(name, args)` makes it')
  }
  const { name, args, replyEncoding, isReadOnly, inTransaction, pipelineIndex } = foreign
  const own = new Command(name, args, { replyEncoding, readOnly: isReadOnly })
  own.promise = foreign.promise
  own.inTransaction = inTransaction ?? false
  own.pipelineIndex = pipelineIndex
  own.resolve = (value) => {
    own.isResolved = true
    own.isSettled = true
    foreign.setReplyContext?.(own)
    foreign.resolve(value)
  }
  own.reject = (error) => {
    own.isSettled = true
    foreign.reject(error)
  }
  const problem = problemOf(own)
  if (problem !== undefined) foreign.reject(problem)
  return own
}

/** A command as people may see it: without what may be a credential. */
function shown(command: Command): Command {
  const args = shownArguments(command.name, command.args) as Argument[]
  if (args.every((arg, i) => arg === command.args[i])) return command
  return Object.assign(Object.create(Command.prototype), command, { args })
}

showAs(Command.prototype, shown)
Object.defineProperty(Command.prototype, 'toJSON', {
  value(this: Command) {
    return { ...shown(this) }
  },
  configurable: true,
  writable: true,
})

/** As `flat()` makes it, which takes longer than all else that is done for a command. */
function flattened(args: unknown[]): unknown[] {
  const [first] = args
  if (args.length === 1 && Array.isArray(first) && !first.includes(undefined)) return first.slice()
  let flat: unknown[] | undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (typeof arg === 'object' && Array.isArray(arg)) {
      flat ??= args.slice(0, i)
      for (let k = 0; k < arg.length; k++) {
        const item = arg[k]
        // What an array leaves out is no argument.
        if (item !== undefined || k in arg) flat.push(item)
      }
    } else if (flat !== undefined) {
      flat.push(arg)
    }
  }
  return flat ?? args
}

/** Flattened one level, transformed, and each a string or a Buffer. */
function finalArguments(name: string, args: unknown[]): Argument[] {
  let final = flattened(args)
  const transformer = argumentTransformers[name]
  if (transformer !== undefined) final = transformer(final)
  for (let i = 0; i < final.length; i++) {
    const arg = final[i]
    if (typeof arg !== 'string' && !isBuffer(arg)) {
      // The caller's own array stays as it is.
      if (final === args) final = args.slice()
      final[i] = toArgument(arg)
    }
  }
  return final as Argument[]
}

/** Puts the stack of the call under the error's first line. */
function showCaller(error: Error, caller: Error): void {
  const lines = (caller.stack ?? '').split('\n').slice(1)
  const first = lines.findIndex((line) => !line.includes(__dirname))
  const head = (error.stack ?? '').split('\n', 1)[0]
  error.stack = [head, ...lines.slice(Math.max(first, 0))].join('\n')
}
