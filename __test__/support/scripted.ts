/**
 * A server that says what a test tells it, byte by byte: for accidents that no real server has.
 *
 * It shakes hands as Redis does, and gives every other command to the test. It reads commands
 * whole, so a test knows what the client has sent.
 */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

export interface Received {
  /** Name and arguments, as texts. */
  words: string[]
  /** Which connection, counted from 1, and its socket. */
  connection: number
  socket: Socket
}

export type Answer = (command: Received) => unknown

const GREETING = '%2\r\n$6\r\nserver\r\n$5\r\nredis\r\n$5\r\nproto\r\n:3\r\n'

export class ScriptedServer {
  port = 0
  connections = 0
  /** All commands beyond the handshake, in order. */
  readonly received: Received[] = []
  private readonly sockets = new Set<Socket>()
  private waiting: Array<{ count: number; resolve: () => void }> = []

  private constructor(
    private readonly server: Server,
    private readonly answer: Answer,
  ) {}

  /** Starts a server whose commands are answered by `answer`; without one, by silence. */
  static async start(answer: Answer = () => {}): Promise<ScriptedServer> {
    const server = createServer({ noDelay: true })
    const scripted = new ScriptedServer(server, answer)
    server.on('connection', (socket) => scripted.accept(socket))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    scripted.port = (server.address() as { port: number }).port
    return scripted
  }

  /** Resolves when so many commands have come in all. */
  async hasReceived(count: number): Promise<void> {
    if (this.received.length >= count) return
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }))
  }

  /** Ends all connections, as a crash does. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  /** May be called again. */
  async stop(): Promise<void> {
    this.drop()
    if (!this.server.listening) return
    this.server.close()
    await once(this.server, 'close')
  }

  private accept(socket: Socket): void {
    const connection = ++this.connections
    let bytes = Buffer.alloc(0)
    this.sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      for (;;) {
        const found = readCommand(bytes)
        if (found === undefined) return
        bytes = bytes.subarray(found.length)
        this.take({ words: found.words, connection, socket })
      }
    })
  }

  private take(command: Received): void {
    const greeting = handshake(command.words)
    if (greeting !== undefined) {
      command.socket.write(greeting)
      return
    }
    this.received.push(command)
    this.answer(command)
    this.waiting = this.waiting.filter(({ count, resolve }) => {
      if (this.received.length < count) return true
      resolve()
      return false
    })
  }
}

/** What a Redis 7 answers to the commands that open a connection. */
function handshake([name, first = '']: string[]): string | undefined {
  switch (name.toLowerCase()) {
    case 'hello':
      return GREETING
    case 'auth':
    case 'select':
    case 'readonly':
      return '+OK\r\n'
    case 'client':
      return /^(setinfo|setname)$/i.test(first) ? '+OK\r\n' : undefined
    case 'info':
      return '$24\r\n# Persistence\r\nloading:0\r\n'
    default:
      return undefined
  }
}

function readCommand(bytes: Buffer): { words: string[]; length: number } | undefined {
  let at = 0
  const line = (): string | undefined => {
    const end = bytes.indexOf('\r\n', at)
    if (end === -1) return undefined
    const text = bytes.toString('latin1', at, end)
    at = end + 2
    return text
  }
  const head = line()
  if (head === undefined) return undefined
  if (head[0] !== '*') throw new Error(`the client sent ${JSON.stringify(head)} where a command begins`)
  const words: string[] = []
  for (let i = 0; i < Number(head.slice(1)); i++) {
    const size = line()
    if (size === undefined) return undefined
    const length = Number(size.slice(1))
    if (bytes.length < at + length + 2) return undefined
    words.push(bytes.toString('utf8', at, at + length))
    at += length + 2
  }
  return { words, length: at }
}

/** A bulk string. */
export const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
