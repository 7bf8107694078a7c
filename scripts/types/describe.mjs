/**
 * Brings commands.json up to date with the COMMAND DOCS of a server.
 *
 *     node scripts/types/describe.mjs [redis://host:port | /path/to/socket]
 *
 * Summaries, versions, groups, complexities and deprecations are taken from the server. The forms of
 * commands that are described already stay as they are: they are written by hand. A command that is
 * new gets forms drafted from its documented arguments, with `unknown` for the reply. Told at the
 * end: what was drafted, tokens that no form knows, and commands of the table without a description.
 */

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const FILE = new URL('commands.json', import.meta.url)
const WIDTH = 110

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON in which what is short and flat stands on one line. */
export function format(value, indent = '') {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  const isFlat = !isObject(value) && !(Array.isArray(value) && value.some(isObject))
  if (!isObject(value) && !Array.isArray(value)) return flat
  if (isFlat && value.length < 2 && flat.length < WIDTH)
    return flat.replace(/^\[ | \]$/g, (edge) => edge.trim())
  const deeper = `${indent}  `
  const items = Array.isArray(value)
    ? value.map((item) => format(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${format(item, deeper)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  return `${open}\n${items.map((item) => deeper + item).join(',\n')}\n${indent}${close}`
}

const TYPES = { key: 'key', integer: 'number', double: 'number', 'unix-time': 'number', pattern: 'string' }

const camel = (name) =>
  name.toLowerCase().replace(/[^a-z0-9]+(\w)?/g, (_, letter) => (letter ?? '').toUpperCase())

function flags(argument) {
  return Array.isArray(argument.flags) ? argument.flags : []
}

/**
 * The form of documented arguments; see `about` in commands.json for the grammar. From where the
 * grammar can not follow, the form takes anything.
 */
function draft(documented = []) {
  const forms = documented.map(draftArgument)
  const repeats = forms.join(' ').match(/\.\.\./g)?.length ?? 0
  const nested = forms.some((form) => /[[(][^\])]*[{[(].*\.\.\./.test(form))
  const names = forms.join(' ').match(/\w+(?=:)/g) ?? []
  if (repeats < 2 && !nested && new Set(names).size === names.length) return forms.join(' ')
  const simple = documented.findIndex((argument) => !TYPES[argument.type] || flags(argument).length > 0)
  return [...forms.slice(0, Math.max(simple, 0)), 'args:value...'].join(' ')
}

function draftArgument(argument) {
  const { type, token } = argument
  let form
  if (type === 'pure-token') {
    form = /^[A-Z][A-Z0-9_-]*$/.test(token) ? token : `'${token}'`
  } else if (type === 'oneof') {
    const choices = argument.arguments.map(draftArgument)
    const tokens = argument.arguments.every((choice) => choice.type === 'pure-token')
    form = tokens ? `${camel(argument.name)}:${choices.join('|')}` : `{${choices.join(' / ')}}`
  } else if (type === 'block') {
    form = argument.arguments.map(draftArgument).join(' ')
  } else {
    form = `${camel(argument.name)}:${TYPES[type] ?? 'value'}`
  }
  if (token !== undefined && type !== 'pure-token') form = `${token} ${form}`
  if (flags(argument).includes('multiple')) form = / |\|/.test(form) ? `(${form})...` : `${form}...`
  return flags(argument).includes('optional') ? `[${form}]` : form
}

function tokensOf(documented = []) {
  return documented.flatMap((argument) => [
    ...(argument.token ? [argument.token] : []),
    ...tokensOf(argument.arguments),
  ])
}

const text = (value) =>
  value
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*\.$/, '')

/** The entry of one command or subcommand; `told` gathers what a person should look at. */
function describe(name, docs, entry, types, told) {
  const { forms, subcommands, note, settles, declaredIn } = entry ?? {}
  const described = { summary: `${text(docs.summary)}.`, since: docs.since, group: docs.group }
  if (docs.complexity) described.complexity = text(docs.complexity)
  if (docs.deprecated_since) {
    described.deprecated = {
      since: docs.deprecated_since,
      ...(docs.replaced_by ? { use: docs.replaced_by } : {}),
    }
  }
  Object.assign(described, JSON.parse(JSON.stringify({ note, settles, declaredIn })))
  if (forms !== undefined) described.forms = forms
  if (entry === undefined && docs.subcommands === undefined) {
    described.forms = [`${draft(docs.arguments)} -> unknown`.trim()]
    told.push(`drafted: ${name}`)
  }
  if (forms !== undefined && !forms.some((form) => /\.\.\./.test(form))) {
    for (const token of tokensOf(docs.arguments)) {
      const known = [...forms, ...Object.values(types)].some((form) => form.split(/[^\w-]+/).includes(token))
      if (/^[A-Z]/.test(token) && !known) told.push(`unknown token: ${name} ${token}`)
    }
  }
  if (docs.subcommands !== undefined || subcommands !== undefined) {
    const all = { ...subcommands }
    for (const [full, sub] of Object.entries(docs.subcommands ?? {})) {
      const word = full.slice(full.indexOf('|') + 1).toUpperCase()
      all[word] = describe(`${name} ${word}`, sub, all[word], types, told)
    }
    described.subcommands = sorted(all)
  }
  return described
}

const sorted = (entries) => Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))

async function refresh(server) {
  const require = createRequire(import.meta.url)
  const Redis = require('ioredis')
  const { list } = require('@ioredis/commands')
  const description = JSON.parse(readFileSync(FILE, 'utf8'))
  const redis = new Redis(server, { lazyConnect: true, retryStrategy: null, replyMapping: 'resp3' })
  await redis.connect()
  const docs = await redis.call('COMMAND', 'DOCS')
  await redis.quit()
  const told = []
  for (const [name, command] of Object.entries(docs)) {
    description.commands[name] = describe(name, command, description.commands[name], description.types, told)
  }
  description.commands = sorted(description.commands)
  for (const name of [...list, 'sentinel']) {
    if (description.commands[name] === undefined) told.push(`not described: ${name}`)
  }
  writeFileSync(FILE, `${format(description)}\n`)
  process.stdout.write(told.map((line) => `${line}\n`).join(''))
}

if (process.argv[1] !== undefined && import.meta.url === new URL(`file://${process.argv[1]}`).href) {
  await refresh(process.argv[2] ?? 'redis://localhost:6379')
}
