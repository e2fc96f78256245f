/* The clerk's editor: numbers grow with the text, a link to a line puts the cursor there, the outline marks where the
   cursor is, F8 walks the problems,
   Alt+Enter puts one right, Ctrl+Space leads to what may be written at the cursor. */
const text = document.querySelector("[data-text]");
const numbers = document.querySelector(".editor__lines");

function grow() {
  const wanted = text.value.split("\n").length + 20;
  for (let number = numbers.children.length + 1; number <= wanted; number += 1) {
    const line = document.createElement("li");
    line.id = `L${number}`;
    line.textContent = number;
    numbers.append(line);
  }
  text.rows = numbers.children.length;
}

function lineOf(link) {
  return Number(link.getAttribute("href").slice(2));
}

function goTo(line) {
  const before = text.value.split("\n").slice(0, line - 1).join("\n");
  const begin = before.length + (line > 1 ? 1 : 0);
  const end = text.value.indexOf("\n", begin);
  text.focus({ preventScroll: true });
  text.setSelectionRange(begin, end < 0 ? text.value.length : end);
  document.getElementById(`L${line}`)?.scrollIntoView({ block: "center" });
}

function mark() {
  numbers.querySelectorAll(".is-bad").forEach((line) => line.classList.remove("is-bad"));
  document.querySelectorAll("#problems a[href^='#L']").forEach((link) => {
    document.getElementById(`L${lineOf(link)}`)?.classList.add("is-bad");
  });
}

function nextProblem() {
  const lines = [...document.querySelectorAll("#problems a[href^='#L']")].map(lineOf);
  const here = text.value.slice(0, text.selectionStart).split("\n").length;
  const next = lines.find((line) => line > here) ?? lines[0];
  if (next) goTo(next);
}

/* A likely word takes the place of the wrong one, an offer that of what is being written: line, begin, length. */
function put(button) {
  if (button.matches("[data-offer]") && !areOffersOfNow()) return askForOffers();
  const [line, begin, length] = button.dataset.fix.split(" ").map(Number);
  const lines = text.value.split("\n");
  const characters = [...(lines[line - 1] ?? "")];
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + characters.slice(0, begin).join("").length;
  const wrong = characters.slice(begin, begin + length).join("");
  text.focus();
  text.setRangeText(button.dataset.word, start, start + wrong.length, "end");
  if (!button.matches("[data-offer]")) button.remove();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/* The fix of the line the cursor is in, else the first one. */
function putNextRight() {
  const here = text.value.slice(0, text.selectionStart).split("\n").length;
  const fixes = [...document.querySelectorAll("#problems [data-fix]")];
  const fix = fixes.find((button) => Number(button.dataset.fix.split(" ")[0]) === here) ?? fixes[0];
  if (fix) put(fix);
}

/* The words that may be written are one list: arrows walk it, Escape leads back to the text. */
function walkOffers(event) {
  const offers = [...document.querySelectorAll("[data-offer]")];
  const here = offers.indexOf(event.target);
  if (here < 0) return;
  if (event.key === "Escape") text.focus();
  else if (event.key === "ArrowDown") offers[here + 1]?.focus();
  else if (event.key === "ArrowUp") offers[here - 1]?.focus();
  else return;
  event.preventDefault();
}

/* The innermost part of the outline that the cursor stands in. */
function markPlace() {
  const here = text.value.slice(0, text.selectionStart).split("\n").length;
  const around = [...document.querySelectorAll("#outline a")].filter((link) => lineOf(link) <= here && here <= Number(link.dataset.until));
  document.querySelector("#outline [aria-current]")?.removeAttribute("aria-current");
  around.at(-1)?.setAttribute("aria-current", "location");
}

/* Tells the server where the cursor stands, in characters. */
function tellPlace() {
  const before = text.value.slice(0, text.selectionStart).split("\n");
  const here = [String(before.length), String([...before.at(-1)].length)];
  const told = [document.querySelector("[data-line]"), document.querySelector("[data-column]")];
  if (areOffersOfNow() && told.every((field, at) => field.value === here[at])) return;
  told.forEach((field, at) => {
    field.value = here[at];
  });
  markPlace();
  text.dispatchEvent(new CustomEvent("caret"));
}

/* Offers say which letters they take the place of, so they hold for one place in one text. */
function areOffersOfNow() {
  const place = document.querySelector("[data-place]")?.dataset.place;
  return place === `${document.querySelector("[data-line]").value} ${document.querySelector("[data-column]").value}`;
}

function changed() {
  document.querySelector("[data-place]")?.removeAttribute("data-place");
  grow();
  tellPlace();
  sessionStorage.setItem(kept, text.value);
}

/* What was not saved, because the session had ended or the server was away, waits in this tab and is put back. */
const kept = `${text?.dataset.text} ${location.pathname}`;

function putBack() {
  const written = sessionStorage.getItem(kept);
  if (written === null || written === text.value) return;
  text.value = written;
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

function forget(event) {
  const { elt, successful, xhr, requestConfig } = event.detail;
  const isSaved = successful && (elt === text || elt === text.form) && !xhr.getResponseHeader("HX-Redirect")?.includes("next=");
  if (isSaved && requestConfig.parameters.text === text.value) sessionStorage.removeItem(kept);
}

/* The offers are asked for anew, so that they are those of what was typed last; then the first one has the focus. */
let isAsked = false;

function askForOffers() {
  tellPlace();
  isAsked = true;
  text.dispatchEvent(new CustomEvent("ask"));
}

function leadToOffers(event) {
  if (!isAsked || event.target.id !== "offers-place") return;
  isAsked = false;
  document.querySelector("[data-offer]")?.focus();
}

if (text && numbers) {
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === text) tellPlace();
  });
  document.addEventListener("click", (event) => {
    const fix = event.target.closest("[data-fix]");
    if (fix) put(fix);
  });
  text.addEventListener("input", changed);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#L']");
    if (!link) return;
    event.preventDefault();
    goTo(lineOf(link));
  });
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "F8") nextProblem();
    else if (event.key === "Enter" && event.altKey) putNextRight();
    else if (event.code === "Space" && event.ctrlKey) askForOffers();
    else return walkOffers(event);
    event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    mark();
    markPlace();
    leadToOffers(event);
  });
  document.addEventListener("htmx:afterRequest", forget);
  document.getElementById("discard")?.addEventListener("submit", () => sessionStorage.removeItem(kept));
  mark();
  markPlace();
  addEventListener("load", putBack);
}
