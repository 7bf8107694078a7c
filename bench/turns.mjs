// Takes the measurements: in turns, each in a process of its own, and gathers what they printed.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bunBinary } from './peers.mjs'
import { topologyOf } from './topology.mjs'

const MEASURE = fileURLToPath(new URL('./measure.mjs', import.meta.url))
// What a process may take beyond its measurement: starting, filling keys, proving. Longer means that a client hangs.
const GRACE_SECONDS = 30

// Rounds are the outermost loop, so that a bad minute of the machine hurts one round of everything and not all rounds
// of one workload; clients are the innermost, so that those who are compared are measured next to each other. Every
// second round goes through the clients backwards: what gets slower or faster with time hurts no one more than others.
export async function takeTurns({
  clients,
  workloads,
  rounds,
  servers,
  seconds,
  warmupSeconds,
  afterRound,
  report,
}) {
  const results = []
  for (let round = 1; round <= rounds; round++) {
    for (const workload of workloads) {
      const able = clients.filter((one) => canRun(workload, one))
      for (const client of round % 2 === 1 ? able : able.reverse()) {
        const task = {
          client: client.file,
          workload: workload.file,
          server: { ...servers[topologyOf(workload)], root: client.root },
          seconds,
          warmupSeconds,
        }
        const figures = await inOwnProcess(client.runtime, task).catch((error) => ({
          error: error.message,
        }))
        const result = { round, client: client.name, workload: workload.name, ...figures }
        results.push(result)
        report?.(result)
      }
    }
    await afterRound?.(round)
  }
  return results
}

export const canRun = (workload, client) => client.leftOut?.[workload.name] === undefined

// A connection or a Node option of the caller's environment must not change what is measured.
function cleanEnvironment() {
  const foreign = /^(REDIS|VALKEY|NODE_OPTIONS|BUN_OPTIONS)/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: 'production' }
}

function inOwnProcess(runtime, task) {
  const binary = runtime === 'bun' ? bunBinary : process.execPath
  const limit = (task.seconds + task.warmupSeconds + GRACE_SECONDS) * 1000
  const child = spawn(binary, [MEASURE, JSON.stringify(task)], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
  })
  const killed = () => child.kill('SIGKILL')
  process.once('exit', killed)
  return new Promise((resolve, reject) => {
    let output = ''
    let complaint = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (complaint += chunk))
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('exit', killed)
      if (code === 0) resolve(lastLine(output))
      else
        reject(
          new Error(complaint.trim() || `ended with ${signal ?? code} and no message (limit: ${limit} ms)`),
        )
    })
  })
}

// A client may print lines of its own; the figures are the last one.
const lastLine = (output) => JSON.parse(output.trimEnd().split('\n').at(-1))
