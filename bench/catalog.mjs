// Which clients and workloads there are: the files of two directories, in the order that their `place` gives.
//
// A client exports name, place, runtime ('node' or 'bun'), packageName, and open({ host, port }), which returns
// { raw, get, set, close }. It imports its package inside `open`, so that the catalog can be read without it.
//
// A workload exports name, place, title, and measure({ client, open, server, seconds, warmupSeconds }), which returns
// { commands, seconds, eventLoopMs, cpuUs, p50, p99 }. Optional: `clients`, the names of those that can run it;
// `target`, the multiple of ioredis that ours must reach; `reference`, to show redis-benchmark's row beside it.
import { readdirSync } from 'node:fs'

const load = (directory, name) => import(new URL(`./${directory}/${name}.mjs`, import.meta.url))

export const loadClient = (name) => load('clients', name)
export const loadWorkload = (name) => load('workloads', name)

async function all(directory) {
  const files = readdirSync(new URL(`./${directory}/`, import.meta.url)).filter((file) =>
    file.endsWith('.mjs'),
  )
  const found = await Promise.all(files.map((file) => load(directory, file.replace(/\.mjs$/, ''))))
  return found.sort((a, b) => a.place - b.place)
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

export const chosenClients = async (names) => choose(await all('clients'), names, 'client')
export const chosenWorkloads = async (names) => choose(await all('workloads'), names, 'workload')
