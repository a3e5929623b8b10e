// Ctrl+B and Ctrl+I: "|" is the cursor, "[" and "]" enclose the selection.
import assert from "node:assert/strict";
import { test } from "node:test";
import { toggleEmphasis } from "../../static/js/desk/emphasis.js";

/** @type {[string, "*" | "**", string, string][]} */
const CASES = [
  ["a pair of marks at the cursor", "**", "so |", "so **|**"],
  ["an empty pair is removed", "**", "so **|**", "so |"],
  ["italic inside an empty bold pair", "*", "**|**", "***|***"],
  ["the italic of an empty pair of both", "*", "***|***", "**|**"],
  ["the bold of an empty pair of both", "**", "***|***", "*|*"],
  ["step over the closing mark", "*", "so *he|* went", "so *he*| went"],
  ["step over the closing mark of bold", "**", "**he|**", "**he**|"],
  ["step over the italic of both", "*", "***he|***", "***he*|**"],
  ["then over the bold", "**", "***he*|**", "***he***|"],
  ["a space before the closing mark is moved behind it", "*", "*he |* went", "*he* | went"],
  ["a mark that opens is not stepped over", "*", "he |*went*", "he *|**went*"],
  ["nor is one of another paragraph", "*", "*he\n\nshe|* went", "*he\n\nshe*|** went"],
  ["a word", "**", "One [two].", "One **[two]**."],
  ["a bold word", "**", "One **[two]**.", "One [two]."],
  ["a bold word selected with its marks", "**", "One [**two**].", "One [two]."],
  ["italic in bold", "*", "**[two]**", "***[two]***"],
  ["italic out of both", "*", "***[two]***", "**[two]**"],
  ["bold out of both", "**", "***[two]***", "*[two]*"],
  ["spaces at the ends stay outside", "*", "One[ two ]three", "One *[two]* three"],
  ["paragraphs one by one", "*", "[One.\n\nTwo.\n \nThree.]", "[*One.*\n\n*Two.*\n \n*Three.*]"],
  ["and back", "*", "[*One.*\n\n*Two.*\n \n*Three.*]", "[One.\n\nTwo.\n \nThree.]"],
  ["and back, selected between the marks", "*", "*[One.*\n\n*Two.]*", "[One.\n\nTwo.]"],
  ["the ones that are not yet italic", "*", "[*One.*\n\nTwo.]", "[*One.*\n\n*Two.*]"],
  ["lines of one paragraph together", "*", "[One,\ntwo.]", "*[One,\ntwo.]*"],
  ["a part that is bold already", "**", "[One **two** three]", "**[One two three]**"],
  ["a bold part at the start", "**", "[**One** two]", "**[One two]**"],
  ["a bold part at the end", "**", "[One **two**]", "**[One two]**"],
  ["two bold parts", "**", "[**One** and **two**]", "**[One and two]**"],
  ["italic around bold parts", "*", "[One **two**]", "*[One **two**]*"],
  [
    "quotations, lists and headings keep their marks",
    "*",
    "[> a\n> b\n\n- c\n2. d\n# e]",
    "> [*a*\n> *b*\n\n- *c*\n2. *d*\n# *e*]",
  ],
  [
    "scene breaks and containers stay",
    "*",
    "[One.\n\n***\n\n::: letter\nTwo.\n:::]",
    "[*One.*\n\n***\n\n::: letter\n*Two.*]\n:::",
  ],
  ["an escaped asterisk is text", "*", "[Two \\*]", "*[Two \\*]*"],
  ["masked words keep their asterisks", "**", "[f**k it]", "**[f**k it]**"],
  ["nothing but a scene break", "*", "[***]", "[***]"],
];

/** @param {string} marked */
function parse(marked) {
  const cursor = marked.indexOf("|");
  if (cursor >= 0) return { value: marked.replace("|", ""), start: cursor, end: cursor };
  const start = marked.indexOf("[");
  return { value: marked.replace(/[[\]]/g, ""), start, end: marked.indexOf("]") - 1 };
}

/** @param {ReturnType<typeof parse>} result */
const show = ({ value, start, end }) =>
  start === end
    ? `${value.slice(0, start)}|${value.slice(start)}`
    : `${value.slice(0, start)}[${value.slice(start, end)}]${value.slice(end)}`;

for (const [name, mark, before, after] of CASES) {
  test(`emphasis: ${name}`, () => {
    const { value, start, end } = parse(before);
    const edit = toggleEmphasis(value, start, end, mark) ?? {
      start,
      end: start,
      text: "",
      selectionStart: start,
      selectionEnd: end,
    };
    const edited = value.slice(0, edit.start) + edit.text + value.slice(edit.end);
    assert.equal(show({ value: edited, start: edit.selectionStart, end: edit.selectionEnd }), after);
  });
}

test("emphasis: pressing twice changes nothing", () => {
  const value = "One two, *three*.\n\n**Four** five.\n\n> Six.";
  for (const mark of /** @type {const} */ (["*", "**"])) {
    const first = toggleEmphasis(value, 4, 7, mark);
    assert.ok(first);
    const changed = value.slice(0, first.start) + first.text + value.slice(first.end);
    const second = toggleEmphasis(changed, first.selectionStart, first.selectionEnd, mark);
    assert.ok(second);
    assert.equal(changed.slice(0, second.start) + second.text + changed.slice(second.end), value);
  }
});
