// Which clients and workloads there are: the files of two directories, in the order that their `place` gives.
//
// A client exports name, place, runtime ('node' or 'bun'), packageName, `open({ host, port })` with one function for each
// thing that a workload does, `openCluster({ nodes })` likewise, and `oneLiner`, a program of one line that prints one
// reply. `leftOut` says which workloads it does not take part in, and why. It imports its package inside `open`, so that the catalog can be read
// without it. Another build of ours is a client, too: the same file, with `root`, the folder of the package.
//
// A workload exports name, place, group, title, unit (see units.mjs), and `measure({ open, oneLiner, server, seconds,
// warmupSeconds })`. It returns { units, seconds, eventLoopMs, cpuUs, p50, p99, p999 }, or { amount } where its unit is
// one, or both. Optional: `reference`, a row beside it (see reference.mjs), and `topology`: 'keeping', to be measured on
// a server that keeps its memory; 'cluster', to be measured there by what `openCluster` gives; or 'secured', to be
// measured over TLS: `open` is given `tls`, too.
import { readdirSync } from 'node:fs'
import { basename, resolve } from 'node:path'

const load = (directory, name) => import(new URL(`./${directory}/${name}.mjs`, import.meta.url))

export const loadClient = (name) => load('clients', name)
export const loadWorkload = (name) => load('workloads', name)

async function all(directory) {
  const files = readdirSync(new URL(`./${directory}/`, import.meta.url)).filter((file) =>
    file.endsWith('.mjs'),
  )
  const found = await Promise.all(files.map((file) => load(directory, file.replace(/\.mjs$/, ''))))
  return found.map((one) => ({ ...one, file: one.name })).sort((a, b) => a.place - b.place)
}

function choose(known, names, kind) {
  if (!names) return known
  const unknown = names.filter((name) => !known.some((one) => one.name === name))
  if (unknown.length > 0) {
    throw new Error(
      `No such ${kind}: ${unknown.join(', ')}. There are: ${known.map((one) => one.name).join(', ')}.`,
    )
  }
  return known.filter((one) => names.includes(one.name))
}

export const chosenClients = async (names, checkouts = []) => {
  const known = await all('clients')
  const ours = known.find((client) => client.name === 'redis-native')
  const others = checkouts.map((path) => {
    const root = resolve(path)
    return { ...ours, name: `redis-native (${basename(root)})`, root }
  })
  // Beside ours, so that the builds that are compared are measured next to each other.
  return choose(known, names, 'client').flatMap((client) =>
    client.name === ours.name ? [client, ...others] : [client],
  )
}

export const chosenWorkloads = async (names) => choose(await all('workloads'), names, 'workload')
