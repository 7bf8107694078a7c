/**
 * Learning the slots anew: one question at a time, whoever asks for it, on the connections that there
 * are. A node that does not answer soon does not hold up the others: the next one is asked beside it.
 */

import { ignore } from '../callback'
import { Command } from '../command'
import { checkFlag } from '../commands'
import { ClusterAllFailedError } from '../errors'
import { outer } from '../native'
import type { Node } from './nodes'

/** Who wants to know. */
export interface RefreshHost {
  /** The nodes to ask; those before others are asked first. */
  nodes(): readonly Node[]
  /** How long a node may take, in milliseconds; 0 is for ever. */
  timeout(): number
  /** Takes an answer. What it throws fails the node that gave it. */
  learn(reply: unknown, from: Node): void
  nodeError(error: Error, key: string): void
  /** Why a node need not be asked: it is known to be lost. */
  lost(node: Node): Error | undefined
  /** Whether a node says nothing: it is asked after the others. */
  isSilent(node: Node): boolean
  /** None of the nodes gave an answer. */
  unreachable(error: Error): void
  /** Why an answer is not wanted any more. */
  over(): Error | undefined
}

/** After this time without an answer another node is asked, in milliseconds. */
const HEDGE = 250

/** Between two refreshes that nobody waits for lies at least this time, and half of it at random. */
const PAUSE = 100

export class Refresh {
  private running: Promise<void> | undefined
  private timer: NodeJS.Timeout | undefined
  private last = 0
  private round: NodeJS.Timeout | undefined

  constructor(private readonly host: RefreshHost) {}

  /** Asks now, or joins those who wait for an answer. `first` is a node that may know more than others. */
  now(first?: Node): Promise<void> {
    this.running ??= this.ask(first).finally(() => {
      this.running = undefined
      this.last = outer.performance.now()
    })
    return this.running
  }

  /** Asks in a moment; many who wish so ask once. */
  soon(): void {
    if (this.running !== undefined || this.timer !== undefined) return
    const pause = PAUSE * (0.5 + Math.random())
    const wait = this.last + pause - outer.performance.now()
    if (wait <= 0) {
      this.now().catch(ignore)
      return
    }
    this.timer = outer.setTimeout(() => {
      this.timer = undefined
      this.now().catch(ignore)
    }, wait)
    this.timer.unref()
  }

  /** Asks again and again, after `interval` milliseconds each time; 0 is not at all. */
  regularly(interval: () => number): void {
    const ms = interval()
    if (!ms || this.round !== undefined) return
    // Many processes that were started together do not ask together.
    const wait = ms * (0.95 + Math.random() * 0.1)
    const round = outer.setTimeout(() => {
      const next = () => {
        if (this.round !== round) return
        this.round = undefined
        this.regularly(interval)
      }
      this.now().then(next, next)
    }, wait)
    round.unref()
    this.round = round
  }

  /** Asks no more but for who waits for it. */
  stop(): void {
    for (const timer of [this.timer, this.round]) outer.clearTimeout(timer)
    this.timer = this.round = undefined
  }

  private ask(first: Node | undefined): Promise<void> {
    const nodes = this.inOrder(first)
    return new Promise((resolve, reject) => {
      let next = 0
      let asked = 0
      let done = false
      let lastError: Error | undefined
      let hedge: NodeJS.Timeout | undefined
      const end = (settle: () => void) => {
        done = true
        outer.clearTimeout(hedge)
        settle()
      }
      const failed = (error: Error, node: Node) => {
        asked--
        if (done) return
        const over = this.host.over()
        if (over !== undefined) {
          end(() => reject(over))
          return
        }
        lastError = error
        this.host.nodeError(error, node.key)
        askNext()
      }
      const askNext = () => {
        outer.clearTimeout(hedge)
        const node = nodes[next++]
        if (node === undefined) {
          if (asked > 0) return
          const error = new ClusterAllFailedError(ClusterAllFailedError.defaultMessage, lastError)
          this.host.unreachable(error)
          end(() => reject(error))
          return
        }
        asked++
        const lost = this.host.lost(node)
        if (lost !== undefined) {
          failed(lost, node)
          return
        }
        hedge = outer.setTimeout(askNext, HEDGE)
        slots(node, this.host.timeout())
          .then((reply) => {
            if (done) return
            const over = this.host.over()
            if (over !== undefined) end(() => reject(over))
            else {
              this.host.learn(reply, node)
              end(resolve)
            }
          })
          .catch((error: Error) => failed(error, node))
      }
      askNext()
    })
  }

  /** `first`, then those that are connected and say something, then the others, each group in any order. */
  private inOrder(first: Node | undefined): Node[] {
    const good = (node: Node) => node.isReady && !this.host.isSilent(node)
    const rank = (node: Node) => (node === first ? 0 : good(node) ? 1 : 2) + Math.random()
    const ranked = this.host.nodes().map((node): [number, Node] => [rank(node), node])
    return ranked.sort(([a], [b]) => a - b).map(([, node]) => node)
  }
}

/** Asks a node for the slots. */
async function slots(node: Node, timeout: number): Promise<unknown> {
  const command = new Command('cluster', ['SLOTS'], { replyEncoding: 'utf8' })
  if (timeout > 0) command.deadline = timeout
  const beside = isBlocked(node)
    ? node.client.duplicate?.({ lazyConnect: true, retryStrategy: null })
    : undefined
  beside?.on('error', ignore)
  try {
    const client = beside ?? node.client
    client.sendCommand(command)
    return await command.promise
  } catch (error) {
    // In ioredis's word.
    if ((error as Error).message === 'Command timed out') throw new Error('timeout', { cause: error })
    throw error
  } finally {
    beside?.disconnect()
  }
}

/** Whether what is sent to the node may have to wait behind a command that blocks. */
function isBlocked({ client }: Node): boolean {
  const waiting = client.commandQueue?.toArray() ?? []
  return waiting.some(({ command }) => checkFlag('BLOCKING_COMMANDS', command.name))
}
