/* Help while writing: a suggested value, a calendar beside a date, a count of characters. Without script all is optional. */

const set = (field, value) => {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
};

const count = (area) => {
  const shown = document.getElementById(area.dataset.count);
  shown.hidden = false;
  shown.textContent = `${[...area.value].length}${document.documentElement.lang === "ja" ? "文字・" : " characters; "}`;
};

const prepare = (root) => {
  root.querySelectorAll("[data-fill], [data-writes]").forEach((element) => { element.hidden = false; });
  root.querySelectorAll("[data-count]").forEach(count);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fill]");
  if (button) set(document.getElementById(button.dataset.fill), button.dataset.value);
});
document.addEventListener("change", (event) => {
  const calendar = event.target.closest("[data-writes]");
  if (calendar?.value) set(document.getElementById(calendar.dataset.writes), calendar.value.replace("T", " "));
});
document.addEventListener("input", (event) => {
  if (event.target.matches("[data-count]")) count(event.target);
});
document.addEventListener("htmx:load", (event) => prepare(event.target));
prepare(document);

/* The fields of an act are drawn anew only when nothing was written meanwhile; what was, asks again by itself when it is left. */
const written = (fields) => JSON.stringify([...new FormData(fields.closest("form"))].map(([name, value]) => [name, value.name ?? value]));
let sent = "";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "act-fields") sent = written(event.target);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const fields = document.getElementById("act-fields");
  if (fields && event.detail.requestConfig.elt === fields && written(fields) !== sent) event.detail.shouldSwap = false;
});
