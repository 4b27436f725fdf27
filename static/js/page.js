// Comforts for browsers that run scripts; every page works without them.

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

// Long work that goes on step by step: the next step starts by itself, unless somebody chooses to pause.
const goesOn = document.querySelector("form[data-goes-on]");
if (goesOn) setTimeout(() => goesOn.requestSubmit(), 1500);
