// Two comforts for browsers that run scripts; every page works without them.

// Put people straight onto what went wrong.
document.querySelector(".govuk-error-summary")?.focus();

// A second click in a hurry must not send the same form twice.
const PAUSE = 3000;
const sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  const elapsed = Date.now() - (sentAt.get(event.target) ?? 0);
  if (event.target.method === "post" && elapsed < PAUSE) event.preventDefault();
  else sentAt.set(event.target, Date.now());
});
