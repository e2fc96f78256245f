/* Writing an application: what is being typed is never replaced, uploads show how far they are. Without script the form works as a page. */

const isText = (element) => element?.matches("textarea, input:not([type=radio], [type=checkbox], [type=file])");
const form = document.getElementById("application");
let lastKey = 0;
let asked = { at: 0, typing: false };

document.addEventListener("input", () => { lastKey = performance.now(); });

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt !== form) return;
  const typing = event.detail.triggeringEvent?.type === "input" && isText(document.activeElement);
  asked = { at: performance.now(), typing };
  if (typing) event.detail.parameters[":typing"] = document.activeElement.name;
});

/* The field one writes in stays as it is; it is drawn anew after it was left. */
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const writing = document.activeElement;
  if (isText(writing) && event.detail.target.contains(writing) && (asked.typing || lastKey > asked.at)) event.detail.shouldSwap = false;
});

/* A changed way ahead is said in one sentence. */
document.addEventListener("htmx:oobAfterSwap", (event) => {
  if (event.detail.target.id === "way") document.getElementById("say").textContent = document.getElementById("way-say").textContent;
});

document.addEventListener("htmx:xhr:progress", (event) => {
  if (!event.detail.lengthComputable) return;
  for (const input of form.querySelectorAll("input[type=file]")) {
    if (!input.files.length) continue;
    const bar = input.parentElement.querySelector("progress") ?? input.insertAdjacentElement("afterend", document.createElement("progress"));
    bar.max = event.detail.total;
    bar.value = event.detail.loaded;
    bar.setAttribute("aria-label", input.files[0].name);
  }
});

/* Enter in a line sends nothing: Ctrl+Enter does. */
form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.ctrlKey && !event.isComposing && event.target.matches("input")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(".errors a[href^='#']");
  const place = link && document.getElementById(link.hash.slice(1));
  if (!place) return;
  event.preventDefault();
  place.focus();
  place.closest(".field")?.scrollIntoView({ block: "center" });
});

/* A button that redraws the form waits until what was typed before is saved: a late save would undo it. */
form?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=more_rows], button[name=drop_row], button[name=take_out]");
  if (!button || !form.classList.contains("htmx-request")) return;
  event.preventDefault();
  const again = `button[name="${button.name}"][value="${CSS.escape(button.value)}"]`;
  const go = () => {
    if (form.classList.contains("htmx-request")) return;
    form.removeEventListener("htmx:afterRequest", later);
    form.requestSubmit(form.querySelector(again) ?? button);
  };
  const later = () => setTimeout(go);
  form.addEventListener("htmx:afterRequest", later);
});

/* Who goes away loses nothing: what was typed since the last save is sent behind. */
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !form || lastKey <= asked.at) return;
  asked = { at: performance.now(), typing: false };
  navigator.sendBeacon(form.getAttribute("hx-post"), new FormData(form));
});
