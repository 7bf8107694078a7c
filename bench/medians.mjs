// From measurements to the figures of a table: medians over the rounds, with the range of what a workload is about.
import { unitOf } from './units.mjs'

export function median(numbers) {
  const sorted = numbers.filter((number) => number != null).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

// What each figure of a row is in one measurement; null where a runtime or a workload does not give it.
const perUnit = (microseconds, units) => (microseconds == null || !units ? null : microseconds / units)
export const FIGURES = {
  value: ({ amount, units, seconds }) => amount ?? units / seconds,
  loopUs: ({ eventLoopMs, units }) => perUnit(eventLoopMs == null ? null : eventLoopMs * 1000, units),
  cpuUs: ({ cpuUs, units }) => perUnit(cpuUs, units),
  p50: ({ p50 }) => p50,
  p99: ({ p99 }) => p99,
  p999: ({ p999 }) => p999,
}

// One client in one workload; `error` is the first failure, if any round failed.
function row(client, measurements) {
  const good = measurements.filter((one) => one.error === undefined)
  const figures = Object.entries(FIGURES).map(([name, figure]) => [name, median(good.map(figure))])
  const values = good.map(FIGURES.value)
  return {
    client,
    error: measurements.find((one) => one.error !== undefined)?.error,
    ...Object.fromEntries(figures),
    least: Math.min(...values),
    most: Math.max(...values),
  }
}

// The rows of one workload in the order of the clients, each with its ratio to ioredis in this same run.
function rowsOf(results, workload, clients) {
  const rows = clients.map(({ name }) => {
    return row(
      name,
      results.filter((one) => one.workload === workload.name && one.client === name),
    )
  })
  const base = rows.find((one) => one.client === 'ioredis')?.value
  return rows.map((one) => ({ ...one, ratio: base && one.value != null ? one.value / base : null }))
}

// One section for each workload, with the rows of those that take part and the reasons of those that do not.
export function sectionsOf(results, workloads, clients) {
  return workloads.map((workload) => {
    const reason = ({ leftOut }) => leftOut?.[workload.name]
    const able = clients.filter((client) => reason(client) === undefined)
    const leftOut = clients.filter((client) => reason(client) !== undefined)
    return {
      workload,
      unit: unitOf(workload),
      rows: rowsOf(results, workload, able),
      leftOut: leftOut.map((client) => `${client.name}: ${reason(client)}`),
    }
  })
}
