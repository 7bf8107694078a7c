// Commands with many small strings in one reply, and a pipeline of many commands, as a load repeats them: the shape is
// that of commands.mjs. One unit is one item of a reply, or one command of the pipeline.
import { expectReply, fill, KEYS, keys, refuse, values } from './keyspace.mjs'

const FIELDS = 100
const HASHES = 10
const LISTS = 10
const nothing = async () => {}

function expectItems(command, reply, from, count) {
  if (reply?.length !== count) refuse(command, reply, values.slice(from, from + count))
  for (let at = 0; at < count; at++) expectReply(command, reply[at], values[from + at])
}

export const pipeline = {
  keys: 1,
  size: KEYS,
  send: (client) => client.pipelineOfGets(keys),
  check: (replies) => expectItems('a pipeline', replies, 0, KEYS),
  prepare: fill,
  reset: nothing,
  prove: nothing,
}

const groups = Array.from({ length: KEYS / FIELDS }, (_, at) => keys.slice(at * FIELDS, (at + 1) * FIELDS))

export const mget = {
  keys: groups.length,
  size: FIELDS,
  send: (client, index) => client.mget(groups[index]),
  check: (reply, index) => expectItems('MGET', reply, index * FIELDS, FIELDS),
  prepare: fill,
  reset: nothing,
  prove: nothing,
}

const fields = Array.from({ length: FIELDS }, (_, at) => `field:${at}`)
const hash = (index) => `hash:${index}`

// valkey-glide gives pairs in a list, all others an object: each is what its user gets.
function expectHash(reply, index) {
  const from = index * FIELDS
  const pairs = Array.isArray(reply)
  const count = pairs ? reply.length : Object.keys(reply).length
  if (count !== FIELDS) refuse('HGETALL', reply, fields)
  for (let at = 0; at < FIELDS; at++) {
    if (pairs) expectReply('HGETALL', reply[at].field, fields[at])
    expectReply('HGETALL', pairs ? reply[at].value : reply[fields[at]], values[from + at])
  }
}

export const hgetall = {
  keys: HASHES,
  size: FIELDS,
  send: (client, index) => client.hgetall(hash(index)),
  check: expectHash,
  prepare: async (control) => {
    // So that the server keeps the fields in the order in which they were written.
    await control.send('CONFIG', 'SET', 'hash-max-listpack-entries', FIELDS)
    for (let index = 0; index < HASHES; index++) {
      await control.send('DEL', hash(index))
      const pairs = fields.flatMap((field, at) => [field, values[index * FIELDS + at]])
      await control.send('HSET', hash(index), ...pairs)
    }
  },
  reset: nothing,
  prove: nothing,
}

const list = (index) => `list:${index}`

export const lrange = {
  keys: LISTS,
  size: KEYS,
  send: (client, index) => client.lrange(list(index), 0, -1),
  check: (reply) => expectItems('LRANGE', reply, 0, KEYS),
  prepare: async (control) => {
    for (let index = 0; index < LISTS; index++) {
      await control.send('DEL', list(index))
      await control.send('RPUSH', list(index), ...values)
    }
  },
  reset: nothing,
  prove: nothing,
}
