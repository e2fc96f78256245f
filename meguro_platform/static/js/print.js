/* The button that prints the page; without script there is none, and the browser's own menu does the same. */

document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) window.print(); });
