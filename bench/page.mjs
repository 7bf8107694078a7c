// The results as a Markdown page. It shows what was measured and judges only where a workload names a target.
import { fileURLToPath } from 'node:url'
import { rowsOf } from './medians.mjs'
import { REFERENCE } from './reference.mjs'
import { canRun } from './turns.mjs'

const OURS = 'redis-native'
const NONE = '–'
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const digits = (number, count) => (Number.isFinite(number) ? number.toFixed(count) : NONE)
const thousands = (rate) => (Number.isFinite(rate) ? digits(rate / 1000, rate < 100_000 ? 1 : 0) : NONE)
const times = (ratio) => (Number.isFinite(ratio) ? `${digits(ratio, 2)}×` : NONE)
const line = (cells) => `| ${cells.join(' | ')} |`
const ruler = (columns) => `|---|${'---:|'.repeat(columns - 1)}`

const COLUMNS = [
  'client',
  'k commands/s (min–max)',
  '× ioredis',
  'event loop µs/command',
  'CPU µs/command',
  'p50 ms',
  'p99 ms',
]

function cells(row) {
  const name = row.client === OURS ? `**${OURS}**` : row.client
  if (row.rate === null) return [name, 'failed', NONE, NONE, NONE, NONE, NONE]
  const rate = `${thousands(row.rate)} (${thousands(row.least)}–${thousands(row.most)})`
  const costs = [digits(row.loopUs, 2), digits(row.cpuUs, 2)]
  return [name, rate, times(row.ratio), ...costs, digits(row.p50, 3), digits(row.p99, 3)]
}

// The first line of an error may name files, and the page must not say where this machine keeps them.
const firstLine = (error) => error.split('\n')[0].replaceAll(ROOT, '')

function workloadSection({ workload, rows }, serverLimit) {
  const lines = [`### ${workload.title} (\`${workload.name}\`)`, '', line(COLUMNS), ruler(COLUMNS.length)]
  lines.push(...rows.map((row) => line(cells(row))))
  if (workload.reference && serverLimit) {
    const base = rows.find((row) => row.client === 'ioredis')?.rate
    const costs = Array(4).fill(NONE)
    lines.push(line([`_${REFERENCE}_`, thousands(serverLimit), times(base && serverLimit / base), ...costs]))
  }
  const errors = rows
    .filter((row) => row.error)
    .map((row) => `- ${row.client} failed: ${firstLine(row.error)}`)
  if (errors.length > 0) lines.push('', ...errors)
  return `${lines.join('\n')}\n`
}

// One line per workload: every client as a multiple of ioredis, and ours as a multiple of the fastest other.
function summary(sections, clients) {
  const header = ['× ioredis', ...clients.map((client) => client.name), 'ours ÷ fastest other']
  const lines = [line(header), ruler(header.length)]
  for (const { workload, rows } of sections) {
    const ratios = clients.map(({ name }) => times(rows.find((row) => row.client === name)?.ratio))
    const ours = rows.find((row) => row.client === OURS)?.rate
    const fastest = Math.max(...rows.filter((row) => row.client !== OURS).map((row) => row.rate ?? 0))
    lines.push(line([workload.title, ...ratios, times(ours == null ? null : ours / fastest)]))
  }
  return `${lines.join('\n')}\n`
}

// One verdict for each target of a run that had both sides. Where one of them failed, the target was not reached.
export function verdicts(sections) {
  return sections.flatMap(({ workload, rows }) => {
    const ours = rows.find((row) => row.client === OURS)
    const base = rows.find((row) => row.client === 'ioredis')
    if (!workload.target || !ours || !base) return []
    const sound = !ours.error && !base.error
    return [{ workload, ratio: ours.ratio, reached: sound && ours.ratio >= workload.target }]
  })
}

function targets(sections) {
  const lines = verdicts(sections).map(({ workload, ratio, reached }) => {
    return `- ${workload.title}: at least ${workload.target} times ioredis: ${reached ? 'yes' : '**no**'}, ${times(ratio)}`
  })
  return lines.length > 0 ? `## Targets\n\n${lines.join('\n')}\n` : ''
}

export function sectionsOf(results, workloads, clients) {
  return workloads.map((workload) => {
    const able = clients.filter((client) => canRun(workload, client))
    return { workload, rows: rowsOf(results, workload, able) }
  })
}

export function tables(sections, clients, serverLimit) {
  const each = sections.map((section) => workloadSection(section, serverLimit))
  return [targets(sections), '## Summary\n', summary(sections, clients), '## Workloads\n', ...each]
    .filter(Boolean)
    .join('\n')
}

export function page({ sections, clients, serverLimit, date, machine, versions, options }) {
  const facts = { Date: date, ...machine, ...versions }
  const { rounds, seconds, warmupSeconds } = options
  return `<!-- Written by bench/run.mjs; edits are lost at the next run. -->

# Benchmark results

${Object.entries(facts)
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n')}

Written by \`${options.command}\`. To run it again: build the package, then \`npm run bench\` (all rounds) or
\`node bench/run.mjs --quick\` (about two minutes). It needs \`redis-server\` on the PATH; it installs the peers itself.

How it was measured: ${rounds === 1 ? 'one round' : `${rounds} rounds`}, clients in turns (A B C, A B C ...), each measurement in a process of its own, ${warmupSeconds} s of
warm-up and ${seconds} s of work on one connection to one local redis-server. 1,000 keys, values of 17 bytes, every reply compared.
Figures are medians over the rounds and ratios are of medians of this run: a machine's absolute figures mean little elsewhere.
Event-loop time is the active time of \`performance.eventLoopUtilization\` (Bun has none); CPU is that of the whole client
process, all its threads. Latency is sampled; per tick it is the time until all replies of the tick are in.
"${REFERENCE}" is a GET benchmark in C, no client for Node: what this server gives when the client costs next to nothing.
It keeps 100 in flight, so a load that keeps more in flight may pass it.

${tables(sections, clients, serverLimit)}`
}
