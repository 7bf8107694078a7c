// The guard of CI: it fails when GET with 50 in flight is less than twice as fast as ioredis with its defaults.
//
// Fit for a machine that does other things, too: the two are measured next to each other, so that what slows one slows
// the other; a ratio is made of each pair; and the median of the ratios is what counts. A miss is measured once more,
// with more pairs, and that second figure is the verdict, whatever it is: a regression misses both times.
import { chosenClients, chosenWorkloads } from './catalog.mjs'
import { FIGURES, median } from './medians.mjs'
import { ensureBuilt, ensurePeers } from './peers.mjs'
import { startServer } from './server.mjs'
import { takeTurns } from './turns.mjs'

const OURS = 'redis-native'
const PEER = 'ioredis'
const LEAST = 2
const TRIES = [{ rounds: 5 }, { rounds: 9 }]
const TURN = { seconds: 0.5, warmupSeconds: 0.3 }

async function ratioOf(clients, workloads, rounds) {
  const { host, port, stop } = await startServer()
  const results = await takeTurns({
    ...TURN,
    rounds,
    clients,
    workloads,
    servers: { single: { host, port } },
  }).finally(stop)
  const failed = results.find((result) => result.error)
  if (failed) throw new Error(`${failed.client} failed in ${failed.workload}: ${failed.error}`)
  const value = (client, round) =>
    FIGURES.value(results.find((one) => one.client === client && one.round === round))
  const ratios = Array.from({ length: rounds }, (_, at) => value(OURS, at + 1) / value(PEER, at + 1))
  return { ratio: median(ratios), ratios }
}

async function main() {
  const clients = await chosenClients([OURS, PEER])
  const workloads = await chosenWorkloads(['get-50'])
  ensureBuilt(clients)
  ensurePeers(clients)

  for (const { rounds } of TRIES) {
    const { ratio, ratios } = await ratioOf(clients, workloads, rounds)
    const reached = ratio >= LEAST
    const each = ratios.map((one) => one.toFixed(2)).join(', ')
    const verdict = reached ? 'reached' : 'missed'
    process.stdout.write(
      `${workloads[0].title}: ${ratio.toFixed(2)} times ioredis (${each}), at least ${LEAST}: ${verdict}\n`,
    )
    if (reached) return
  }
  process.exitCode = 1
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
