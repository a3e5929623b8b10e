// Ace, the accessibility checker of the DAISY Consortium, on an EPUB: `node ace.js a.epub` writes its report as JSON.
// Chromium is the one that PUPPETEER_EXECUTABLE_PATH names.
import { argv, cwd } from "node:process";
import runner from "@daisy/ace-axe-runner-puppeteer";
import ace from "@daisy/ace-core";

await ace(argv[2], { cwd: cwd() }, runner);
