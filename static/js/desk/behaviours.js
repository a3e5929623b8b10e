/** @typedef {{ selector: string, start: (element: HTMLElement) => void }} Behaviour */

/**
 * Starts each behaviour once on each of its elements, also in rows that are added to the page.
 * @param {Behaviour[]} behaviours
 */
export function startBehaviours(behaviours) {
  const all = behaviours.map((behaviour) => ({ ...behaviour, started: new WeakSet() }));
  /** @param {ParentNode} root */
  const startIn = (root) => {
    for (const { selector, start, started } of all) {
      for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector))) {
        // Skip the empty row that Django's inline formsets copy for new rows.
        if (element.closest(".empty-form") || started.has(element)) continue;
        started.add(element);
        start(element);
      }
    }
  };
  startIn(document);
  // A new row of an inline formset has editors that are not started yet.
  document.addEventListener("formset:added", (event) => {
    if (event.target instanceof Element) startIn(event.target);
  });
}
