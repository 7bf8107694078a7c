// This build beside other builds of the package: a table of ratios, for those who judge a change.
import { FIGURES, median } from './medians.mjs'

const OURS = 'redis-native'
const COLUMNS = [
  ['throughput or amount', FIGURES.value],
  ['event loop per unit', FIGURES.loopUs],
  ['CPU per unit', FIGURES.cpuUs],
  ['p50', FIGURES.p50],
  ['p99', FIGURES.p99],
]

// The ratios of the two builds round by round: measured next to each other, they saw the same minute of the machine.
function ratios(results, workload, other, figure) {
  const of = (client, round) =>
    results.find((one) => one.workload === workload && one.client === client && one.round === round)
  const rounds = [...new Set(results.map((one) => one.round))]
  return rounds
    .map((round) => [of(OURS, round), of(other, round)])
    .filter(([ours, theirs]) => ours && theirs && !ours.error && !theirs.error)
    .map(([ours, theirs]) => figure(ours) / figure(theirs))
    .filter(Number.isFinite)
    .sort((a, b) => a - b)
}

function cell(found) {
  if (found.length === 0) return '–'
  return `${median(found).toFixed(3)} (${found[0].toFixed(3)}–${found.at(-1).toFixed(3)})`
}

export function builds(results, workloads, clients) {
  const others = clients.filter((client) => client.root).map((client) => client.name)
  const tables = others.map((other) => {
    const header = ['this build ÷ the other', ...COLUMNS.map(([name]) => name)]
    const lines = workloads.map(({ name }) => [
      name,
      ...COLUMNS.map(([, figure]) => cell(ratios(results, name, other, figure))),
    ])
    const rows = [header, header.map((_, at) => (at === 0 ? '---' : '---:')), ...lines]
    return `## This build and ${other}\n\n${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`
  })
  return tables.join('\n')
}
