// Prints a dot for each test of the scripts, each failure in full, and the count.
import { inspect } from "node:util";

/** @param {AsyncIterable<import("node:test/reporters").TestEvent>} events */
export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === "test:pass") {
      passed += 1;
      yield ".";
    } else if (type === "test:fail") {
      failed += 1;
      yield `\nFAILED ${data.file}: ${data.name}\n${inspect(data.details.error)}\n`;
    }
  }
  yield `\n${passed} passed, ${failed} failed\n`;
}
