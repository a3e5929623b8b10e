// The closed field for the time zone names the city that is chosen in it.
import { dataOf, find } from "../elements.js";

/** @param {HTMLElement} field */
export function startTimeZoneField(field) {
  const list = find(field, "select", HTMLSelectElement);
  const showCity = () => {
    const label = find(field, "[data-city]");
    const city = list.selectedOptions[0]?.textContent ?? "";
    label.textContent = dataOf(label, "textZone").replace("{city}", city);
  };
  list.addEventListener("change", showCity);
}
