// Comforts for browsers that run scripts; every page works without them.

// Put people straight onto what went wrong.
const summary = document.querySelector(".govuk-error-summary");
// Else what a link within the page led to before is gone to once more, and what is wrong goes unseen.
if (summary && location.hash) history.replaceState(null, "", location.pathname + location.search);
summary?.focus();

// A second click in a hurry must not send the same form twice.
const PAUSE = 3000;
const sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  const elapsed = Date.now() - (sentAt.get(event.target) ?? 0);
  if (event.target.method === "post" && elapsed < PAUSE) event.preventDefault();
  else sentAt.set(event.target, Date.now());
});

// Its key tells the same form sent twice. A browser that goes back brings back what was typed, but with a new key: so
// the key is kept with the page in its history. What is typed again after it was sent is another thing, with another key.
const key = document.querySelector("[name=form_key]");
if (key) {
  if (history.state?.key) key.value = history.state.key;
  const keep = (isSent) => history.replaceState({ key: key.value, isSent }, "");
  keep(history.state?.isSent);
  key.form.addEventListener("submit", () => keep(true));
  key.form.addEventListener("input", () => {
    if (!history.state.isSent) return;
    key.value = crypto.randomUUID();
    keep(false);
  });
}

// Long work that goes on step by step: the next step starts by itself, unless somebody chooses to pause.
const goesOn = document.querySelector("form[data-goes-on]");
if (goesOn) setTimeout(() => goesOn.requestSubmit(), 1500);

// A field that belongs to one answer is shown with it, and always where something about it has to be put right.
for (const field of document.querySelectorAll("[data-only-if]")) {
  const [name, answer] = field.dataset.onlyIf.split("=");
  const group = field.closest(".govuk-form-group");
  const show = () => {
    group.hidden = field.form.elements[name].value !== answer && !group.querySelector(".govuk-error-message");
    field.disabled = group.hidden;
  };
  field.form.elements[name].addEventListener("change", show);
  show();
}

// A text that is half typed is not left without being asked.
let isTyped = Boolean(document.querySelector(".govuk-error-summary") && document.querySelector("main form[method=post] textarea"));
const holdsText = (form) => form?.method === "post" && form.querySelector("textarea");
document.addEventListener("input", (event) => {
  if (holdsText(event.target.form)) isTyped = true;
});
document.addEventListener("submit", (event) => {
  if (event.target.method === "post") isTyped = false;
});
window.addEventListener("beforeunload", (event) => {
  if (isTyped) event.preventDefault();
});
