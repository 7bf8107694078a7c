/**
 * `redis.stream`: what is asked of ioredis's socket, answered by the link.
 *
 * One object stands for one connection, from the first look at it to its `close`. It carries no
 * bytes: those are the addon's.
 */

import { EventEmitter } from 'node:events'
import type { RedisOptions, Server } from './options'

/** What the stream asks of its connection. */
export interface StreamHost {
  readonly face: { readonly status: string; readonly options: RedisOptions }
  readonly peer: string | null | undefined
  /** Drops the connection as a broken socket does. */
  drop(error?: Error): void
  hold(held: boolean): void
}

export class ConnectionStream extends EventEmitter {
  destroyed = false

  constructor(private readonly host: StreamHost) {
    super()
  }

  get connecting(): boolean {
    return !this.destroyed && this.host.face.status === 'connecting'
  }

  get writable(): boolean {
    return !this.destroyed
  }

  get readable(): boolean {
    return !this.destroyed && !this.connecting
  }

  get closed(): boolean {
    return this.destroyed
  }

  get readyState(): 'opening' | 'open' | 'closed' {
    return this.destroyed ? 'closed' : this.connecting ? 'opening' : 'open'
  }

  /** Undefined for a socket without TLS, which is no TLSSocket of Node's. */
  get encrypted(): true | undefined {
    return this.host.face.options.tls ? true : undefined
  }

  /** Whether the server's certificate was verified. */
  get authorized(): boolean | undefined {
    const { tls } = this.host.face.options
    if (!tls) return undefined
    return (
      this.readyState === 'open' && (tls as { rejectUnauthorized?: unknown }).rejectUnauthorized !== false
    )
  }

  get remoteAddress(): string | undefined {
    return this.address()?.[1]
  }

  get remotePort(): number | undefined {
    const port = this.address()?.[2]
    return port === undefined ? undefined : Number(port)
  }

  get remoteFamily(): 'IPv4' | 'IPv6' | undefined {
    const address = this.remoteAddress
    return address === undefined ? undefined : address.includes(':') ? 'IPv6' : 'IPv4'
  }

  /** Drops the connection; the client sees it close, and reconnects as after any loss. */
  destroy(error?: Error): this {
    if (!this.destroyed) this.host.drop(error)
    return this
  }

  /** Ends the connection. Nothing can be written before. */
  end(callback?: () => void): this {
    if (typeof callback === 'function') this.once('close', callback)
    return this.destroy()
  }

  destroySoon(): void {
    this.destroy()
  }

  /** An option of the socket, for the connections that the client makes from now on. */
  setNoDelay(noDelay = true): this {
    this.host.face.options.noDelay = noDelay
    return this
  }

  /** An option of the socket, for the connections that the client makes from now on. */
  setKeepAlive(enable = false, delay = 0): this {
    this.host.face.options.keepAlive = enable ? delay : undefined
    return this
  }

  ref(): this {
    this.host.hold(true)
    return this
  }

  unref(): this {
    this.host.hold(false)
    return this
  }

  write(): never {
    throw new Error('The connection is not a Node stream: use `call` to send a command')
  }

  /** The connection is made. */
  opened(): void {
    this.emit('connect')
    this.emit('ready')
    if (this.encrypted) this.emit('secureConnect')
  }

  /** The connection is gone. */
  gone(error: Error | undefined): void {
    this.destroyed = true
    if (error !== undefined && this.listenerCount('error') > 0) this.emit('error', error)
    else if (error === undefined) this.emit('end')
    this.emit('close', error !== undefined)
  }

  private address(): RegExpExecArray | null {
    return this.destroyed ? null : ADDRESS.exec(this.host.peer ?? '')
  }
}

/** The other end of a socket, as a person would write it. */
const ADDRESS = /^\[?([\d.a-f:]+?)\]?:(\d+)$/i

/** The server at the other end: `127.0.0.1:6379`, `[::1]:6379`, or a path. */
export function parsePeer(peer: string): Server {
  const address = ADDRESS.exec(peer)
  if (address === null) return { serverAddress: peer, serverPort: undefined }
  return { serverAddress: address[1], serverPort: Number(address[2]) }
}
