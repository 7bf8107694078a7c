// The command line of run.mjs.
import { parseArgs } from 'node:util'

const FULL = { rounds: 5, seconds: 0.8, warmupSeconds: 0.3, referenceCommands: 1_000_000 }
const QUICK = { rounds: 1, seconds: 0.25, warmupSeconds: 0.1, referenceCommands: 200_000 }

export const USAGE = `node bench/run.mjs [--quick] [--rounds N] [--seconds S] [--only name,...] [--clients a,b]
                         [--ours checkout]... [--out folder]

  --quick     shorter and fewer measurements: about two minutes in all
  --rounds    how often each client has its turn in each workload (${FULL.rounds}; quick: ${QUICK.rounds})
  --seconds   how long one measurement lasts after its warm-up (${FULL.seconds}; quick: ${QUICK.seconds})
  --only      these workloads only, by their file names in bench/workloads
  --clients   these clients only, by their file names in bench/clients
  --ours      another built checkout of the package, measured in turns with this one; may be given again
  --out       the folder for RESULTS.md and its plots

A run of every workload and every client writes bench/RESULTS.md and bench/plots; a partial run, or one beside other
builds, only prints its tables, unless --out is given.`

const list = (text) => text?.split(',').map((name) => name.trim())

function positive(text, name, fallback) {
  if (text === undefined) return fallback
  const number = Number(text)
  if (!(number > 0)) throw new Error(`--${name} needs a number above 0, not ${JSON.stringify(text)}.`)
  return number
}

export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      only: { type: 'string' },
      clients: { type: 'string' },
      ours: { type: 'string', multiple: true },
      out: { type: 'string' },
    },
  })
  const base = values.quick ? QUICK : FULL
  return {
    ...base,
    help: values.help ?? false,
    rounds: Math.ceil(positive(values.rounds, 'rounds', base.rounds)),
    seconds: positive(values.seconds, 'seconds', base.seconds),
    only: list(values.only),
    clients: list(values.clients),
    ours: values.ours ?? [],
    out: values.out,
    complete: !values.only && !values.clients && !values.ours,
    command: ['node bench/run.mjs', ...argv].join(' '),
  }
}
