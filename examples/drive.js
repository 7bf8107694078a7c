/**
 * Packing the package, installing it into a copy of `next-app`, building that copy, running it and
 * asking it things. The demo and the test of the app both go through here, so that what a person
 * sees is what is tested.
 *
 * Nothing here judges: it returns what came back. Each process started here is in a group of its
 * own, and the whole group ends with `stop`, or with the process that started it.
 */
const { spawn } = require('node:child_process')
const { once } = require('node:events')
const { cpSync, renameSync } = require('node:fs')
const { createServer } = require('node:net')
const { basename, join } = require('node:path')

const ROOT = join(__dirname, '..')
const APP = join(__dirname, 'next-app')
/** The name that the app's package.json gives the tarball. */
const TARBALL = 'app-redis-native.tgz'
const HOST = '127.0.0.1'

const READY_MS = 120_000
const BUILD_MS = 300_000
const INSTALL_MS = 300_000
/** How long a process may take to end by itself before it is killed. */
const GRACE_MS = 5_000

/** Packs what was built, as `npm publish` would, and gives the path of the tarball. */
async function pack(into) {
  // `prepack` fails, and says what to run, when there is no build to pack.
  const output = await run('npm', ['pack', '--silent', '--pack-destination', into], ROOT, INSTALL_MS)
  const [packed] = /^\S+\.tgz$/m.exec(output)
  renameSync(join(into, packed), join(into, TARBALL))
  return join(into, TARBALL)
}

/** Copies the sources of the app, the tarball beside them, and installs what package-lock.json says. */
async function install(directory, tarball) {
  copySources(directory)
  cpSync(tarball, join(directory, TARBALL))
  await run('npm', ['ci', '--no-audit', '--no-fund'], directory, INSTALL_MS)
}

/** Copies the app without what an install or a build may have left beside it. */
function copySources(directory) {
  const left = new Set(['node_modules', '.next', 'next-env.d.ts', 'tsconfig.tsbuildinfo', TARBALL])
  cpSync(APP, directory, { recursive: true, filter: (source) => !left.has(basename(source)) })
}

/** `next build`; gives all that it printed, and rejects with it when the build fails or hangs. */
function build(directory, { bundler = 'turbopack', env = {} } = {}) {
  return run(process.execPath, [...next(directory), 'build', `--${bundler}`], directory, BUILD_MS, env)
}

/** `next start`, of what was built in the directory. */
function start(directory, { env = {} } = {}) {
  return serve(directory, (port) => [...next(directory), 'start', '-H', HOST, '-p', String(port)], env)
}

/** `next dev`. */
function dev(directory, { bundler = 'turbopack', env = {} } = {}) {
  return serve(
    directory,
    (port) => [...next(directory), 'dev', `--${bundler}`, '-H', HOST, '-p', String(port)],
    env,
  )
}

/** The server that `output: 'standalone'` makes, in whatever directory it was copied to. */
function standalone(directory, { env = {} } = {}) {
  return serve(directory, () => ['server.js'], env)
}

function next(directory) {
  return [join(directory, 'node_modules', 'next', 'dist', 'bin', 'next')]
}

/**
 * Runs a server, and gives it once it says that it is ready: `origin`, `output()` (all that it
 * printed so far) and `stop()`.
 */
async function serve(directory, args, env) {
  const port = await freePort()
  const server = launch(process.execPath, args(port), directory, {
    ...env,
    PORT: String(port),
    HOSTNAME: HOST,
  })
  await server.until(/Ready in/, READY_MS)
  return { origin: `http://${HOST}:${port}`, output: server.output, stop: server.stop }
}

/** Runs a command to its end; gives its output, or rejects with it. */
async function run(command, args, directory, patience, env = {}) {
  const job = launch(command, args, directory, env)
  const timer = setTimeout(() => job.stop('SIGKILL'), patience)
  const code = await job.ended
  clearTimeout(timer)
  if (code === 0) return job.output()
  const how = code === null ? `was still running after ${patience / 1000} s` : `ended with code ${code}`
  throw new Error(`${[basename(command), ...args].join(' ')} ${how}:\n${job.output()}`)
}

/**
 * Starts a process in a group of its own: `until(pattern, ms)` waits for something it prints,
 * `stop()` ends the group, `ended` gives the exit code.
 */
function launch(command, args, directory, env) {
  const name = [basename(command), ...args].join(' ')
  const child = spawn(command, args, {
    cwd: directory,
    env: { ...inherited(), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { text: '', heard: () => {} }
  for (const pipe of [child.stdout, child.stderr]) {
    pipe.setEncoding('utf8').on('data', (text) => {
      output.text += text
      output.heard()
    })
  }
  const dismiss = watchOver(child.pid)
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  }).finally(dismiss)

  return {
    ended,
    output: () => output.text,
    until: (pattern, patience) => until(pattern, patience, { name, ended, output, pid: child.pid }),
    stop: (signal) => stop(child.pid, ended, signal),
  }
}

/** Resolves when the output matches; rejects when the process ends before, or takes too long. */
async function until(pattern, patience, { name, ended, output, pid }) {
  let timer
  const printed = new Promise((resolve) => {
    output.heard = () => {
      if (pattern.test(output.text)) resolve()
    }
  })
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience, `was not ready after ${patience / 1000} s`)
  })
  try {
    const failure = await Promise.race([printed, late, ended.then((code) => `ended with code ${code}`)])
    if (failure === undefined) return
    signalGroup(pid, 'SIGKILL')
    throw new Error(`${name} ${failure}:\n${output.text}`)
  } finally {
    clearTimeout(timer)
    output.heard = () => {}
  }
}

/** Ends the whole group, and resolves when the last process of it has closed its output. */
async function stop(pid, ended, signal = 'SIGTERM') {
  signalGroup(pid, signal)
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS)
  await ended
  clearTimeout(timer)
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    // The group has ended by itself.
    if (error.code !== 'ESRCH') throw error
  }
}

/**
 * Ends the group when this process is gone, however it went: jest runs no exit hook of a test file,
 * and a killed process runs none at all. The shell waits for the end of a pipe that only we hold.
 */
function watchOver(pid) {
  if (pid === undefined) return () => {}
  const watch = spawn('sh', ['-c', `read _; kill -KILL -${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  watch.unref()
  watch.stdin.unref()
  return () => watch.kill('SIGKILL')
}

/** The environment without what the runner of a test, npm or the user's Redis would put into the app. */
function inherited() {
  const foreign = /^(NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|JEST_.*|NEXT_.*|REDIS_.*|__NEXT_.*)$/
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: '1' }
}

/** A port of this machine that nobody listens on at this moment. */
async function freePort() {
  const probe = createServer().listen(0, HOST)
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** The page: its status, its HTML, and the facts that it shows, by name. */
async function readPage(origin) {
  return pageOf(await fetch(`${origin}/`))
}

async function pageOf(response) {
  const html = await response.text()
  const facts = {}
  for (const [, name, value] of html.matchAll(/<dd id="([^"]+)">([^<]*)<\/dd>/g))
    facts[name] = unescapeHtml(value)
  const notes = [...html.matchAll(/<li>([^<]*)<\/li>/g)].map(([, note]) => unescapeHtml(note))
  const heading = unescapeHtml(/<h1>([^<]*)<\/h1>/.exec(html)?.[1] ?? '')
  return { status: response.status, html, heading, facts, notes }
}

/** `GET /api/notes`. */
async function getNotes(origin) {
  const response = await fetch(`${origin}/api/notes`)
  return { status: response.status, body: await response.json() }
}

/** `POST /api/notes`. */
async function postNote(origin, note) {
  const response = await fetch(`${origin}/api/notes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note }),
  })
  return { status: response.status, body: await response.json() }
}

/**
 * Sends the form of the page as a browser without JavaScript does: by the method and the encoding
 * that the form names, with its hidden fields, which tell Next the server action. Gives the status
 * of the answer, where it leads, and the page that is there.
 */
async function submitForm(origin, note) {
  const { html } = await readPage(origin)
  const form = /<form([^>]*)>(.*?)<\/form>/s.exec(html)
  if (form === null) throw new Error(`The page has no form:\n${html}`)
  if (!/method="post"/i.test(form[1]) || !/enctype="multipart\/form-data"/i.test(form[1])) {
    throw new Error(`A browser without JavaScript could not send the form <form${form[1]}>`)
  }
  const body = new FormData()
  for (const [input] of form[2].matchAll(/<input [^>]*type="hidden"[^>]*>/g)) {
    body.append(attribute(input, 'name'), attribute(input, 'value'))
  }
  body.append('note', note)
  const answer = await fetch(`${origin}/`, { method: 'POST', body, headers: { origin }, redirect: 'manual' })
  const location = answer.headers.get('location')
  await answer.arrayBuffer()
  if (location === null) return { status: answer.status, location, page: undefined }
  return { status: answer.status, location, page: await pageOf(await fetch(new URL(location, origin))) }
}

function attribute(tag, name) {
  return unescapeHtml(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function unescapeHtml(text) {
  const named = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
  return text.replace(/&(quot|amp|lt|gt|#x27);/g, (_, name) => named[name])
}

/** The lines of CLIENT LIST as objects: `id`, `addr`, `name`, `cmd` and the other fields. */
function readClientList(text) {
  const lines = text.split('\n').filter((line) => line !== '')
  return lines.map((line) =>
    Object.fromEntries(line.split(' ').map((field) => field.split(/=(.*)/s).slice(0, 2))),
  )
}

module.exports = {
  ROOT,
  pack,
  install,
  copySources,
  build,
  start,
  dev,
  standalone,
  launch,
  freePort,
  readPage,
  getNotes,
  postNote,
  submitForm,
  readClientList,
}
