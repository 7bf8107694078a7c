// What a stretch of work cost: time, event-loop time, CPU and latency. Runs in Node and in Bun.

const CAPACITY = 1 << 16

// Keeps the latest samples in a ring, so that a long run neither grows nor prefers its beginning.
export class Latencies {
  #samples = new Float64Array(CAPACITY)
  #added = 0

  add(milliseconds) {
    this.#samples[this.#added++ % CAPACITY] = milliseconds
  }

  percentiles() {
    const sorted = this.#samples.slice(0, Math.min(this.#added, CAPACITY)).sort()
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
    return { p50: at(0.5), p99: at(0.99), p999: at(0.999) }
  }
}

// A flag that a timer raises is cheaper for the loops than a look at the clock for each command.
export function stopAfter(seconds) {
  const clock = { over: false }
  setTimeout(() => {
    clock.over = true
  }, seconds * 1000)
  return clock
}

// Bun has no eventLoopUtilization; null says "not known" where 0 would say "free".
const loopReading = () => performance.eventLoopUtilization?.() ?? null

export async function metered(run) {
  const loopBefore = loopReading()
  const cpuBefore = process.cpuUsage()
  const began = performance.now()
  const { units, latencies } = await run()
  const seconds = (performance.now() - began) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const loop = loopBefore && performance.eventLoopUtilization(loopBefore)
  return {
    units,
    seconds,
    eventLoopMs: loop ? loop.active : null,
    cpuUs: cpu.user + cpu.system,
    ...latencies.percentiles(),
  }
}
