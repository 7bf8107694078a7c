/**
 * What the tests of the example app need beside `examples/drive`: somebody who counts connection
 * attempts, somebody who asks the server which connections it has, and edits that are waited for.
 */
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { readClientList } from '../../examples/drive'
import { type RedisServer, startRedis } from './server'

/** Accepts connections and never says a word, so that who connects is counted, and hangs if it waits. */
export class SilentListener {
  attempts = 0
  private readonly sockets = new Set<Socket>()
  private readonly server = createServer((socket) => {
    this.attempts += 1
    this.sockets.add(socket.on('error', () => {}))
  })

  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    const { port } = this.server.address() as { port: number }
    return `redis://127.0.0.1:${port}`
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    this.server.close()
    await once(this.server, 'close')
  }
}

/**
 * A redis-server of its own, and what it knows of the connections to it. Each question is a
 * connection of redis-cli, so the questions are counted and taken off.
 */
export class Witness {
  private questions = 0
  private constructor(private readonly server: RedisServer) {}

  static async start(): Promise<Witness> {
    return new Witness(await startRedis())
  }

  get url(): string {
    return this.server.url
  }

  /** How the server answers a command. */
  ask(...command: string[]): Promise<string> {
    this.questions += 1
    return this.server.cli(...command)
  }

  /** Who is connected now: `name` and `id` of each, without the one that asks. */
  async connections(): Promise<{ id: string; name: string }[]> {
    const clients = readClientList(await this.ask('CLIENT', 'LIST'))
    const others = clients.filter((client) => client.cmd !== 'client|list')
    return others.map(({ id, name }) => ({ id, name }))
  }

  /** How many connections there ever were, questions not counted: one that came and went is seen, too. */
  async everConnected(): Promise<number> {
    const stats = await this.ask('INFO', 'stats')
    return Number(/total_connections_received:(\d+)/.exec(stats)?.[1]) - this.questions
  }

  stop(): Promise<void> {
    return this.server.stop()
  }
}

/** Replaces what matches in a file, and fails when nothing does: an edit that changes nothing proves nothing. */
export function edit(file: string, pattern: RegExp, replacement: string): void {
  const before = readFileSync(file, 'utf8')
  const after = before.replace(pattern, replacement)
  if (after === before) throw new Error(`${file} has nothing that matches ${pattern}`)
  writeFileSync(file, after)
}

/** Asks again and again until the answer is the expected one, and gives it. */
export async function askUntil<T>(
  ask: () => Promise<T>,
  expected: (answer: T) => boolean,
  patience = 60_000,
): Promise<T> {
  const deadline = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (expected(answer)) return answer
    if (Date.now() > deadline)
      throw new Error(`not within ${patience / 1000} s; the last answer: ${JSON.stringify(answer)}`)
  }
}
