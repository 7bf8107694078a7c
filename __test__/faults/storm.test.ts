/**
 * Some seconds of all faults at once, and minutes of it by `npm run soak`: no reply goes to another
 * command, every command settles, and nothing is left behind.
 */
import { join } from 'node:path'
import { run } from '../support/script'
import { serve } from './clients'

const SECONDS = Number(process.env.SOAK_SECONDS ?? 15)

interface Thread {
  asked: number
  settled: number
  answered: number
  strange: string[]
  errors: Record<string, number>
}

const middle = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1]

test(
  'each command of a process in a storm is answered by its own reply or an honest error, and nothing piles up',
  async () => {
    const server = await serve({ args: ['--enable-debug-command', 'yes'] })
    const { code, signal, stdout, stderr } = await run(process.execPath, [join(__dirname, 'storm.mjs')], {
      env: {
        REDIS_URL: server.url,
        SERVER_PID: String(server.pid),
        SECONDS: String(SECONDS),
        REDIS_COMMAND_TIMEOUT: '200',
        REDIS_CONNECTION_NAME: 'storm',
      },
    })
    // It ends by itself, and has nothing to say beside what it counted.
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' })
    const { before, after, memory, visitors, accidents, threads } = JSON.parse(stdout)
    if (process.env.SOAK_SECONDS) console.info(stdout.slice(0, 4_000))
    for (const { strange, asked, settled, answered } of threads as Thread[]) {
      expect(strange).toEqual([])
      expect(settled).toBe(asked)
      expect(answered).toBeGreaterThan(50 * SECONDS)
    }
    expect(threads).toHaveLength(3)
    expect(visitors).toBeGreaterThan(2)
    expect(accidents).toBeGreaterThan(SECONDS / 2)
    expect(after.files).toBeLessThanOrEqual(before.files)
    expect(after.threads).toBeLessThanOrEqual(before.threads)
    // Megabytes, of the second quarter and of the last.
    const quarter = memory.length >> 2
    const [early, late] = [middle(memory.slice(quarter, quarter * 2)), middle(memory.slice(-quarter))]
    expect(late - early).toBeLessThan(80)
  },
  (SECONDS + 90) * 1_000,
)
