/**
 * What functions of a client's options decide while the addon searches for its server: when sentinels
 * are asked again, which replica it is, and where it is reached.
 *
 * The addon searches; here is no second search. A shared client has no such functions.
 */

import { errorOf, type Failure } from './errors'
import { outer } from './native'
import {
  type Address,
  type Choice,
  isMap,
  placeOf,
  preferredOf,
  type Refusal,
  type SentinelAddress,
  type SentinelOptions,
  sentinelAddress,
} from './sentinels'

/** A server as a sentinel lists it: `ip`, `port`, `flags` and more, all of them texts. */
type Entry = Record<string, string>

/** What the addon tells of its search. */
export type SearchNews =
  | { what: 'failed'; message: string }
  | { what: 'unreachable'; error: Failure | null }
  | { what: 'found'; master: Address | null; replicas: Entry[]; sentinels: Entry[] }
  | { what: 'watching' | 'rewatching' }

/** Who searches. */
export interface Searching {
  readonly options: SentinelOptions
  emit(event: string, ...args: unknown[]): unknown
  emitError(error: Error): void
  /** Goes on, by what was chosen if something was, or with the reason why nothing could be. */
  goOn(choice?: Choice | Refusal): void
  /** The search is over, and the client with it. */
  giveUp(error: Error): void
}

type Strategy = (times: number) => unknown

/** The search of a client with functions of its own. */
export class Search {
  private attempts = 0
  private timer: NodeJS.Timeout | undefined
  private known: Address[] = []
  /** What a function of the client threw last. */
  private thrown: unknown

  constructor(private readonly client: Searching) {}

  /** A search begins or is over. */
  reset(): void {
    outer.clearTimeout(this.timer)
    this.timer = undefined
    this.attempts = 0
  }

  hear(news: SearchNews): void {
    if (news.what === 'unreachable') this.retry(news.error)
    else if (news.what === 'found') this.client.goOn(this.choose(news.master, news.replicas, news.sentinels))
  }

  private retry(failure: Failure | null): void {
    const strategy = this.client.options.sentinelRetryStrategy as Strategy | undefined
    let said: unknown
    try {
      if (typeof strategy === 'function') said = strategy(++this.attempts)
    } catch (error) {
      this.client.giveUp(error as Error)
      return
    }
    const delay = typeof said === 'number' ? said : undefined
    const text = delay !== undefined ? `. Retrying from scratch after ${delay}ms.` : ' and retry is disabled.'
    const last = failure === null ? '' : ` Last error: ${failure.message}`
    const error = this.describe(`All sentinels are unreachable${text}${last}`, failure)
    if (delay === undefined) {
      this.client.giveUp(error)
      return
    }
    this.client.emitError(error)
    this.timer = outer.setTimeout(() => {
      this.timer = undefined
      this.client.goOn()
    }, delay)
  }

  /** An error that says what hindered the last sentinel. */
  private describe(message: string, failure: Failure | null): Error {
    if (failure === null) return new Error(message)
    // Only what was thrown here is of this kind.
    if (failure.kind === 'sentinel') return new Error(message, { cause: this.thrown })
    return errorOf({ ...failure, kind: 'sentinel', message, cause: failure })
  }

  /** The server, as the client's functions say. One that throws makes the sentinel one that is of no help. */
  private choose(master: Address | null, replicas: Entry[], sentinels: Entry[]): Choice | Refusal {
    const { known } = this
    try {
      this.learn(sentinels)
      return { ...this.reached(master ?? this.pick(replicas)), known }
    } catch (error) {
      this.thrown = error
      return { refusal: String((error as Error | null | undefined)?.message ?? error), known }
    }
  }

  /** Sentinels that a sentinel tells of are asked, too. */
  private learn(sentinels: Entry[]): void {
    for (const { ip, port } of sentinels) {
      const told = { host: ip, port: Number(port) }
      const address = sentinelAddress(this.mapped(told) || told)
      if (!this.known.some(({ host, port }) => host === address.host && port === address.port))
        this.known.push(address)
    }
  }

  private pick(replicas: Entry[]): Address {
    const { preferredSlaves } = this.client.options
    let chosen: Entry | null | undefined
    if (typeof preferredSlaves === 'function') {
      chosen = preferredSlaves(replicas)
      if (chosen) return placeOf('preferredSlaves', { host: chosen.ip, port: chosen.port })
    } else {
      const [first] = preferredOf(preferredSlaves).flatMap(({ host, port }) =>
        replicas.filter((one) => one.ip === host && Number(one.port) === port),
      )
      chosen = first
    }
    const { ip, port } = chosen ?? replicas[Math.floor(Math.random() * replicas.length)]
    return { host: ip, port: Number(port) }
  }

  private reached(told: Address): Address {
    const found = this.mapped(told)
    return found ? placeOf('natMap', found) : told
  }

  /** What natMap says of an address, if it does. */
  private mapped({ host, port }: Address): SentinelAddress | null | undefined {
    const { natMap } = this.client.options
    const key = `${host}:${port}`
    if (typeof natMap === 'function') return natMap(key)
    return isMap(natMap) ? (natMap[key] as SentinelAddress | null | undefined) : undefined
  }
}

/** Tells a client what its search met. */
export function tellSearch(client: Pick<Searching, 'emit'>, news: SearchNews): void {
  if (news.what === 'failed') client.emit('sentinelError', new Error(news.message))
  else if (news.what === 'watching') client.emit('failoverSubscribed')
  else if (news.what === 'rewatching') client.emit('sentinelReconnecting')
}
