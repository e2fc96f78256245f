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

/* An offer that ends: the seconds count down, then the offer goes. */
setInterval(() => {
  document.querySelectorAll("[data-seconds]").forEach((element) => {
    const left = Number(element.textContent) - 1;
    if (left > 0) element.textContent = left;
    else element.closest("[data-offer]")?.remove();
  });
}, 1000);
