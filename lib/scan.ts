/** SCAN and its relatives as readable streams. */

import { Readable, type ReadableOptions } from 'node:stream'

export interface ScanStreamOptions extends ReadableOptions {
  match?: string
  type?: string
  count?: number | string
  noValues?: boolean
}

export interface ScanSource extends ScanStreamOptions {
  key?: unknown
  command: string
  redis: object
}

type Page = [cursor: string | Buffer, items: unknown[]]

/** Puts `sscanStream` and its relatives on the prototype of a client. */
export function addScanStreams(prototype: object): void {
  for (const command of ['sscan', 'hscan', 'zscan']) {
    for (const twin of ['', 'Buffer']) {
      Object.defineProperty(prototype, `${command}${twin}Stream`, {
        value(this: object, key: unknown, options?: ScanStreamOptions) {
          return new ScanStream({ ...options, key, command: command + twin, redis: this })
        },
        configurable: true,
        writable: true,
      })
    }
  }
}

export class ScanStream extends Readable {
  // Some read the cursor, or set it to go on where they stopped: the names are ioredis's.
  private _redisCursor = '0'
  private _redisDrained = false

  constructor(private readonly opt: ScanSource) {
    super({ objectMode: true, ...opt })
  }

  override _read(): void {
    if (this._redisDrained) {
      this.push(null)
      return
    }
    const { key, match, type, count, noValues, redis, command } = this.opt
    const args: unknown[] = key === undefined ? [this._redisCursor] : [key, this._redisCursor]
    if (match) args.push('MATCH', match)
    if (type) args.push('TYPE', type)
    if (count) args.push('COUNT', String(count))
    if (noValues) args.push('NOVALUES')
    const scan = (
      redis as Record<string, (args: unknown[], callback: (error: Error | null, page: Page) => void) => void>
    )[command]
    scan.call(redis, args, (error, page) => {
      if (error) {
        this.emit('error', error)
        return
      }
      this._redisCursor = String(page[0])
      this._redisDrained = this._redisCursor === '0'
      pushTo(this, page[1])
    })
  }

  close(): void {
    this._redisDrained = true
  }
}

/** A stream of objects would throw where it is to decode a list, out of the reach of its listeners. */
function pushTo(stream: Readable, items: unknown[]): void {
  const { readableEncoding, readableObjectMode } = stream
  if (readableObjectMode && readableEncoding)
    stream.destroy(
      new TypeError(`The pages of a scan are lists, which are not decoded as ${readableEncoding}.`),
    )
  else stream.push(items)
}
