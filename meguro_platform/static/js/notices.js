/* What did not arrive is said where the reader looks; nothing that was written is lost. */

const tell = (title) => {
  const notice = document.getElementById("not-sent").content.cloneNode(true);
  if (title) notice.querySelector(".strong").textContent = title;
  const alerts = document.getElementById("alerts");
  alerts.replaceChildren(notice);
  alerts.scrollIntoView({ block: "nearest" });
};

document.addEventListener("htmx:sendError", () => tell());
document.addEventListener("htmx:timeout", () => tell());
document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  tell(page.querySelector("[data-error]")?.textContent);
});

/* What was being written when the log-in had ended waits in this tab, and is put back in the form it was written in;
   whoever else logs in there never sees it. */
const UNSENT = "unsent";
const person = document.body.dataset.person;
const written = () => [...document.querySelectorAll("main form textarea:not([data-text])")];
const placeOf = (text) => `${new URL(text.form.getAttribute("action") ?? "", location).pathname} ${text.name}`;

const isLogIn = (address) => address !== "" && new URL(address).pathname === "/login/";

const keep = () => {
  if (isLogIn(location.href)) return;
  const texts = written().filter((text) => text.value).map((text) => [placeOf(text), text.value]);
  sessionStorage.setItem(UNSENT, JSON.stringify({ person, texts: Object.fromEntries(texts) }));
};

document.addEventListener("submit", keep);
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) keep();
});
if (!isLogIn(location.href)) {
  const kept = isLogIn(document.referrer) ? JSON.parse(sessionStorage.getItem(UNSENT) ?? "{}") : {};
  if (kept.person === person) written().forEach((text) => { text.value = kept.texts?.[placeOf(text)] ?? text.value; });
  sessionStorage.removeItem(UNSENT);
}

/* An offer that ends: the seconds count down, then the offer goes; whoever stands on it is left on its row. */
const withdraw = (offer) => {
  if (offer.contains(document.activeElement)) offer.closest(".item")?.querySelector(".item__title")?.focus();
  offer.remove();
};
setInterval(() => {
  document.querySelectorAll("[data-seconds]").forEach((element) => {
    const left = Number(element.textContent) - 1;
    if (left > 0) element.textContent = left;
    else withdraw(element.closest("[data-offer]"));
  });
}, 1000);
