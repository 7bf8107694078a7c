/**
 * Commands gathered and sent together, and transactions on top of them.
 *
 * A pipeline has the methods of a client; each adds a command and returns the pipeline. `exec`
 * sends all and resolves to `[[null, reply] | [error], ...]`.
 */

import { deprecate } from 'node:util'
import { asCallback, type Callback } from './callback'
import { adopted, Command, type Follower, problemOf } from './command'
import { addCommands, type Commander, optionsOf } from './commander'
import type { RedisOptions } from './options'
import { define as setOwn } from './replies'
import type { Script } from './script'
import { conceal } from './secrets'
import type { BatchContext } from './tracing'

type Result = [error: Error] | [error: null, reply: unknown]

/** What a pipeline asks of its client, by symbols, which no script can overwrite. */
export const gather = Symbol('gather')
export const prepareFor = Symbol('prepareFor')
export const forward = Symbol('forward')

/** The client of a pipeline. */
export interface PipelineClient extends Commander {
  isCluster: boolean
  sendCommand(command: Command, stream?: unknown): unknown
  /** As `sendCommand`, for who does not ask for the promise of the command. */
  [forward]?(command: Command, stream: unknown): void
  /** Sends what `send` sends in one batch. */
  [gather](size: number, send: () => void): void
  /** What has to be done before these commands can be sent. */
  [prepareFor](commands: readonly Command[]): Promise<unknown> | undefined
  /** What a trace tells of a transaction; a client without it is not traced so. */
  _buildBatchContext?(batchSize: number): BatchContext
}

/** The commands of a pipeline, below its own methods. */
class PipelineCommands {}
addCommands(PipelineCommands.prototype)

type Method = (this: object, ...args: unknown[]) => unknown

/** Calls a command's method; a callback that is none must not become an argument. */
function withCallback(name: string, pipeline: object, callback?: unknown): unknown {
  const method = (PipelineCommands.prototype as Record<string, Method>)[name]
  return typeof callback === 'function' ? method.call(pipeline, callback) : method.call(pipeline)
}

/** A command's promise would wait for it. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  )
}

export class Pipeline extends PipelineCommands implements Commander {
  readonly isPipeline = true
  readonly isCluster: boolean
  options: RedisOptions
  scriptsSet: Record<string, Script> = {}
  addedBuiltinSet = new Set<string>()
  promise: Promise<Result[]>
  resolve!: (results: Result[]) => void
  reject!: (error: Error) => void
  /** Transactions that are open: MULTI without its EXEC. */
  _transactions = 0
  nodeifiedPromise = false
  // Scripts become methods of a pipeline by their names: what is private has ioredis's.
  private _queue: Command[] = []
  private _result: Result[] = []
  private replyPending = 0
  private readonly _follower: Follower = {
    fulfilled: (position, value) => {
      if (isThenable(value)) this._await(Promise.resolve(value), position)
      else this.fillResult([null, value], position)
    },
    rejected: (position, error) => this.fillResult([error], position),
  }

  constructor(readonly redis: PipelineClient) {
    super()
    this.isCluster = redis.isCluster
    this.options = optionsOf(redis)
    const client = redis as unknown as Record<string, unknown>
    const mine = this as unknown as Record<string, unknown>
    for (const name of [...Object.keys(redis.scriptsSet), ...redis.addedBuiltinSet]) {
      setOwn(mine, name, client[name])
      setOwn(mine, `${name}Buffer`, client[`${name}Buffer`])
    }
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  get length(): number {
    return this._queue.length
  }

  /** Adds commands given as `[['name', ...args], ...]`. */
  addBatch(commands: unknown[][]): this {
    for (const [name, ...args] of commands) {
      const method = (this as unknown as Record<string, unknown>)[name as string]
      ;(method as (...args: unknown[]) => unknown).apply(this, args)
    }
    return this
  }

  sendCommand(given: Command): this {
    const command = adopted(given)
    const problem = problemOf(command)
    if (problem !== undefined) throw problem
    if (this._transactions > 0) command.inTransaction = true
    const position = this._queue.length
    command.pipelineIndex = position
    // A command of another copy of the package has only its promise.
    if (!(command instanceof Command && command.follow(this._follower, position)))
      this._await(command.promise, position)
    // Not by `push`, which is a call of its own.
    this._queue[position] = command
    return this
  }

  private _await(promise: Promise<unknown>, position: number): void {
    promise.then(
      (reply) => this.fillResult([null, reply], position),
      (error: Error) => this.fillResult([error], position),
    )
  }

  /** Adds MULTI: what follows belongs to a transaction until `exec`. */
  multi(callback?: Callback<string>): this {
    this._transactions += 1
    withCallback('multi', this, callback)
    return this
  }

  /** Sends all commands. The promise does not reject for a command that fails. */
  exec(callback?: Callback<Result[]>): Promise<Result[]> {
    if (this._transactions > 0) {
      this._transactions -= 1
      return withCallback('execBuffer', this, callback) as Promise<Result[]>
    }
    if (!this.nodeifiedPromise) {
      this.nodeifiedPromise = true
      asCallback(this.promise, callback)
    }
    if (this._queue.length === 0) this.resolve([])
    const preparation = this.redis[prepareFor](this._queue)
    if (preparation === undefined) this._send()
    else preparation.then(() => this._send(), this.reject)
    return this.promise
  }

  private _send(): void {
    this.replyPending = this._queue.length
    // What an execution before has given away is its caller's.
    if (this._result.length > 0) this._result = this._result.slice()
    try {
      this.redis[gather](this._queue.length, () => {
        const { redis } = this
        for (const command of this._queue) {
          if (redis[forward] === undefined) redis.sendCommand(command, this)
          else redis[forward](command, this)
        }
      })
    } catch (error) {
      for (const command of this._queue) command.reject(error as Error)
    }
  }

  private fillResult(result: Result, position: number): void {
    const command = this._queue[position]
    if (command.name === 'exec' && Array.isArray(result[1])) this._finishTransaction(result[1], position)
    this._result[position] = result
    if (--this.replyPending > 0) return
    const ignores = this._queue.some(({ ignore }) => ignore)
    this.resolve(ignores ? this._result.filter((_, index) => !this._queue[index].ignore) : this._result)
  }

  /** The replies within an EXEC's reply become what their own commands would have given. */
  private _finishTransaction(replies: unknown[], position: number): void {
    for (let i = 0; i < replies.length; i++) {
      const reply = replies[i]
      const command = this._queue[position - (replies.length - i)]
      if (reply instanceof Error) {
        if (command !== undefined) conceal(reply, command.name, command.args)
        continue
      }
      try {
        replies[i] = command.transformReply(reply)
      } catch (error) {
        replies[i] = error
      }
    }
  }
}

// ioredis deprecates it on pipelines, in these words.
Object.defineProperty(Pipeline.prototype, 'execBuffer', {
  value: deprecate(function (this: Pipeline, callback?: Callback<never>) {
    if (this._transactions > 0) this._transactions -= 1
    return withCallback('execBuffer', this, callback)
  }, 'Pipeline#execBuffer: Use Pipeline#exec instead'),
  configurable: true,
  writable: true,
})
