// What a client takes: memory after import and connect, at its peak, and what values that are kept hold; and the time
// from the start of a process to its first reply. Each gives one `amount`; less is better.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { get } from './commands.mjs'
import { Control } from './control.mjs'
import { keys, values } from './keyspace.mjs'
import { median } from './medians.mjs'

const MB = 1 << 20

// The resident pages of this process, now (VmRSS) or at their peak (VmHWM), in MB. Linux counts both; `maxRSS` of
// getrusage would include what the process was before it became this program.
function resident(field) {
  const line = readFileSync('/proc/self/status', 'utf8').match(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm'))
  return (Number(line[1]) * 1024) / MB
}

// `open` imports the client's package, connects, and has had one reply.
export async function residentAfterConnect({ open, server }) {
  const client = await open(server)
  const amount = resident('VmRSS')
  await client.close()
  return { amount }
}

export function residentAtPeak(commands) {
  return async ({ open, server }) => {
    const control = new Control(server)
    await get.prepare(control)
    const client = await open(server)
    const replies = new Array(commands)
    for (let n = 0; n < commands; n++) replies[n] = get.send(client, n % get.keys)
    const answers = await Promise.all(replies)
    for (let n = 0; n < commands; n++) get.check(answers[n], n % get.keys)
    const amount = resident('VmHWM')
    await client.close()
    control.close()
    return { amount }
  }
}

// Code that is collected in between moves one figure by a third, seldom the median of some.
const CYCLES = 11

// One value is kept out of each ten of a busy tick: what its neighbours came in must not stay because of it. What they hold is
// what is free when they are let go: what the load itself leaves behind differs from run to run by as much.
export function heapOfKept(count) {
  return async ({ open, server }) => {
    const control = new Control(server)
    await get.prepare(control)
    const client = await open(server)
    const tick = async () => {
      const answers = await Promise.all(keys.map((_, index) => get.send(client, index)))
      for (const [index, answer] of answers.entries()) get.check(answer, index)
      return answers.filter((_, index) => index % 10 === 0)
    }
    const amounts = []
    for (let n = 0; n < CYCLES; n++) {
      const kept = []
      while (kept.length < count) kept.push(...(await tick()))
      const held = await heapInUse()
      // They are used once more, so that the collector could not have taken them.
      for (const [at, value] of kept.entries()) get.check(value, (at * 10) % get.keys)
      kept.length = 0
      amounts.push(held - (await heapInUse()))
    }
    await client.close()
    control.close()
    return { amount: median(amounts) / 1024 }
  }
}

async function heapInUse() {
  const { setFlagsFromString } = await import('node:v8')
  const { runInNewContext } = await import('node:vm')
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  // What is freed outside of the heap is freed a turn of the loop later.
  for (let n = 0; n < 3; n++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const LEAST_STARTS = 3

// Processes one after the other, each of which runs one line: connect, GET, print.
export async function firstReply({ oneLiner, server, seconds }) {
  const control = new Control(server)
  await get.prepare(control)
  control.close()
  const line = oneLiner(server, keys[0])
  const times = []
  const until = performance.now() + seconds * 1000
  while (times.length < LEAST_STARTS || performance.now() < until) times.push(await timeOf(line))
  return { amount: median(times) }
}

function timeOf(line) {
  const began = performance.now()
  const child = spawn(process.execPath, ['-e', line], {
    cwd: new URL('.', import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let output = ''
    let took
    child.once('error', reject)
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output !== values[0]) return
      took = performance.now() - began
      child.kill('SIGKILL')
    })
    child.once('close', () => {
      if (took === undefined) reject(new Error(`it ended and had printed ${JSON.stringify(output)}`))
      else resolve(took)
    })
  })
}
