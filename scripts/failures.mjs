// What failed, from what the runners wrote: `{ file, name, message }` of each, for the end of a run.

import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const SHOWN = 300
/** The lines of an assertion that say what differs, in jest and in Rust. */
const DIFFERENCE = /^\s*(Expected|Received|[-+] |left:|right:)/
const DIFFERENCES = 6

/** The first line of a message without jest's heads, and what an assertion says of the difference. */
function gist(text = '') {
  const [first = '', ...rest] = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => !/^\s*(●|$)/.test(line))
  return [first, ...rest.filter((line) => DIFFERENCE.test(line)).slice(0, DIFFERENCES)]
    .map((line) => line.trimEnd().slice(0, SHOWN))
    .join('\n')
}

/** From the JSON of one run of jest. What did not run did not pass. */
export function jestFailures(results, root) {
  return results.testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const file = relative(root, path)
    const found = assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => ({
        file,
        name: [...test.ancestorTitles, test.title].join(' › '),
        message: test.status === 'failed' ? gist(test.failureMessages[0]) : `did not run: ${test.status}`,
      }))
    return status === 'failed' && found.length === 0 ? [{ file, message: gist(message) }] : found
  })
}

/** From what `cargo test` printed. */
export function cargoFailures(stdout) {
  return [...stdout.matchAll(/^test (\S+) .*FAILED$/gm)].map(([, name]) => {
    const [, output = ''] = stdout.split(`---- ${name} stdout ----\n`)
    const [, file = 'src', message = ''] =
      /panicked at ([^:\n]+)[^\n]*\n(.*?)(?:\n----|$)/s.exec(output) ?? []
    return { file, name, message: gist(message) }
  })
}

/** From what the compiler printed. */
export function typeFailures(stdout) {
  return [...stdout.matchAll(/^(\S+)\((\d+),\d+\): (.*)$/gm)].map(([, file, line, message]) => ({
    file: `${file}:${line}`,
    message: gist(message),
  }))
}

/** All of them as a text, each with what it says beneath. */
export function listed(failures) {
  return failures
    .map(({ file, name, message }) =>
      [[file, name].filter(Boolean).join(' › '), ...(message ? message.split('\n') : [])].join('\n    '),
    )
    .join('\n')
}
