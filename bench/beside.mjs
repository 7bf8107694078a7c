// Small GETs beside large replies on the same connection. The GETs are sent by the clock and not by the replies, and a
// latency counts from the moment when its GET was due: a client, or an event loop, that stands still is seen in every
// GET that it delays, and not in one of each loop.
import { getString } from './blobs.mjs'
import { get } from './commands.mjs'
import { Control } from './control.mjs'
import { Latencies, metered, stopAfter } from './meter.mjs'

const GET_EVERY_MS = 1
const LARGE_EVERY_MS = 100

export function besideLarge(bytes) {
  const large = getString(bytes, 1)
  return async ({ open, server, warmupSeconds, seconds }) => {
    const control = new Control(server)
    const client = await open(server)
    await get.prepare(control)
    await large.prepare(control)
    // Not less than three large replies in the warm-up, and enough of them for a percentile of the measurement.
    await run(client, large, Math.max(warmupSeconds, 0.3))
    const figures = await metered(() => run(client, large, Math.max(seconds, 1)))
    await client.close()
    control.close()
    return { ...figures, amount: figures.p99 }
  }
}

async function run(client, large, seconds) {
  const clock = stopAfter(seconds)
  const latencies = new Latencies()
  const sent = []
  const began = performance.now()
  let gets = 0
  let larges = 0

  async function sendSmall(due) {
    const index = gets++ % get.keys
    const reply = await get.send(client, index)
    latencies.add(performance.now() - due)
    get.check(reply, index)
  }

  const sendLarge = async () => large.check(await large.send(client, 0), 0)

  await new Promise((resolve) => {
    const timer = setInterval(() => {
      if (clock.over) {
        clearInterval(timer)
        return resolve()
      }
      const elapsed = performance.now() - began
      if (larges * LARGE_EVERY_MS <= elapsed) {
        larges++
        sent.push(sendLarge())
      }
      while (gets * GET_EVERY_MS <= elapsed) sent.push(sendSmall(began + gets * GET_EVERY_MS))
    }, GET_EVERY_MS)
  })
  await Promise.all(sent)
  return { units: gets, latencies }
}
