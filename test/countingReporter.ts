import Mocha from 'mocha';
import { writeFileSync } from 'node:fs';

/** Mocha's spec reporter; also writes `{ passed, failed }` to the file that LOOPLENS_TEST_COUNTS names. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const file = process.env.LOOPLENS_TEST_COUNTS;
      const { passes, failures } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}

export = CountingReporter;
