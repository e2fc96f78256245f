/* Choosing every row of the list at once; again, none. Without script there is no such button. */

const boxes = () => [...document.querySelectorAll("[data-rows] .item__check input:not(:disabled)")];

document.querySelectorAll("[data-choose-all]").forEach((button) => { button.hidden = false; });
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-choose-all]")) return;
  const all = boxes();
  const choose = all.some((box) => !box.checked);
  all.forEach((box) => { box.checked = choose; });
  all[0]?.dispatchEvent(new Event("change", { bubbles: true }));
});
