/* Keyboard shortcuts. Every key only presses what is also on the page as a link or a button. */

const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");

const press = (key) => {
  const target = [...document.querySelectorAll(`main [aria-keyshortcuts="${CSS.escape(key)}"]`)].find((element) => element.checkVisibility());
  target?.click();
  return Boolean(target);
};

/* j and k move along the rows of the list and open the row; x selects it. The row that is open has is-on, but only once
   the answer has come: until then the row chosen last counts, so that fast typing loses no key. What is done is passed
   over, and still says where in the list one was. */
const isDone = (item) => item.classList.contains("is-done");
let chosen = "";
document.addEventListener("click", (event) => { chosen = event.target.closest("[data-rows] .item")?.id ?? chosen; });
const current = () => {
  const last = document.getElementById(chosen);
  return document.activeElement.closest(".item")
    ?? (last && !isDone(last) ? last : document.querySelector("[data-rows] .item.is-on") ?? last);
};

const row = (step) => {
  const rows = [...document.querySelectorAll("[data-rows] .item")];
  const here = rows.indexOf(current());
  const ahead = step > 0 || here < 0 ? rows.slice(here + 1) : rows.slice(0, here).reverse();
  const title = ahead.find((item) => !isDone(item))?.querySelector(".item__title");
  title?.focus();
  title?.click();
  return Boolean(title);
};

const select = () => {
  const box = current()?.querySelector("input[type=checkbox]:not(:disabled)");
  box?.click();
  return Boolean(box);
};

/* Of several acts that can still be undone, the latest. */
const undo = () => {
  const made = (button) => Number(button.closest("[data-offer]")?.dataset.offer ?? 0);
  const offers = [...document.querySelectorAll('main [aria-keyshortcuts="z"]')].filter((offer) => offer.checkVisibility());
  const latest = offers.sort((one, other) => made(other) - made(one))[0];
  latest?.click();
  return Boolean(latest);
};

const single = {
  "/": () => { const search = document.getElementById("q"); search?.focus(); return Boolean(search); },
  "?": () => { document.getElementById("keys").showModal(); return true; },
  j: () => row(1),
  k: () => row(-1),
  x: () => select(),
  z: () => undo(),
};

const nextError = () => {
  const wrong = [...document.querySelectorAll("[aria-invalid=true]")];
  const after = wrong.find((element) => document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
  (after ?? wrong[0])?.focus();
  return wrong.length > 0;
};

const act = (event) => {
  if (event.key === "Enter" && event.ctrlKey) {
    const form = event.target.closest("main form");
    const main = form?.querySelector("[data-main]"); // pressed, so that its verdict is sent by htmx too
    if (main) main.click();
    else form?.requestSubmit();
    return Boolean(form);
  }
  if (event.key === "ArrowDown" && event.altKey) return nextError();
  if (event.key === "Escape") {
    if (document.querySelector("dialog:modal, :popover-open")) return false;
    const close = document.querySelector(".dock [data-close], .bulk [data-close]");
    close?.click();
    return Boolean(close);
  }
  if (event.ctrlKey || event.altKey || event.metaKey || document.body.dataset.keys === "off" || typing(event.target)) return false;
  if (document.querySelector("dialog:modal, :popover-open")) return false;
  return (Object.hasOwn(single, event.key) && single[event.key]()) || press(event.key);
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229) return; // 229: a key the input method is still composing
  if (act(event)) event.preventDefault();
});

/* The list of pages is one stop of the Tab key: arrows, Home and End go along it. */
const pagesOf = (element) => [...(element.closest("[data-ticks]")?.querySelectorAll("a:not(.vh)") ?? [])];
const oneStop = () => document.querySelectorAll("[data-ticks] a:not(.vh)").forEach((page) => {
  page.tabIndex = page.matches("[aria-current]") ? 0 : -1;
});
document.addEventListener("keydown", (event) => {
  const pages = pagesOf(event.target);
  const here = pages.indexOf(event.target);
  const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: pages.length - 1 }[event.key];
  if (here < 0 || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  pages[to]?.focus();
  event.preventDefault();
});
document.addEventListener("htmx:afterSettle", oneStop);
oneStop();

/* Who comes back to a list finds the row they left; beside the list, the row of what opens next is in view. */
const follow = () => document.querySelector("[data-rows] .item.is-on")?.scrollIntoView({ block: "nearest" });
const scrolls = (list) => list !== null && list.scrollHeight > list.clientHeight;
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "pane" && scrolls(document.querySelector("[data-rows]"))) follow();
});
follow();
