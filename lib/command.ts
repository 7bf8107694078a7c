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
import { asCallback, type Callback } from './callback'
import { checkFlag, FLAGS, keyPositions } from './commands'
import { decodeBuffers, type ReplyContext, type ReplyTransformer, replyTransformers } from './replies'

export interface CommandOptions {
  /** `null` or undefined leaves Buffers. */
  replyEncoding?: BufferEncoding | null
  keyPrefix?: string | Buffer
  errorStack?: Error
  readOnly?: boolean
}

type Settle<T> = (value: T) => void

// A promise's executor runs at once and once: these take its functions without a closure each.
let takenResolve: Settle<unknown>
let takenReject: Settle<Error>
const take = (resolve: Settle<unknown>, reject: Settle<Error>) => {
  takenResolve = resolve
  takenReject = reject
}

export class Command {
  static readonly FLAGS = FLAGS
  static readonly _transformer = { argument: argumentTransformers, reply: replyTransformers }

  static checkFlag(flag: string, name: string): boolean {
    return checkFlag(flag, name)
  }

  static setArgumentTransformer(name: string, transformer: ArgumentTransformer): void {
    argumentTransformers[name] = transformer
  }

  static setReplyTransformer(name: string, transformer: ReplyTransformer): void {
    replyTransformers[name] = transformer
  }

  name: string
  args: Argument[]
  promise!: Promise<unknown>
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
  protocol: 2 | 3 = 2
  replyMapping: 'legacy' | 'resp3' = 'legacy'
  private keys: Argument[] | undefined
  private fulfilPromise!: Settle<unknown>
  private rejectPromise!: Settle<Error>
  private ownResolve: Settle<unknown> | undefined
  private ownReject: Settle<Error> | undefined

  constructor(name: string, args: unknown[] = [], options: CommandOptions = {}, callback?: Callback) {
    this.name = name
    this.callback = callback
    this.replyEncoding = options.replyEncoding
    this.errorStack = options.errorStack
    this.args = finalArguments(name, args)
    this.initPromise()
    if (options.keyPrefix) this.prefixKeys(options.keyPrefix)
    if (options.readOnly) this.isReadOnly = true
  }

  /** Makes a new promise, so that the command can be sent once more. */
  initPromise(): void {
    this.isResolved = false
    this.isSettled = false
    this.promise = asCallback(new Promise(take), this.callback)
    this.fulfilPromise = takenResolve
    this.rejectPromise = takenReject
  }

  /** Settles the command with a reply. May be replaced, and may be called without `this`. */
  get resolve(): Settle<unknown> {
    return this.ownResolve ?? ((value) => this.fulfil(this.withoutBuffers(value)))
  }

  set resolve(resolve: Settle<unknown>) {
    this.ownResolve = resolve
  }

  /** Settles the command with an error. May be replaced, and may be called without `this`. */
  get reject(): Settle<Error> {
    return this.ownReject ?? ((error) => this.fail(error))
  }

  set reject(reject: Settle<Error>) {
    this.ownReject = reject
  }

  /** What the session calls with a reply that is decoded already. */
  settle(value: unknown): void {
    if (this.ownResolve === undefined) this.fulfil(value)
    else this.ownResolve(value)
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
    this.fulfilPromise(value)
  }

  private fail(error: Error): void {
    if (this.isSettled) return
    this.isSettled = true
    if (this.errorStack !== undefined) showCaller(error, this.errorStack)
    this.rejectPromise(error)
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

  /** How long the server is asked to wait; see {@link blockingTime}. */
  extractBlockingTimeout(): number | null | undefined {
    return blockingTime(this.name.toLowerCase(), this.args)
  }

  private prefixKeys(prefix: string | Buffer): void {
    const args = this.args
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

/** Flattened one level, transformed, and each a string or a Buffer. */
function finalArguments(name: string, args: unknown[]): Argument[] {
  let final = args
  for (let i = 0; i < final.length; i++) {
    if (typeof final[i] === 'object' && Array.isArray(final[i])) {
      final = args.flat()
      break
    }
  }
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
