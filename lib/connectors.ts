/**
 * ioredis's connectors, for those who look at `redis.connector` or extend the classes. This
 * package connects in the addon: a connector tells of that and makes no connection itself.
 */

import { ConfigurationError } from './errors'
import type { RedisOptions } from './options'
import { hideSecrets } from './secrets'
import { checkSentinels, type SentinelAddress } from './sentinels'

interface Endable {
  end(): unknown
  destroy(): unknown
  on(event: 'close', listener: () => void): unknown
}

export class AbstractConnector {
  connecting = false
  protected stream: Endable | undefined

  constructor(readonly disconnectTimeout: number) {}

  /** Whether a server that says this of itself is the one that was looked for. */
  check(_info: unknown): boolean {
    return true
  }

  disconnect(): void {
    this.connecting = false
    const { stream } = this
    if (stream === undefined) return
    const timeout = setTimeout(() => stream.destroy(), this.disconnectTimeout)
    stream.on('close', () => clearTimeout(timeout))
    stream.end()
  }
}

/** The client that a connector belongs to. */
interface Connected {
  readonly status: string
  readonly options: RedisOptions
  readonly stream: unknown
  disconnect(reconnect: boolean): void
}

/** Makes a connector tell of its client's connection. */
function follow(connector: AbstractConnector, client: Connected): void {
  const connecting = () => /^(connecting|connect|ready)$/.test(client.status)
  Object.defineProperty(connector, 'connecting', { get: connecting, enumerable: true })
  Object.defineProperty(connector, 'stream', { get: () => client.stream })
}

/** `redis.connector`. */
export class StandaloneConnector extends AbstractConnector {
  constructor(private readonly client: Connected) {
    super(client.options.disconnectTimeout ?? 2000)
    follow(this, client)
    Object.defineProperty(this, 'client', { enumerable: false })
  }

  get options(): RedisOptions {
    return this.client.options
  }

  /** Ends the connection; the client makes another. */
  override disconnect(): void {
    this.client.disconnect(true)
  }
}

/** `redis.connector` of a client behind sentinels, and ioredis's class for those who make one. */
export class SentinelConnector extends AbstractConnector {
  emitter: unknown = null
  readonly options: RedisOptions
  protected readonly sentinelIterator: SentinelIterator

  constructor(options: RedisOptions, client?: Connected) {
    super(options.disconnectTimeout ?? 2000)
    checkSentinels(options)
    this.options = client === undefined ? hideSecrets({ ...options }) : options
    this.sentinelIterator = new SentinelIterator(options.sentinels ?? [])
    if (client === undefined) return
    follow(this, client)
    Object.defineProperty(this, 'disconnect', { value: () => client.disconnect(true) })
  }

  /** Whether a server in this role is what was looked for; if not, other sentinels are asked first. */
  override check(info: { role?: string }): boolean {
    const fits = !info.role || this.options.role === info.role
    if (!fits) {
      this.sentinelIterator.next()
      this.sentinelIterator.next()
      this.sentinelIterator.reset(true)
    }
    return fits
  }

  /** The addon asks the sentinels and makes the connection, which is no Node stream. */
  async connect(): Promise<never> {
    throw new ConfigurationError([
      'a SentinelConnector makes no connection: use `new Redis({ sentinels, name })`',
    ])
  }
}

const isSame = (a: SentinelAddress, b: SentinelAddress) =>
  (a.host || '127.0.0.1') === (b.host || '127.0.0.1') && (a.port || 26379) === (b.port || 26379)

/** The order in which sentinels are asked. */
export class SentinelIterator implements Iterator<SentinelAddress, undefined> {
  private cursor = 0
  private readonly sentinels: SentinelAddress[]

  constructor(sentinels: readonly SentinelAddress[]) {
    this.sentinels = sentinels.slice()
  }

  next(): { done: false; value: SentinelAddress } | { done: true; value: undefined } {
    if (this.cursor >= this.sentinels.length) return { done: true, value: undefined }
    return { done: false, value: this.sentinels[this.cursor++] }
  }

  /** Begins again; the sentinel that answered may become the first. */
  reset(moveCurrentEndpointToFirst: boolean): void {
    if (moveCurrentEndpointToFirst && this.sentinels.length > 1 && this.cursor !== 1) {
      this.sentinels.unshift(...this.sentinels.splice(this.cursor - 1))
    }
    this.cursor = 0
  }

  /** Adds a sentinel unless it is there. */
  add(sentinel: SentinelAddress): boolean {
    if (this.sentinels.some((known) => isSame(sentinel, known))) return false
    this.sentinels.push(sentinel)
    return true
  }

  toString(): string {
    return `${JSON.stringify(this.sentinels)} @${this.cursor}`
  }
}
