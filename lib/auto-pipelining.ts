/**
 * `enableAutoPipelining`: the commands of a turn of the event loop become one pipeline, which is
 * sent at its end. While it is under way the next one is gathered, as in ioredis. A client that many
 * share does not wait: the time of a command, which begins when it is sent, would begin late.
 *
 * Without the option nothing of this is on the way of a command. The link gathers what a tick
 * produces in any case: the option changes what tracers and `autoPipelineQueueSize` see.
 */

import { asCallback, type Callback, guard } from './callback'
import { outer } from './native'

/** Where a client keeps its automatic pipelines. */
export const autoPipelines = Symbol('autoPipelines')

/** ioredis's list of what is never gathered. */
const NEVER = new Set([
  'auth',
  'info',
  'script',
  'quit',
  'cluster',
  'pipeline',
  'multi',
  'subscribe',
  'psubscribe',
  'unsubscribe',
  'unpsubscribe',
  'select',
  'client',
  'hello',
  'readonly',
  'himport',
])

type Settle = (error: Error | null, reply?: unknown) => void

/** What is needed of a pipeline. */
interface Gathered {
  readonly length: number
  exec(callback: Callback<Array<[error: Error] | [error: null, reply: unknown]>>): unknown
}

type Methods = Record<string, (...args: unknown[]) => unknown>

/** What is gathered for one group of commands. */
interface Group {
  gathered: { pipeline: Gathered; settles: Settle[] } | undefined
  running: boolean
}

/** The client that they are of. */
export interface AutoPipelined {
  make(): Gathered
  /** Whether what is gathered waits until the pipeline before it is through. */
  waits(): boolean
  /** Whether a pipeline of the client can not take a command. */
  refuses(name: string): boolean
  /** Commands of different groups do not wait for each other. */
  groupOf(name: string, args: unknown[]): unknown
  /** What has to be over before a command is gathered, if anything has. */
  delayOf(name: string): Promise<unknown> | undefined
}

export class AutoPipelines {
  private readonly groups = new Map<unknown, Group>()

  constructor(private readonly client: AutoPipelined) {}

  /** How many commands wait for the end of the turn. */
  get size(): number {
    let size = 0
    for (const { gathered } of this.groups.values()) size += gathered?.pipeline.length ?? 0
    return size
  }

  /** Whether a command is to be gathered. */
  takes(name: string, ignored: string[] | undefined): boolean {
    return !NEVER.has(name) && ignored?.includes(name) !== true && !this.client.refuses(name)
  }

  /** Calls a method of the pipeline at hand, for the command `name` with the arguments `given`. */
  add(
    method: string,
    args: unknown[],
    callback: Callback | undefined,
    name: string,
    given: unknown[] = args,
  ): Promise<unknown> {
    const delay = this.client.delayOf(name)
    if (delay !== undefined) {
      const added = delay.then(() => this.add(method, args, undefined, name, given))
      return asCallback(added, callback)
    }
    const key = this.client.groupOf(name, given)
    const group = this.groups.get(key) ?? { gathered: undefined, running: false }
    this.groups.set(key, group)
    if (group.gathered === undefined) {
      group.gathered = { pipeline: this.client.make(), settles: [] }
      if (!group.running) outer.setImmediate(() => this.send(key, group))
    }
    const { pipeline, settles } = group.gathered
    const promise = new Promise<unknown>((resolve, reject) => {
      ;(pipeline as unknown as Methods)[method](...args)
      settles.push((error, reply) => (error ? reject(error) : resolve(reply)))
    })
    return asCallback(promise, callback)
  }

  private send(key: unknown, group: Group): void {
    const { gathered } = group
    if (gathered === undefined) {
      this.groups.delete(key)
      return
    }
    group.gathered = undefined
    const waits = this.client.waits()
    if (waits) group.running = true
    else this.groups.delete(key)
    const { pipeline, settles } = gathered
    pipeline.exec((error, results = []) => {
      group.running = false
      settles.forEach((settle, index) => {
        guard(() => (error ? settle(error) : settle(results[index][0], results[index][1])))
      })
      if (waits) this.send(key, group)
    })
  }
}
