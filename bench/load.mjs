// The shapes of load: how commands are kept coming. A shape makes a workload's `measure`; it never knows the client.
import { ClusterControl } from './cluster.mjs'
import { Control } from './control.mjs'
import { Latencies, metered, stopAfter } from './meter.mjs'

// Reading the clock twice costs as much as a tenth of a fast command, so wide loads time one command in this many.
const SAMPLE_EVERY = 16
// Above this many in flight no latency is lost among the others, below it all of them are needed.
const WIDE = 16

// `width` independent loops, each waiting for its reply before it sends again.
export function inFlight(command, width) {
  return measuring(command, (client, seconds) => runLoops(client, command, width, seconds))
}

// `size` commands issued in one tick, awaited together, again and again. Its latency is that of the whole tick.
export function perTick(command, size) {
  return measuring(command, (client, seconds) => runTicks(client, command, size, seconds))
}

function measuring(command, run) {
  return async ({ open, server, warmupSeconds, seconds }) => {
    const control = server.nodes ? new ClusterControl(server) : new Control(server)
    const client = await open(server)
    await command.prepare(control)
    await run(client, warmupSeconds)
    await command.reset(control)
    const figures = await metered(() => run(client, seconds))
    await command.prove(control, figures.units / command.size)
    await client.close()
    control.close()
    return figures
  }
}

async function runLoops(client, command, width, seconds) {
  const clock = stopAfter(seconds)
  const latencies = new Latencies()
  const every = width < WIDE ? 1 : SAMPLE_EVERY
  let commands = 0

  async function loop(turn) {
    while (!clock.over) {
      const index = commands++ % command.keys
      const began = turn++ % every === 0 ? performance.now() : 0
      const reply = await command.send(client, index)
      if (began !== 0) latencies.add(performance.now() - began)
      // Every reply is compared, so that no client wins by strings it never made or by answers to others.
      command.check(reply, index)
    }
  }

  await Promise.all(Array.from({ length: width }, (_, turn) => loop(turn)))
  return { units: commands * command.size, latencies }
}

async function runTicks(client, command, size, seconds) {
  const clock = stopAfter(seconds)
  const latencies = new Latencies()
  const replies = new Array(size)
  let commands = 0

  while (!clock.over) {
    const began = performance.now()
    for (let n = 0; n < size; n++) replies[n] = command.send(client, n % command.keys)
    const answers = await Promise.all(replies)
    latencies.add(performance.now() - began)
    for (let n = 0; n < size; n++) command.check(answers[n], n % command.keys)
    commands += size
  }
  return { units: commands * command.size, latencies }
}
