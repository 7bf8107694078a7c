// The commands that a load repeats: how each is sent for the n-th key, what it must answer, what must be true
// before the warm-up (`prepare`) and before the measurement (`reset`), and what proves that it did its work.
import { blank, fill, keys, values, verify } from './keyspace.mjs'

export const get = {
  name: 'GET',
  send: (client, index) => client.get(keys[index]),
  expected: (index) => values[index],
  prepare: async (client) => {
    await fill(client)
    await verify(client)
  },
  reset: async () => {},
  prove: (client) => verify(client),
}

export const set = {
  name: 'SET',
  send: (client, index) => client.set(keys[index], values[index]),
  expected: () => 'OK',
  prepare: async () => {},
  reset: blank,
  // Blanked keys hold their values again only if the measured commands really wrote them.
  prove: (client, commands) => verify(client, commands),
}
