import { docs, worstPlace, type FindingRule } from './rule';

/** What the runtime or the machine did. */
export const runtimeRules: readonly FindingRule[] = [
  {
    id: 'gc',
    matches: (block) => block.category === 'gc',
    advise: (_, t) => ({
      subject: t('Garbage collection'),
      why: t(
        'The program makes much that is soon thrown away, or holds on to much: the larger the live heap and the closer to its limit, the longer a collection stops the thread.',
      ),
      fix: t(
        'Look for what grows (caches without a limit, listeners, closures) with a heap snapshot, and for what allocates most with an allocation profile. Keep large data in Buffers or typed arrays. If the live data is that large for a reason, raise --max-old-space-size; many short pauses: --max-semi-space-size.',
      ),
      docs: [docs.gcTraces],
    }),
  },
  {
    id: 'native',
    matches: (block) => block.category === 'native',
    advise: (matched, t) => ({
      subject: t('Native code'),
      why: t(
        'The thread was in compiled code, of an addon or of Node itself, that did not come back in time.{0}',
        worstPlace(matched, t),
      ),
      fix: t(
        'Use the asynchronous form of the call if the package has one, give it less to do at a time, or call it in a worker thread. In an addon of your own: Napi::AsyncWorker.',
      ),
      docs: [docs.nodeApi, docs.workers],
    }),
  },
  {
    id: 'starved',
    blameless: true,
    matches: (block) => block.category === 'starved',
    advise: (_, t) => ({
      subject: t('Waiting for a processor'),
      why: t(
        'The thread was ready to run and got no processor: other processes, a limit of the container or of the machine. It is not this code that held the loop.',
      ),
      fix: t(
        'See what else runs on the machine, raise the processor limit of the container, and start no more processes or busy workers than there are processors.',
      ),
      docs: [],
    }),
  },
];
