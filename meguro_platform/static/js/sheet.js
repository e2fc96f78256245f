/* On a narrow page the question before an act is a modal sheet; on a wide one it stays beside the document. */

const narrow = matchMedia("(max-width: 61.99rem)");

const raise = () => {
  const dock = document.querySelector("dialog.dock[open]");
  if (!dock || !narrow.matches || dock.matches(":modal")) return;
  dock.close();
  dock.showModal();
  dock.querySelector("[aria-invalid=true]")?.focus(); // the list of what is wrong stands behind it
};

/* Escape closes a modal dialog without telling the server, which would ask again on the next answer. */
document.addEventListener("cancel", (event) => {
  const close = event.target.querySelector?.("[data-close]");
  if (!close) return;
  event.preventDefault();
  close.click();
}, true);

document.addEventListener("htmx:afterSettle", raise);
raise();
