/**
 * A server that says what a test wants, byte by byte: for accidents that no real server has.
 *
 * It shakes hands as Redis does, gives the texts of heartbeats and fences back, and hands every
 * other command to a script, whole, so a test knows what the client has sent. Without a script it
 * answers any command with its first argument, so that a reply that went astray is seen.
 */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

/** One connection. */
export interface Peer {
  /** Which connection it is, from 0. */
  readonly number: number
  /** Its commands that are no part of the handshake, in order. */
  readonly commands: string[][]
  /** Resolves when the bytes are with the system, and the loop has turned. */
  send(bytes: string | Buffer): Promise<void>
  /** Ends the connection in order, after these bytes. */
  end(bytes?: string | Buffer): void
  /** Keeps the connection, and reads nothing more, not even its end. */
  freeze(): void
  /** Ends the connection in order, and reads nothing more. */
  drop(): void
  /** Ends the connection as a crash does. */
  reset(): void
}

/** Says what to do about a command. */
export type Script = (peer: Peer, command: string[]) => unknown

export interface ScriptedOptions {
  script?: Script
  /** Answers of its own, to the handshake or any command; nothing where the usual one serves. */
  handshake?: (peer: Peer, command: string[]) => string | undefined
  /** Called with each connection before its first byte. */
  greet?: (peer: Peer) => unknown
}

/** A bulk string. */
export const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`

/** The reply of the server without a script: the command's first argument. */
export const echo: Script = (peer, command) => peer.send(bulk(command[1] ?? command[0]))

const HELLO = `%3\r\n${bulk('server')}${bulk('redis')}${bulk('version')}${bulk('7.0.15')}${bulk('proto')}:3\r\n`

/** What a Redis 7 answers to the commands that open a connection, and that ask whether it lives. */
function usual([name, text = '']: string[]): string | undefined {
  switch (name.toUpperCase()) {
    case 'HELLO':
      return HELLO
    case 'CLIENT':
      return /^(setinfo|setname)$/i.test(text) ? '+OK\r\n' : undefined
    case 'SELECT':
    case 'AUTH':
    case 'READONLY':
      return '+OK\r\n'
    case 'INFO':
      return bulk('redis_version:7.0.15\r\nloading:0\r\n')
    case 'PING':
      return text.startsWith('redis-native:') ? bulk(text) : undefined
  }
}

/** The first whole command of the bytes, and how long it is. */
function firstCommand(bytes: Buffer): { command: string[]; length: number } | undefined {
  const number = (from: number): [value: number, next: number] | undefined => {
    const end = bytes.indexOf('\r\n', from)
    return end === -1 ? undefined : [Number(bytes.toString('latin1', from + 1, end)), end + 2]
  }
  const head = number(0)
  if (head === undefined) return undefined
  if (bytes[0] !== 0x2a) throw new Error('the client sent something else where a command begins')
  const command: string[] = []
  let at = head[1]
  while (command.length < head[0]) {
    const size = number(at)
    if (size === undefined || bytes.length < size[1] + size[0] + 2) return undefined
    command.push(bytes.toString('utf8', size[1], size[1] + size[0]))
    at = size[1] + size[0] + 2
  }
  return { command, length: at }
}

class Accepted implements Peer {
  readonly commands: string[][] = []

  constructor(
    readonly number: number,
    private readonly socket: Socket,
  ) {}

  send(bytes: string | Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => setImmediate(resolve)))
  }

  end(bytes: string | Buffer = ''): void {
    this.socket.end(bytes)
  }

  freeze(): void {
    this.socket.pause()
    // An end that comes where nothing is left to read is seen all the same.
    this.socket.allowHalfOpen = true
  }

  drop(): void {
    this.socket.destroy()
  }

  reset(): void {
    this.socket.resetAndDestroy()
  }
}

export class ScriptedServer {
  /** All connections that there have been, in order. */
  readonly peers: Peer[] = []
  /** The commands of all connections that are no part of a handshake, in order. */
  readonly commands: string[][] = []
  /** The commands of the handshakes, in order. */
  readonly greetings: string[][] = []
  private readonly sockets = new Set<Socket>()
  private readonly server: Server
  private waiting: Array<{ count: number; resolve: () => void }> = []

  private constructor(private readonly options: ScriptedOptions) {
    this.server = createServer({ noDelay: true }, (socket) => this.accept(socket))
  }

  static async start(options: ScriptedOptions = {}): Promise<ScriptedServer> {
    const scripted = new ScriptedServer(options)
    scripted.server.listen(0, '127.0.0.1')
    await once(scripted.server, 'listening')
    return scripted
  }

  get port(): number {
    return (this.server.address() as { port: number }).port
  }

  /** Resolves when so many commands have come in all. */
  async hasReceived(count: number): Promise<void> {
    if (this.commands.length >= count) return
    await new Promise<void>((resolve) => this.waiting.push({ count, resolve }))
  }

  /** Ends all connections. */
  drop(): void {
    for (const socket of this.sockets) socket.destroy()
  }

  /** May be called again. */
  async stop(): Promise<void> {
    this.drop()
    if (!this.server.listening) return
    const closed = once(this.server, 'close')
    this.server.close()
    await closed
  }

  private accept(socket: Socket): void {
    const peer = new Accepted(this.peers.length, socket)
    this.peers.push(peer)
    this.sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => this.sockets.delete(socket))
    let bytes = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      bytes = Buffer.concat([bytes, chunk])
      for (let found = firstCommand(bytes); found !== undefined; found = firstCommand(bytes)) {
        bytes = bytes.subarray(found.length)
        this.take(peer, socket, found.command)
      }
    })
    this.options.greet?.(peer)
  }

  private take(peer: Accepted, socket: Socket, command: string[]): void {
    const { script = echo, handshake } = this.options
    const answer = handshake?.(peer, command) ?? usual(command)
    if (answer !== undefined) {
      this.greetings.push(command)
      // Bytes as they stand in the text, so that a script can send any.
      if (socket.writable) socket.write(answer, 'latin1')
      return
    }
    peer.commands.push(command)
    this.commands.push(command)
    script(peer, command)
    this.waiting = this.waiting.filter(({ count, resolve }) => {
      if (this.commands.length < count) return true
      resolve()
      return false
    })
  }
}
