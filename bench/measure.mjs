// One client, one workload, one process: measures, and prints one line of JSON.
// Started by turns.mjs under Node or Bun, with one argument: the task as JSON.
import { loadClient, loadWorkload } from './catalog.mjs'
import { topologyOf } from './topology.mjs'

const task = JSON.parse(process.argv[2])

// How the client is opened on a topology; over TLS it gets another port and what it has to trust.
const openers = ({ open, openCluster }) => ({
  single: open,
  keeping: open,
  cluster: openCluster,
  secured: ({ secured, ...server }) => open({ ...server, ...secured }),
})

async function measure() {
  const client = await loadClient(task.client)
  const workload = await loadWorkload(task.workload)
  const open = openers(client)[topologyOf(workload)]
  return workload.measure({ ...task, open, oneLiner: client.oneLiner })
}

measure().then(
  // The exit is explicit: a client that keeps its process alive must not stop the run.
  (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0)),
  (error) => process.stderr.write(`${error?.stack ?? error}\n`, () => process.exit(1)),
)
