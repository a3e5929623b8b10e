// What ace.js uses of packages that have no types.
declare module "@daisy/ace-axe-runner-puppeteer" {
  const runner: object;
  export default runner;
}

declare module "@daisy/ace-core" {
  export default function ace(path: string | undefined, options: { cwd: string }, runner: object): Promise<unknown>;
}
