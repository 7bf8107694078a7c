// One client, one workload, one process: connects, warms up, measures, and prints one line of JSON.
// Started by turns.mjs under Node or Bun, with one argument: the task as JSON.
import { loadClient, loadWorkload } from './catalog.mjs'

const task = JSON.parse(process.argv[2])

async function measure() {
  const { open } = await loadClient(task.client)
  const workload = await loadWorkload(task.workload)
  const client = await open(task.server)
  const figures = await workload.measure({ ...task, client, open })
  await client.close()
  return figures
}

measure().then(
  // The exit is explicit: a client that keeps its process alive must not stop the run.
  (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0)),
  (error) => process.stderr.write(`${error?.stack ?? error}\n`, () => process.exit(1)),
)
