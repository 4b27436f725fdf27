// Awards ticked by the set, without a round to the server, which does the same (conditions/forms/award_sets.py).

const facts = JSON.parse(document.getElementById("award-facts").textContent);
const set = document.querySelector("[data-award-set]");
const form = set.closest("form");

set.addEventListener("click", (event) => {
  const how = event.target.closest("button")?.value;
  if (!how) return;
  event.preventDefault();
  const wanted = ["stream", "year", "partnership"].map((part) => [part, form.elements[`set_${part}`].value]);
  const boxes = [...form.querySelectorAll("[name=awards]")];
  for (const box of boxes) {
    const isNamed = wanted.every(([part, value]) => !value || facts[box.value]?.[part] === value);
    if (isNamed) box.checked = how !== "take-away";
    else if (how === "only") box.checked = false;
  }
  const some = form.querySelector("[name=binds_all][value=some]");
  if (some) some.checked = true;
  const count = boxes.filter((box) => box.checked).length;
  set.querySelector("[role=status]").textContent = `${count} of ${boxes.length} awards chosen.`;
});
