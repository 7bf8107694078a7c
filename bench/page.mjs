// The results as a page: what was measured, on what and how, with its plots and tables.
import { PLOTS } from './plots.mjs'
import { bareReader, bareWriter, byteCounter, redisBenchmark } from './reference.mjs'
import { summaryTable, targetsTable, workloadTables } from './tables.mjs'

export function tables({ sections, clients, references }) {
  return [
    `## Targets\n\n${targetsTable(sections, references)}`,
    `## Summary\n\n${summaryTable(sections, clients)}`,
    `## Workloads\n\n${workloadTables(sections, references)}`,
  ].join('\n')
}

const facts = (run) => {
  const all = { Date: run.date, ...run.machine, ...run.versions }
  return Object.entries(all)
    .map(([name, value]) => `- ${name}: ${value}`)
    .join('\n')
}

export function page(run) {
  const { rounds, seconds, warmupSeconds, command } = run.options
  const plots = PLOTS.map(({ file, title }) => `![${title}](plots/${file}.svg)`).join('\n\n')
  return `<!-- Written by bench/run.mjs; edits are lost at the next run. -->

# Benchmark results

${facts(run)}

Written by \`${command}\`. To run it again: build the package, then \`npm run bench\` (all rounds) or
\`npm run bench -- --quick\` (about two minutes). It needs \`redis-server\` on the PATH; it installs the peers itself.

${plots}

## How it was measured

- ${rounds === 1 ? 'One round' : `${rounds} rounds`}, clients in turns (A B C, C B A, ...), each measurement in a process of its own: ${warmupSeconds} s of warm-up and
  ${seconds} s of work on one connection to one local redis-server, one after the other on the same machine.
- Each client does each workload in the way its users would: ioredis with and without its auto-pipelining, pipelines as
  each has them, Bun's client in Bun. All have their defaults, but for two limits of valkey-glide that would stop it.
- Every reply is compared with what it must be, in the measured time; after SETs the server is asked for what it holds.
- 1,000 keys and values of 17 bytes, unless a title says more. A MB is 2 to the power of 20 bytes.
- Values of 1 MB and more come from a server that keeps its memory. One that does not gives that of a value of 16 MB
  back at once and asks the system for the next one page by page: then all clients wait for that.
- Figures are medians over the rounds, and ratios are of medians of this run: absolute figures mean little elsewhere.
- Event-loop time is the active time of \`performance.eventLoopUtilization\` (Bun has none); CPU is that of the whole client
  process with all its threads, and not that of the server.
- Latency is sampled where more than 16 are in flight; per tick it is the time until all replies of the tick are in, and
  with listeners the time of 10,000 messages. Beside large replies a GET is due each millisecond, by the clock, and one of
  10 MB ten times a second: its latency counts from when it was due.
- "${redisBenchmark.name}" is a GET benchmark in C, no client for Node: what this server gives when the client costs next
  to nothing. It keeps 100 in flight, so a load that keeps more in flight may pass it.
- "${byteCounter.name}" gets the same messages as the listeners and makes nothing of them: what it
  gives is how fast the server publishes and sends.
- "${bareReader.name}" and "${bareWriter.name}" are the same for
  values of 16 MB, one at a time. They neither compare a reply nor keep it, so no client can pass the first, and the
  second only by what varies.

${tables(run)}`
}
