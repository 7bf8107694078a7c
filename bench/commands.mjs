// GET and SET of small values, as a load repeats them.
//
// A command says how it is sent for the n-th of its `keys` and how its reply is checked. `size` is how many units of the
// workload it stands for. `prepare` lays the data out before the warm-up, `reset` before the measurement; `prove` looks
// at the server afterwards, where the replies alone do not show that the work was done.
import { blank, expectReply, fill, fillEach, KEYS, keys, values, verify } from './keyspace.mjs'

const nothing = async () => {}

export const get = {
  keys: KEYS,
  size: 1,
  send: (client, index) => client.get(keys[index]),
  check: (reply, index) => expectReply('GET', reply, values[index]),
  prepare: fill,
  reset: nothing,
  prove: nothing,
}

export const getInCluster = { ...get, prepare: fillEach }

export const set = {
  keys: KEYS,
  size: 1,
  send: (client, index) => client.set(keys[index], values[index]),
  check: (reply) => expectReply('SET', reply, 'OK'),
  prepare: nothing,
  reset: async (control) => {
    await blank(control)
    await control.countFromHere()
  },
  // A reply is no proof that the server wrote: it counts, and blanked keys hold their values again.
  prove: async (control, count) => {
    await control.expectCalls('set', count)
    await verify(control, count)
  },
}
