/**
 * A server that says what a test wants, byte by byte: it answers the handshake as Redis does and
 * hands every other command to a script. Without one it answers any command with its first
 * argument, so that a reply that went astray is seen.
 */
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'

export interface Peer {
  /** Which connection it is, from 0. */
  readonly number: number
  /** The commands of this connection that are no part of the handshake. */
  readonly commands: string[][]
  /** Resolves when the bytes are with the system, and the loop has turned. */
  send(bytes: string | Buffer): Promise<void>
  /** Ends the connection in order, after these bytes. */
  end(bytes?: string | Buffer): void
  /** Ends the connection as a crash does. */
  reset(): void
}

/** Says what to do about a command. */
export type Script = (peer: Peer, command: string[]) => unknown

export interface ScriptedOptions {
  script?: Script
  /** Answers of its own to the handshake; nothing where the usual answer serves. */
  handshake?: (peer: Peer, command: string[]) => string | undefined
  /** Called with each connection before its first byte. */
  greet?: (peer: Peer) => unknown
}

export const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`

/** The reply of the server without a script: the command's first argument. */
export const echo: Script = (peer, command) => peer.send(bulk(command[1] ?? command[0]))

const HELLO = `%3\r\n${bulk('server')}${bulk('redis')}${bulk('version')}${bulk('7.0.15')}${bulk('proto')}:3\r\n`

function usual([name]: string[]): string | undefined {
  switch (name.toUpperCase()) {
    case 'HELLO':
      return HELLO
    case 'CLIENT':
    case 'SELECT':
    case 'AUTH':
    case 'READONLY':
      return '+OK\r\n'
    case 'INFO':
      return bulk('redis_version:7.0.15\r\nloading:0\r\n')
    case 'PING':
      return '+PONG\r\n'
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

  reset(): void {
    this.socket.resetAndDestroy()
  }
}

export class ScriptedServer {
  readonly peers: Peer[] = []
  private readonly sockets = new Set<Socket>()
  private readonly server: Server

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
    if (answer === undefined) {
      peer.commands.push(command)
      script(peer, command)
    } else if (socket.writable) {
      // Bytes as they stand in the text, so that a script can send any.
      socket.write(answer, 'latin1')
    }
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close')
    this.server.close()
    for (const socket of this.sockets) socket.destroy()
    await closed
  }
}
