/**
 * Writes commands.d.ts from commands.json.
 *
 *     node scripts/types/generate.mjs [--check]
 *
 * With `--check` nothing is written, and the exit code tells whether the file is up to date. The
 * grammar of the forms is told in `about` in commands.json. What optional parts a form has is
 * multiplied out into plain overloads: an editor copes with those better than with clever types.
 */

import { readFileSync, writeFileSync } from 'node:fs'

const SOURCE = new URL('commands.json', import.meta.url)
const TARGET = new URL('../../commands.d.ts', import.meta.url)

const { types, names, commands } = JSON.parse(readFileSync(SOURCE, 'utf8'))

// Forms: text → parts. A part is {name, type} or {token} or {rest, name} or {optional} or {choices}.

/** What stands between the brackets, braces and parentheses of a form, one string each. */
function split(text) {
  return text.match(/\[|\]|\{|\}|\/|\(|\)\.\.\.|[^\s[\]{}()]+/g) ?? []
}

function parse(text) {
  const words = split(text)
  const sequence = (...ends) => {
    const parts = []
    while (words.length > 0 && !ends.includes(words[0])) parts.push(part(words.shift()))
    return parts
  }
  const part = (word) => {
    if (word === '[') {
      const optional = sequence(']')
      words.shift()
      if (optional.length === 1 && optional[0].rest) return { ...optional[0], mayBeEmpty: true }
      return { optional }
    }
    if (word === '{') {
      const choices = []
      do choices.push(sequence('/', '}'))
      while (words.shift() === '/')
      return { choices }
    }
    if (word === '(') {
      const group = sequence(')...')
      words.shift()
      return repeatedGroup(group)
    }
    return atom(word)
  }
  const parts = sequence()
  if (words.length > 0) throw new Error(`"${text}" ends too early`)
  return parts
}

const isToken = (word) => /^[A-Z][A-Z0-9_-]*$/.test(word) || /^'.*'$/.test(word)

const quoted = (word) => (word.startsWith("'") ? word : `'${word}'`)

function atom(word) {
  const rest = word.endsWith('...')
  const [name, type] = (rest ? word.slice(0, -3) : word).split(':')
  if (type === undefined && isToken(name)) return { token: true, name: identifier(name), type: quoted(name) }
  const tokens = (type ?? '').split('|')
  if (tokens.every(isToken)) return { name, type: tokens.map(quoted).join(' | ') }
  const known = types[type ?? names[name]]
  if (known === undefined) throw new Error(`no type is known for "${word}"`)
  return { name, type: known, rest }
}

/** TypeScript has no type for a repeated group that is cheap: its members are one flat list. */
function repeatedGroup(group) {
  const all = new Set(group.flatMap((part) => expand(part.token ? 'string' : part.type)))
  const type = all.has('Buffer') && all.has('number') ? 'RedisValue' : [...all].join(' | ')
  const name = group
    .filter((part) => !part.token)
    .map((part, at) => (at === 0 ? part.name : part.name[0].toUpperCase() + part.name.slice(1)))
    .join('')
  return { name: `${name}s`, type, rest: true }
}

function expand(type) {
  const aliases = { RedisKey: ['string', 'Buffer'], RedisValue: ['string', 'Buffer', 'number'] }
  return aliases[type] ?? type.split(' | ')
}

const RESERVED = new Set([
  'case',
  'default',
  'delete',
  'do',
  'export',
  'for',
  'function',
  'if',
  'import',
  'in',
  'new',
  'with',
])

function identifier(token) {
  const words = token.toLowerCase().match(/[a-z0-9]+/g) ?? ['literal']
  return words.map((word, at) => (at === 0 ? word : word[0].toUpperCase() + word.slice(1))).join('')
}

/** All ways to write a form, those with most arguments first. */
function variants(parts) {
  let all = [[]]
  for (const part of parts) {
    const ways = part.optional
      ? [...variants(part.optional), []]
      : part.choices
        ? part.choices.flatMap(variants)
        : [[part]]
    all = all.flatMap((before) => ways.map((way) => [...before, ...way]))
  }
  return all.sort((a, b) => b.length - a.length)
}

/** Gives each argument of a call a name of its own; those of tokens make way. */
function named(parts) {
  const taken = new Set()
  for (const part of parts.filter((part) => !part.token)) {
    if (taken.has(part.name) || RESERVED.has(part.name)) throw new Error(`"${part.name}" is no name here`)
    taken.add(part.name)
  }
  return parts.map((part) => {
    let { name } = part
    while (part.token && (taken.has(name) || RESERVED.has(name))) name += 'Token'
    taken.add(name)
    return { ...part, name }
  })
}

// Replies: the words of the description → TypeScript.

function outsideOf(text, from) {
  let depth = 1
  for (let i = from; i < text.length; i++) {
    if (text[i] === '<') depth++
    if (text[i] === '>' && --depth === 0) return i
  }
  throw new Error(`"${text}" has no end of "<"`)
}

const union = (...members) => [...new Set(members.flatMap((member) => member.split('|')))].join('|')

const arrayOf = (type) => (type.includes('|') ? `(${type})[]` : `${type}[]`)

function mapped(reply, mapping) {
  const legacy = mapping === 'legacy'
  let text = reply
  for (let at = text.indexOf('map<'); at !== -1; at = text.indexOf('map<')) {
    const end = outsideOf(text, at + 4)
    const value = text.slice(at + 4, end)
    const flat = value === 'unknown' ? 'unknown[]' : arrayOf(union('bulk', value))
    text = text.slice(0, at) + (legacy ? flat : `Record<string, ${value}>`) + text.slice(end + 1)
  }
  return text
    .replace(/\bentries\b(?!:)/g, 'StreamEntry<bulk>[]')
    .replace(/\bscores\b/g, legacy ? 'bulk[]' : '[member: bulk, score: number][]')
    .replace(/\bdouble\b/g, legacy ? 'bulk' : 'number')
    .replace(/\bbool\b/g, legacy ? 'number' : 'boolean')
}

function encoded(reply, buffers) {
  const text = reply.replace(/\bbulk\b/g, buffers ? 'Buffer' : 'string')
  if (!buffers) return spaced(text)
  return spaced(text.replace(/'[^']*'/g, 'Buffer').replace(/^Buffer(\|Buffer)+/, 'Buffer'))
}

const spaced = (text) => text.replace(/\s*\|\s*/g, ' | ')

/** The type of a reply as a method's own text. */
function replyType(reply, buffers) {
  const streams = /^streams<(.*)>$/.exec(reply)
  if (streams) return `StreamEntries<${encoded('bulk', buffers)}, ${encoded(streams[1], buffers)}, Context>`
  const [both, own] = reply.split(' ~ ')
  const legacy = encoded(mapped(both, 'legacy'), buffers)
  const resp3 = encoded(mapped(own ?? both, 'resp3'), buffers)
  return legacy === resp3 ? legacy : `Mapped<${legacy}, ${resp3}, Context>`
}

// Overloads.

/**
 * The overloads of one way to write a form; `main` is the one that is documented. Keys and
 * members stand last as one array, as ioredis has them, for those who read a method's last overload.
 */
function overloads(parts, reply, settles) {
  const returns = settles === 'promise' ? `Promise<${reply}>` : `Result<${reply}, Context>`
  const callback = `Callback<${reply}>`
  const plain = ({ name, type }) => `${name}: ${type}`
  const list = (rest) => parts.map((part) => (part.rest ? rest(part) : plain(part)))
  const array = (type) => (type.includes(' ') ? `(${type})[]` : `${type}[]`)
  const spread = list(({ name, type }) => `...${name}: ${array(type)}`)
  const asArray = list(({ name, type }) => `${name}: ${array(type)}`)
  const at = parts.findIndex((part) => part.rest)
  const fixed = (args) => ({ text: `(${[...args, `callback?: ${callback}`].join(', ')}): ${returns}` })
  if (at === -1) return [{ ...fixed(asArray), main: true }]
  const open = at === parts.length - 1 ? `(${spread.join(', ')})` : `(...args: [${spread.join(', ')}])`
  const { mayBeEmpty, name, type } = parts[at]
  const called = { text: `(...args: [${[...spread, `callback: ${callback}`].join(', ')}]): ${returns}` }
  const main = { text: `${open}: ${returns}`, main: true }
  const without = mayBeEmpty ? [fixed(asArray.toSpliced(at, 1))] : []
  const both = type === 'RedisKey' || name === 'members' ? [main, fixed(asArray)] : [fixed(asArray), main]
  return [...without, called, ...both]
}

/**
 * Puts the way of a call last that has no token and the most arguments, as ioredis does: a mock and
 * `Parameters` read the last overload. It stays where it is if calls of it could go to another.
 */
function ordered(ways) {
  if (ways.some(({ parts }) => parts.some((part) => part.rest))) return ways
  const bare = ways.filter(({ parts }) => !parts.some((part) => part.token || part.type.includes("'")))
  const most = Math.max(...bare.map(({ parts }) => parts.length))
  const last = bare.findLast(({ parts }) => parts.length === most)
  return last === undefined ? ways : [...ways.filter((way) => way !== last), last]
}

/** All overloads of a command or subcommand, without the method's name. */
function allOverloads(entry, subcommand, buffers) {
  const head = subcommand === undefined ? [] : [{ name: 'subcommand', type: `'${subcommand}'` }]
  const ways = entry.forms.flatMap((form) => {
    const [args, reply] = form.split(/\s*->\s*/)
    const type = replyType(reply, buffers)
    return variants(parse(args)).map((parts) => ({ parts: named([...head, ...parts]), type }))
  })
  return ordered(ways).flatMap(({ parts, type }) => overloads(parts, type, entry.settles))
}

// Documentation.

function comment(lines) {
  if (lines.length === 1) return `  /** ${lines[0]} */\n`
  return `  /**\n${lines.map((line) => (line === '' ? '   *\n' : `   * ${line}\n`)).join('')}   */\n`
}

function documentation(entry) {
  const { summary, note, group, complexity, since, deprecated } = entry
  const facts = [`Group: ${group}`]
  if (since) facts.push(`since ${since}`)
  if (deprecated) facts.push(`deprecated by Redis since ${deprecated.since}${replacement(deprecated)}`)
  if (complexity) facts.push(complexity)
  return comment([summary, ...(note ? [note] : []), '', `${facts.join('; ')}.`])
}

const replacement = ({ use }) => (use ? ` (use ${use})` : '')

function methods(command) {
  const entry = commands[command]
  const parts = [...(entry.forms ? [[undefined, entry]] : []), ...Object.entries(entry.subcommands ?? {})]
  const key = (name) => (/^\w+$/.test(name) ? name : `'${name}'`)
  const twin = `${command}Buffer`
  let text = ''
  for (const [subcommand, part] of parts) {
    const all = allOverloads(part, subcommand, false)
    const documented = all.findLastIndex((overload) => overload.main)
    all.forEach((overload, at) => {
      if (at === documented) text += documentation(part)
      else if (overload.main) text += comment([part.summary])
      text += `  ${key(command)}${overload.text}\n`
    })
  }
  text += comment([
    /^\w+$/.test(command) ? `{@link ${command}} with Buffers in its reply.` : 'With Buffers in its reply.',
  ])
  for (const [subcommand, part] of parts) {
    for (const overload of allOverloads(part, subcommand, true)) text += `  ${key(twin)}${overload.text}\n`
  }
  return text
}

const HEAD = `// Generated from scripts/types/commands.json by scripts/types/generate.mjs; edit those.

/// <reference types="node" />

/** What a trailing callback gets: \`null\` and the reply, or the error. */
export type Callback<T = any> = (err?: Error | null, result?: T) => void

/** A key. The client's key prefix is put before it. */
export type RedisKey = string | Buffer

/** An argument that is data. A number is sent as its text. */
export type RedisValue = string | Buffer | number

/**
 * What a method returns, by the kind of object it is called on: a promise on a client, the pipeline
 * itself on a pipeline.
 */
export interface ResultTypes<Result, Context> {
  default: Promise<Result>
  pipeline: ChainableCommander<Context extends { mapping: 'resp3' } ? 'resp3' : 'resp2'>
}

/** An entry of a stream: its id, and its fields and values one after the other. */
export type StreamEntry<Text, Fields = Text[]> = [id: Text, fields: Fields]

/** Entries of several streams, by the key of the stream. */
export type StreamEntries<Text, Fields, Context extends ClientContext> = Mapped<
  [key: Text, items: StreamEntry<Text, Fields>[]][] | null,
  Record<string, StreamEntry<Text, Fields>[]> | null,
  Context
>

/** The object that a method belongs to, as its types see it. */
export type ClientContext = {
  type: keyof ResultTypes<unknown, unknown>
  mapping?: 'resp2' | 'resp3'
}

/** What a method with the reply \`T\` returns in a context; for methods that you declare yourself, too. */
export type Result<T, Context extends ClientContext> = ResultTypes<T, Context>[Context['type']]

/** A reply that differs between the two values of the option \`replyMapping\`. */
export type Mapped<Legacy, Resp3, Context extends ClientContext> = Context extends { mapping: 'resp3' }
  ? Resp3
  : Legacy

/**
 * A pipeline or a transaction: each method adds a command to it and returns it, and \`exec\` sends
 * them.
 */
export interface ChainableCommander<Mapping extends 'resp2' | 'resp3' = 'resp2'>
  extends RedisCommander<{ type: 'pipeline'; mapping: Mapping }> {
  /** How many commands wait for \`exec\`. */
  length: number
  /** Adds MULTI: the commands up to the next \`exec\` are a transaction. */
  multi(): ChainableCommander<Mapping>
}

/**
 * The commands of Redis as methods.
 *
 * Commands of your own, made by \`defineCommand\`, are declared by adding to this interface in the
 * package's module:
 *
 * \`\`\`ts
 * declare module '@app/redis-native' {
 *   interface RedisCommander<Context> {
 *     echoKey(key: string, callback?: Callback<string>): Result<string, Context>
 *   }
 * }
 * \`\`\`
 */
export interface RedisCommander<Context extends ClientContext = { type: 'default' }> {
  /**
   * Sends any command, one that has no method here, too: \`redis.call('set', 'key', 'value')\`.
   * The arguments that are keys get the key prefix if the command table knows the command.
   */
  call(command: string, callback?: Callback<unknown>): Result<unknown, Context>
  call(command: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  call(...args: [command: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  call(command: [command: string, ...args: RedisValue[]], callback?: Callback<unknown>): Result<unknown, Context>
  call(command: string, ...args: RedisValue[]): Result<unknown, Context>
  /** {@link call} with Buffers in its reply. */
  callBuffer(command: string, callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(command: string, args: RedisValue[], callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(...args: [command: string, ...args: RedisValue[], callback: Callback<unknown>]): Result<unknown, Context>
  callBuffer(command: [command: string, ...args: RedisValue[]], callback?: Callback<unknown>): Result<unknown, Context>
  callBuffer(command: string, ...args: RedisValue[]): Result<unknown, Context>
`

function generate() {
  const described = Object.keys(commands).filter((name) => commands[name].declaredIn === undefined)
  return `${HEAD}${described.map(methods).join('')}}\n`
}

const text = generate()
if (process.argv.includes('--check')) {
  if (readFileSync(TARGET, 'utf8') !== text) {
    process.stderr.write('commands.d.ts is not what scripts/types/generate.mjs makes of commands.json.\n')
    process.exitCode = 1
  }
} else {
  writeFileSync(TARGET, text)
}
