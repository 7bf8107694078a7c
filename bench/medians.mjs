// From measurements to the figures of a table: the median over the rounds, with the range for throughput.

export function median(numbers) {
  const sorted = numbers.filter((number) => number != null).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const perSecond = ({ commands, seconds }) => commands / seconds
const loopPerCommand = ({ eventLoopMs, commands }) =>
  eventLoopMs == null ? null : (eventLoopMs * 1000) / commands

// One client in one workload; `error` is the first failure, if any round failed.
function row(client, measurements) {
  const good = measurements.filter((one) => one.error === undefined)
  const rates = good.map(perSecond)
  return {
    client,
    error: measurements.find((one) => one.error !== undefined)?.error,
    rate: median(rates),
    least: Math.min(...rates),
    most: Math.max(...rates),
    loopUs: median(good.map(loopPerCommand)),
    cpuUs: median(good.map((one) => one.cpuUs / one.commands)),
    p50: median(good.map((one) => one.p50)),
    p99: median(good.map((one) => one.p99)),
  }
}

// The rows of one workload in the order of the clients, each with its ratio to ioredis in this same run.
export function rowsOf(results, workload, clients) {
  const rows = clients.map(({ name }) => {
    return row(
      name,
      results.filter((one) => one.workload === workload.name && one.client === name),
    )
  })
  const base = rows.find((one) => one.client === 'ioredis')?.rate
  return rows.map((one) => ({ ...one, ratio: base && one.rate != null ? one.rate / base : null }))
}
