// Lists the drafts of comments that this browser has, each with a link to its form.
/** @import { Draft } from "./draft_store.js" */
import { dataOf, find } from "../../elements.js";
import { showAges } from "../ages.js";
import { allDrafts, removeDraft, restoreDraft } from "./draft_store.js";

/** @typedef {{story: string, chapter: string, url: string}} Place */

const root = find(document, "[data-drafts]");
const list = find(root, "[data-list]");
const template = find(root, "template[data-draft]", HTMLTemplateElement);

/**
 * Where a draft belongs: the chapter, and what it replies to or is about.
 * @param {Draft} draft
 */
function partsOf(draft) {
  const [chapter = "", replyTo, paragraph] = draft.slot.split(" ");
  const query = new URLSearchParams();
  if (replyTo && replyTo !== "-") query.set("reply_to", replyTo);
  if (paragraph && paragraph !== "-") query.set("paragraph", paragraph);
  return { chapter, query };
}

/**
 * @param {Draft[]} drafts
 * @returns {Promise<Record<string, Place>>}
 */
async function loadPlaces(drafts) {
  const chapters = new Set(drafts.map((draft) => partsOf(draft).chapter));
  const url = new URL(dataOf(root, "drafts"), location.href);
  for (const chapter of chapters) url.searchParams.append("chapter", chapter);
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  return response.ok ? response.json() : {};
}

/**
 * @param {Draft} draft
 * @param {Place | undefined} place
 */
function addDraft(draft, place) {
  const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const { query } = partsOf(draft);
  const chapter = find(item, "[data-chapter]");
  find(item, "[data-story]").textContent = place?.story ?? "";
  chapter.textContent = place?.chapter ?? dataOf(chapter, "textGone");
  find(item, "time", HTMLTimeElement).dateTime = new Date(draft.storedAt).toISOString();
  const kind = find(item, "[data-kind]");
  if (query.has("reply_to")) kind.textContent = dataOf(kind, "textReply");
  else if (query.has("paragraph")) kind.textContent = dataOf(kind, "textParagraph");
  else kind.remove();
  find(item, "[data-text]").textContent = draft.fields.text;
  const link = find(item, "[data-continue]", HTMLAnchorElement);
  if (place) link.href = `${place.url}?${query}`;
  else link.remove();
  startButtons(find(item, "article"), draft);
  list.append(item);
}

/**
 * @param {HTMLElement} article
 * @param {Draft} draft
 */
function startButtons(article, draft) {
  const remove = find(article, "[data-delete]");
  const undo = find(article, "[data-undo]");
  /** @param {boolean} isDeleted */
  const show = (isDeleted) => {
    find(article, "[data-text]").hidden = isDeleted;
    find(article, ".buttons").hidden = isDeleted;
    find(article, "[data-deleted]").hidden = !isDeleted;
    (isDeleted ? undo : remove).focus();
  };
  remove.addEventListener("click", () => {
    removeDraft(draft.name);
    show(true);
  });
  undo.addEventListener("click", () => {
    restoreDraft(draft);
    show(false);
  });
}

async function start() {
  const drafts = allDrafts();
  find(root, "[data-empty]").hidden = drafts.length > 0;
  if (!drafts.length) return;
  const places = await loadPlaces(drafts).catch(() => /** @type {Record<string, Place>} */ ({}));
  for (const draft of drafts) addDraft(draft, places[partsOf(draft).chapter]);
  showAges(list);
}

start();
