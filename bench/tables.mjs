// The figures of a run as Markdown tables: they show what was measured and judge only where targets.mjs names a target.
import { fileURLToPath } from 'node:url'
import { verdicts } from './targets.mjs'
import { written } from './units.mjs'

const OURS = 'redis-native'
const NONE = '–'
const ROOT = fileURLToPath(new URL('..', import.meta.url))

const digits = (number, count) => (Number.isFinite(number) ? number.toFixed(count) : NONE)
const times = (ratio) => (Number.isFinite(ratio) ? `${digits(ratio, 2)}×` : NONE)
const line = (cells) => `| ${cells.join(' | ')} |`
const named = (client) => (client === OURS ? `**${OURS}**` : client)

function table(header, rows, left = 1) {
  const ruler = header.map((_, at) => (at < left ? '---' : '---:'))
  return `${[header, ruler, ...rows].map(line).join('\n')}\n`
}

// What costs and latencies a workload gives: an amount by itself has none.
function columnsOf({ unit, rows }) {
  const given = (name) => rows.some((row) => row[name] != null)
  const one = unit.one ?? 'command'
  return [
    ['loopUs', `event loop µs/${one}`, (value) => written(value)],
    ['cpuUs', `CPU µs/${one}`, (value) => written(value)],
    ['p50', 'p50 ms', (value) => digits(value, 3)],
    ['p99', 'p99 ms', (value) => digits(value, 3)],
    ['p999', 'p99.9 ms', (value) => digits(value, 3)],
  ].filter(([name]) => given(name))
}

// The first line of an error may name files, and the page must not say where this machine keeps them.
const firstLine = (error) => error.split('\n')[0].replaceAll(ROOT, '')

function workloadTable(section, references) {
  const { workload, unit, rows, leftOut } = section
  const columns = columnsOf(section)
  const header = ['client', `${unit.label} (min–max)`, '× ioredis', ...columns.map(([, title]) => title)]
  const scaled = (value) => written(value * unit.scale)
  const cells = rows.map((row) => {
    const none = columns.map(() => NONE)
    if (row.value === null) return [named(row.client), 'failed', NONE, ...none]
    const value = `${scaled(row.value)} (${scaled(row.least)}–${scaled(row.most)})`
    const figures = columns.map(([name, , write]) => write(row[name]))
    return [named(row.client), value, times(row.ratio), ...figures]
  })
  const reference = references.get(workload.reference?.name)
  if (reference !== undefined) {
    const base = rows.find((row) => row.client === 'ioredis')?.value
    const none = columns.map(() => NONE)
    cells.push([`_${workload.reference.name}_`, scaled(reference), times(base && reference / base), ...none])
  }
  const failed = rows.filter((row) => row.error)
  const notes = [
    ...failed.map((row) => `- ${row.client} failed: ${firstLine(row.error)}`),
    ...leftOut.map((reason) => `- left out: ${reason}`),
  ]
  const end = notes.length > 0 ? `\n${notes.join('\n')}\n` : ''
  return `#### ${workload.title} (\`${workload.name}\`)\n\n${table(header, cells)}${end}`
}

export function workloadTables(sections, references) {
  const groups = [...new Set(sections.map(({ workload }) => workload.group))]
  return groups
    .map((group) => {
      const own = sections.filter(({ workload }) => workload.group === group)
      return `### ${group}\n\n${own.map((section) => workloadTable(section, references)).join('\n')}`
    })
    .join('\n')
}

// One line per workload: every client as a multiple of ioredis, and ours as a multiple of the best other.
export function summaryTable(sections, clients) {
  const header = ['× ioredis', ...clients.map((client) => client.name), 'ours ÷ best other']
  const rows = sections.map(({ workload, unit, rows }) => {
    const ratios = clients.map(({ name }) => times(rows.find((row) => row.client === name)?.ratio))
    const ours = rows.find((row) => row.client === OURS)?.value
    const others = rows
      .filter((row) => !row.client.startsWith(OURS) && row.value != null)
      .map((row) => row.value)
    const best = unit.amount ? Math.min(...others) : Math.max(...others)
    const title = unit.amount ? `${workload.title} (less is better)` : workload.title
    return [title, ...ratios, times(ours == null ? null : ours / best)]
  })
  return table(header, rows)
}

export function targetsTable(sections, references) {
  const header = ['workload', 'against', 'target', 'measured', 'reached']
  const rows = verdicts(sections, references).map((verdict) => {
    const { what, label, least, most, aim, ratio, reached, rival, clients } = verdict
    const bound = most === undefined ? `at least ${least}×` : most === 1 ? 'not more' : `at most ${most}×`
    const measured = clients.length > 1 && rival ? `${times(ratio)} (${rival})` : times(ratio)
    return [what, label, aim ? `${bound} (${aim})` : bound, measured, reached ? 'yes' : '**no**']
  })
  return rows.length > 0 ? table(header, rows, 3) : 'None of the targets is part of this run.\n'
}
