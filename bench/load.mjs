// The shapes of load: how commands are kept coming. A shape makes a workload's `measure`; it never knows the client.
import { expectReply, KEYS } from './keyspace.mjs'
import { Latencies, metered, stopAfter } from './meter.mjs'

// Reading the clock twice costs as much as a tenth of a fast command, so wide loads time one command in this many.
const SAMPLE_EVERY = 16

// `width` independent loops, each waiting for its reply before it sends again.
export function inFlight(command, width) {
  return (context) =>
    measured(context, command, (client, seconds) => runLoops(client, command, width, seconds))
}

// `size` commands issued in one tick, awaited together, again and again. Its latency is that of the whole tick.
export function perTick(command, size) {
  return (context) =>
    measured(context, command, (client, seconds) => runTicks(client, command, size, seconds))
}

async function measured({ client, warmupSeconds, seconds }, command, run) {
  await command.prepare(client)
  await run(client, warmupSeconds)
  await command.reset(client)
  const figures = await metered(() => run(client, seconds))
  await command.prove(client, figures.commands)
  return figures
}

async function runLoops(client, command, width, seconds) {
  const clock = stopAfter(seconds)
  const latencies = new Latencies()
  const every = width === 1 ? 1 : SAMPLE_EVERY
  let commands = 0

  async function loop(turn) {
    while (!clock.over) {
      const index = commands++ % KEYS
      const began = turn++ % every === 0 ? performance.now() : 0
      const reply = await command.send(client, index)
      if (began !== 0) latencies.add(performance.now() - began)
      // Every reply is compared, so that no client wins by strings it never made or by answers to others.
      expectReply(command.name, reply, command.expected(index))
    }
  }

  await Promise.all(Array.from({ length: width }, (_, turn) => loop(turn)))
  return { commands, latencies }
}

async function runTicks(client, command, size, seconds) {
  const clock = stopAfter(seconds)
  const latencies = new Latencies()
  const replies = new Array(size)
  let commands = 0

  while (!clock.over) {
    const began = performance.now()
    for (let n = 0; n < size; n++) replies[n] = command.send(client, n % KEYS)
    const answers = await Promise.all(replies)
    latencies.add(performance.now() - began)
    for (let n = 0; n < size; n++) expectReply(command.name, answers[n], command.expected(n % KEYS))
    commands += size
  }
  return { commands, latencies }
}
