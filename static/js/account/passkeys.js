// Creates or uses a passkey when a form with data-passkey is sent, and sends what the browser returns
// in its field "credential". Such a form is hidden without scripts.
import { dataOf, fieldOf, find } from "../elements.js";

/**
 * Options of WebAuthn as JSON, with binary values in base64url (W3C Web Authentication, section 5.1.8).
 * @typedef {{id: string, type: "public-key", transports?: AuthenticatorTransport[]}} CredentialJson
 * @typedef {{
 *   challenge: string,
 *   user?: {id: string, name: string, displayName: string},
 *   excludeCredentials?: CredentialJson[],
 *   allowCredentials?: CredentialJson[],
 *   authenticatorSelection?: AuthenticatorSelectionCriteria,
 * }} OptionsJson
 */

/** @param {string} text */
const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

/** @param {ArrayBuffer} buffer */
const toBase64Url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** @param {CredentialJson} credential */
const parseCredential = (credential) => ({ ...credential, id: toBytes(credential.id) });

/**
 * @param {OptionsJson} json
 * @returns {any} what navigator.credentials takes
 */
const parseOptions = (json) => ({
  ...json,
  challenge: toBytes(json.challenge),
  ...(json.user && { user: { ...json.user, id: toBytes(json.user.id) } }),
  ...(json.excludeCredentials && { excludeCredentials: json.excludeCredentials.map(parseCredential) }),
  ...(json.allowCredentials && { allowCredentials: json.allowCredentials.map(parseCredential) }),
});

/** @param {PublicKeyCredential} credential */
function toJson(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (credential.response));
  const values = names.map((name) => [name, response[name]]);
  const binary = values.filter(([, value]) => value instanceof ArrayBuffer);
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(
      binary.map(([name, value]) => [name, toBase64Url(/** @type {ArrayBuffer} */ (value))]),
    ),
  };
}

/**
 * The options stand in the form, or the page at its URL has them.
 * @param {HTMLFormElement} form
 * @returns {Promise<OptionsJson>}
 */
async function loadOptions(form) {
  const written = form.dataset.passkeyOptions;
  if (written) return JSON.parse(written).publicKey;
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options.publicKey;
}

/** @param {HTMLFormElement} form */
async function askBrowser(form) {
  const publicKey = parseOptions(await loadOptions(form));
  if (dataOf(form, "passkey") === "get") return navigator.credentials.get({ publicKey });
  const replacesPassword = form.querySelector("[name=passwordless]:checked") !== null;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: replacesPassword ? "required" : "discouraged",
    requireResidentKey: replacesPassword,
    ...(replacesPassword && { userVerification: "required" }),
  };
  return navigator.credentials.create({ publicKey });
}

/** @param {HTMLFormElement} form */
async function send(form) {
  const credential = await askBrowser(form);
  const field = fieldOf(form, "credential");
  if (!field) throw new Error("the form has no field for the passkey");
  field.value = JSON.stringify(toJson(/** @type {PublicKeyCredential} */ (credential)));
  form.submit();
}

/** @param {HTMLFormElement} form */
function start(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    find(form, "[data-status]").textContent = "";
    send(form).catch(() => {
      find(form, "[data-status]").textContent = dataOf(form, "textFailed");
    });
  });
}

if ("credentials" in navigator && "PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (form instanceof HTMLFormElement) start(form);
  }
}
