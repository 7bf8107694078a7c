/**
 * Commands gathered and sent together, and transactions on top of them.
 *
 * A pipeline has the methods of a client; each adds a command and returns the pipeline. `exec`
 * sends all and resolves to `[[null, reply] | [error], ...]`.
 */

import { deprecate } from 'node:util'
import { asCallback, type Callback } from './callback'
import type { Command } from './command'
import { addCommands, type Commander, optionsOf } from './commander'
import type { RedisOptions } from './options'
import type { Script } from './script'
import type { BatchContext } from './tracing'

type Result = [error: Error] | [error: null, reply: unknown]

/** What a pipeline asks of its client, by symbols, which no script can overwrite. */
export const gather = Symbol('gather')
export const forgetScripts = Symbol('forgetScripts')

/** The client of a pipeline. */
export interface PipelineClient extends Commander {
  isCluster: boolean
  sendCommand(command: Command, stream?: unknown): unknown
  /** Sends what `send` sends in one batch. */
  [gather](send: () => void): void
  /** The server has forgotten scripts that the connection had loaded. */
  [forgetScripts](): void
  _buildBatchContext(batchSize: number): BatchContext
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
  private queue: Command[] = []
  private results: Result[] = []
  private missing = 0

  constructor(readonly redis: PipelineClient) {
    super()
    this.isCluster = redis.isCluster
    this.options = optionsOf(redis)
    const client = redis as unknown as Record<string, unknown>
    const mine = this as unknown as Record<string, unknown>
    for (const name of [...Object.keys(redis.scriptsSet), ...redis.addedBuiltinSet]) {
      mine[name] = client[name]
      mine[`${name}Buffer`] = client[`${name}Buffer`]
    }
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
  }

  get length(): number {
    return this.queue.length
  }

  /** Adds commands given as `[['name', ...args], ...]`. */
  addBatch(commands: unknown[][]): this {
    for (const [name, ...args] of commands) {
      const method = (this as unknown as Record<string, unknown>)[name as string]
      ;(method as (...args: unknown[]) => unknown).apply(this, args)
    }
    return this
  }

  sendCommand(command: Command): this {
    if (this._transactions > 0) command.inTransaction = true
    const position = this.queue.length
    command.pipelineIndex = position
    command.promise.then(
      (reply) => this.fill([null, reply], position),
      (error: Error) => this.fill([error], position),
    )
    this.queue.push(command)
    return this
  }

  /** Adds MULTI: what follows belongs to a transaction until `exec`. */
  multi(): this {
    this._transactions += 1
    withCallback('multi', this)
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
    if (this.queue.length === 0) this.resolve([])
    this.missing = this.queue.length
    try {
      this.redis[gather](() => {
        for (const command of this.queue) this.redis.sendCommand(command, this)
      })
    } catch (error) {
      for (const command of this.queue) command.reject(error as Error)
    }
    return this.promise
  }

  private fill(result: Result, position: number): void {
    const command = this.queue[position]
    if (command.name === 'exec' && Array.isArray(result[1])) this.finishTransaction(result[1], position)
    this.results[position] = result
    if (--this.missing > 0) return
    this.resolve(this.results.filter((_, index) => !this.queue[index].ignore))
  }

  /** The replies within an EXEC's reply become what their own commands would have given. */
  private finishTransaction(replies: unknown[], position: number): void {
    for (let i = 0; i < replies.length; i++) {
      const reply = replies[i]
      if (reply instanceof Error) {
        // Within a transaction nothing can be sent again: the next use loads the script.
        if (reply.message.startsWith('NOSCRIPT')) this.redis[forgetScripts]()
        continue
      }
      try {
        replies[i] = this.queue[position - (replies.length - i)].transformReply(reply)
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
