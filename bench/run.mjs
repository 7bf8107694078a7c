// The benchmark: ours beside its peers, in turns in one run, on a redis-server of its own. See options.mjs for its usage.
//
// To add a workload, add one file to workloads/; to add a client, add one file with one function to clients/. What they
// export is written at the top of catalog.mjs.
import { writeFileSync } from 'node:fs'
import { chosenClients, chosenWorkloads } from './catalog.mjs'
import { machine } from './machine.mjs'
import { median } from './medians.mjs'
import { readOptions, USAGE } from './options.mjs'
import { page, sectionsOf, tables } from './page.mjs'
import { ensureBuilt, ensurePeers, versions } from './peers.mjs'
import { serverLimit } from './reference.mjs'
import { startServer } from './server.mjs'
import { takeTurns } from './turns.mjs'

const RESULTS = new URL('./RESULTS.md', import.meta.url)

function report({ round, client, workload, commands, seconds, error }) {
  const outcome = error ? `failed: ${error}` : `${Math.round(commands / seconds)} commands/s`
  process.stderr.write(`round ${round}  ${workload.padEnd(10)} ${client.padEnd(14)} ${outcome}\n`)
}

async function measureAll(clients, workloads, options) {
  const server = await startServer()
  const limits = []
  const wantsLimit = workloads.some((workload) => workload.reference)
  const afterRound = async () => {
    if (wantsLimit) limits.push(await serverLimit(server, options.referenceCommands))
  }
  try {
    const { host, port } = server
    const results = await takeTurns({
      ...options,
      clients,
      workloads,
      server: { host, port },
      afterRound,
      report,
    })
    return { results, limit: median(limits) }
  } finally {
    await server.stop()
  }
}

async function main() {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return void process.stdout.write(`${USAGE}\n`)
  const clients = await chosenClients(options.clients)
  const workloads = await chosenWorkloads(options.only)
  ensureBuilt(clients)
  ensurePeers(clients)

  const { results, limit } = await measureAll(clients, workloads, options)
  const sections = sectionsOf(results, workloads, clients)
  process.stdout.write(`${tables(sections, clients, limit)}\n`)
  if (options.complete) {
    const date = new Date().toISOString().slice(0, 10)
    const facts = { machine: machine(), versions: versions(clients) }
    writeFileSync(RESULTS, page({ sections, clients, serverLimit: limit, date, ...facts, options }))
    process.stderr.write('Written: bench/RESULTS.md\n')
  }
  // A client that failed is on the page as such, but the run must not look like a good one.
  if (results.some((result) => result.error)) process.exitCode = 1
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
