// What stands beside the clients and is none: what this server gives when the client costs next to nothing. A reference
// has a name and `measure(server, options)`: its units per second, or null where it can not be measured. It has its turn
// after each round.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { forgottenReads, readyWrites } from './bare.mjs'
import { countedBursts } from './fanout.mjs'
import { KEYS } from './keyspace.mjs'
import { median } from './medians.mjs'
import { topologyOf } from './topology.mjs'

const run = promisify(execFile)

// redis-benchmark's GET over one connection, 100 deep.
export const redisBenchmark = {
  name: 'redis-benchmark -c 1 -P 100',
  async measure({ host, port }, { referenceCommands }) {
    const load = ['-c', '1', '-P', '100', '-r', KEYS, '-n', referenceCommands]
    const options = ['-h', host, '-p', port, ...load, '--csv', 'GET', 'key:__rand_int__']
    try {
      const { stdout } = await run('redis-benchmark', options.map(String))
      return Number(stdout.trim().split('\n').at(-1).split(',').at(1).replaceAll('"', ''))
    } catch (error) {
      if (error.code === 'ENOENT') return null
      throw error
    }
  },
}

// The bursts of the listeners' workload, on a socket whose bytes are counted and not looked at.
export const byteCounter = {
  name: 'a socket whose bytes are only counted',
  measure: (server, options) => countedBursts(10_000, server, options),
}

// GETs and SETs of 16 MB over a bare socket: how fast the server sends and takes such values.
export const bareReader = {
  name: 'a socket that reads 16 MB and forgets them',
  measure: (server, options) => forgottenReads(16 << 20, server, options),
}

export const bareWriter = {
  name: 'a socket that only writes 16 MB',
  measure: (server, options) => readyWrites(16 << 20, server, options),
}

// The references of these workloads, and what they gave until now.
export class References {
  #figures
  #topologies

  constructor(workloads) {
    const those = workloads.filter(({ reference }) => reference)
    this.#topologies = new Map(those.map((workload) => [workload.reference, topologyOf(workload)]))
    this.#figures = new Map([...this.#topologies.keys()].map((reference) => [reference, []]))
  }

  // Each on the server of its workload.
  async measure(servers, options) {
    for (const [reference, figures] of this.#figures) {
      figures.push(await reference.measure(servers[this.#topologies.get(reference)], options))
    }
  }

  // By name, those that could be measured.
  medians() {
    const all = [...this.#figures].map(([{ name }, figures]) => [name, median(figures)])
    return new Map(all.filter(([, figure]) => figure !== null))
  }
}
