// The benchmark: ours beside its peers, in turns in one run, on a redis-server of its own. See options.mjs for its usage.
//
// To add a workload, add one file to workloads/; to add a client, add one file with one function to clients/. What they
// export is written at the top of catalog.mjs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { builds } from './builds.mjs'
import { chosenClients, chosenWorkloads } from './catalog.mjs'
import { startCluster } from './cluster.mjs'
import { startKeeping } from './keeping.mjs'
import { machine } from './machine.mjs'
import { sectionsOf } from './medians.mjs'
import { readOptions, USAGE } from './options.mjs'
import { page, tables } from './page.mjs'
import { ensureBuilt, ensurePeers, versions } from './peers.mjs'
import { drawn } from './plots.mjs'
import { References } from './reference.mjs'
import { startSecured } from './secured.mjs'
import { startServer } from './server.mjs'
import { topologyOf } from './topology.mjs'
import { takeTurns } from './turns.mjs'
import { unitOf, written } from './units.mjs'

const HERE = fileURLToPath(new URL('.', import.meta.url))

function reporter(workloads) {
  return ({ round, client, workload, amount, units, seconds, error }) => {
    const unit = unitOf(workloads.find((one) => one.name === workload))
    const value = amount ?? (units / seconds) * unit.scale
    const outcome = error ? `failed: ${error}` : `${written(value)} ${unit.label}`
    process.stderr.write(`round ${round}  ${workload.padEnd(15)} ${client.padEnd(22)} ${outcome}\n`)
  }
}

const facts = ({ stop, ...facts }) => facts

const STARTS = { single: startServer, keeping: startKeeping, cluster: startCluster, secured: startSecured }

async function measureAll(clients, workloads, options) {
  const wanted = new Set(workloads.map(topologyOf))
  const started = []
  const servers = {}
  const references = new References(workloads)
  try {
    for (const [topology, start] of Object.entries(STARTS)) {
      if (!wanted.has(topology)) continue
      const server = await start()
      started.push(server)
      servers[topology] = facts(server)
    }
    const results = await takeTurns({
      ...options,
      clients,
      workloads,
      servers,
      afterRound: () => references.measure(servers, options),
      report: reporter(workloads),
    })
    return { results, references: references.medians() }
  } finally {
    await Promise.all(started.map((server) => server.stop()))
  }
}

function writePage(folder, run) {
  mkdirSync(join(folder, 'plots'), { recursive: true })
  for (const { file, svg } of drawn(run.sections)) writeFileSync(join(folder, 'plots', file), svg)
  writeFileSync(join(folder, 'RESULTS.md'), page(run))
  process.stderr.write(`Written: ${join(folder, 'RESULTS.md')} and its plots\n`)
}

async function main() {
  const options = readOptions(process.argv.slice(2))
  if (options.help) return void process.stdout.write(`${USAGE}\n`)
  const clients = await chosenClients(options.clients, options.ours)
  const workloads = await chosenWorkloads(options.only)
  ensureBuilt(clients)
  ensurePeers(clients)

  const { results, references } = await measureAll(clients, workloads, options)
  const run = {
    sections: sectionsOf(results, workloads, clients),
    clients,
    references,
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: versions(clients),
    options,
  }
  process.stdout.write(`${tables(run)}\n${builds(results, workloads, clients)}`)
  if (options.out ?? options.complete) writePage(options.out ?? HERE, run)
  // A client that failed is on the page as such, but the run must not look like a good one.
  if (results.some((result) => result.error)) process.exitCode = 1
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
