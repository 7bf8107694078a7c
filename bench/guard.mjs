// The guard of CI: fails when ours, 50 in flight, is not the agreed multiple of ioredis's default in the same run.
// Short (about 20 seconds) and relative, so that a slow or noisy machine slows both sides alike.
import { chosenClients, chosenWorkloads } from './catalog.mjs'
import { sectionsOf, verdicts } from './page.mjs'
import { ensureBuilt, ensurePeers } from './peers.mjs'
import { startServer } from './server.mjs'
import { takeTurns } from './turns.mjs'

const TURNS = { rounds: 5, seconds: 0.6, warmupSeconds: 0.3 }

async function main() {
  const clients = await chosenClients(['redis-native', 'ioredis'])
  const workloads = await chosenWorkloads(['get-50', 'set-50'])
  ensureBuilt(clients)
  ensurePeers(clients)

  const server = await startServer()
  let results
  try {
    results = await takeTurns({
      ...TURNS,
      clients,
      workloads,
      server: { host: server.host, port: server.port },
    })
  } finally {
    await server.stop()
  }

  const failed = results.find((result) => result.error)
  if (failed) throw new Error(`${failed.client} failed in ${failed.workload}: ${failed.error}`)
  for (const { workload, ratio, reached } of verdicts(sectionsOf(results, workloads, clients))) {
    const verdict = reached ? 'reached' : 'MISSED'
    process.stdout.write(
      `${workload.title}: ${ratio.toFixed(2)} times ioredis, target ${workload.target}: ${verdict}\n`,
    )
    if (!reached) process.exitCode = 1
  }
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
