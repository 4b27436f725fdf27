// A part of a page that follows what is typed into a field: the server makes it again with the value in the address.

const PAUSE = 400; // milliseconds without typing
const part = document.querySelector("[data-follows]");
const field = document.querySelector(`[name=${part.dataset.follows}]`);
let waiting;
let asked;

async function follow() {
  const page = new URL(location.pathname, location);
  page.searchParams.set(field.name, field.value);
  asked = page.href;
  const answer = await fetch(page);
  if (!answer.ok || asked !== page.href) return; // something else has been typed since
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = made.querySelector("[data-follows]");
  if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(follow, PAUSE);
});
