import assert from "node:assert/strict";
import { test } from "node:test";
import { filesToImport } from "../../static/js/desk/folder_files.js";

/** @param {string[]} paths */
const imported = (...paths) =>
  filesToImport(
    paths.map((path) => ({ path })),
    [".docx", ".html"],
  ).map(({ path }) => path);

test("texts and their pictures are in the order of their names", () => {
  assert.deepEqual(imported("Mill/10.docx", "Mill/2.html", "Mill/2_files/cat.PNG", "Mill/1.DOCX"), [
    "Mill/1.DOCX",
    "Mill/2_files/cat.PNG",
    "Mill/2.html",
    "Mill/10.docx",
  ]);
});

test("hidden files and files of other kinds are left out", () => {
  assert.deepEqual(
    imported("Mill/1.docx", "Mill/.git/2.docx", "Mill/__MACOSX/1.docx", "Mill/.3.docx", "Mill/a.mp3", "Mill/docx"),
    ["Mill/1.docx"],
  );
});

test("pictures alone are nothing to import", () => {
  assert.deepEqual(imported("Mill/cat.png", "Mill/notes.mp3"), []);
  assert.deepEqual(imported(), []);
});
