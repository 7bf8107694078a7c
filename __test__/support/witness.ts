/**
 * A connection of its own to a server, for those that ask often: redis-cli for each question of a cluster
 * that is agreeing would take the machine. It knows no more of Redis than how commands and replies look,
 * shares no code with a client under test, and holds no process.
 */
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { failure, Unavailable } from './unavailable'

export type Reply = string | number | null | Reply[]

interface Asked {
  resolve(reply: Reply | Error): void
  reject(error: Error): void
}

export class Witness {
  private socket: Socket | undefined
  private bytes = Buffer.alloc(0)
  private asked: Asked[] = []

  constructor(
    private readonly port: number,
    private readonly password?: string,
  ) {}

  /** The reply to a command. Rejects with the server's words, and as `Unavailable` without a connection. */
  async ask(...words: Array<string | number>): Promise<Reply> {
    const socket = this.socket ?? (await this.connect())
    return new Promise((resolve, reject) => {
      this.asked.push({
        resolve: (reply) => {
          if (reply instanceof Error) reject(failure(reply.message, `${this.port} ${words.join(' ')}`))
          else resolve(reply)
        },
        reject,
      })
      const parts = words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`)
      socket.write(`*${words.length}\r\n${parts.join('')}`)
    })
  }

  close(): void {
    this.socket?.destroy()
  }

  private async connect(): Promise<Socket> {
    const socket = createConnection({ port: this.port, host: '127.0.0.1', noDelay: true })
    socket.unref()
    await once(socket, 'connect').catch((error: Error) => {
      throw new Unavailable(error.message)
    })
    if (this.socket !== undefined) {
      // Another question was quicker.
      socket.destroy()
      return this.socket
    }
    this.socket = socket
    this.bytes = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.on('data', (chunk) => this.read(chunk))
    socket.on('close', () => {
      if (this.socket === socket) this.socket = undefined
      for (const { reject } of this.asked.splice(0)) {
        reject(new Unavailable(`${this.port} closed the connection`))
      }
    })
    if (this.password !== undefined) await this.ask('AUTH', this.password)
    return socket
  }

  private read(chunk: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, chunk])
    for (let found = replyAt(this.bytes, 0); found !== undefined; found = replyAt(this.bytes, 0)) {
      this.bytes = this.bytes.subarray(found.end)
      this.asked.shift()?.resolve(found.value)
    }
  }
}

/** The reply that begins at a place, if all of it has come. */
function replyAt(bytes: Buffer, from: number): { value: Reply | Error; end: number } | undefined {
  const line = bytes.indexOf('\r\n', from)
  if (line === -1) return undefined
  const text = bytes.toString('utf8', from + 1, line)
  const size = Number(text)
  let end = line + 2
  switch (String.fromCharCode(bytes[from])) {
    case '+':
      return { value: text, end }
    case '-':
      return { value: new Error(text), end }
    case ':':
      return { value: size, end }
    case '$':
      if (size === -1) return { value: null, end }
      if (bytes.length < end + size + 2) return undefined
      return { value: bytes.toString('utf8', end, end + size), end: end + size + 2 }
    default: {
      const values: Reply[] = []
      while (values.length < size) {
        const item = replyAt(bytes, end)
        if (item === undefined) return undefined
        if (item.value instanceof Error) return item
        values.push(item.value)
        end = item.end
      }
      return { value: size === -1 ? null : values, end }
    }
  }
}
