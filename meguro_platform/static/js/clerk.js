/* The clerk's editor: numbers grow with the text, a link to a line puts the cursor there, the outline marks where the
   cursor is, F8 walks the problems,
   Alt+Enter puts one right, Ctrl+Space leads to what may be written at the line of the cursor. */
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

/* A likely word takes the place of the wrong one, if that still stands where the problem was found. */
function putRight(button) {
  const [line, begin, length] = button.dataset.fix.split(" ").map(Number);
  const lines = text.value.split("\n");
  const characters = [...(lines[line - 1] ?? "")];
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0) + characters.slice(0, begin).join("").length;
  const wrong = characters.slice(begin, begin + length).join("");
  text.focus();
  text.setRangeText(button.dataset.word, start, start + wrong.length, "end");
  button.remove();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/* The fix of the line the cursor is in, else the first one. */
function putNextRight() {
  const here = text.value.slice(0, text.selectionStart).split("\n").length;
  const fixes = [...document.querySelectorAll("#problems [data-fix]")];
  const fix = fixes.find((button) => Number(button.dataset.fix.split(" ")[0]) === here) ?? fixes[0];
  if (fix) putRight(fix);
}

/* The words that may be written are one list: arrows walk it, Escape leads back to the text. */
function walkOffers(event) {
  const offers = [...document.querySelectorAll("[data-insert]")];
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

function tellLine() {
  const line = document.querySelector("[data-line]");
  const here = String(text.value.slice(0, text.selectionStart).split("\n").length);
  markPlace();
  if (line.value === here) return;
  line.value = here;
  text.dispatchEvent(new CustomEvent("caret"));
}

/* A word takes the place of the value of its line, a heading comes into an empty line or below. */
function insert(words) {
  const begin = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const end = begin + text.value.slice(begin).split("\n", 1)[0].length;
  const line = text.value.slice(begin, end);
  const [, before, value] = line.match(/^(\s*(?:- )?(?:[^\s:#][^:#]*:(?=\s|$))?)(.*?)(?:\s+#.*)?$/);
  const isHeading = words.endsWith(": ");
  text.focus();
  if (!isHeading) {
    text.setRangeText(before.endsWith(":") ? ` ${words}` : words, begin + before.length, begin + before.length + value.length, "end");
  } else if (!line.trim() || line.trim() === "-") {
    const at = line.trim() ? begin + line.trimEnd().length : end;
    text.setRangeText(line.trim() ? ` ${words.replace(/^- /, "")}` : words, at, end, "end");
  } else {
    const indent = line.match(/^ */)[0] + (line.trim().startsWith("- ") && !words.startsWith("- ") ? "  " : "");
    text.setRangeText(`\n${indent}${words}`, end, end, "end");
  }
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

if (text && numbers) {
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === text) tellLine();
  });
  document.addEventListener("click", (event) => {
    const offer = event.target.closest("[data-insert]");
    if (offer) insert(offer.dataset.insert);
    const fix = event.target.closest("[data-fix]");
    if (fix) putRight(fix);
  });
  text.addEventListener("input", grow);
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
    else if (event.code === "Space" && event.ctrlKey) document.querySelector("[data-insert]")?.focus();
    else return walkOffers(event);
    event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", () => {
    mark();
    markPlace();
  });
  mark();
  markPlace();
}
