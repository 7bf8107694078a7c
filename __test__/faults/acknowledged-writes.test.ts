/**
 * Writes through kills of a server that keeps all it has acknowledged: nothing acknowledged is lost,
 * nothing is there twice, and what rejected as not executed is really not there.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { turns, within } from '../support/events'
import { type Client, KINDS, open, ready, serve } from './clients'

const KILLS = 4
const WRITERS = 20

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'redis-kept-'))
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

const keeping = (port?: number) =>
  serve({
    args: ['--dir', directory, '--appendonly', 'yes', '--appendfsync', 'always'],
    ...(port !== undefined && { port }),
  })

class Ledger {
  going = true
  readonly acknowledged = new Set<string>()
  readonly unknown = new Set<string>()
  readonly notExecuted = new Set<string>()
  readonly counted: number[] = []
  countsUnknown = 0
  readonly strange: unknown[] = []

  /** Appends unique words and counts, alone and in groups, until the end. */
  async write(client: Client, writer: number): Promise<void> {
    for (let round = 0; this.going; round++) {
      const word = `${writer}:${round}`
      const sets = [this.append(word, client.rpush('log', word)), this.count(client.incr('n'))]
      if (round % 3 === 0) sets.push(this.group([`${word}p`, `${word}q`], client.pipeline()))
      if (round % 3 === 1) sets.push(this.group([`${word}t`, `${word}u`], client.multi()))
      await Promise.all(sets)
    }
  }

  private async append(word: string, reply: Promise<unknown>): Promise<void> {
    await reply.then(
      () => this.acknowledged.add(word),
      (error) => this.failed([word], error),
    )
  }

  private async group(words: string[], calls: any): Promise<void> {
    for (const word of words) calls.rpush('log', word)
    try {
      const results: [Error | null, unknown][] = await calls.exec()
      for (const [i, [error]] of results.entries()) {
        if (error) this.failed([words[i]], error)
        else this.acknowledged.add(words[i])
      }
    } catch (error) {
      this.failed(words, error)
    }
  }

  private async count(reply: Promise<number>): Promise<void> {
    await reply.then(
      (value) => this.counted.push(value),
      (error) => {
        this.failed([], error)
        this.countsUnknown += Number(error.maybeExecuted)
      },
    )
  }

  private failed(words: string[], error: any): void {
    if (typeof error.maybeExecuted !== 'boolean')
      this.strange.push([words, String(error), error.maybeExecuted])
    for (const word of words) (error.maybeExecuted ? this.unknown : this.notExecuted).add(word)
  }
}

test.each(KINDS)('%s client: what the server keeps is what it acknowledged', async (kind) => {
  let server = await keeping()
  const client = open(kind, {
    port: server.port,
    autoResendUnfulfilledCommands: 'readonly',
    maxRetriesPerRequest: 2,
    commandTimeout: 10_000,
    ...(kind === 'shared' && { circuitBreaker: false }),
  })
  await ready(client)
  const ledger = new Ledger()
  const writers = Array.from({ length: WRITERS }, (_, i) => ledger.write(client, i))
  for (let kill = 0; kill < KILLS; kill++) {
    const before = ledger.acknowledged.size
    while (ledger.acknowledged.size < before + 500) await new Promise((resolve) => setImmediate(resolve))
    // The first time it answers nothing more, so that something is in flight for sure.
    if (kill === 0) process.kill(server.pid, 'SIGSTOP')
    await turns()
    await server.kill()
    server = await keeping(server.port)
  }
  ledger.going = false
  await within(30_000, Promise.all(writers))

  const kept = (await server.cli('LRANGE', 'log', '0', '-1')).split('\n')
  const there = new Set(kept)
  const { acknowledged, notExecuted, unknown, counted } = ledger
  expect({
    strange: ledger.strange,
    lost: [...acknowledged].filter((word) => !there.has(word)),
    doubled: kept.filter((word, i) => kept.indexOf(word) !== i),
    executedAfterAll: [...notExecuted].filter((word) => there.has(word)),
    unheardOf: kept.filter((word) => !acknowledged.has(word) && !unknown.has(word)),
  }).toEqual({ strange: [], lost: [], doubled: [], executedAfterAll: [], unheardOf: [] })
  // Each number was given once, and only what is unknown is missing.
  expect(new Set(counted).size).toBe(counted.length)
  const final = Number(await server.cli('GET', 'n'))
  expect(final).toBeGreaterThanOrEqual(Math.max(...counted))
  expect(final - counted.length).toBeLessThanOrEqual(ledger.countsUnknown)
  expect(unknown.size).toBeGreaterThan(0)
})
