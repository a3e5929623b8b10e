// Which files of a folder are imported.

const PICTURES = [".png", ".jpg", ".jpeg", ".gif", ".webp"];
// Those of Macs and of version control.
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;

/**
 * The texts among the files with the pictures beside them, in the order of their names: "2" comes
 * before "10". Empty if there is no text.
 * @template {{ path: string }} T
 * @param {T[]} files
 * @param {string[]} suffixes of texts
 * @returns {T[]}
 */
export function filesToImport(files, suffixes) {
  /** @param {T} file @param {string[]} ends */
  const hasSuffix = ({ path }, ends) => ends.some((end) => path.toLowerCase().endsWith(end));
  const seen = files.filter(({ path }) => !HIDDEN.test(path));
  if (!seen.some((file) => hasSuffix(file, suffixes))) return [];
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  return seen
    .filter((file) => hasSuffix(file, [...suffixes, ...PICTURES]))
    .sort((one, other) => compare(one.path, other.path));
}
