// The closed field for the time zone names the city that is chosen in it.
import { find } from "../elements.js";

/** @param {HTMLElement} field */
export function startTimeZoneField(field) {
  const list = find(field, "select", HTMLSelectElement);
  const showCity = () => {
    find(field, "[data-city]").textContent = list.selectedOptions[0]?.textContent ?? "";
  };
  list.addEventListener("change", showCity);
}
