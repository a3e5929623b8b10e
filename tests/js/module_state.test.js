// Two components of a page must not disturb each other through a variable of a module.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SCRIPTS = new URL("../../static/js/", import.meta.url);
// The loader starts these for each event that needs them: they remember that they have started.
const STARTED_ONCE = ["reading/comments/start.js", "reading/paragraph_comments.js"];

test("no module has a variable that changes", () => {
  const paths = readdirSync(SCRIPTS, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".js"));
  const changing = paths.filter((path) =>
    /^(?:export )?(?:let|var) /m.test(readFileSync(new URL(path, SCRIPTS), "utf8")),
  );
  assert.ok(paths.length > 50);
  assert.deepEqual([...changing].sort(), STARTED_ONCE);
});
